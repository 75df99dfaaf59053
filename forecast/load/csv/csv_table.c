#include "forecast/load/csv/csv_table.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/load/csv/csv_table_work.h"

#define MORE_ROOM 31 /* bytes of " and 1024 more", and to spare */

/* ---------------------------------------------------------------- places */

/* Walks the record's text to the start of a cell, as libcsv would. */
static size_t cell_start(const hc_csv_table *table, size_t column)
{
    size_t at = table->record;
    bool quoted = false;
    for (size_t cell = 0; at < table->end; at++) {
        const char c = table->text[at];
        if (c == '"') {
            quoted = !quoted;
        } else if (c == table->delimiter && !quoted) {
            if (cell == column) { break; }
            cell++;
        }
        if (cell == column) { break; }
    }
    if (at < table->end && column > 0 && table->text[at] == table->delimiter) { at++; }
    while (at < table->end && (table->text[at] == ' ' || table->text[at] == '\t') &&
           table->text[at] != table->delimiter) {
        at++;
    }
    return at;
}

/* The record's own column of a row's cell. */
static size_t own_column(const hc_csv_table *table, size_t column)
{
    const struct hc_csv_wide *wide = table->wide;
    if (table->gather != NULL) { return hc_csv_gather_from(table, column); }
    return wide == NULL || column < wide->key_count ? column : wide->current;
}

static hc_place place_in_record(const hc_csv_table *table, size_t column)
{
    hc_place place = {hc_csv_table_file(table), table->record_line, 1};
    if (column > table->span_count) { return place; }
    const size_t target = cell_start(table, column);
    for (size_t at = table->record; at < target; at++) {
        const unsigned char byte = (unsigned char)table->text[at];
        const bool pair = byte == '\r' && at + 1 < target && table->text[at + 1] == '\n';
        if ((byte == '\n' || byte == '\r') && !pair) {
            place.line++;
            place.column = 1;
        } else if ((byte & 0xC0U) != 0x80U && !pair) {
            place.column++;
        }
    }
    return place;
}

hc_place hc_csv_table_place(const hc_csv_table *table, size_t column)
{
    if (table->by_metric != NULL) {
        return (hc_place){hc_csv_table_file(table), hc_csv_long_line(table, column), 1};
    }
    return place_in_record(table, own_column(table, column));
}

/* ---------------------------------------------------------------- open, rewind, close */

static hc_status prepare(hc_csv_table *table, const char *path, const hc_csv_options *options,
                         hc_error *err)
{
    char wanted = '\0';
    if (options != NULL) { wanted = options->delimiter; }
    HC_TRY(hc_csv_check_delimiter(wanted, err));
    HC_TRY(hc_source_open(&table->source, path, options != NULL ? options->encoding : NULL,
                          options != NULL ? options->table : NULL, err));
    HC_TRY(hc_grow(&table->text, &table->text_capacity, HC_CSV_BUFFER_START, 1, err));
    table->next_line = 1;
    HC_TRY(hc_csv_sniff(table, wanted, err));
    table->next_line += table->start > 0;
    return hc_csv_start_parser(table, err);
}

hc_status hc_csv_table_open(hc_csv_table **table, const char *path,
                            const hc_csv_options *options, hc_error *err)
{
    hc_csv_table *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    const hc_status st = prepare(made, path, options, err);
    if (st == HC_OK) {
        *table = made;
    } else {
        hc_csv_table_close(made);
    }
    return st;
}

hc_status hc_csv_table_rewind(hc_csv_table *table, hc_error *err)
{
    HC_TRY(hc_source_rewind(table->source, err));
    HC_TRY(hc_csv_start_parser(table, err));
    table->record = table->at = table->end = table->line_feed = 0;
    table->source_done = false;
    while (!table->source_done && table->end < table->start) {
        HC_TRY(hc_csv_read_more(table, err));
    }
    table->record = table->at = table->start;
    table->next_line = table->start > 0 ? 2 : 1;
    hc_csv_forget_cells(table);
    hc_csv_gather_rewind(table);
    hc_csv_long_rewind(table);
    if (table->wide != NULL) {
        table->wide->at = table->wide->end;
        table->wide->title_day = HC_DAY_NONE;
    }
    return HC_OK;
}

void hc_csv_free_names(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        hc_free(names[i]);
    }
    hc_free(names);
}

void hc_csv_table_close(hc_csv_table *table)
{
    if (table == NULL) { return; }
    hc_csv_wide_free(table);
    hc_csv_gather_free(table);
    hc_csv_long_free(table);
    hc_csv_free_names(table->header, table->header_count);
    hc_csv_free_names(table->upper, table->upper_count);
    if (table->parser_ready) { csv_free(&table->parser); }
    hc_source_close(table->source);
    hc_free(table->text);
    hc_free(table->cells);
    hc_free(table->span);
    hc_free(table->cell);
    hc_free(table);
}

/* ---------------------------------------------------------------- header and columns */

/* The header so far becomes the row above the new one. */
static void raise_header(hc_csv_table *table)
{
    hc_csv_free_names(table->upper, table->upper_count);
    table->upper = table->header;
    table->upper_count = table->header_count;
    table->header = NULL;
    table->header_count = 0;
}

hc_status hc_csv_table_join_header(hc_csv_table *table, hc_error *err)
{
    for (size_t i = 0; i < table->header_count && i < table->upper_count; i++) {
        if (table->header[i][0] != '\0') { continue; }
        hc_free(table->header[i]);
        table->header[i] = NULL;
        HC_TRY(hc_strdup(&table->header[i], table->upper[i], err));
    }
    return HC_OK;
}

hc_status hc_csv_table_keep_header(hc_csv_table *table, hc_error *err)
{
    hc_csv_gather_free(table);
    raise_header(table);
    HC_TRY(hc_alloc(&table->header, table->span_count, sizeof *table->header, err));
    for (size_t i = 0; i < table->span_count; i++) {
        HC_TRY(hc_strdup(&table->header[i], table->cell[i].text, err));
        table->header_count++;
    }
    table->header_line = table->record_line;
    return HC_OK;
}

hc_status hc_csv_table_number_header(hc_csv_table *table, hc_error *err)
{
    raise_header(table);
    HC_TRY(hc_alloc(&table->header, table->span_count, sizeof *table->header, err));
    for (size_t i = 0; i < table->span_count; i++) {
        char number[HC_NUMBER_TEXT_MAX];
        (void)snprintf(number, sizeof number, "%zu", i + 1);
        HC_TRY(hc_strdup(&table->header[i], number, err));
        table->header_count++;
    }
    table->header_line = 0;
    return HC_OK;
}

static void forget_upper(hc_csv_table *table)
{
    hc_csv_free_names(table->upper, table->upper_count);
    table->upper = NULL;
    table->upper_count = 0;
}

hc_status hc_csv_table_header(hc_csv_table *table, hc_error *err)
{
    hc_csv_row row;
    bool more = true;
    do {
        HC_TRY(hc_csv_table_next(table, &row, &more, err));
    } while (more && row.count < table->usual_cells);
    if (!more) {
        return hc_fail(err, HC_ERR_EMPTY, (hc_place){.file = hc_csv_table_file(table)}, NULL,
                       "no header row was found");
    }
    HC_TRY(hc_csv_table_keep_header(table, err));
    forget_upper(table);
    return HC_OK;
}

size_t hc_csv_table_column_count(const hc_csv_table *table)
{
    return table->header_count;
}

const char *hc_csv_table_column_name(const hc_csv_table *table, size_t column)
{
    return column < table->header_count ? table->header[column] : "";
}

const char *hc_csv_table_upper_name(const hc_csv_table *table, size_t column)
{
    return column < table->upper_count ? table->upper[column] : "";
}

int64_t hc_csv_table_header_line(const hc_csv_table *table)
{
    return table->header_line;
}

static size_t find_one(const hc_csv_table *table, const char *name, size_t length)
{
    for (size_t i = 0; i < table->header_count; i++) {
        const char *header = table->header[i];
        if (hc_csv_same_name(header, strlen(header), name, length)) { return i; }
    }
    return HC_CSV_NO_COLUMN;
}

size_t hc_csv_table_find(const hc_csv_table *table, const char *names)
{
    while (names[0] != '\0') {
        const size_t length = strcspn(names, "|");
        const size_t column = find_one(table, names, length);
        if (column != HC_CSV_NO_COLUMN) { return column; }
        names += length + (names[length] == '|');
    }
    return HC_CSV_NO_COLUMN;
}

void hc_csv_table_list_unread(const hc_csv_table *table, hc_csv_is_read *is_read,
                              const void *of, char *text, size_t size)
{
    size_t used = 0, left = 0;
    text[0] = '\0';
    for (size_t i = 0; i < hc_csv_table_column_count(table); i++) {
        const char *name = hc_csv_table_column_name(table, i);
        if (name[0] == '\0' || is_read(of, i)) { continue; }
        if (left > 0 || used + strlen(name) + sizeof ", " + MORE_ROOM > size) {
            left++;
            continue;
        }
        used += (size_t)snprintf(text + used, size - used, "%s%s", used > 0 ? ", " : "", name);
    }
    if (left > 0) { (void)snprintf(text + used, size - used, " and %zu more", left); }
}

static void list_columns(const hc_csv_table *table, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < table->header_count && used + 1 < size; i++) {
        const int wrote =
            snprintf(text + used, size - used, "%s%s", i > 0 ? ", " : "", table->header[i]);
        used += wrote > 0 ? (size_t)wrote : 0;
    }
}

hc_status hc_csv_table_column(const hc_csv_table *table, const char *names, size_t *column,
                              hc_error *err)
{
    const size_t found = hc_csv_table_find(table, names);
    if (found == HC_CSV_NO_COLUMN) {
        char columns[HC_ERROR_TEXT_MAX];
        list_columns(table, columns, sizeof columns);
        const hc_place at = {hc_csv_table_file(table), table->header_line, 1};
        return hc_fail(err, HC_ERR_FORMAT, at, "name the column in the header line",
                       "no column named %.*s; the columns are: %s", (int)strcspn(names, "|"),
                       names, columns);
    }
    *column = found;
    return HC_OK;
}

const char *hc_csv_table_text(const hc_csv_table *table, size_t column)
{
    if (table->wide != NULL) {
        return column < table->header_count ? table->wide->cell[column].text : "";
    }
    if (table->gather != NULL) { return hc_csv_gather_text(table, column); }
    if (table->by_metric != NULL) { return hc_csv_long_text(table, column); }
    return column < table->span_count ? table->cell[column].text : "";
}

hc_status hc_csv_table_number(const hc_csv_table *table, size_t column, double *value,
                              hc_error *err)
{
    const char *text = hc_csv_table_text(table, column);
    double number = HC_MISSING;
    if (text[0] != '\0' && !hc_parse_double(text, strlen(text), &number)) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, column), NULL,
                       "%s must be a number, found \"%.60s\"",
                       hc_csv_table_column_name(table, column), text);
    }
    *value = number;
    return HC_OK;
}

const char *hc_csv_table_encoding(const hc_csv_table *table)
{
    return hc_source_encoding(table->source);
}

const char *hc_csv_table_origin(const hc_csv_table *table)
{
    return hc_source_origin(table->source);
}

char hc_csv_table_delimiter(const hc_csv_table *table)
{
    return table->delimiter;
}

const char *hc_csv_table_file(const hc_csv_table *table)
{
    return hc_source_file(table->source);
}

bool hc_csv_table_encoding_is_guess(const hc_csv_table *table)
{
    return hc_source_is_guess(table->source);
}
