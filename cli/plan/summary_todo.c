/* The end of the summary: where people are missing or too many, and what to do about it. */
#include <math.h>
#include <stdio.h>

#include "cli/base/table.h"
#include "cli/plan/summary_part.h"
#include "cli/publish/cost_lines.h"

#define SPELLS_SHOWN 3
#define WARNINGS_SHOWN 3
#define OVER_NOTABLE 0.15 /* of the required hours */

/* Three lines say where it hurts most. */
void hc_summary_put_short(const hc_plan_result *plan, const hc_plan_figures *figures,
                          const hc_short_spell *spells, size_t count, FILE *out)
{
    const hc_axis *axis = &plan->requirement->axis;
    hc_put_label(out, "Short");
    if (figures->short_slots == 0) {
        (void)fputs("nowhere\n", out);
        return;
    }
    (void)fprintf(out, "%.1f person-hours in %zu of %zu intervals, at most %d %s\n",
                  figures->short_hours, figures->short_slots, figures->needed_slots,
                  figures->worst_short, hc_summary_people_word(figures->worst_short));
    for (size_t k = 0; k < SPELLS_SHOWN && k < count; k++) {
        char from[HC_SUMMARY_SLOT_MAX];
        hc_summary_slot(axis, spells[k].first_slot, from, sizeof from);
        (void)fprintf(out, "          %s for %zu minutes: up to %d short", from,
                      spells[k].slots * (size_t)axis->interval_min, spells[k].worst_short);
        if (plan->served != NULL) {
            (void)fputs(" of ", out);
            hc_put_text(out, plan->rules->queues[spells[k].queue]);
        }
        (void)fputs("\n", out);
    }
}

/* Where people are short first in time, and where most. */
static void print_search(const hc_plan_result *plan, const hc_plan_figures *figures, FILE *out)
{
    char first[HC_SUMMARY_SLOT_MAX];
    char worst[HC_SUMMARY_SLOT_MAX];
    const hc_axis *axis = &plan->requirement->axis;
    size_t slot = 0;
    while (hc_plan_cover_at(plan, slot).missing == 0 && slot < figures->worst_slot) {
        slot++;
    }
    hc_summary_slot(axis, slot, first, sizeof first);
    hc_summary_slot(axis, figures->worst_slot, worst, sizeof worst);
    const int32_t missing = hc_plan_cover_at(plan, slot).missing;
    const double hours = ceil(figures->short_hours);
    if (hc_summary_has_target(plan) && hc_summary_target_met(plan)) {
        (void)fputs("the week as a whole keeps its target; for every interval to keep it, ",
                    out);
    }
    (void)fprintf(out, "find %.0f more person-%s, first at %s (%d %s)", hours,
                  hours > 1.0 ? "hours" : "hour", first, missing,
                  hc_summary_people_word(missing));
    if (slot != figures->worst_slot) {
        (void)fprintf(out, ", most at %s (%d)", worst, figures->worst_short);
    }
    (void)fputs(": overtime, moved training, or new people\n", out);
}

/* The people whom the plan chose, class by class. */
static void print_heads(const hc_plan_result *plan, const size_t *heads, FILE *out)
{
    const char *between = "have ";
    for (size_t k = 0; k < plan->rules->class_count; k++) {
        if (heads[k] == 0) { continue; }
        (void)fprintf(out, "%s%zu ", between, heads[k]);
        hc_put_text(out, plan->rules->classes[k].name);
        between = " and ";
    }
    (void)fputs(" on the payroll for this week\n", out);
}

void hc_summary_put_to_do(const hc_plan_result *plan, const hc_plan_figures *figures,
                          const size_t *heads, FILE *out)
{
    hc_put_label(out, "To do");
    if (plan->rules->choose_heads && figures->people == 0) {
        (void)fputs(
            "nobody to hire: being short costs less than any shift that would cover it\n", out);
    } else if (plan->rules->choose_heads) {
        print_heads(plan, heads, out);
    } else if (figures->short_slots > 0) {
        print_search(plan, figures, out);
    } else {
        (void)fputs("publish the roster\n", out);
    }
    if (figures->over_hours > OVER_NOTABLE * figures->required_hours) {
        (void)fprintf(out,
                      "          %.0f person-hours are more than needed: use them for training "
                      "and leave, or allow shorter shifts\n",
                      figures->over_hours);
    }
    for (size_t k = 0; k < plan->warnings.count && k < WARNINGS_SHOWN; k++) {
        (void)fputs("          check: ", out);
        hc_put_text(out, plan->warnings.lines[k]);
        (void)fputs("\n", out);
    }
}
