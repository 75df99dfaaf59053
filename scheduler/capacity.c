#include "scheduler/capacity.h"

#define DAYS_A_WEEK 7.0
#define SECONDS_AN_HOUR 3600.0
#define PEOPLE_SLACK 1e-9 /* a gap of rounding is none */

hc_capacity_options hc_capacity_options_default(void)
{
    return (hc_capacity_options){.week_hours = 40.0,
                                 .occupancy_most = 0.88,
                                 .tenure_periods = {3.0, 12.0},
                                 .attrition = {0.06, 0.03, 0.02},
                                 .learning_periods = 3,
                                 .productivity = {0.0, 0.5, 0.75},
                                 .hire = true,
                                 .lead_periods = 1,
                                 .class_size = 12.0,
                                 .class_least = 4.0,
                                 .wage_an_hour = HC_MISSING};
}

/* ---- checks -------------------------------------------------------------------------------
 */

static hc_status refuse(hc_error *err, const char *what, double found)
{
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "%s, found %g", what, found);
}

static bool is_share(double value)
{
    return value >= 0.0 && value <= 1.0;
}

static bool is_amount(double value)
{
    return value >= 0.0 && value <= 1e15;
}

static hc_status check_people(const hc_capacity_options *options, hc_error *err)
{
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        if (!is_amount(options->headcount[band])) {
            return refuse(err, "headcount must be 0 or more", options->headcount[band]);
        }
        if (!is_share(options->attrition[band])) {
            return refuse(err, "attrition must be 0 to 1", options->attrition[band]);
        }
    }
    const double first = options->tenure_periods[0];
    if (!(first >= 0.0 && options->tenure_periods[1] >= first)) {
        return refuse(err, "the tenure bands must begin one after another", first);
    }
    return HC_OK;
}

static hc_status check_classes(const hc_capacity_options *options, hc_error *err)
{
    if (options->learning_periods > HC_CAPACITY_RAMP_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "",
                       "training and ramp of more than %d "
                       "periods",
                       HC_CAPACITY_RAMP_MAX);
    }
    for (size_t k = 0; k < options->learning_periods; k++) {
        if (!is_share(options->productivity[k])) {
            return refuse(err, "productivity must be 0 to 1", options->productivity[k]);
        }
    }
    if (!(options->class_size >= 1.0 && options->class_size <= 1e6)) {
        return refuse(err, "a class has at least 1 person", options->class_size);
    }
    if (!(options->class_least >= 1.0 && options->class_least <= options->class_size)) {
        return refuse(err, "a class starts with 1 person to a full class",
                      options->class_least);
    }
    return is_amount(options->hire_cost)
               ? HC_OK
               : refuse(err, "the cost of a hire must be 0 or more", options->hire_cost);
}

static hc_status check_options(const hc_capacity_options *options, hc_error *err)
{
    if (!(options->week_hours > 0.0 && options->week_hours <= 168.0)) {
        return refuse(err, "paid hours a week must be above 0 and at most 168",
                      options->week_hours);
    }
    if (!(options->occupancy_most > 0.0 && options->occupancy_most <= 1.0)) {
        return refuse(err, "occupancy must be above 0 and at most 1", options->occupancy_most);
    }
    HC_TRY(check_people(options, err));
    return check_classes(options, err);
}

static hc_status check_period(const hc_capacity_period *period, size_t k, hc_error *err)
{
    const char *wrong = NULL;
    if (!(period->days > 0.0 && period->days <= 366.0)) { wrong = "days must be 1 to 366"; }
    if (!is_amount(period->volume)) { wrong = "volume must be 0 or more"; }
    if (!is_amount(period->aht_s)) { wrong = "AHT must be 0 s or more"; }
    if (!is_amount(period->joining)) { wrong = "people who join must be 0 or more"; }
    if (!hc_is_missing(period->agent_hours) && !is_amount(period->agent_hours)) {
        wrong = "hours on the phones must be 0 or more";
    }
    if (!(period->shrinkage >= 0.0 && period->shrinkage <= HC_CAPACITY_SHRINKAGE_MAX)) {
        wrong = "shrinkage must be 0 to 0.95";
    }
    if (wrong == NULL) { return HC_OK; }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "period %zu: %s", k, wrong);
}

/* ---- need ---------------------------------------------------------------------------------
 */

static void find_need(const hc_capacity_period *period, const hc_capacity_options *options,
                      hc_capacity_row *row)
{
    *row = (hc_capacity_row){0};
    row->fte_hours = options->week_hours * period->days / DAYS_A_WEEK;
    row->workload_hours = period->volume * period->aht_s / SECONDS_AN_HOUR;
    row->agent_hours = hc_is_missing(period->agent_hours)
                           ? row->workload_hours / options->occupancy_most
                           : period->agent_hours;
    row->required_fte = row->agent_hours / row->fte_hours;
    row->gross_fte = row->required_fte / (1.0 - period->shrinkage);
}

/* ---- people -------------------------------------------------------------------------------
 */

static double attrition_at(const hc_capacity_options *options, double tenure_periods)
{
    size_t band = 0;
    while (band + 1 < HC_TENURE_BANDS && tenure_periods >= options->tenure_periods[band]) {
        band++;
    }
    return options->attrition[band];
}

/* By the periods since training began. */
static double productivity_at(const hc_capacity_options *options, size_t since_training)
{
    return since_training < options->learning_periods ? options->productivity[since_training]
                                                      : 1.0;
}

/* So many of a cohort in one of its periods. */
static hc_cohort_state state_of(const hc_capacity_options *options, const hc_cohort *cohort,
                                double people, size_t period)
{
    const size_t age = period - cohort->from;
    const double attrition = attrition_at(options, cohort->tenure + (double)age);
    const double speed = cohort->is_learner ? productivity_at(options, age) : 1.0;
    const double leavers = people * attrition;
    return (hc_cohort_state){people, attrition, leavers, speed,
                             speed * (people - leavers / 2.0)};
}

hc_cohort_state hc_cohort_in(const hc_capacity_options *options, const hc_cohort *cohort,
                             size_t period)
{
    hc_cohort_state state = {0};
    double people = cohort->people;
    for (size_t k = cohort->from; k <= period; k++) {
        state = state_of(options, cohort, people, k);
        people -= state.leavers;
    }
    return state;
}

/* Adds what a cohort is in every period from its first on. */
static void follow(const hc_capacity_options *options, hc_cohort group, size_t count,
                   hc_capacity_row *rows)
{
    double people = group.people;
    for (size_t k = group.from; k < count && people > 0.0; k++) {
        const hc_cohort_state state = state_of(options, &group, people, k);
        rows[k].headcount += people;
        rows[k].leavers += state.leavers;
        rows[k].available_fte += state.available_fte;
        people -= state.leavers;
    }
}

double hc_cohort_yield(const hc_capacity_options *options)
{
    const hc_cohort one = {1.0, 0.0, 0, true};
    const hc_cohort_state state = hc_cohort_in(options, &one, options->learning_periods);
    return state.people - state.leavers / 2.0;
}

static void follow_staff(const hc_capacity_period *periods, size_t count,
                         const hc_capacity_options *options, hc_capacity_row *rows)
{
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        const double tenure = band == 0 ? 0.0 : options->tenure_periods[band - 1];
        follow(options, (hc_cohort){options->headcount[band], tenure, 0, false}, count, rows);
    }
    for (size_t k = 0; k < count; k++) {
        follow(options, (hc_cohort){periods[k].joining, 0.0, k, true}, count, rows);
    }
}

/* ---- classes ------------------------------------------------------------------------------
 */

static void start_class(const hc_capacity_options *options, size_t start, double people,
                        size_t count, hc_capacity_row *rows)
{
    hc_capacity_row *row = &rows[start];
    row->hires += people;
    row->classes = (size_t)hc_ceil_forgiving(row->hires / options->class_size);
    row->full_speed = start + options->learning_periods;
    follow(options, (hc_cohort){people, 0.0, start, true}, count, rows);
}

/* A class for a period begins just early enough to be up to speed then. Nobody is hired for a
 * need that passes before. */
static void close_gap(const hc_capacity_options *options, size_t period, size_t count,
                      hc_capacity_row *rows)
{
    const double missing = rows[period].gross_fte - rows[period].available_fte;
    const double yield = hc_cohort_yield(options);
    if (period < options->lead_periods + options->learning_periods) { return; }
    if (missing < HC_CAPACITY_GAP_LEAST - PEOPLE_SLACK || !(yield > 0.0)) { return; }
    const size_t start = period - options->learning_periods;
    double people = hc_ceil_forgiving(missing / yield);
    const double least = options->class_least - rows[start].hires;
    if (people < least) { people = least; }
    start_class(options, start, people, count, rows);
}

hc_status hc_capacity_plan(const hc_capacity_period *periods, size_t count,
                           const hc_capacity_options *options, hc_capacity_row *rows,
                           hc_error *err)
{
    if (count > HC_CAPACITY_PERIODS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "", "more than %d periods",
                       HC_CAPACITY_PERIODS_MAX);
    }
    HC_TRY(check_options(options, err));
    for (size_t k = 0; k < count; k++) {
        HC_TRY(check_period(&periods[k], k, err));
        find_need(&periods[k], options, &rows[k]);
    }
    follow_staff(periods, count, options, rows);
    for (size_t k = 0; k < count && options->hire; k++) {
        close_gap(options, k, count, rows);
    }
    for (size_t k = 0; k < count; k++) {
        hc_capacity_row *row = &rows[k];
        row->gap = row->available_fte - row->gross_fte;
        row->cost =
            (row->headcount - row->leavers / 2.0) * row->fte_hours * options->wage_an_hour +
            row->hires * options->hire_cost;
    }
    return HC_OK;
}
