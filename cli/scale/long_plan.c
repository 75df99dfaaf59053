#include "cli/scale/long_plan.h"

#include <stdio.h>
#include <string.h>

#define MONTHS_A_WEEK (7.0 / HC_DAYS_A_MONTH)
#define LEAD_WEEKS 4.0
#define TRAINING_WEEKS 4.0
#define WEEKS_DEFAULT 26
#define MONTHS_MOST 12   /* unless more are asked for */
#define PERIODS_BEYOND 1 /* the one in which a class is needed */

static const double usual_ramp[] = {0.5, 0.75};
#define USUAL_RAMP (sizeof usual_ramp / sizeof *usual_ramp)

/* ---- how people are hired -----------------------------------------------------------------
 */

static bool is_said(double value)
{
    return !hc_is_missing(value);
}

size_t hc_long_periods_of_weeks(hc_long_by by, double weeks)
{
    return (size_t)hc_ceil_forgiving(by == HC_LONG_BY_WEEK ? weeks : weeks * MONTHS_A_WEEK);
}

/* Training, then the ramp's months, in periods. */
static void set_learning(const hc_capacity_terms *terms, hc_long_plan *plan)
{
    hc_capacity_options *to = &plan->options;
    const bool weekly = plan->by == HC_LONG_BY_WEEK;
    const double *ramp = terms->ramp_said ? terms->ramp : usual_ramp;
    const size_t months = terms->ramp_said ? terms->ramp_months : USUAL_RAMP;
    const double weeks =
        is_said(terms->training_weeks) ? terms->training_weeks : TRAINING_WEEKS;
    size_t count = hc_long_periods_of_weeks(plan->by, weeks);
    const size_t ramping =
        weekly ? (size_t)hc_ceil_forgiving((double)months / MONTHS_A_WEEK) : months;
    if (count > HC_CAPACITY_RAMP_MAX) { count = HC_CAPACITY_RAMP_MAX; }
    for (size_t k = 0; k < count; k++) {
        to->productivity[k] = 0.0;
    }
    for (size_t k = 0; k < ramping && count < HC_CAPACITY_RAMP_MAX; k++) {
        const size_t month = weekly ? (size_t)((double)k * MONTHS_A_WEEK) : k;
        to->productivity[count++] = ramp[month < months ? month : months - 1];
    }
    to->learning_periods = count;
}

/* Shares a month become shares a period; bands begin after 3 and 12 months. */
static void set_attrition(const hc_capacity_terms *terms, hc_long_plan *plan)
{
    hc_capacity_options *to = &plan->options;
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        if (is_said(terms->attrition[band])) { to->attrition[band] = terms->attrition[band]; }
        if (plan->by != HC_LONG_BY_WEEK) { continue; }
        to->attrition[band] = 1.0 - pow(1.0 - to->attrition[band], MONTHS_A_WEEK);
    }
    for (size_t band = 0; band + 1 < HC_TENURE_BANDS; band++) {
        if (plan->by == HC_LONG_BY_WEEK) { to->tenure_periods[band] /= MONTHS_A_WEEK; }
    }
}

static void set_classes(const hc_capacity_terms *terms, hc_long_plan *plan)
{
    hc_capacity_options *to = &plan->options;
    const double lead = is_said(terms->lead_weeks) ? terms->lead_weeks : LEAD_WEEKS;
    to->lead_periods = hc_long_periods_of_weeks(plan->by, lead);
    if (is_said(terms->class_size)) { to->class_size = terms->class_size; }
    if (is_said(terms->class_least)) { to->class_least = terms->class_least; }
    if (to->class_least > to->class_size) { to->class_least = to->class_size; }
    to->hire_cost = is_said(terms->hire_cost) ? terms->hire_cost : 0.0;
}

/* ---- the calendar -------------------------------------------------------------------------
 */

static int64_t next_month(int64_t first_day)
{
    const hc_civil_date date = hc_date_from_day(first_day);
    return first_day + hc_days_in_month(date.year, date.month);
}

static int64_t first_month(int64_t from_day)
{
    const int32_t day = hc_date_from_day(from_day).day;
    return day == 1 ? from_day : next_month(from_day - (day - 1));
}

static int64_t first_week(int64_t from_day, int32_t week_start)
{
    return from_day + (week_start - hc_weekday(from_day) + 7) % 7;
}

int64_t hc_long_period_day(const hc_long_plan *plan, size_t period)
{
    if (period < plan->count) { return plan->periods[period].first_day; }
    int64_t day = plan->periods[plan->count - 1].first_day;
    for (size_t k = plan->count - 1; k < period; k++) {
        day = plan->by == HC_LONG_BY_WEEK ? day + 7 : next_month(day);
    }
    return day;
}

static void set_period(hc_long_plan *plan, size_t k, int64_t first_day)
{
    hc_long_period *period = &plan->periods[k];
    *period = (hc_long_period){.first_day = first_day,
                               .low = HC_MISSING,
                               .high = HC_MISSING,
                               .aht_low_s = HC_MISSING,
                               .aht_high_s = HC_MISSING};
    hc_format_date(first_day, period->label);
    period->days = 7;
    if (plan->by == HC_LONG_BY_MONTH) {
        period->days = (size_t)(next_month(first_day) - first_day);
        period->label[strlen("2027-01")] = '\0';
    }
    plan->input[k].days = (double)period->days;
    plan->input[k].agent_hours = HC_MISSING;
}

static hc_status make_room(hc_long_plan *plan, size_t count, hc_error *err)
{
    HC_TRY(hc_alloc(&plan->periods, count, sizeof *plan->periods, err));
    HC_TRY(hc_alloc(&plan->input, count, sizeof *plan->input, err));
    return hc_alloc(&plan->rows, count, sizeof *plan->rows, err);
}

/* As said; else half a year, or until what is decided now has come to full speed and a little.
 */
static size_t periods_asked(const hc_long_options *options, const hc_centre *centre)
{
    const bool weekly = options->by == HC_LONG_BY_WEEK;
    const size_t usual = weekly ? WEEKS_DEFAULT : HC_LONG_MONTHS_DEFAULT;
    const size_t most = weekly ? HC_LONG_PERIODS_MAX : MONTHS_MOST;
    hc_long_plan terms = {.by = (hc_long_by)options->by};
    if (options->periods > 0) { return (size_t)options->periods; }
    set_learning(&centre->capacity, &terms);
    set_classes(&centre->capacity, &terms);
    const size_t hired =
        terms.options.lead_periods + terms.options.learning_periods + PERIODS_BEYOND;
    return hired > most ? most : hired > usual ? hired : usual;
}

hc_status hc_long_plan_open(const hc_long_options *options, const hc_centre *centre,
                            int64_t from_day, hc_long_plan *plan, hc_error *err)
{
    const size_t count = periods_asked(options, centre);
    plan->by = (hc_long_by)options->by;
    HC_TRY(make_room(plan, count, err));
    int64_t day = plan->by == HC_LONG_BY_WEEK ? first_week(from_day, centre->week_starts_on)
                                              : first_month(from_day);
    for (size_t k = 0; k < count; k++) {
        set_period(plan, k, day);
        day += (int64_t)plan->periods[k].days;
    }
    plan->count = count;
    return HC_OK;
}

/* ---- a file of months ---------------------------------------------------------------------
 */

typedef struct month_columns {
    size_t month, volume, aht_s, agent_hours;
} month_columns;

/* "2027-01" or its first day. */
static bool read_month(const char *text, int64_t *day)
{
    char date[HC_TIME_TEXT_MAX];
    if (strlen(text) == strlen("2027-01")) {
        (void)snprintf(date, sizeof date, "%s-01", text);
        return hc_parse_date(date, strlen(date), day);
    }
    return hc_parse_date(text, strlen(text), day) && hc_date_from_day(*day).day == 1;
}

static hc_status read_amount(hc_csv_table *table, size_t column, const char *what,
                             double *value, hc_error *err)
{
    HC_TRY(hc_csv_table_number(table, column, value, err));
    if (*value >= 0.0 && *value <= 1e12) { return HC_OK; }
    return hc_fail(err, HC_ERR_RANGE, hc_csv_table_place(table, column), "",
                   "%s must be a number from 0 on", what);
}

static hc_status take_month(hc_csv_table *table, const month_columns *columns,
                            hc_long_plan *plan, hc_error *err)
{
    const size_t k = plan->count;
    const hc_place at = hc_csv_table_place(table, columns->month);
    int64_t day = 0;
    if (!read_month(hc_csv_table_text(table, columns->month), &day)) {
        return hc_fail(err, HC_ERR_PARSE, at, "such as 2027-01",
                       "month cannot be read: '%.40s'",
                       hc_csv_table_text(table, columns->month));
    }
    if (k > 0 && day != next_month(plan->periods[k - 1].first_day)) {
        return hc_fail(err, HC_ERR_FORMAT, at, "",
                       "'%.40s' does not follow the month before it",
                       hc_csv_table_text(table, columns->month));
    }
    set_period(plan, k, day);
    HC_TRY(read_amount(table, columns->volume, "volume", &plan->input[k].volume, err));
    HC_TRY(read_amount(table, columns->aht_s, "aht_s", &plan->input[k].aht_s, err));
    if (hc_csv_table_text(table, columns->agent_hours)[0] != '\0') {
        HC_TRY(read_amount(table, columns->agent_hours, "agent_hours",
                           &plan->input[k].agent_hours, err));
    }
    plan->count++;
    return HC_OK;
}

static hc_status read_months(hc_csv_table *table, size_t most, hc_long_plan *plan,
                             hc_error *err)
{
    month_columns columns;
    hc_csv_row row;
    bool more = true;
    HC_TRY(hc_csv_table_header(table, err));
    HC_TRY(hc_csv_table_column(table, "month|월", &columns.month, err));
    HC_TRY(hc_csv_table_column(table, "volume|contacts|calls|콜수", &columns.volume, err));
    HC_TRY(hc_csv_table_column(table, "aht_s|aht|평균처리시간", &columns.aht_s, err));
    columns.agent_hours = hc_csv_table_find(table, "agent_hours");
    while (plan->count < most) {
        HC_TRY(hc_csv_table_next(table, &row, &more, err));
        if (!more) { break; }
        HC_TRY(take_month(table, &columns, plan, err));
    }
    if (plan->count > 0) { return HC_OK; }
    return hc_fail(err, HC_ERR_EMPTY, (hc_place){hc_csv_table_file(table), 0, 0}, "",
                   "there is no month");
}

hc_status hc_long_plan_read(const char *path, const hc_long_options *options,
                            hc_long_plan *plan, hc_error *err)
{
    const size_t most = options->periods > 0 ? (size_t)options->periods : HC_LONG_PERIODS_MAX;
    hc_csv_table *table = NULL;
    if (options->by == HC_LONG_BY_WEEK) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "leave --by out",
                       "a file of months cannot be planned by week");
    }
    HC_TRY(make_room(plan, most, err));
    HC_TRY(hc_csv_table_open(&table, path, NULL, err));
    const hc_status st = read_months(table, most, plan, err);
    hc_csv_table_close(table);
    return st;
}

/* ---- terms --------------------------------------------------------------------------------
 */

static double leave_of_the_year(const hc_centre *centre)
{
    double sum = 0.0;
    for (size_t k = 0; k < centre->shrinkage_part_count; k++) {
        if (strcmp(centre->shrinkage_parts[k].name, "leave") == 0) {
            return centre->shrinkage_parts[k].share;
        }
    }
    for (size_t month = 0; month < 12; month++) {
        sum += centre->capacity.leave[month];
    }
    return sum / 12.0;
}

static double shrinkage_in(const hc_centre *centre, const hc_long_options *options,
                           double of_year, int32_t month)
{
    const hc_capacity_terms *terms = &centre->capacity;
    if (is_said(options->shrinkage)) { return options->shrinkage; }
    if (terms->shrinkage_said) { return terms->shrinkage[month]; }
    if (!terms->leave_said) { return of_year; }
    const double shrinkage = of_year - leave_of_the_year(centre) + terms->leave[month];
    return shrinkage < 0.0                         ? 0.0
           : shrinkage > HC_CAPACITY_SHRINKAGE_MAX ? HC_CAPACITY_SHRINKAGE_MAX
                                                   : shrinkage;
}

/* A week has the shrinkage of the month in which most of its days lie. */
static void set_shrinkage(const hc_long_options *options, const hc_centre *centre,
                          hc_long_plan *plan)
{
    plan->shrinkage = is_said(options->shrinkage)  ? options->shrinkage
                      : is_said(centre->shrinkage) ? centre->shrinkage
                                                   : HC_SHRINKAGE_DEFAULT;
    for (size_t k = 0; k < plan->count; k++) {
        const int64_t middle = plan->periods[k].first_day + (int64_t)plan->periods[k].days / 2;
        plan->input[k].shrinkage =
            shrinkage_in(centre, options, plan->shrinkage, hc_date_from_day(middle).month - 1);
    }
}

/* What nobody said, in the order of the options. */
static hc_status note_assumed(const hc_long_options *options, const hc_centre *centre,
                              hc_long_plan *plan, hc_error *err)
{
    const hc_capacity_terms *terms = &centre->capacity;
    const hc_capacity_options usual = hc_capacity_options_default();
    hc_lines *to = &plan->assumed;
    if (!is_said(options->shrinkage) && !is_said(centre->shrinkage) && !terms->shrinkage_said) {
        HC_TRY(hc_lines_add(to, err, "shrinkage %g %%", 100.0 * HC_SHRINKAGE_DEFAULT));
    }
    if (!is_said(options->shrinkage) && !terms->shrinkage_said) { /* it is the roster's, too */
        HC_TRY(hc_lines_add(to, err, "%s",
                            "no breaks and no loss in rosters beyond the shrinkage"));
    }
    if (!is_said(terms->week_hours)) {
        HC_TRY(hc_lines_add(to, err, "%g paid hours a week", usual.week_hours));
    }
    if (!is_said(terms->attrition[0])) {
        HC_TRY(hc_lines_add(
            to, err, "%g %% leave in a month in their first 3, %g %% up to 12, then %g %%",
            100.0 * usual.attrition[0], 100.0 * usual.attrition[1],
            100.0 * usual.attrition[2]));
    }
    if (!is_said(terms->lead_weeks)) {
        HC_TRY(hc_lines_add(to, err, "%g weeks from the decision to the first day of a class",
                            LEAD_WEEKS));
    }
    if (!is_said(terms->training_weeks)) {
        HC_TRY(hc_lines_add(to, err, "%g weeks of training", TRAINING_WEEKS));
    }
    if (!terms->ramp_said) {
        HC_TRY(hc_lines_add(to, err, "then %g and %g of full speed in the first two months",
                            usual_ramp[0], usual_ramp[1]));
    }
    if (!is_said(terms->class_size) || !is_said(terms->class_least)) {
        HC_TRY(hc_lines_add(to, err, "classes of %g to %g", plan->options.class_least,
                            plan->options.class_size));
    }
    return HC_OK;
}

hc_status hc_long_plan_terms(const hc_long_options *options, const hc_centre *centre,
                             const hc_promise_options *promise, hc_long_plan *plan,
                             hc_error *err)
{
    const hc_capacity_terms *terms = &centre->capacity;
    const hc_service service = hc_centre_service(centre, "");
    hc_capacity_options *to = &plan->options;
    *to = hc_capacity_options_default();
    to->occupancy_most =
        is_said(promise->occupancy) ? promise->occupancy : service.occupancy_most;
    plan->service_level =
        is_said(promise->target.level) ? promise->target.level : service.service_level;
    if (is_said(terms->week_hours)) { to->week_hours = terms->week_hours; }
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        to->headcount[band] = is_said(terms->headcount[0]) ? terms->headcount[band] : 0.0;
    }
    if (is_said(options->headcount)) {
        to->headcount[0] = to->headcount[1] = 0.0;
        to->headcount[2] = options->headcount;
    }
    to->wage_an_hour = is_said(options->wage) ? options->wage : centre->wage_an_hour;
    set_attrition(terms, plan);
    set_learning(terms, plan);
    set_classes(terms, plan);
    set_shrinkage(options, centre, plan);
    return note_assumed(options, centre, plan, err);
}

/* ---- people who were hired already --------------------------------------------------------
 */

static hc_status take_hires(hc_csv_table *table, size_t date, size_t people, hc_long_plan *plan,
                            hc_error *err)
{
    const char *text = hc_csv_table_text(table, date);
    int64_t day = 0;
    double count = 0.0;
    if (!hc_parse_date(text, strlen(text), &day)) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(table, date), "such as 2027-01-04",
                       "date cannot be read: '%.40s'", text);
    }
    HC_TRY(read_amount(table, people, "people", &count, err));
    for (size_t k = 0; k < plan->count; k++) {
        const hc_long_period *period = &plan->periods[k];
        const bool inside =
            day >= period->first_day && day < period->first_day + (int64_t)period->days;
        if (inside) { plan->input[k].joining += count; }
    }
    return HC_OK;
}

static hc_status read_hires(hc_csv_table *table, hc_long_plan *plan, hc_error *err)
{
    size_t date = 0;
    size_t people = 0;
    hc_csv_row row;
    bool more = true;
    HC_TRY(hc_csv_table_header(table, err));
    HC_TRY(hc_csv_table_column(table, "date|start|class_start|입사일", &date, err));
    HC_TRY(hc_csv_table_column(table, "people|hires|count|인원", &people, err));
    while (true) {
        HC_TRY(hc_csv_table_next(table, &row, &more, err));
        if (!more) { return HC_OK; }
        HC_TRY(take_hires(table, date, people, plan, err));
    }
}

hc_status hc_long_plan_hires(const char *path, hc_long_plan *plan, hc_error *err)
{
    hc_csv_table *table = NULL;
    HC_TRY(hc_csv_table_open(&table, path, NULL, err));
    const hc_status st = read_hires(table, plan, err);
    hc_csv_table_close(table);
    return st;
}

/* ---- the plan -----------------------------------------------------------------------------
 */

double hc_long_plan_people(const hc_long_plan *plan)
{
    double people = 0.0;
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        people += plan->options.headcount[band];
    }
    return people;
}

/* Whose tenure nobody told is taken to be there for long. */
void hc_long_plan_put_people(hc_long_plan *plan)
{
    if (plan->people.source == HC_PEOPLE_SAID) { return; }
    plan->options.headcount[HC_TENURE_BANDS - 1] = plan->people.full_timers;
}

hc_status hc_long_plan_run(hc_long_plan *plan, hc_error *err)
{
    return hc_capacity_plan(plan->input, plan->count, &plan->options, plan->rows, err);
}

void hc_long_plan_clear(hc_long_plan *plan)
{
    hc_free(plan->periods);
    hc_free(plan->input);
    hc_free(plan->rows);
    hc_lines_clear(&plan->assumed);
    *plan = (hc_long_plan){0};
}
