/* Who is hired in the months of a long plan, or why nobody is. */
#include <math.h>

#include "cli/scale/scale_print.h"

/* People are short, and nobody who is hired now would be of use in time. */
static bool put_too_late(const hc_long_plan *plan, FILE *out)
{
    const hc_capacity_options *options = &plan->options;
    const size_t soonest = options->lead_periods + options->learning_periods;
    char date[HC_TIME_TEXT_MAX];
    double worst = 0.0;
    for (size_t k = 0; k < plan->count; k++) {
        worst = fmin(worst, plan->rows[k].gap);
    }
    if (worst > -HC_CAPACITY_GAP_LEAST || soonest < plan->count) { return false; }
    hc_format_date(hc_long_period_day(plan, soonest), date);
    hc_put_label(out, "Hires");
    (void)fprintf(out,
                  "none: a class that is decided on now is at full speed on %s, after the last "
                  "row below; short by %.1f at worst till then\n",
                  date, -worst);
    return true;
}

/* More people are there than are needed, and nobody is hired: who leaves brings them nearer. */
static void put_leavers(const hc_long_plan *plan, FILE *out)
{
    size_t met = 0;
    if (!(plan->rows[0].gap > HC_SCALE_TOLERANCE_PEOPLE)) { return; }
    while (met + 1 < plan->count && plan->rows[met].gap > 0.0) {
        met++;
    }
    const double there = plan->rows[met].available_fte;
    hc_put_label(out, "Hires");
    (void)fprintf(
        out,
        "none: with leavers alone %.1f are there in %s, for %.1f needed; %.1f too many "
        "in %s\n",
        there, plan->periods[met].label, there - plan->rows[met].gap, plan->rows[0].gap,
        plan->periods[0].label);
}

/* More than the verdict says where people leave before the end of the plan. */
void hc_scale_print_hires(const hc_long_plan *plan, FILE *out)
{
    double hires = 0.0;
    double leavers = 0.0;
    size_t first = plan->count;
    for (size_t k = plan->count; k-- > 0;) {
        hires += plan->rows[k].hires;
        leavers += plan->rows[k].leavers;
        if (plan->rows[k].hires > 0.0) { first = k; }
    }
    char date[HC_TIME_TEXT_MAX];
    if (first == plan->count) {
        if (!put_too_late(plan, out)) { put_leavers(plan, out); }
        return;
    }
    hc_format_date(plan->periods[first].first_day, date);
    hc_put_label(out, "Hires");
    (void)fprintf(out,
                  "%.0f in the plan below, the first class on %s; %.1f people leave in it\n",
                  hires, date, leavers);
}
