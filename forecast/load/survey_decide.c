/* After the first pass: what a file's columns are, by what all their cells hold. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/load/load_file.h"

#define NO_DATA_SHARE 0.02 /* so many empty volumes are the file's way of saying "no data" */
#define MILLISECONDS_ABOVE                                                                     \
    20000.0                   /* a mean handle time of 5.6 hours is one of 20 seconds in ms */
#define DAYS_BELOW 0.1        /* mean of a column of numbers */
#define TOTAL_ABOVE_S 7200.0  /* a mean above two hours is the sum of many contacts */
#define TOTAL_CORRELATION 0.7 /* sums grow with the contacts they are of, averages do not */
/* A total that leaves less a contact is an average, or in h:mm. */
#define AVERAGE_BELOW_S 10.0
#define MINUTES_BELOW 20.0 /* nobody answers, listens and helps in fewer seconds on average */
#define DOUBTFUL_BELOW_S 60.0   /* few do in less */
#define MINUTES_OF_WAITS 1.0    /* a mean wait below is in the minutes of the handle times */
#define MINUTES_CORRELATION 0.9 /* of sums of minutes with their contacts */
#define GRID_MIN 5              /* begins of intervals are multiples of it */
#define INTERVAL_SHARE 0.9 /* of the rows on that grid: no calls, of which a fifth would be */
#define MINUTES_ROWS 30.0  /* fewer correlate by chance */

static hc_status two_readings(const hc_load_plan *plan, hc_error *err)
{
    hc_stamp stamp;
    int64_t by_day = 0;
    int64_t by_month = 0;
    char day_text[HC_TIME_TEXT_MAX] = "";
    char month_text[HC_TIME_TEXT_MAX] = "";
    const size_t length = strlen(plan->order_text);
    if ((hc_stamp_read_date(plan->order_text, length, &stamp) ||
         hc_stamp_read(plan->order_text, length, &stamp)) &&
        hc_stamp_day(&stamp, HC_DATES_DMY, &by_day) &&
        hc_stamp_day(&stamp, HC_DATES_MDY, &by_month)) {
        hc_format_date(by_day, day_text);
        hc_format_date(by_month, month_text);
    }
    const hc_place at = {hc_csv_table_file(plan->table), plan->order_line, 1};
    return hc_fail(err, HC_ERR_FORMAT, at, "say which: --date-order dmy, or --date-order mdy",
                   "dates like %.60s can be read in two ways, as %s (day first) or %s (month "
                   "first), and no row decides",
                   plan->order_text, day_text, month_text);
}

/* An order that every earlier file with such dates shares, or HC_DATES_FOUND. */
static hc_date_order order_of_others(const hc_loading *loading, size_t file)
{
    hc_date_order order = HC_DATES_FOUND;
    for (size_t i = 0; i < file; i++) {
        if (loading->plan[i].dates.year_last == 0) { continue; }
        if (order != HC_DATES_FOUND && order != loading->plan[i].order) {
            return HC_DATES_FOUND;
        }
        order = loading->plan[i].order;
    }
    return order;
}

/* The file's own dates do not decide: those of earlier files do, or the person has to. */
static hc_status settle_order(hc_loading *loading, size_t file, hc_error *err)
{
    hc_load_plan *plan = &loading->plan[file];
    const hc_order_evidence *dates = &plan->dates;
    if (dates->day_first > 0) {
        const hc_place at = {hc_csv_table_file(plan->table), plan->order_line, 1};
        return hc_fail(err, HC_ERR_FORMAT, at, "split the file",
                       "some dates have the day first (%zu rows), some the month (%zu rows)",
                       dates->day_first, dates->month_first);
    }
    plan->order = order_of_others(loading, file);
    return plan->order == HC_DATES_FOUND ? two_readings(plan, err) : HC_OK;
}

static hc_status decide_order(hc_loading *loading, size_t file, hc_error *err)
{
    hc_load_plan *plan = &loading->plan[file];
    char *why = loading->report->files[file].date_why;
    plan->order = loading->options->date_order;
    const bool told = plan->order != HC_DATES_FOUND;
    if (!told) { plan->order = hc_order_of(&plan->dates); }
    const bool others = plan->order == HC_DATES_FOUND;
    if (others) { HC_TRY(settle_order(loading, file, err)); }
    if (told || others || plan->order == HC_DATES_YMD) {
        (void)snprintf(why, HC_LOAD_NOTE_MAX, "%s",
                       told     ? "as told"
                       : others ? "as in the files before it"
                                : "the year comes first or the month has a name");
    } else {
        (void)snprintf(why, HC_LOAD_NOTE_MAX, "line %lld says %s", (long long)plan->order_line,
                       plan->order_text);
    }
    return HC_OK;
}

/* By the first column whose numbers tell. */
static char decimal_of_sizes(const hc_load_plan *plan)
{
    char decimal = '\0';
    for (size_t role = HC_ROLE_VOLUME; role < HC_ROLES && decimal == '\0'; role++) {
        decimal = hc_sizes_decide(&plan->sizes[role]);
    }
    return decimal;
}

static hc_status decide_decimal(hc_loading *loading, size_t file, hc_error *err)
{
    hc_load_plan *plan = &loading->plan[file];
    plan->decimal = loading->options->decimal;
    if (plan->decimal == '\0') {
        plan->decimal = hc_marks_decide(&plan->marks, hc_csv_table_delimiter(plan->table));
    }
    if (plan->decimal == '\0') { plan->decimal = decimal_of_sizes(plan); }
    if (plan->decimal != '\0') { return HC_OK; }
    char plain[HC_QUEUE_NAME_MAX];
    size_t used = 0;
    for (const char *c = plan->marks_text; *c != '\0'; c++) {
        if (*c != ',' && *c != '.') { plain[used++] = *c; }
    }
    plain[used] = '\0';
    const hc_place at = {hc_csv_table_file(plan->table), plan->marks_line, 1};
    return hc_fail(
        err, HC_ERR_FORMAT, at, "say which: --decimal point, or --decimal comma",
        "numbers like %.40s can be read in two ways, as %.40s or with three decimals "
        "(%.*s.%s), and no cell decides",
        plan->marks_text, plain, (int)(used > 3 ? used - 3 : 0), plain,
        used > 3 ? plain + used - 3 : "");
}

static double correlation(const hc_time_evidence *seen)
{
    const double n = seen->rows;
    const double covariance = seen->product - seen->sum * seen->handled / n;
    const double time = seen->sum_square - seen->sum * seen->sum / n;
    const double contacts = seen->handled_square - seen->handled * seen->handled / n;
    return time > 0.0 && contacts > 0.0 ? covariance / sqrt(time * contacts) : 0.0;
}

/* No contact takes less than a tenth of a second: such numbers are a spreadsheet's parts of a
 * day. */
static bool in_days(const hc_time_evidence *seen)
{
    return seen->clocks == 0 && seen->sum > 0.0 && seen->sum < DAYS_BELOW * seen->rows;
}

/* Too little a contact for a sum of seconds, but it grows with the contacts as sums do. */
static bool are_minutes_in_all(const hc_time_evidence *seen)
{
    return seen->clocks == 0 && seen->rows >= MINUTES_ROWS &&
           60.0 * seen->sum / seen->handled >= AVERAGE_BELOW_S &&
           correlation(seen) > MINUTES_CORRELATION;
}

static hc_time_sense sense_of(const hc_time_evidence *seen)
{
    if (!(seen->rows > 0.0) || !(seen->handled > 0.0)) { return HC_TIME_AVERAGE; }
    const double unit_s = in_days(seen) ? HC_SECONDS_A_DAY : 1.0;
    if (unit_s * seen->sum / seen->handled < AVERAGE_BELOW_S) {
        return are_minutes_in_all(seen) ? HC_TIME_TOTAL : HC_TIME_AVERAGE;
    }
    if (unit_s * seen->sum / seen->rows > TOTAL_ABOVE_S) { return HC_TIME_TOTAL; }
    return correlation(seen) > TOTAL_CORRELATION ? HC_TIME_TOTAL : HC_TIME_AVERAGE;
}

/* Of a contact, in the unit of the column. 0: nobody knows. */
static double mean_of(const hc_time_evidence *seen, hc_time_sense sense)
{
    const double contacts = sense == HC_TIME_TOTAL ? seen->handled : seen->positive;
    return contacts > 0.0 ? seen->sum / contacts : 0.0;
}

/* Holds, after-call work and waits may take seconds, the whole of a contact does not. */
static bool is_most_of_contact(hc_role role)
{
    return role == HC_ROLE_AHT || role == HC_ROLE_TOTAL_HANDLE || role == HC_ROLE_TALK;
}

static hc_time_unit unit_of(const hc_time_evidence *seen, hc_time_sense sense, hc_role role)
{
    const double mean = mean_of(seen, sense);
    if (seen->clocks > seen->numbers) {
        const bool hours = sense == HC_TIME_TOTAL && seen->two_part == seen->clocks &&
                           mean < AVERAGE_BELOW_S && mean * 60.0 >= AVERAGE_BELOW_S;
        return hours ? HC_UNIT_CLOCK_MINUTES : HC_UNIT_CLOCK;
    }
    if (in_days(seen)) { return HC_UNIT_DAYS; }
    if (mean > MILLISECONDS_ABOVE) { return HC_UNIT_MILLISECONDS; }
    return is_most_of_contact(role) && mean > 0.0 && mean < MINUTES_BELOW ? HC_UNIT_MINUTES
                                                                          : HC_UNIT_SECONDS;
}

/* Hold and after-call work stand beside the talk time and count as it does: a few seconds a
 * contact look like an average even where they are a total. */
static bool follows_talk(const hc_load_plan *plan, hc_role role)
{
    return (role == HC_ROLE_HOLD || role == HC_ROLE_ACW) && hc_plan_has(plan, HC_ROLE_TALK);
}

/* A file has one unit for all its times: where one column is in milliseconds by its size, short
 * holds and waits beside it are as well. */
static void share_milliseconds(hc_load_plan *plan, hc_load_file *seen)
{
    bool any = false;
    for (size_t role = HC_ROLE_AHT; role < HC_ROLES; role++) {
        any = any || (hc_plan_has(plan, (hc_role)role) &&
                      plan->map.unit[role] == HC_UNIT_BY_EVIDENCE &&
                      plan->unit[role] == HC_UNIT_MILLISECONDS);
    }
    for (size_t role = HC_ROLE_AHT; any && role < HC_ROLES; role++) {
        if (plan->map.unit[role] == HC_UNIT_BY_EVIDENCE &&
            plan->unit[role] == HC_UNIT_SECONDS) {
            plan->unit[role] = seen->unit[role] = HC_UNIT_MILLISECONDS;
        }
    }
}

/* The column that minutes were found in; HC_ROLES: none. */
static hc_role role_in_minutes(const hc_load_plan *plan)
{
    for (size_t role = HC_ROLE_AHT; role < HC_ROLES; role++) {
        if (hc_plan_has(plan, (hc_role)role) && is_most_of_contact((hc_role)role) &&
            plan->map.unit[role] == HC_UNIT_BY_EVIDENCE &&
            plan->unit[role] == HC_UNIT_MINUTES) {
            return (hc_role)role;
        }
    }
    return HC_ROLES;
}

/* Holds and after-call work that are shorter than the contact's time are in its minutes, waits
 * where they would be parts of a second. */
static void share_minutes(hc_load_plan *plan, hc_load_file *seen)
{
    const hc_role found = role_in_minutes(plan);
    if (found == HC_ROLES) { return; }
    const double whole = mean_of(&plan->time[found], plan->sense[found]);
    for (size_t role = HC_ROLE_HOLD; role <= HC_ROLE_ABANDON_WAIT; role++) {
        const bool is_wait = role == HC_ROLE_WAIT || role == HC_ROLE_ABANDON_WAIT;
        const double mean = mean_of(&plan->time[role], plan->sense[role]);
        if (hc_plan_has(plan, (hc_role)role) && plan->map.unit[role] == HC_UNIT_BY_EVIDENCE &&
            plan->unit[role] == HC_UNIT_SECONDS &&
            mean < (is_wait ? MINUTES_OF_WAITS : whole)) {
            plan->unit[role] = seen->unit[role] = HC_UNIT_MINUTES;
        }
    }
}

/* What was taken from the size of the numbers is never silent. */
static void note_small_times(hc_loading *loading, const hc_load_plan *plan,
                             const hc_load_file *seen)
{
    for (size_t role = HC_ROLE_AHT; role < HC_ROLES; role++) {
        const double mean = mean_of(&plan->time[role], plan->sense[role]);
        if (!hc_plan_has(plan, (hc_role)role) || !is_most_of_contact((hc_role)role) ||
            plan->map.unit[role] != HC_UNIT_BY_EVIDENCE || !(mean > 0.0)) {
            continue;
        }
        if (plan->unit[role] == HC_UNIT_MINUTES) {
            hc_load_note(loading->report,
                         "%s: the numbers of %s are %.3g a contact, so they are taken as "
                         "minutes; --aht-unit seconds says otherwise",
                         plan->name, seen->column[role], mean);
        } else if (plan->unit[role] == HC_UNIT_SECONDS && mean < DOUBTFUL_BELOW_S) {
            hc_load_note(loading->report,
                         "%s: a contact takes %.3g s by %s; if these are minutes, say "
                         "--aht-unit minutes",
                         plan->name, mean, seen->column[role]);
        }
    }
}

static void decide_times(hc_loading *loading, size_t file)
{
    hc_load_plan *plan = &loading->plan[file];
    hc_load_file *seen = &loading->report->files[file];
    for (size_t role = HC_ROLE_AHT; role < HC_ROLES; role++) {
        if (!hc_plan_has(plan, (hc_role)role)) { continue; }
        hc_time_sense sense = plan->map.sense[role];
        hc_time_unit unit = plan->map.unit[role];
        if (sense == HC_TIME_BY_EVIDENCE && follows_talk(plan, (hc_role)role)) {
            sense = plan->sense[HC_ROLE_TALK];
        }
        if (sense == HC_TIME_BY_EVIDENCE) { sense = sense_of(&plan->time[role]); }
        if (unit == HC_UNIT_BY_EVIDENCE && !hc_role_is_measure((hc_role)role)) {
            unit = loading->options->aht_unit;
        }
        if (unit == HC_UNIT_BY_EVIDENCE) {
            unit = unit_of(&plan->time[role], sense, (hc_role)role);
        }
        plan->sense[role] = seen->sense[role] = sense;
        plan->unit[role] = seen->unit[role] = unit;
    }
    if (loading->options->aht_unit != HC_UNIT_BY_EVIDENCE) { return; }
    share_milliseconds(plan, seen);
    share_minutes(plan, seen);
    note_small_times(loading, plan, seen);
}

/* Hour numbers ("9") say nothing of minutes: all are on the hour. */
static void decide_bare(hc_load_plan *plan)
{
    plan->bare_with_minutes = plan->bare_max >= 100;
    if (plan->bare_max > 0 && !plan->bare_with_minutes) {
        size_t all = 0;
        for (size_t minute = 0; minute < HC_MINUTES_AN_HOUR; minute++) {
            all += plan->minute_seen[minute];
            plan->minute_seen[minute] = 0;
        }
        plan->minute_seen[0] = all;
    }
}

static void decide_label(hc_loading *loading, size_t file)
{
    hc_load_plan *plan = &loading->plan[file];
    plan->label = loading->options->label;
    if (plan->label == HC_LABEL_FOUND) {
        const bool ends =
            plan->map.times_are_ends || (plan->midnights_24 > 0 && plan->midnights == 0);
        plan->label = ends ? HC_LABEL_END : HC_LABEL_START;
        if (ends) {
            hc_load_note(loading->report,
                         "%s: times are taken as the end of the interval (%s); "
                         "--label start says otherwise",
                         plan->name,
                         plan->map.times_are_ends ? "the column says so"
                                                  : "24:00 is there and 00:00 never");
        }
    }
}

/* Calls come at any minute. Where nearly all rows are at the beginning of intervals, and no
 * call has a number, they are rows of intervals whose contacts have another name. */
static hc_status check_calls(const hc_load_plan *plan, hc_error *err)
{
    size_t on_grid = 0;
    if (!plan->map.is_calls || hc_plan_has(plan, HC_ROLE_CALL)) { return HC_OK; }
    for (size_t minute = 0; minute < HC_MINUTES_AN_HOUR; minute += GRID_MIN) {
        on_grid += plan->minute_seen[minute];
    }
    return (double)on_grid >= INTERVAL_SHARE * (double)plan->stamps && plan->stamps > 0
               ? hc_columns_no_counts(plan->table, err)
               : HC_OK;
}

/* Totals of days, at their midnights, would be planned as a centre that is open from 0 to 1. */
static hc_status check_days(const hc_load_plan *plan, hc_error *err)
{
    const size_t midnights = plan->midnights + plan->midnights_24;
    if (plan->map.is_calls || midnights < plan->stamps || plan->first_day >= plan->last_day) {
        return HC_OK;
    }
    const hc_place at = {hc_csv_table_file(plan->table),
                         hc_csv_table_header_line(plan->table) + 1, 1};
    return hc_fail(err, HC_ERR_FORMAT, at, HC_DAYS_ALONE_HINT,
                   "all rows are at midnight: totals of days, without a time of day");
}

/* Reasons and directions that say nothing of how calls ended are only that. */
static void decide_outcome(hc_load_plan *plan, hc_load_file *seen)
{
    if (!plan->map.outcome_is_shared || plan->outcomes[HC_OUTCOME_LOST] > 0 ||
        plan->outcomes[HC_OUTCOME_ANSWERED] > 0) {
        return;
    }
    plan->map.column[HC_ROLE_OUTCOME] = HC_CSV_NO_COLUMN;
    seen->column[HC_ROLE_OUTCOME][0] = '\0';
}

/* A history of outbound work alone is planned as it is. */
static void decide_direction(hc_load_plan *plan, hc_load_file *seen)
{
    if (plan->map.is_calls || plan->outbound_rows < plan->stamps) { return; }
    plan->map.column[HC_ROLE_DIRECTION] = HC_CSV_NO_COLUMN;
    seen->column[HC_ROLE_DIRECTION][0] = '\0';
    plan->outbound_rows = 0;
}

/* Where dates without a year are of January and of December and some months between never come,
 * the history went over New Year: the first of those months. 0: it did not. */
static int32_t new_year_until(const hc_load_plan *plan, const uint32_t *days)
{
    bool comes[13] = {false};
    int32_t first = 0, absent = 0, last = 0;
    if (plan->dates_dated == 0 || plan->dates_dated + plan->dates_filled < plan->stamps) {
        return 0;
    }
    for (size_t i = 0; i < (size_t)HC_LOAD_DAYS; i++) {
        if (days[i] > 0) { comes[hc_date_from_day((int64_t)i + HC_DAY_MIN).month] = true; }
    }
    for (int32_t month = 1; month <= 12; month++) {
        if (comes[month]) { continue; }
        if (first == 0) { first = month; }
        last = month;
        absent++;
    }
    return first > 1 && last < 12 && absent == last - first + 1 ? first : 0;
}

/* The same date of the year after. */
static int64_t a_year_on(int64_t day)
{
    hc_civil_date date = hc_date_from_day(day);
    date.year++;
    return hc_day_from_date(date);
}

static void add_day(hc_loading *loading, hc_load_plan *plan, int64_t day, uint32_t rows)
{
    uint32_t *all = &loading->days.all[day - HC_DAY_MIN];
    *all += rows < UINT32_MAX - *all ? rows : UINT32_MAX - *all;
    if (day < plan->first_day) { plan->first_day = day; }
    if (day > plan->last_day) { plan->last_day = day; }
}

static void add_days(hc_loading *loading, hc_load_plan *plan)
{
    const hc_day_counts *days = &loading->days;
    const uint32_t *chosen = plan->order == HC_DATES_DMY ? days->day_first : days->month_first;
    plan->first_day = HC_DAY_MAX;
    plan->last_day = HC_DAY_MIN;
    plan->new_year_until = new_year_until(plan, chosen);
    for (size_t i = 0; i < (size_t)HC_LOAD_DAYS; i++) {
        int64_t day = (int64_t)i + HC_DAY_MIN;
        if (chosen[i] == 0) { continue; }
        if (hc_date_from_day(day).month < plan->new_year_until) { day = a_year_on(day); }
        if (day <= HC_DAY_MAX) { add_day(loading, plan, day, chosen[i]); }
    }
}

hc_status hc_survey_decide(hc_loading *loading, size_t file, hc_error *err)
{
    hc_load_plan *plan = &loading->plan[file];
    hc_load_file *seen = &loading->report->files[file];
    HC_TRY(decide_order(loading, file, err));
    if (plan->stamps > 0) { seen->date_order = plan->order; }
    HC_TRY(decide_decimal(loading, file, err));
    decide_times(loading, file);
    decide_bare(plan);
    HC_TRY(check_calls(plan, err));
    decide_label(loading, file);
    decide_outcome(plan, seen);
    decide_direction(plan, seen);
    plan->fill_queue = !plan->map.is_calls && 2 * plan->queue_empty > plan->queue_cells;
    add_days(loading, plan);
    HC_TRY(check_days(plan, err));
    plan->empty_is_no_data =
        (double)plan->volume_empty > NO_DATA_SHARE * (double)plan->volume_cells;
    seen->decimal = plan->decimal;
    seen->label = plan->label;
    seen->has_offsets = plan->offsets > 0;
    return HC_OK;
}
