/* The first pass: what a file's columns hold, seen in all their cells. */
#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/load/csv/csv_long.h"
#include "forecast/load/first_row.h"
#include "forecast/load/load_file.h"
#include "forecast/load/own_files.h"

#define WIDE_COLUMNS 3   /* days or times of day among the columns: a table spread out */
#define COLUMNS_SHOWN 10 /* of a row that should have been a header */
#define HEADER_ROWS 30   /* title lines and group headings that may stand before the header */
#define MORE_ROOM 32     /* bytes of " and 1024 more" */

/* ---------------------------------------------------------------- opening and the header */

static void copy_text(char *to, const char *from)
{
    (void)snprintf(to, HC_QUEUE_NAME_MAX, "%.*s", HC_QUEUE_NAME_MAX - 4, from);
}

static bool is_row_fault(hc_status st)
{
    return st == HC_ERR_PARSE || st == HC_ERR_LIMIT;
}

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
    plan->is_headerless = true;
    HC_TRY(hc_csv_table_rewind(plan->table, err));
    return number_columns(plan, forced, err);
}

/* What stands in the first row, by the numbers that --columns takes. */
static hc_status headerless(const hc_load_plan *plan, const hc_first_row *row, hc_place at,
                            hc_error *err)
{
    char cells[HC_ERROR_TEXT_MAX] = "", columns[128] = "", hint[HC_ERROR_TEXT_MAX];
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
        odd.weekdays += hc_csv_weekday(name) >= 0;
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
    if (!hc_csv_long_find(plan->table, &metric, &value)) { return HC_OK; }
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
    HC_TRY(hc_columns_gather(plan->table, forced, &plan->gathered, err));
    if (hc_columns_map(plan->table, forced, &plan->map, NULL) == HC_OK) { return HC_OK; }
    if (!hc_csv_table_is_gathered(plan->table)) {
        HC_TRY(pivot(plan, forced, err));
        if (plan->is_long) { return hc_columns_map(plan->table, forced, &plan->map, err); }
        HC_TRY(hc_csv_table_melt(plan->table, options->date_order, &plan->is_wide, err));
        if (plan->is_wide) { return hc_columns_map(plan->table, forced, &plan->map, err); }
        HC_TRY(hc_csv_table_join_header(plan->table, err));
        HC_TRY(hc_columns_gather(plan->table, forced, &plan->gathered, err));
    }
    *found = hc_columns_map(plan->table, forced, &plan->map, NULL) == HC_OK;
    return HC_OK;
}

/* Tries each of the first rows as header; the error is that of the most likely one. */
static hc_status find_header(hc_load_plan *plan, const hc_load_options *options, hc_error *err)
{
    const char *const *forced = options->column;
    hc_csv_row row;
    bool more = true, found = false;
    if (are_numbers(forced)) { return number_columns(plan, forced, err); }
    for (size_t tried = 0; more && tried < HEADER_ROWS; tried++) {
        const hc_status st = hc_csv_table_next(plan->table, &row, &more, err);
        if (is_row_fault(st)) { continue; }
        HC_TRY(st);
        if (!more) { break; }
        (void)hc_row_is_title(plan, &row);
        HC_TRY(try_header(plan, options, &found, err));
        if (found) { return HC_OK; }
    }
    HC_TRY(hc_csv_table_rewind(plan->table, err));
    HC_TRY(hc_csv_table_header(plan->table, err));
    HC_TRY(hc_columns_gather(plan->table, forced, &plan->gathered, err));
    return explain_header(plan, hc_columns_map(plan->table, forced, &plan->map, err), err);
}

static bool is_read(const hc_load_plan *plan, size_t column)
{
    for (size_t role = 0; role < HC_ROLES; role++) {
        if (plan->map.column[role] == column) { return true; }
    }
    return false;
}

/* "Team, Longest wait and 3 more": columns with a name that say nothing we know. */
static void describe_unread(const hc_load_plan *plan, hc_load_file *file)
{
    size_t used = 0, left = 0;
    for (size_t i = 0; i < hc_csv_table_column_count(plan->table); i++) {
        const char *name = hc_csv_table_column_name(plan->table, i);
        if (name[0] == '\0' || is_read(plan, i)) { continue; }
        const size_t wanted = strlen(name) + 2;
        if (left > 0 || used + wanted + MORE_ROOM > sizeof file->unread) {
            left++;
            continue;
        }
        used += (size_t)snprintf(file->unread + used, sizeof file->unread - used, "%s%s",
                                 used > 0 ? ", " : "", name);
    }
    if (left > 0) {
        (void)snprintf(file->unread + used, sizeof file->unread - used, " and %zu more", left);
    }
}

static void describe_columns(hc_load_plan *plan, hc_load_file *file)
{
    for (size_t role = 0; role < HC_ROLES; role++) {
        const size_t column = plan->map.column[role];
        if (column != HC_CSV_NO_COLUMN) {
            copy_text(file->column[role], hc_csv_table_column_name(plan->table, column));
        }
    }
    describe_unread(plan, file);
    plan->needed_cells = 0;
    for (size_t i = 0; i < hc_csv_table_column_count(plan->table); i++) {
        if (hc_csv_table_column_name(plan->table, i)[0] != '\0') { plan->needed_cells = i + 1; }
    }
}

/* A table that is opened for the second pass is told again how its rows are made. */
static hc_status spread_again(hc_load_plan *plan, const hc_load_options *options, hc_error *err)
{
    HC_TRY(find_header(plan, options, err));
    return hc_csv_table_rewind(plan->table, err);
}

hc_status hc_plan_open(hc_loading *loading, size_t file, hc_error *err)
{
    hc_load_plan *plan = &loading->plan[file];
    const hc_load_options *options = loading->options;
    plan->above = (hc_stamp){.has_date = false};
    plan->title_day = (hc_stamp){.has_date = false};
    plan->title_queue[0] = '\0';
    if (plan->table != NULL) { return hc_csv_table_rewind(plan->table, err); }
    const hc_csv_options table_options = {options->encoding, options->delimiter,
                                          options->table};
    HC_TRY(hc_csv_table_open(&plan->table, plan->path, &table_options, err));
    return plan->is_wide || plan->is_long || plan->gathered.queues || plan->gathered.times
               ? spread_again(plan, options, err)
               : HC_OK;
}

void hc_plan_close(hc_loading *loading, size_t file)
{
    hc_load_plan *plan = &loading->plan[file];
    if (loading->keep_open || strcmp(plan->path, "-") == 0) { return; }
    hc_csv_table_close(plan->table);
    plan->table = NULL;
}

/* ---------------------------------------------------------------- evidence */

static void see_order(hc_load_plan *plan, const hc_csv_row *row, const hc_stamp *stamp)
{
    if (stamp->order != HC_STAMP_YEAR_LAST) { return; }
    const bool shows = stamp->a > 12 || stamp->b > 12;
    const bool first_to_show = shows && plan->first_over_12 + plan->second_over_12 == 0;
    if (plan->year_last == 0 || first_to_show) {
        plan->order_line = row->line;
        copy_text(plan->order_text, hc_plan_cell(plan, row, hc_plan_time_role(plan)).text);
    }
    plan->year_last++;
    plan->first_over_12 += stamp->a > 12 && stamp->b <= 12;
    plan->second_over_12 += stamp->b > 12 && stamp->a <= 12;
}

static void count_day(uint32_t *counts, int64_t day)
{
    if (day >= HC_DAY_MIN && day <= HC_DAY_MAX) {
        uint32_t *count = &counts[day - HC_DAY_MIN];
        *count += *count < UINT32_MAX;
    }
}

/* Local day of an instant, when the row says its offset and the user a zone. */
static int64_t local_day(const hc_load_options *options, const hc_stamp *stamp, int64_t day)
{
    const bool zoned = options->zone != NULL && options->zone->name[0] != '\0';
    if (!stamp->has_offset || !zoned) { return day; }
    const int64_t utc_s =
        day * HC_SECONDS_A_DAY + (int64_t)stamp->minute * 60 - stamp->offset_s;
    return hc_zone_to_local(options->zone, utc_s).day;
}

static void see_days(hc_loading *loading, const hc_stamp *stamp)
{
    int64_t day = 0;
    if (hc_stamp_day(stamp, HC_DATES_MDY, &day)) {
        const int64_t local = local_day(loading->options, stamp, day);
        count_day(loading->days.month_first, local);
        if (stamp->order == HC_STAMP_YEAR_FIRST) { /* the same in every order */
            count_day(loading->days.day_first, local);
            return;
        }
    }
    if (hc_stamp_day(stamp, HC_DATES_DMY, &day)) {
        count_day(loading->days.day_first, local_day(loading->options, stamp, day));
    }
}

static void see_clock(hc_load_plan *plan, const hc_stamp *stamp)
{
    plan->stamps++;
    if (stamp->has_offset) {
        const bool first = plan->offsets == 0;
        if (first || stamp->offset_s < plan->offset_least_s) {
            plan->offset_least_s = stamp->offset_s;
        }
        if (first || stamp->offset_s > plan->offset_most_s) {
            plan->offset_most_s = stamp->offset_s;
        }
        plan->offsets++;
    }
    if (stamp->bare != HC_STAMP_NO_BARE) {
        if (stamp->bare > plan->bare_max) { plan->bare_max = stamp->bare; }
        plan->minute_seen[stamp->bare % 100 % HC_MINUTES_AN_HOUR]++; /* hours: see decide */
        plan->midnights += stamp->bare == 0;
        plan->midnights_24 += stamp->bare == 24 || stamp->bare == 2400;
        return;
    }
    if (stamp->second == 0) { plan->minute_seen[stamp->minute % HC_MINUTES_AN_HOUR]++; }
    plan->midnights += stamp->minute == 0;
    plan->midnights_24 += stamp->minute == HC_MINUTES_A_DAY;
}

static void see_marks(hc_load_plan *plan, const hc_csv_row *row, hc_csv_cell_text cell)
{
    const size_t before = plan->marks.comma_either + plan->marks.point_either;
    hc_marks_see(&plan->marks, cell.text, cell.length);
    if (before == 0 && plan->marks.comma_either + plan->marks.point_either > 0) {
        plan->marks_line = row->line;
        copy_text(plan->marks_text, cell.text);
    }
}

/* Whether a column of shares is in percent shows in its largest number. */
static void see_share(hc_load_plan *plan, hc_role role, hc_csv_cell_text cell)
{
    bool percent = false;
    double value = 0.0;
    const size_t length = hc_share_digits(cell, &percent);
    if (!hc_quantity_read(cell.text, length, '.', &value) &&
        !hc_quantity_read(cell.text, length, ',', &value)) {
        return;
    }
    if (!percent && value > plan->share_most[role]) { plan->share_most[role] = value; }
}

static void see_time(hc_load_plan *plan, hc_role role, hc_csv_cell_text cell, double handled)
{
    hc_time_evidence *seen = &plan->time[role];
    double seconds = 0.0;
    if (hc_quantity_is_absent(cell.text, cell.length) || handled == 0.0 ||
        (!hc_quantity_read_time(cell.text, cell.length, '.', HC_UNIT_SECONDS, &seconds) &&
         !hc_quantity_read_time(cell.text, cell.length, ',', HC_UNIT_SECONDS, &seconds))) {
        return; /* the time of no contact tells nothing */
    }
    const char *colon = memchr(cell.text, ':', cell.length);
    seen->numbers += colon == NULL;
    seen->clocks += colon != NULL;
    seen->two_part += colon != NULL && strchr(colon + 1, ':') == NULL;
    seen->sum += seconds;
    seen->rows += 1.0;
    seen->positive += seconds > 0.0 ? 1.0 : 0.0;
    if (hc_is_missing(handled)) { return; }
    seen->handled += handled;
    seen->sum_square += seconds * seconds;
    seen->handled_square += handled * handled;
    seen->product += seconds * handled;
}

/* Columns that only measures need say nothing where nobody asks for measures. */
static void see_counts(hc_load_plan *plan, const hc_csv_row *row, bool for_measures)
{
    for (size_t role = HC_ROLE_VOLUME; role < HC_ROLES; role++) {
        if (!hc_plan_has(plan, (hc_role)role)) { continue; }
        const hc_csv_cell_text cell = hc_plan_cell(plan, row, (hc_role)role);
        if (cell.length == 0 || (hc_role_is_measure((hc_role)role) && !for_measures)) {
            continue;
        }
        see_marks(plan, row, cell);
        hc_sizes_see(&plan->sizes[role], cell.text, cell.length);
        if (hc_role_is_share((hc_role)role)) { see_share(plan, (hc_role)role, cell); }
    }
}

static void see_numbers(hc_load_plan *plan, const hc_csv_row *row, bool for_measures)
{
    const hc_csv_cell_text volume = hc_plan_cell(plan, row, HC_ROLE_VOLUME);
    if (hc_plan_has(plan, HC_ROLE_VOLUME)) {
        plan->volume_cells++;
        plan->volume_empty += volume.length == 0;
    }
    see_counts(plan, row, for_measures);
    const hc_role of = hc_plan_has(plan, HC_ROLE_HANDLED) ? HC_ROLE_HANDLED : HC_ROLE_VOLUME;
    const hc_csv_cell_text contacts = hc_plan_cell(plan, row, of);
    double handled = HC_MISSING;
    (void)hc_quantity_read(contacts.text, contacts.length, '.', &handled);
    for (size_t role = HC_ROLE_AHT; role < HC_ROLES; role++) {
        if (hc_plan_has(plan, (hc_role)role)) {
            see_time(plan, (hc_role)role, hc_plan_cell(plan, row, (hc_role)role), handled);
        }
    }
}

static void see_split(hc_load_plan *plan, const hc_csv_row *row, size_t split)
{
    const hc_csv_cell_text value = hc_plan_cell(plan, row, hc_split_role[split]);
    hc_value_split *seen = &plan->split[split];
    if (value.length == 0 || value.length > HC_QUEUE_NAME_MAX / 4) { return; }
    if (seen->first[0] == '\0') { copy_text(seen->first, value.text); }
    seen->many = seen->many || strcmp(seen->first, value.text) != 0;
}

static void see_timeless(hc_load_plan *plan, const hc_csv_row *row)
{
    if (plan->timeless_line != 0) { return; }
    hc_stamp stamp;
    hc_role role = hc_plan_time_role(plan);
    const hc_csv_cell_text date = hc_plan_cell(plan, row, role);
    if (role == HC_ROLE_DATE && hc_stamp_read_date(date.text, date.length, &stamp)) {
        role = HC_ROLE_TIME; /* the other half is at fault */
    }
    plan->timeless_line = row->line;
    plan->timeless_role = role;
    copy_text(plan->timeless_text, hc_plan_cell(plan, row, role).text);
}

static void see_row(hc_loading *loading, hc_load_plan *plan, const hc_csv_row *row)
{
    hc_stamp stamp;
    if (hc_row_read_stamp(plan, row, &stamp) != HC_ROW_DATA) {
        see_timeless(plan, row);
        return;
    }
    see_order(plan, row, &stamp);
    see_days(loading, &stamp);
    see_clock(plan, &stamp);
    see_numbers(plan, row, loading->options->ledger != NULL);
    for (size_t split = 0; split < HC_SPLITS; split++) {
        see_split(plan, row, split);
    }
}

static hc_status make_counts(uint32_t **counts, hc_error *err)
{
    return *counts == NULL ? hc_alloc(counts, HC_LOAD_DAYS, sizeof **counts, err) : HC_OK;
}

static hc_status start_days(hc_day_counts *days, hc_error *err)
{
    HC_TRY(make_counts(&days->month_first, err));
    HC_TRY(make_counts(&days->day_first, err));
    HC_TRY(make_counts(&days->all, err));
    memset(days->month_first, 0, HC_LOAD_DAYS * sizeof *days->month_first);
    memset(days->day_first, 0, HC_LOAD_DAYS * sizeof *days->day_first);
    return HC_OK;
}

hc_status hc_survey_file(hc_loading *loading, size_t file, hc_error *err)
{
    hc_load_plan *plan = &loading->plan[file];
    hc_load_file *seen = &loading->report->files[file];
    (void)snprintf(seen->path, sizeof seen->path, "%.*s", (int)sizeof seen->path - 1,
                   plan->name);
    HC_TRY(start_days(&loading->days, err));
    HC_TRY(hc_plan_open(loading, file, err));
    (void)snprintf(seen->encoding, sizeof seen->encoding, "%s",
                   hc_csv_table_encoding(plan->table));
    (void)snprintf(seen->origin, sizeof seen->origin, "%s", hc_csv_table_origin(plan->table));
    seen->encoding_is_guess = hc_csv_table_encoding_is_guess(plan->table);
    seen->delimiter = hc_csv_table_delimiter(plan->table);
    HC_TRY(find_header(plan, loading->options, err));
    seen->header_line = hc_csv_table_header_line(plan->table);
    describe_columns(plan, seen);
    hc_csv_row row;
    bool more = true;
    while (more) {
        hc_error fault = HC_ERROR_INIT;
        const hc_status st = hc_csv_table_next(plan->table, &row, &more, &fault);
        if (is_row_fault(st)) {
            if (plan->fault.line == 0) { plan->fault = fault; }
            continue;
        }
        if (st != HC_OK) {
            if (err != NULL) { *err = fault; }
            return st;
        }
        if (more) { see_row(loading, plan, &row); }
    }
    return HC_OK;
}
