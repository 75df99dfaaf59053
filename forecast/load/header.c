/* The header of a history: found among the first rows, or told why there is none. */
#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_table.h"
#include "forecast/load/load_file.h"
#include "forecast/load/own_files.h"
#include "forecast/load/text/weekday_name.h"

#define WIDE_COLUMNS 3   /* days or times of day among the columns: a table spread out */
#define COLUMNS_SHOWN 10 /* of a row that should have been a header */
#define HEADER_ROWS 30   /* title lines and group headings that may stand before the header */

/* The user names columns by number only: a file without a header. */
static bool are_numbers(const char *const *forced)
{
    bool any = false;
    for (size_t role = 0; role < HC_ROLES; role++) {
        if (forced[role] == NULL || forced[role][0] == '\0') { continue; }
        if (strspn(forced[role], "0123456789") != strlen(forced[role])) { return false; }
        any = true;
    }
    return any;
}

static hc_status number_columns(hc_load_plan *plan, const char *const *forced, hc_error *err)
{
    HC_TRY(hc_csv_table_header(plan->table, err)); /* as wide as most rows are */
    HC_TRY(hc_csv_table_number_header(plan->table, err));
    HC_TRY(hc_columns_map(plan->table, forced, &plan->map, err));
    return hc_csv_table_rewind(plan->table, err);
}

static hc_status number_by_look(hc_load_plan *plan, const hc_first_row *row, hc_error *err)
{
    const char *forced[HC_ROLES];
    for (size_t role = 0; role < HC_ROLES; role++) {
        forced[role] = row->column[role];
    }
    hc_first_row_columns(row, plan->by_look, sizeof plan->by_look);
    HC_TRY(hc_csv_table_rewind(plan->table, err));
    return number_columns(plan, forced, err);
}

/* What stands in the first row, by the numbers that --columns takes. */
static hc_status headerless(const hc_load_plan *plan, const hc_first_row *row, hc_place at,
                            hc_error *err)
{
    char cells[HC_ERROR_TEXT_MAX] = "", columns[HC_FIRST_ROW_TEXT] = "",
         hint[HC_ERROR_TEXT_MAX];
    size_t used = 0;
    for (size_t i = 0; i < row->columns && i < COLUMNS_SHOWN; i++) {
        const int wrote =
            snprintf(cells + used, sizeof cells - used, "%s%zu is %.20s", i > 0 ? ", " : "",
                     i + 1, hc_csv_table_column_name(plan->table, i));
        used += wrote > 0 ? (size_t)wrote : 0;
        if (used >= sizeof cells) { break; }
    }
    hc_first_row_columns(row, columns, sizeof columns);
    (void)snprintf(hint, sizeof hint, "name the columns by number, such as --columns %s",
                   columns);
    if (row->metrics > 0) {
        (void)snprintf(hint, sizeof hint,
                       "put a line above it, such as timestamp,metric,value");
    }
    return hc_fail(err, HC_ERR_FORMAT, at, hint,
                   "the file has no header: its first row is data; there %s", cells);
}

/* What the names of the columns are, where that is no header of a history. */
typedef struct odd_header {
    size_t numbers, times, weekdays;
} odd_header;

static odd_header look_at_header(const hc_csv_table *table)
{
    odd_header odd = {0};
    for (size_t i = 0; i < hc_csv_table_column_count(table); i++) {
        const char *name = hc_csv_table_column_name(table, i);
        const size_t length = strlen(name);
        double value = 0.0;
        hc_stamp stamp;
        const bool number = hc_quantity_read(name, length, '.', &value);
        odd.numbers += number;
        odd.weekdays += hc_weekday_of_name(name) >= 0;
        odd.times += !number && (hc_stamp_read_date(name, length, &stamp) ||
                                 hc_stamp_read_time(name, length, &stamp));
    }
    return odd;
}

/* A file without a header is read where it tells itself; else, and with a column for each day,
 * it is told as such. */
static hc_status explain_header(hc_load_plan *plan, hc_status st, hc_error *err)
{
    const odd_header odd = look_at_header(plan->table);
    const hc_place at = {hc_csv_table_file(plan->table), hc_csv_table_header_line(plan->table),
                         1};
    if (odd.times >= WIDE_COLUMNS) {
        return hc_fail(
            err, HC_ERR_FORMAT, at,
            "dates or times side by side behind the column of the others, or one row "
            "an interval: date, time, contacts",
            "the table has columns for days or times of day, but no plain grid");
    }
    if (odd.weekdays >= WIDE_COLUMNS) {
        return hc_fail(
            err, HC_ERR_FORMAT, at,
            "write the dates above the columns, or the week's first date beside each "
            "row, as 2026-03-02 in a column named week",
            "the table has a column for each weekday, but no dates");
    }
    const hc_own_file *own = hc_own_file_of(plan->table);
    if (own != NULL) { return hc_own_file_refuse(own, plan->table, err); }
    const hc_first_row row = hc_first_row_look(plan->table);
    if (hc_first_row_tells_itself(&row)) { return number_by_look(plan, &row, err); }
    if (row.numbers > 0 && row.times > 0) { return headerless(plan, &row, at, err); }
    return st;
}

/* The user named no column. */
static bool names_none(const char *const *forced)
{
    for (size_t role = 0; role < HC_ROLES; role++) {
        if (forced[role] != NULL && forced[role][0] != '\0') { return false; }
    }
    return true;
}

static hc_status pivot(hc_load_plan *plan, const char *const *forced, hc_error *err)
{
    const size_t columns = hc_csv_table_column_count(plan->table);
    size_t metric = 0, value = 0;
    bool *keys = NULL;
    if (!hc_csv_table_find_metric(plan->table, &metric, &value)) { return HC_OK; }
    HC_TRY(hc_alloc(&keys, columns, sizeof *keys, err));
    bool any = false;
    for (size_t k = 0; k < columns; k++) {
        keys[k] = k != metric && k != value &&
                  hc_role_is_key(hc_csv_table_column_name(plan->table, k), forced);
        any = any || keys[k];
    }
    const hc_status st =
        any ? hc_csv_table_pivot(plan->table, keys, metric, value, err) : HC_OK;
    plan->is_long = any && st == HC_OK;
    hc_free(keys);
    return st;
}

/* The current row as header, and with the row above it where it has no name; *found tells
 * whether it is one. */
static hc_status try_header(hc_load_plan *plan, const hc_load_options *options, bool *found,
                            hc_error *err)
{
    const char *const *forced = options->column;
    *found = true;
    HC_TRY(hc_csv_table_keep_header(plan->table, err));
    const hc_own_file *own = names_none(forced) ? hc_own_file_of(plan->table) : NULL;
    if (own != NULL && own->has_counts) { return hc_own_file_refuse(own, plan->table, err); }
    HC_TRY(hc_csv_table_outline(plan->table, &plan->is_outline, err));
    if (plan->is_outline) { return hc_columns_map(plan->table, forced, &plan->map, err); }
    HC_TRY(hc_columns_gather(plan->table, forced, options->date_order, &plan->gathered, err));
    if (hc_columns_map(plan->table, forced, &plan->map, NULL) == HC_OK) { return HC_OK; }
    if (!hc_csv_table_is_gathered(plan->table)) {
        HC_TRY(pivot(plan, forced, err));
        if (plan->is_long) { return hc_columns_map(plan->table, forced, &plan->map, err); }
        HC_TRY(hc_csv_table_melt(plan->table, options->date_order, &plan->is_wide, err));
        if (plan->is_wide) { return hc_columns_map(plan->table, forced, &plan->map, err); }
        HC_TRY(hc_csv_table_join_header(plan->table, err));
        HC_TRY(
            hc_columns_gather(plan->table, forced, options->date_order, &plan->gathered, err));
    }
    *found = hc_columns_map(plan->table, forced, &plan->map, NULL) == HC_OK;
    return HC_OK;
}

hc_status hc_plan_find_header(hc_load_plan *plan, const hc_load_options *options, hc_error *err)
{
    const char *const *forced = options->column;
    hc_csv_row row;
    bool more = true, found = false;
    if (are_numbers(forced)) { return number_columns(plan, forced, err); }
    for (size_t tried = 0; more && tried < HEADER_ROWS; tried++) {
        const hc_status st = hc_csv_table_next(plan->table, &row, &more, err);
        if (hc_is_row_fault(st)) { continue; }
        HC_TRY(st);
        if (!more) { break; }
        (void)hc_row_is_title(plan, &row);
        HC_TRY(try_header(plan, options, &found, err));
        if (found) { return HC_OK; }
    }
    HC_TRY(hc_csv_table_rewind(plan->table, err));
    HC_TRY(hc_csv_table_header(plan->table, err));
    HC_TRY(hc_columns_gather(plan->table, forced, options->date_order, &plan->gathered, err));
    return explain_header(plan, hc_columns_map(plan->table, forced, &plan->map, err), err);
}

static bool is_read(const void *of, size_t column)
{
    const hc_column_map *map = of;
    for (size_t role = 0; role < HC_ROLES; role++) {
        if (map->column[role] == column) { return true; }
    }
    return false;
}

void hc_plan_describe_columns(hc_load_plan *plan, hc_load_file *file)
{
    for (size_t role = 0; role < HC_ROLES; role++) {
        const size_t column = plan->map.column[role];
        if (column != HC_CSV_NO_COLUMN) {
            (void)snprintf(file->column[role], sizeof file->column[role], "%.*s",
                           HC_QUEUE_NAME_MAX - 4,
                           hc_csv_table_column_name(plan->table, column));
        }
    }
    if (plan->map.volume_rival != HC_CSV_NO_COLUMN) {
        (void)snprintf(plan->rival, sizeof plan->rival, "%.*s", HC_QUEUE_NAME_MAX - 4,
                       hc_csv_table_column_name(plan->table, plan->map.volume_rival));
    }
    hc_csv_table_list_unread(plan->table, is_read, &plan->map, file->unread,
                             sizeof file->unread);
    plan->needed_cells = 0;
    for (size_t i = 0; i < hc_csv_table_column_count(plan->table); i++) {
        if (hc_csv_table_column_name(plan->table, i)[0] != '\0') { plan->needed_cells = i + 1; }
    }
}
