#include "forecast/load/csv/csv_table.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/load/csv/csv_header.h"
#include "forecast/load/csv/csv_long.h"
#include "forecast/load/csv/csv_outline.h"
#include "forecast/load/csv/csv_shape.h"
#include "forecast/load/csv/csv_wide.h"

#define MORE_ROOM 31 /* bytes of " and 1024 more", and to spare */

struct hc_csv_table {
    hc_csv_records records;
    hc_csv_header header;
    hc_csv_shape *shape; /* NULL: a row a record */
    bool is_gathered;
};

/* ---- open, rewind, close ------------------------------------------------------------------
 */

hc_status hc_csv_table_open(hc_csv_table **table, const char *path,
                            const hc_csv_options *options, hc_error *err)
{
    const hc_csv_options wanted = options != NULL ? *options : (hc_csv_options){0};
    hc_csv_table *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    const hc_status st = hc_csv_records_open(&made->records, path, wanted.encoding,
                                             wanted.table, wanted.delimiter, err);
    if (st == HC_OK) {
        *table = made;
    } else {
        hc_csv_table_close(made);
    }
    return st;
}

hc_status hc_csv_table_rewind(hc_csv_table *table, hc_error *err)
{
    HC_TRY(hc_csv_records_rewind(&table->records, err));
    if (table->shape != NULL) { table->shape->rewind(table->shape); }
    return HC_OK;
}

static void end_shape(hc_csv_table *table)
{
    if (table->shape != NULL) { table->shape->release(table->shape); }
    table->shape = NULL;
    table->is_gathered = false;
}

void hc_csv_table_close(hc_csv_table *table)
{
    if (table == NULL) { return; }
    end_shape(table);
    hc_csv_header_clear(&table->header);
    hc_csv_records_close(&table->records);
    hc_free(table);
}

/* ---- rows ---------------------------------------------------------------------------------
 */

hc_status hc_csv_table_next(hc_csv_table *table, hc_csv_row *row, bool *more, hc_error *err)
{
    hc_csv_records *records = &table->records;
    if (table->shape != NULL) {
        return table->shape->next(table->shape, records, row, more, err);
    }
    HC_TRY(hc_csv_records_next(records, more, err));
    if (*more) {
        *row = (hc_csv_row){records->lines.record_line, records->span_count, records->cell};
    }
    return HC_OK;
}

hc_csv_fault hc_csv_table_fault(const hc_csv_table *table)
{
    return table->records.fault;
}

hc_place hc_csv_table_place(const hc_csv_table *table, size_t column)
{
    return table->shape != NULL ? table->shape->place(table->shape, &table->records, column)
                                : hc_csv_records_place(&table->records, column);
}

const char *hc_csv_table_text(const hc_csv_table *table, size_t column)
{
    return table->shape != NULL ? table->shape->text(table->shape, column)
                                : hc_csv_records_cell(&table->records, column).text;
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

/* ---- rows that are no records -------------------------------------------------------------
 */

hc_status hc_csv_table_melt(hc_csv_table *table, hc_date_order wanted, bool *melted,
                            hc_error *err)
{
    const hc_status st =
        hc_csv_wide_make(&table->records, &table->header, wanted, &table->shape, err);
    *melted = st == HC_OK && table->shape != NULL;
    return st;
}

hc_status hc_csv_table_outline(hc_csv_table *table, bool *outlined, hc_error *err)
{
    const hc_status st =
        hc_csv_outline_make(&table->records, &table->header, &table->shape, err);
    *outlined = st == HC_OK && table->shape != NULL;
    return st;
}

hc_status hc_csv_table_find_time_parts(hc_csv_table *table, hc_date_order wanted,
                                       hc_csv_time_parts *parts, bool *found, hc_error *err)
{
    *found = hc_csv_find_time_parts(&table->header, parts);
    return *found ? hc_csv_settle_weeks(&table->records, table->header.line, wanted, parts, err)
                  : HC_OK;
}

hc_status hc_csv_table_gather(hc_csv_table *table, const hc_csv_time_parts *parts,
                              const hc_csv_groups *groups, hc_error *err)
{
    end_shape(table);
    HC_TRY(hc_csv_gather_make(&table->header, parts, groups, &table->shape, err));
    table->is_gathered = true;
    return HC_OK;
}

bool hc_csv_table_is_gathered(const hc_csv_table *table)
{
    return table->is_gathered;
}

bool hc_csv_table_find_metric(const hc_csv_table *table, size_t *metric, size_t *value)
{
    return hc_csv_long_find(&table->header, metric, value);
}

hc_status hc_csv_table_pivot(hc_csv_table *table, const bool *keys, size_t metric, size_t value,
                             hc_error *err)
{
    return hc_csv_long_make(&table->records, &table->header, keys, metric, value, &table->shape,
                            err);
}

/* ---- header and columns -------------------------------------------------------------------
 */

hc_status hc_csv_table_keep_header(hc_csv_table *table, hc_error *err)
{
    const hc_csv_records *records = &table->records;
    end_shape(table);
    return hc_csv_header_keep(&table->header, records->cell, records->span_count,
                              records->lines.record_line, err);
}

hc_status hc_csv_table_number_header(hc_csv_table *table, hc_error *err)
{
    return hc_csv_header_number(&table->header, table->records.span_count, err);
}

hc_status hc_csv_table_join_header(hc_csv_table *table, hc_error *err)
{
    return hc_csv_header_join(&table->header, err);
}

hc_status hc_csv_table_header(hc_csv_table *table, hc_error *err)
{
    hc_csv_row row;
    bool more = true;
    do {
        HC_TRY(hc_csv_table_next(table, &row, &more, err));
    } while (more && row.count < table->records.usual_cells);
    if (!more) {
        return hc_fail(err, HC_ERR_EMPTY, (hc_place){.file = hc_csv_table_file(table)}, NULL,
                       "no header row was found");
    }
    HC_TRY(hc_csv_table_keep_header(table, err));
    hc_csv_header_forget_upper(&table->header);
    return HC_OK;
}

size_t hc_csv_table_column_count(const hc_csv_table *table)
{
    return table->header.count;
}

const char *hc_csv_table_column_name(const hc_csv_table *table, size_t column)
{
    return column < table->header.count ? table->header.name[column] : "";
}

const char *hc_csv_table_upper_name(const hc_csv_table *table, size_t column)
{
    return column < table->header.upper_count ? table->header.upper[column] : "";
}

int64_t hc_csv_table_header_line(const hc_csv_table *table)
{
    return table->header.line;
}

size_t hc_csv_table_find(const hc_csv_table *table, const char *names)
{
    return hc_csv_header_find(&table->header, names);
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

hc_status hc_csv_table_column(const hc_csv_table *table, const char *names, size_t *column,
                              hc_error *err)
{
    const size_t found = hc_csv_table_find(table, names);
    if (found == HC_CSV_NO_COLUMN) {
        char columns[HC_ERROR_TEXT_MAX];
        hc_csv_header_list(&table->header, columns, sizeof columns);
        const hc_place at = {hc_csv_table_file(table), table->header.line, 1};
        return hc_fail(err, HC_ERR_FORMAT, at, "name the column in the header line",
                       "no column named %.*s; the columns are: %s", (int)strcspn(names, "|"),
                       names, columns);
    }
    *column = found;
    return HC_OK;
}

/* ---- what was found -----------------------------------------------------------------------
 */

const char *hc_csv_table_encoding(const hc_csv_table *table)
{
    return hc_source_encoding(table->records.lines.source);
}

const char *hc_csv_table_origin(const hc_csv_table *table)
{
    return hc_source_origin(table->records.lines.source);
}

char hc_csv_table_delimiter(const hc_csv_table *table)
{
    return table->records.delimiter;
}

const char *hc_csv_table_file(const hc_csv_table *table)
{
    return hc_csv_records_file(&table->records);
}

bool hc_csv_table_encoding_is_guess(const hc_csv_table *table)
{
    return hc_source_is_guess(table->records.lines.source);
}
