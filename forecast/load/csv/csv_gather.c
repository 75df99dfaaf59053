#include "forecast/load/csv/csv_gather.h"

#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_header.h"
#include "forecast/load/csv/csv_shape.h"

#define RAGGED_CELLS 2 /* of a row that is longer than its header: too few, so refused */

typedef struct gathering {
    hc_csv_shape shape; /* first: what a table knows of it */
    size_t own;         /* columns of a record */
    size_t needed;      /* its cells up to the last with a name or of a group */
    size_t count;       /* cells of a row */
    hc_csv_time_parts parts;
    bool makes_date, makes_time;
    hc_csv_groups groups;
    size_t at; /* group of the next row; groups.count: of the next record */
    char date[HC_CSV_DATE_TEXT];
    char time[HC_CSV_DATE_TEXT];
    hc_csv_cell_text *cell; /* [count] */
    size_t *from;           /* [count]: the record's column of each */
} gathering;

/* ---- rows ---------------------------------------------------------------------------------
 */

static const char *text_of(const hc_csv_shape *shape, size_t column)
{
    const gathering *it = (const gathering *)shape;
    return column < it->count ? it->cell[column].text : "";
}

static hc_place place_of(const hc_csv_shape *shape, const hc_csv_records *records,
                         size_t column)
{
    const gathering *it = (const gathering *)shape;
    return hc_csv_records_place(records, column < it->count ? it->from[column] : column);
}

static void rewind_rows(hc_csv_shape *shape)
{
    gathering *it = (gathering *)shape;
    it->at = it->groups.count;
}

static void release(hc_csv_shape *shape)
{
    gathering *it = (gathering *)shape;
    hc_free(it->cell);
    hc_free(it->from);
    hc_free(it);
}

static void put(gathering *it, size_t *at, hc_csv_cell_text cell, size_t from)
{
    it->cell[*at] = cell;
    it->from[*at] = from;
    (*at)++;
}

static hc_csv_cell_text whole(const char *text)
{
    return (hc_csv_cell_text){text, strlen(text)};
}

static void put_times(gathering *it, const hc_csv_records *records, size_t *at)
{
    const hc_csv_time_parts *parts = &it->parts;
    if (it->makes_date) {
        hc_csv_write_date(records, parts, it->date);
        put(it, at, whole(it->date),
            parts->day != HC_CSV_NO_COLUMN ? parts->day : parts->weekday);
    }
    if (it->makes_time) {
        hc_csv_write_time(records, parts, it->time);
        put(it, at, whole(it->time), parts->hour);
    }
}

static void put_group(gathering *it, const hc_csv_records *records, size_t group, size_t *at)
{
    const size_t *column = it->groups.column[group];
    if (it->groups.count > 1) { put(it, at, whole(it->groups.name[group]), column[0]); }
    for (size_t i = 0; i < it->groups.measures; i++) {
        put(it, at, hc_csv_records_cell(records, column[i]), column[i]);
    }
}

static void put_own(gathering *it, const hc_csv_records *records, size_t *at)
{
    for (size_t i = 0; i < it->own; i++) {
        put(it, at, hc_csv_records_cell(records, i), i);
    }
}

/* A total or a line of text: as it stands, too short to be taken for a row of data. */
static bool is_no_row(const gathering *it, const hc_csv_records *records, size_t *cells)
{
    *cells = records->span_count;
    if (records->span_count <= it->own) { return records->span_count < it->needed; }
    *cells = RAGGED_CELLS;
    for (size_t i = it->own; i < records->span_count; i++) {
        if (records->cell[i].length > 0) { return true; }
    }
    return false;
}

static bool group_is_empty(const gathering *it, const hc_csv_records *records, size_t group)
{
    for (size_t i = 0; i < it->groups.measures; i++) {
        if (hc_csv_records_cell(records, it->groups.column[group][i]).length > 0) {
            return false;
        }
    }
    return true;
}

/* The next group of the current record that has something. */
static bool next_group(gathering *it, const hc_csv_records *records)
{
    while (it->at < it->groups.count && group_is_empty(it, records, it->at)) {
        it->at++;
    }
    return it->at < it->groups.count;
}

static void put_as_it_stands(gathering *it, const hc_csv_records *records, size_t cells,
                             hc_csv_row *row)
{
    size_t count = 0;
    while (count < it->count) {
        const size_t column = count < cells ? count : HC_CSV_NO_COLUMN; /* "" behind them */
        put(it, &count, hc_csv_records_cell(records, column), count);
    }
    *row = (hc_csv_row){records->lines.record_line, cells < count ? cells : count, it->cell};
}

static void fill_row(gathering *it, const hc_csv_records *records, hc_csv_row *row)
{
    size_t count = 0;
    put_own(it, records, &count);
    put_times(it, records, &count);
    if (it->groups.count > 0) { put_group(it, records, it->at++, &count); }
    *row = (hc_csv_row){records->lines.record_line, count, it->cell};
}

static hc_status next_row(hc_csv_shape *shape, hc_csv_records *records, hc_csv_row *row,
                          bool *more, hc_error *err)
{
    gathering *it = (gathering *)shape;
    *more = true;
    while (!next_group(it, records)) {
        size_t cells = 0;
        it->at = it->groups.count; /* a bad record is not gone on with */
        HC_TRY(hc_csv_records_next(records, more, err));
        if (!*more) { return HC_OK; }
        if (is_no_row(it, records, &cells)) {
            put_as_it_stands(it, records, cells, row);
            return HC_OK;
        }
        if (it->groups.count == 0) { break; }
        it->at = 0;
    }
    fill_row(it, records, row);
    return HC_OK;
}

/* ---- the header ---------------------------------------------------------------------------
 */

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
static bool loses_name(const char *name, const hc_csv_groups *groups, size_t column)
{
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

static hc_status write_names(const hc_csv_header *header, const gathering *it, char **names,
                             size_t *count, hc_error *err)
{
    const hc_csv_groups *groups = &it->groups;
    for (size_t i = 0; i < it->own; i++) {
        const char *name = loses_name(header->name[i], groups, i) ? "" : header->name[i];
        HC_TRY(add_name(names, count, name, err));
    }
    if (it->makes_date) { HC_TRY(add_name(names, count, "date", err)); }
    if (it->makes_time) { HC_TRY(add_name(names, count, "time", err)); }
    if (groups->count > 1) {
        HC_TRY(add_name(names, count, groups->are_days ? "date" : "queue", err));
    }
    for (size_t i = 0; groups->count > 0 && i < groups->measures; i++) {
        HC_TRY(add_name(names, count, groups->measure[i], err));
    }
    return HC_OK;
}

static hc_status rename_columns(hc_csv_header *header, const gathering *it, hc_error *err)
{
    char **names = NULL;
    size_t count = 0;
    HC_TRY(hc_alloc(&names, it->count, sizeof *names, err));
    const hc_status st = write_names(header, it, names, &count, err);
    if (st != HC_OK) {
        hc_csv_free_names(names, count);
        return st;
    }
    hc_csv_header_replace(header, names, count);
    return HC_OK;
}

static size_t needed_cells(const hc_csv_header *header, const gathering *it)
{
    size_t needed = it->own;
    while (needed > 0 && header->name[needed - 1][0] == '\0' &&
           !is_grouped(&it->groups, needed - 1)) {
        needed--;
    }
    return needed;
}

static hc_status prepare(gathering *it, hc_csv_header *header, hc_error *err)
{
    it->own = header->count;
    it->at = it->groups.count;
    it->count = it->own + (it->makes_date ? 1U : 0U) + (it->makes_time ? 1U : 0U) +
                (it->groups.count > 1 ? 1U : 0U) +
                (it->groups.count > 0 ? it->groups.measures : 0U);
    HC_TRY(hc_alloc(&it->cell, it->count, sizeof *it->cell, err));
    HC_TRY(hc_alloc(&it->from, it->count, sizeof *it->from, err));
    for (size_t i = 0; i < it->count; i++) {
        it->from[i] = i;
    }
    HC_TRY(rename_columns(header, it, err));
    it->needed = needed_cells(header, it);
    return HC_OK;
}

hc_status hc_csv_gather_make(hc_csv_header *header, const hc_csv_time_parts *parts,
                             const hc_csv_groups *groups, hc_csv_shape **shape, hc_error *err)
{
    gathering *it = NULL;
    HC_TRY(hc_alloc(&it, 1, sizeof *it, err));
    it->shape = (hc_csv_shape){next_row, text_of, place_of, rewind_rows, release};
    if (parts != NULL) {
        it->parts = *parts;
        it->makes_date = hc_csv_parts_make_date(parts);
        it->makes_time = hc_csv_parts_make_time(parts);
    }
    if (groups != NULL) { it->groups = *groups; }
    const hc_status st = prepare(it, header, err);
    if (st == HC_OK) {
        *shape = &it->shape;
    } else {
        release(&it->shape);
    }
    return st;
}
