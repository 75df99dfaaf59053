#include "cli/explain/explain_month.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/number.h"
#include "forecast/series.h"
#include "scheduler/capacity.h"

#define SAY(it, figures, ...) HC_TRY(hc_explanation_add((it)->to, err, figures, __VA_ARGS__))
#define DAYS_A_WEEK 7.0
#define SAME 1e-9 /* relative: hours that differ by less are the same */

/* What is being explained. */
typedef struct explaining {
    const cJSON *root;
    const cJSON *terms;
    const cJSON *row; /* of periods */
    size_t period;
    hc_capacity_options options;
    hc_explanation *to;
} explaining;

static double of(const explaining *it, const char *name)
{
    return hc_plan_number(it->row, name);
}

static const cJSON *periods_of(const explaining *it)
{
    return hc_plan_member(it->root, "periods");
}

/* ---- demand and need ----------------------------------------------------------------------
 */

static hc_status explain_volume(const explaining *it, hc_error *err)
{
    const double volume = of(it, "volume"), high = of(it, "volume_high");
    const double aht_s = of(it, "aht_s"), aht_high_s = of(it, "aht_high_s");
    if (hc_is_missing(high)) {
        SAY(it, "volume,volume_low,volume_high,aht_s,aht_low_s,aht_high_s",
            "Volume: %.1f contacts of %.1f s, as given; a file of months has no bands", volume,
            aht_s);
        return HC_OK;
    }
    SAY(it, "volume,volume_low,volume_high",
        "Volume: %.1f contacts, the sum of the forecast's intervals (8 of 10: %.1f to %.1f, x "
        "e^(-+1.2816 s) with s = %.4f, as far as such a level strayed in the history)",
        volume, of(it, "volume_low"), high, log(high / volume) / HC_NORMAL_90);
    SAY(it, "aht_s,aht_low_s,aht_high_s",
        "Handle time: %.2f s, the mean of the intervals by contacts (8 of 10: "
        "%.2f to %.2f, s = %.4f)",
        aht_s, of(it, "aht_low_s"), aht_high_s, log(aht_high_s / aht_s) / HC_NORMAL_90);
    return HC_OK;
}

static hc_status explain_need(const explaining *it, hc_error *err)
{
    const double work = of(it, "workload_hours"), hours = of(it, "agent_hours");
    const double most = of(it, "occupancy_target"), fte_hours = of(it, "fte_hours");
    const double week_hours = it->options.week_hours, shrinkage = of(it, "shrinkage");
    SAY(it, "workload_hours", "Workload: %.1f contacts x %.2f s / 3600 = %.2f hours",
        of(it, "volume"), of(it, "aht_s"), work);
    if (fabs(hours - work / most) <= SAME * hours) {
        SAY(it, "agent_hours,occupancy_target,service_level_target",
            "On the phones: %.2f hours / %g occupied at most = %.2f hours; workload knows no "
            "service level",
            work, most, hours);
    } else {
        SAY(it, "agent_hours,occupancy_target,service_level_target",
            "On the phones: %.2f hours, the agents of every interval x its length; they are "
            "the fewest that meet the service level (%g %%) and are at most %g %% occupied",
            hours, 100.0 * of(it, "service_level_target"), 100.0 * most);
    }
    SAY(it, "fte_hours", "Hours of a full-timer: %g a week x %g days / 7 = %.2f", week_hours,
        fte_hours / week_hours * DAYS_A_WEEK, fte_hours);
    SAY(it, "required_fte", "Required: %.2f / %.2f = %.3f full-timers on the phones", hours,
        fte_hours, of(it, "required_fte"));
    SAY(it, "gross_fte,shrinkage", "Gross: %.3f / (1 - %g shrinkage of the period) = %.3f",
        of(it, "required_fte"), shrinkage, of(it, "gross_fte"));
    return HC_OK;
}

/* ---- people -------------------------------------------------------------------------------
 */

static hc_status explain_cohort(const explaining *it, const hc_cohort *cohort, const char *who,
                                double *sums, hc_error *err)
{
    const hc_cohort_state state = hc_cohort_in(&it->options, cohort, it->period);
    if (!(cohort->people > 0.0) || cohort->from > it->period) { return HC_OK; }
    SAY(it, "headcount,attrition,available_fte",
        "  %s: %.3f when it begins, %g %% leave = %.3f; %g of full speed x (%.3f - %.3f / 2) = "
        "%.3f there",
        who, state.people, 100.0 * state.attrition, state.leavers, state.speed, state.people,
        state.leavers, state.available_fte);
    sums[0] += state.people;
    sums[1] += state.leavers;
    sums[2] += state.available_fte;
    return HC_OK;
}

/* Those whose training began in a period. */
static hc_status explain_joiners(const explaining *it, size_t k, double *sums, hc_error *err)
{
    const cJSON *row = cJSON_GetArrayItem(periods_of(it), (int)k);
    const hc_cohort known = {hc_plan_number(row, "joining"), 0.0, k, true};
    const hc_cohort class = {hc_plan_number(row, "hires"), 0.0, k, true};
    char who[64];
    (void)snprintf(who, sizeof who, "hired already, from %s", hc_plan_text(row, "month"));
    HC_TRY(explain_cohort(it, &known, who, sums, err));
    (void)snprintf(who, sizeof who, "class from %s", hc_plan_text(row, "month"));
    return explain_cohort(it, &class, who, sums, err);
}

static hc_status explain_cohorts(const explaining *it, double *sums, hc_error *err)
{
    static const char *const bands[HC_TENURE_BANDS] = {
        "of today's, newest", "of today's, in their first year", "of today's, longer there"};
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        const double tenure = band == 0 ? 0.0 : it->options.tenure_periods[band - 1];
        const hc_cohort staff = {it->options.headcount[band], tenure, 0, false};
        HC_TRY(explain_cohort(it, &staff, bands[band], sums, err));
    }
    for (size_t k = 0; k <= it->period; k++) {
        HC_TRY(explain_joiners(it, k, sums, err));
    }
    return HC_OK;
}

static hc_status explain_people(const explaining *it, hc_error *err)
{
    double sums[3] = {0.0, 0.0, 0.0};
    SAY(it, "headcount,attrition,available_fte,joining", "People:");
    HC_TRY(explain_cohorts(it, sums, err));
    SAY(it, "headcount,joining",
        "Headcount: %.3f, the sum; in it %g hired already and %g of this plan whose training "
        "begins here",
        sums[0], of(it, "joining"), of(it, "hires"));
    SAY(it, "attrition", "Attrition: %.3f, the sum", sums[1]);
    SAY(it, "available_fte", "Available: %.3f full-timers, the sum", sums[2]);
    SAY(it, "gap", "Gap: %.3f available - %.3f gross = %.3f", of(it, "available_fte"),
        of(it, "gross_fte"), of(it, "gap"));
    return HC_OK;
}

/* ---- classes and cost ---------------------------------------------------------------------
 */

/* Who would be there in a later period without the class of this one and those after it. */
static double available_without(const explaining *it, size_t period)
{
    double there = 0.0;
    for (size_t band = 0; band < HC_TENURE_BANDS; band++) {
        const double tenure = band == 0 ? 0.0 : it->options.tenure_periods[band - 1];
        const hc_cohort staff = {it->options.headcount[band], tenure, 0, false};
        there += hc_cohort_in(&it->options, &staff, period).available_fte;
    }
    for (size_t k = 0; k <= period; k++) {
        const cJSON *row = cJSON_GetArrayItem(periods_of(it), (int)k);
        const double hires = k < it->period ? hc_plan_number(row, "hires") : 0.0;
        const hc_cohort class = {hires, 0.0, k, true};
        const hc_cohort known = {hc_plan_number(row, "joining"), 0.0, k, true};
        there += hc_cohort_in(&it->options, &class, period).available_fte +
                 hc_cohort_in(&it->options, &known, period).available_fte;
    }
    return there;
}

#define CLASS_FIGURES "hires,class_size,class_start,ramp_complete"

static hc_status explain_class(const explaining *it, hc_error *err)
{
    const size_t period = it->period + it->options.learning_periods;
    const cJSON *row = cJSON_GetArrayItem(periods_of(it), (int)period);
    const double gross = hc_plan_number(row, "gross_fte");
    const double there = available_without(it, period);
    const double yield = hc_cohort_yield(&it->options);
    if (!(of(it, "hires") > 0.0)) {
        SAY(it, CLASS_FIGURES,
            "Class: 0 begin here; %zu periods of training and ramp later nobody is missing, "
            "or the %zu periods before a first class are not over",
            it->options.learning_periods, it->options.lead_periods);
        return HC_OK;
    }
    SAY(it, CLASS_FIGURES,
        "Class: %g begin on %s and are up to speed on %s, when %.3f are needed and %.3f "
        "would be there: %.3f missing / %.4f of each still there then = %.3f, rounded up, "
        "and at least %g start together",
        of(it, "hires"), hc_plan_text(it->row, "class_start"),
        hc_plan_text(it->row, "ramp_complete"), gross, there, gross - there, yield,
        (gross - there) / yield, it->options.class_least);
    SAY(it, "class_size,hires", "  in classes of %g, %g at most", of(it, "class_size"),
        it->options.class_size);
    return HC_OK;
}

static hc_status explain_cost(const explaining *it, hc_error *err)
{
    if (hc_is_missing(it->options.wage_an_hour)) {
        SAY(it, "cost", "Cost: no wage is known; wage_an_hour in the centre file, or --wage");
        return HC_OK;
    }
    SAY(it, "cost",
        "Cost: (%.3f on the payroll - %.3f leavers / 2) x %.2f hours x %g + %g hires x %g = "
        "%.2f",
        of(it, "headcount"), of(it, "attrition"), of(it, "fte_hours"), it->options.wage_an_hour,
        of(it, "hires"), it->options.hire_cost, of(it, "cost"));
    return HC_OK;
}

static hc_status explain_period(const explaining *it, hc_error *err)
{
    SAY(it, "month", "%s %s",
        strcmp(hc_plan_text(it->terms, "period"), "week") == 0 ? "Week of" : "Month",
        hc_plan_text(it->row, "month"));
    HC_TRY(explain_volume(it, err));
    HC_TRY(explain_need(it, err));
    HC_TRY(explain_people(it, err));
    HC_TRY(explain_class(it, err));
    return explain_cost(it, err);
}

/* ---- the file -----------------------------------------------------------------------------
 */

static void read_numbers(const cJSON *terms, const char *name, double *to, size_t most)
{
    for (size_t k = 0; k < most; k++) {
        to[k] = hc_plan_number_at(terms, name, k);
    }
}

static void read_terms(explaining *it)
{
    hc_capacity_options *to = &it->options;
    const int learning = cJSON_GetArraySize(hc_plan_member(it->terms, "productivity"));
    *to = hc_capacity_options_default();
    to->learning_periods =
        learning < HC_CAPACITY_RAMP_MAX ? (size_t)learning : HC_CAPACITY_RAMP_MAX;
    read_numbers(it->terms, "headcount", to->headcount, HC_TENURE_BANDS);
    read_numbers(it->terms, "attrition", to->attrition, HC_TENURE_BANDS);
    read_numbers(it->terms, "tenure_from", to->tenure_periods, HC_TENURE_BANDS - 1);
    read_numbers(it->terms, "productivity", to->productivity, to->learning_periods);
    to->week_hours = hc_plan_number(it->terms, "week_hours");
    to->class_size = hc_plan_number(it->terms, "class_size");
    to->class_least = hc_plan_number(it->terms, "class_least");
    to->lead_periods = (size_t)fmax(0.0, hc_plan_number(it->terms, "lead"));
    to->wage_an_hour = hc_plan_number(it->terms, "wage_an_hour");
    to->hire_cost = hc_plan_number(it->terms, "hire_cost");
}

/* The period of that name; its number in it->period. */
static hc_status find_period(explaining *it, const char *at, hc_error *err)
{
    const cJSON *periods = periods_of(it);
    const cJSON *last = cJSON_GetArrayItem(periods, cJSON_GetArraySize(periods) - 1);
    char hint[96];
    it->row = hc_plan_find(periods, "month", at);
    if (it->row == NULL) {
        (void)snprintf(hint, sizeof hint, "%s to %s",
                       hc_plan_text(cJSON_GetArrayItem(periods, 0), "month"),
                       hc_plan_text(last, "month"));
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, hint, "the file has no period '%s'", at);
    }
    while (cJSON_GetArrayItem(periods, (int)it->period) != it->row) {
        it->period++;
    }
    return HC_OK;
}

hc_status hc_explain_month(const cJSON *root, const char *at, hc_explanation *to, hc_error *err)
{
    explaining it = {.root = root, .terms = hc_plan_member(root, "terms"), .to = to};
    read_terms(&it);
    HC_TRY(find_period(&it, at, err));
    return explain_period(&it, err);
}
