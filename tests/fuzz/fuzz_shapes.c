/*
 * Tables that are made rows: each of the three shapes, and what all of them promise. Read once
 * more from the beginning, a table gives the same rows.
 */
#include <string.h>

#include "forecast/load/column_groups.h"
#include "forecast/load/csv/csv_table.h"
#include "forecast/load/own_files.h"
#include "forecast/load/text/roles.h"
#include "tests/fuzz/fuzz_reader.h"

#define COLUMNS_MAX 1024
#define FNV_START 14695981039346656037ULL
#define FNV_PRIME 1099511628211ULL

typedef struct rows_seen {
    size_t rows, bad;
    unsigned long long hash; /* of every cell and its place */
} rows_seen;

static void mix(rows_seen *seen, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < length; i++) {
        seen->hash = (seen->hash ^ at[i]) * FNV_PRIME;
    }
}

static void see_row(const hc_csv_table *table, const hc_csv_row *row, rows_seen *seen)
{
    must(row->count <= COLUMNS_MAX);
    seen->rows++;
    for (size_t c = 0; c < row->count; c++) {
        const hc_place at = hc_csv_table_place(table, c);
        const char *text = hc_csv_table_text(table, c);
        must(row->cell[c].text[row->cell[c].length] == '\0');
        must(at.line >= 0 && at.column >= 0);
        mix(seen, text, strlen(text) + 1);
        mix(seen, &at.line, sizeof at.line);
        mix(seen, &at.column, sizeof at.column);
    }
}

static bool read_rows(hc_csv_table *table, rows_seen *seen)
{
    hc_csv_row row = {0};
    hc_error err = HC_ERROR_INIT;
    bool more = true;
    *seen = (rows_seen){.hash = FNV_START};
    while (more) {
        const hc_status st = hc_csv_table_next(table, &row, &more, &err);
        if (st == HC_OK && more) {
            see_row(table, &row, seen);
        } else if (st == HC_ERR_PARSE || st == HC_ERR_LIMIT) {
            seen->bad++;
        } else if (st != HC_OK) {
            return false;
        }
    }
    return true;
}

static void read_twice(hc_csv_table *table)
{
    rows_seen rest, first, second;
    hc_error err = HC_ERROR_INIT;
    const bool at_once = read_rows(table, &rest); /* what follows the header */
    must(hc_csv_table_rewind(table, &err) == HC_OK);
    must(read_rows(table, &first) == at_once);
    must(!at_once || rest.rows <= first.rows);
    must(hc_csv_table_rewind(table, &err) == HC_OK);
    must(read_rows(table, &second) == at_once);
    must(first.rows == second.rows && first.bad == second.bad && first.hash == second.hash);
}

static bool make_long(hc_csv_table *table, hc_error *err)
{
    static const char *const forced[HC_ROLES];
    bool keys[COLUMNS_MAX] = {false};
    size_t metric = 0;
    size_t value = 0;
    bool any = false;
    if (!hc_csv_table_find_metric(table, &metric, &value)) { return false; }
    must(hc_csv_table_column_count(table) <= COLUMNS_MAX);
    for (size_t c = 0; c < hc_csv_table_column_count(table); c++) {
        keys[c] = c != metric && c != value &&
                  hc_role_is_key(hc_csv_table_column_name(table, c), forced);
        any = any || keys[c];
    }
    return any && hc_csv_table_pivot(table, keys, metric, value, err) == HC_OK;
}

static bool make_rows(hc_csv_table *table, hc_error *err)
{
    static const char *const forced[HC_ROLES];
    hc_column_gathering gathered;
    bool melted = false;
    if (hc_csv_table_melt(table, HC_DATES_FOUND, &melted, err) != HC_OK) { return false; }
    if (melted || make_long(table, err)) { return true; }
    return hc_columns_gather(table, forced, HC_DATES_FOUND, &gathered, err) == HC_OK;
}

void fuzz_shapes(const fuzz_input *in)
{
    hc_csv_table *table = NULL;
    hc_error err = HC_ERROR_INIT;
    if (hc_csv_table_open(&table, in->path, NULL, &err) != HC_OK) { return; }
    hc_status st = hc_csv_table_header(table, &err);
    if (st == HC_OK && in->length % 3 == 0) {
        hc_csv_row row;
        bool more = true;
        st = hc_csv_table_next(table, &row, &more, &err);
        if (st == HC_OK && more) { st = hc_csv_table_keep_header(table, &err); }
        if (st == HC_OK && in->length % 2 == 0) { st = hc_csv_table_join_header(table, &err); }
    }
    if (st == HC_OK && hc_own_file_of(table) != NULL) {
        must(hc_own_file_refuse(hc_own_file_of(table), table, &err) == HC_ERR_FORMAT);
    }
    if (st == HC_OK && make_rows(table, &err)) { read_twice(table); }
    hc_csv_table_close(table);
}
