#include "forecast/load/csv/csv_gather.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_table_work.h"
#include "forecast/load/csv/csv_time_parts.h"

#define RAGGED_CELLS 2 /* of a row that is longer than its header: too few, so refused */

struct hc_csv_gather {
    size_t own;   /* columns of a record */
    size_t count; /* cells of a row */
    hc_csv_time_parts parts;
    bool makes_date, makes_time;
    hc_csv_groups groups;
    size_t at; /* group of the next row; groups.count: of the next record */
    char date[HC_CSV_DATE_TEXT];
    char time[HC_CSV_DATE_TEXT];
    hc_csv_cell_text *cell; /* [count] */
    size_t *from;           /* [count]: the record's column of each */
};

/* ---------------------------------------------------------------- the header */

static bool is_grouped(const hc_csv_groups *groups, size_t column)
{
    for (size_t group = 0; group < groups->count; group++) {
        for (size_t measure = 0; measure < groups->measures; measure++) {
            if (groups->column[group][measure] == column) { return true; }
        }
    }
    return false;
}

/* A column of a group has its measure's name; one that is called so without being of any group
 * must not be taken for it. */
static bool loses_name(const hc_csv_table *table, const hc_csv_groups *groups, size_t column)
{
    const char *name = table->header[column];
    if (is_grouped(groups, column)) { return true; }
    for (size_t i = 0; groups->count > 0 && i < groups->measures; i++) {
        const char *measure = groups->measure[i];
        if (hc_csv_same_name(name, strlen(name), measure, strlen(measure))) { return true; }
    }
    return false;
}

static hc_status add_name(char **names, size_t *count, const char *name, hc_error *err)
{
    HC_TRY(hc_strdup(&names[*count], name, err));
    (*count)++;
    return HC_OK;
}

static hc_status write_names(const hc_csv_table *table, const struct hc_csv_gather *gather,
                             char **names, size_t *count, hc_error *err)
{
    const hc_csv_groups *groups = &gather->groups;
    for (size_t i = 0; i < gather->own; i++) {
        const char *name = loses_name(table, groups, i) ? "" : table->header[i];
        HC_TRY(add_name(names, count, name, err));
    }
    if (gather->makes_date) { HC_TRY(add_name(names, count, "date", err)); }
    if (gather->makes_time) { HC_TRY(add_name(names, count, "time", err)); }
    if (groups->count > 1) { HC_TRY(add_name(names, count, "queue", err)); }
    for (size_t i = 0; groups->count > 0 && i < groups->measures; i++) {
        HC_TRY(add_name(names, count, groups->measure[i], err));
    }
    return HC_OK;
}

static hc_status rename_columns(hc_csv_table *table, hc_error *err)
{
    const struct hc_csv_gather *gather = table->gather;
    char **names = NULL;
    size_t count = 0;
    HC_TRY(hc_alloc(&names, gather->count, sizeof *names, err));
    const hc_status st = write_names(table, gather, names, &count, err);
    if (st != HC_OK) {
        hc_csv_free_names(names, count);
        return st;
    }
    hc_csv_free_names(table->header, table->header_count);
    table->header = names;
    table->header_count = count;
    return HC_OK;
}

static hc_status prepare(hc_csv_table *table, struct hc_csv_gather *gather,
                         const hc_csv_time_parts *parts, const hc_csv_groups *groups,
                         hc_error *err)
{
    gather->own = table->header_count;
    if (parts != NULL) {
        gather->parts = *parts;
        gather->makes_date = hc_csv_parts_make_date(parts);
        gather->makes_time = hc_csv_parts_make_time(parts);
    }
    if (groups != NULL) { gather->groups = *groups; }
    gather->at = gather->groups.count;
    gather->count = gather->own + (gather->makes_date ? 1U : 0U) +
                    (gather->makes_time ? 1U : 0U) + (gather->groups.count > 1 ? 1U : 0U) +
                    (gather->groups.count > 0 ? gather->groups.measures : 0U);
    HC_TRY(hc_alloc(&gather->cell, gather->count, sizeof *gather->cell, err));
    HC_TRY(hc_alloc(&gather->from, gather->count, sizeof *gather->from, err));
    for (size_t i = 0; i < gather->count; i++) {
        gather->from[i] = i;
    }
    return rename_columns(table, err);
}

hc_status hc_csv_table_gather(hc_csv_table *table, const hc_csv_time_parts *parts,
                              const hc_csv_groups *groups, hc_error *err)
{
    hc_csv_gather_free(table);
    HC_TRY(hc_alloc(&table->gather, 1, sizeof *table->gather, err));
    const hc_status st = prepare(table, table->gather, parts, groups, err);
    if (st != HC_OK) { hc_csv_gather_free(table); }
    return st;
}

bool hc_csv_table_is_gathered(const hc_csv_table *table)
{
    return table->gather != NULL;
}

void hc_csv_gather_free(hc_csv_table *table)
{
    if (table->gather == NULL) { return; }
    hc_free(table->gather->cell);
    hc_free(table->gather->from);
    hc_free(table->gather);
    table->gather = NULL;
}

void hc_csv_gather_rewind(hc_csv_table *table)
{
    if (table->gather != NULL) { table->gather->at = table->gather->groups.count; }
}

/* ---------------------------------------------------------------- rows */

/* The record's column that a cell of the current row is from. */
size_t hc_csv_gather_from(const hc_csv_table *table, size_t column)
{
    const struct hc_csv_gather *gather = table->gather;
    return column < gather->count ? gather->from[column] : column;
}

const char *hc_csv_gather_text(const hc_csv_table *table, size_t column)
{
    const struct hc_csv_gather *gather = table->gather;
    return column < gather->count ? gather->cell[column].text : "";
}

static void put(struct hc_csv_gather *gather, size_t *at, hc_csv_cell_text cell, size_t from)
{
    gather->cell[*at] = cell;
    gather->from[*at] = from;
    (*at)++;
}

static hc_csv_cell_text whole(const char *text)
{
    return (hc_csv_cell_text){text, strlen(text)};
}

static hc_csv_cell_text own_cell(const hc_csv_table *table, size_t column)
{
    const hc_csv_cell_text empty = {"", 0};
    return column < table->span_count ? table->cell[column] : empty;
}

static void put_times(hc_csv_table *table, size_t *at)
{
    struct hc_csv_gather *gather = table->gather;
    const hc_csv_time_parts *parts = &gather->parts;
    if (gather->makes_date) {
        hc_csv_write_date(table, parts, gather->date);
        put(gather, at, whole(gather->date),
            parts->day != HC_CSV_NO_COLUMN ? parts->day : parts->weekday);
    }
    if (gather->makes_time) {
        hc_csv_write_time(table, parts, gather->time);
        put(gather, at, whole(gather->time), parts->hour);
    }
}

static void put_group(hc_csv_table *table, size_t group, size_t *at)
{
    struct hc_csv_gather *gather = table->gather;
    const size_t *column = gather->groups.column[group];
    if (gather->groups.count > 1) {
        put(gather, at, whole(gather->groups.name[group]), column[0]);
    }
    for (size_t i = 0; i < gather->groups.measures; i++) {
        put(gather, at, own_cell(table, column[i]), column[i]);
    }
}

static void put_own(hc_csv_table *table, size_t *at)
{
    for (size_t i = 0; i < table->gather->own; i++) {
        put(table->gather, at, own_cell(table, i), i);
    }
}

/* A total or a line of text: as it stands, too short to be taken for a row of data. */
static bool is_no_row(const hc_csv_table *table, size_t *cells)
{
    const size_t own = table->gather->own;
    *cells = table->span_count;
    if (table->span_count > own) {
        *cells = RAGGED_CELLS;
        for (size_t i = own; i < table->span_count; i++) {
            if (table->cell[i].length > 0) { return true; }
        }
        return false;
    }
    size_t needed = own;
    while (needed > 0 && table->header[needed - 1][0] == '\0' &&
           !is_grouped(&table->gather->groups, needed - 1)) {
        needed--;
    }
    return table->span_count < needed;
}

static bool group_is_empty(const hc_csv_table *table, size_t group)
{
    const hc_csv_groups *groups = &table->gather->groups;
    for (size_t i = 0; i < groups->measures; i++) {
        if (own_cell(table, groups->column[group][i]).length > 0) { return false; }
    }
    return true;
}

/* The next group of the current record that has something. */
static bool next_group(hc_csv_table *table)
{
    struct hc_csv_gather *gather = table->gather;
    while (gather->at < gather->groups.count && group_is_empty(table, gather->at)) {
        gather->at++;
    }
    return gather->at < gather->groups.count;
}

static void fill_row(hc_csv_table *table, hc_csv_row *row)
{
    struct hc_csv_gather *gather = table->gather;
    size_t count = 0;
    put_own(table, &count);
    put_times(table, &count);
    if (gather->groups.count > 0) { put_group(table, gather->at++, &count); }
    *row = (hc_csv_row){table->record_line, count, gather->cell};
}

hc_status hc_csv_gather_next(hc_csv_table *table, hc_csv_row *row, bool *more, hc_error *err)
{
    struct hc_csv_gather *gather = table->gather;
    *more = true;
    while (!next_group(table)) {
        size_t cells = 0;
        gather->at = gather->groups.count; /* a bad record is not gone on with */
        HC_TRY(hc_csv_next_record(table, more, err));
        if (!*more) { return HC_OK; }
        if (is_no_row(table, &cells)) {
            *row = (hc_csv_row){table->record_line, cells, table->cell};
            return HC_OK;
        }
        if (gather->groups.count == 0) { break; }
        gather->at = 0;
    }
    fill_row(table, row);
    return HC_OK;
}
