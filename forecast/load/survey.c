/* The first pass: what a file's columns hold, seen in all their cells. */
#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/load/ledger_fill.h"

/* ---------------------------------------------------------------- opening */

static void copy_text(char *to, const char *from)
{
    (void)snprintf(to, HC_QUEUE_NAME_MAX, "%.*s", HC_QUEUE_NAME_MAX - 4, from);
}

/* A table that is opened for the second pass is told again how its rows are made. */
static hc_status spread_again(hc_load_plan *plan, const hc_load_options *options, hc_error *err)
{
    HC_TRY(hc_plan_find_header(plan, options, err));
    return hc_csv_table_rewind(plan->table, err);
}

hc_status hc_plan_open(hc_loading *loading, size_t file, hc_error *err)
{
    hc_load_plan *plan = &loading->plan[file];
    const hc_load_options *options = loading->options;
    plan->year = options->year;
    plan->above = (hc_stamp){.has_date = false};
    plan->title_day = (hc_stamp){.has_date = false};
    plan->title_queue[0] = '\0';
    plan->above_queue[0] = '\0';
    if (plan->table != NULL) { return hc_csv_table_rewind(plan->table, err); }
    const hc_csv_options table_options = {options->encoding, options->delimiter,
                                          options->table};
    HC_TRY(hc_csv_table_open(&plan->table, plan->path, &table_options, err));
    return plan->is_wide || plan->is_long || plan->is_outline || plan->gathered.queues ||
                   plan->gathered.days || plan->gathered.times
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
    const hc_order_evidence *dates = &plan->dates;
    const bool shows = stamp->a > 12 || stamp->b > 12;
    const bool first_to_show = shows && dates->day_first + dates->month_first == 0;
    if (dates->year_last == 0 || first_to_show) {
        plan->order_line = row->line;
        copy_text(plan->order_text, hc_plan_cell(plan, row, hc_plan_time_role(plan)).text);
    }
    hc_order_see(&plan->dates, stamp);
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
    plan->zone_letters += stamp->has_letters;
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

/* 12 o'clock and then 1 o'clock of the same day: the clock of who writes no AM and PM. */
static void see_noon(hc_load_plan *plan, const hc_stamp *stamp)
{
    const bool bare = stamp->bare != HC_STAMP_NO_BARE;
    const int32_t number = bare && stamp->bare > 24 ? stamp->bare / 100 : stamp->bare;
    const int32_t hour = bare ? number : stamp->minute / HC_MINUTES_AN_HOUR;
    const int32_t day = stamp->a * 100 + stamp->b;
    plan->has_afternoon = plan->has_afternoon || hour > 12;
    plan->noon_falls += plan->hour_before == 12 && hour == 1 && plan->day_before == day;
    plan->hour_before = hour;
    plan->day_before = day;
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

static void see_outcome(hc_load_plan *plan, const hc_csv_row *row)
{
    const hc_csv_cell_text cell = hc_plan_cell(plan, row, HC_ROLE_OUTCOME);
    if (!hc_plan_has(plan, HC_ROLE_OUTCOME) || hc_row_says_nothing(plan, row)) { return; }
    const hc_call_outcome outcome = hc_call_outcome_of(cell.text, cell.length);
    plan->outcomes[outcome]++;
    if (outcome == HC_OUTCOME_UNKNOWN && plan->outcome_text[0] == '\0') {
        copy_text(plan->outcome_text, cell.text);
    }
}

static void see_queue(hc_load_plan *plan, const hc_csv_row *row)
{
    const hc_csv_cell_text direction = hc_plan_cell(plan, row, HC_ROLE_DIRECTION);
    plan->outbound_rows += hc_call_is_outbound(direction);
    if (!hc_plan_has(plan, HC_ROLE_QUEUE)) { return; }
    plan->queue_cells++;
    plan->queue_empty += hc_plan_cell(plan, row, HC_ROLE_QUEUE).length == 0;
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
    see_noon(plan, &stamp);
    see_numbers(plan, row, loading->options->ledger != NULL);
    see_outcome(plan, row);
    see_queue(plan, row);
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
    HC_TRY(hc_plan_find_header(plan, loading->options, err));
    seen->header_line = hc_csv_table_header_line(plan->table);
    hc_plan_describe_columns(plan, seen);
    hc_csv_row row;
    bool more = true;
    while (more) {
        hc_error fault = HC_ERROR_INIT;
        const hc_status st = hc_csv_table_next(plan->table, &row, &more, &fault);
        if (hc_is_row_fault(st)) {
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
