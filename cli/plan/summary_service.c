#include "cli/base/table.h"
#include "cli/base/text.h"
#include "cli/plan/summary_part.h"
#include "cli/publish/queue_figures.h"

static const hc_queue_rules *pool_rules(const hc_plan_result *plan)
{
    return plan->pool < plan->staff->queue_count ? &plan->staff->queues[plan->pool]
                                                 : &plan->staff->pool;
}

/* A level that nobody knows is not missed. */
static bool is_met(const hc_target *target, double level)
{
    return target == NULL || hc_is_missing(level) ||
           level >= target->limit - hc_target_slack(target);
}

/* Queues with people of their own, or by skill, that have a target and those that miss it. */
static void count_queues(const hc_plan_result *plan, size_t *asked, size_t *missed)
{
    *asked = *missed = 0;
    for (size_t q = 0; q < plan->staff->queue_count; q++) {
        const hc_target *target = hc_queue_level_asked(&plan->staff->queues[q]);
        const double level =
            hc_need_level(&plan->delivered_queues[q], &plan->requirement->axis);
        *asked += target != NULL && !hc_is_missing(level);
        *missed += !is_met(target, level);
    }
}

bool hc_summary_has_target(const hc_plan_result *plan)
{
    size_t asked = 0;
    size_t missed = 0;
    if (plan->delivered_queues == NULL) {
        return hc_queue_level_asked(pool_rules(plan)) != NULL;
    }
    count_queues(plan, &asked, &missed);
    return asked > 0;
}

bool hc_summary_target_met(const hc_plan_result *plan)
{
    size_t asked = 0;
    size_t missed = 0;
    if (plan->delivered_queues != NULL) {
        count_queues(plan, &asked, &missed);
        return missed == 0;
    }
    const hc_plan_figures figures = hc_plan_figures_of(plan);
    return is_met(hc_queue_level_asked(pool_rules(plan)),
                  hc_is_missing(figures.service_level_expected)
                      ? figures.service_level
                      : figures.service_level_expected);
}

static void print_target(const hc_target *target, double level, FILE *out)
{
    if (target == NULL) { return; }
    (void)fprintf(out, " (asked %g %%: %s)", 100.0 * target->limit,
                  is_met(target, level) ? "met" : "NOT met");
}

/* Within what, and whether as many as were asked for; of queues apart each by its own. */
static void print_asked(const hc_plan_result *plan, const char *expected, FILE *out)
{
    size_t asked = 0;
    size_t missed = 0;
    if (plan->delivered_queues == NULL) {
        const hc_target *target = hc_queue_level_asked(pool_rules(plan));
        (void)fprintf(out, "within %g s%s", pool_rules(plan)->target_s, expected);
        print_target(target, hc_summary_target_met(plan) ? HC_MISSING : 0.0, out);
        return;
    }
    (void)fprintf(out, "in time%s", expected);
    count_queues(plan, &asked, &missed);
    if (asked > 0) {
        (void)fputs(" (each queue by its own target: ", out);
        (void)(missed > 0 ? fprintf(out, "NOT met by %zu of %zu)", missed, asked)
                          : fputs("met)", out));
    }
}

void hc_summary_put_service(const hc_plan_result *plan, const hc_plan_figures *figures,
                            FILE *out)
{
    const bool spread = !hc_is_missing(figures->service_level_expected);
    hc_put_label(out, "Service");
    if (figures->people == 0 && figures->calls > 0.0) {
        (void)fputs("nobody is rostered, so nobody is answered\n", out);
        return;
    }
    if (hc_is_missing(figures->asa_s)) { /* nobody stands in a line */
        (void)fputs("no calls: deferred work and chats, staffed to be done in time\n", out);
        return;
    }
    (void)fprintf(out, "%.1f %% ",
                  100.0 * (spread ? figures->service_level_expected : figures->service_level));
    print_asked(plan, spread ? " expected" : "", out);
    if (spread) {
        (void)fprintf(out, ", %.1f %% if the forecast comes true",
                      100.0 * figures->service_level);
    }
    (void)fprintf(out, "; %.1f %% hang up, answered after %.0f s, %.0f %% occupied\n",
                  100.0 * figures->abandon_rate, figures->asa_s, 100.0 * figures->occupancy);
}

/* What each queue gets, where it has people of its own or by skill. */
static void print_queue(const hc_plan_result *plan, size_t q, FILE *out)
{
    const hc_queue_rules *rules = &plan->staff->queues[q];
    const hc_queue_result queues = hc_plan_queues(plan);
    const double level = hc_need_level(&plan->delivered_queues[q], queues.axis);
    const char *between = ": ";
    hc_put_text(out, plan->forecast->queues[q].name);
    if (plan->served != NULL) {
        const hc_queue_hours hours = hc_queue_hours_of(&queues, q);
        (void)fprintf(out, ": %.1f person-hours required, %.1f short, %.1f over",
                      hours.required, hours.missing, hours.over);
        between = "; ";
    }
    if (!hc_is_missing(level)) {
        (void)fprintf(out, "%s%.1f %% within %g s", between, 100.0 * level, rules->target_s);
        print_target(hc_queue_level_asked(rules), level, out);
    }
    (void)fputs("\n", out);
}

void hc_summary_put_queues(const hc_plan_result *plan, FILE *out)
{
    if (plan->delivered_queues == NULL) { return; }
    hc_put_label(out, "Queues");
    for (size_t q = 0; q < plan->staff->queue_count; q++) {
        if (q > 0) { (void)fputs("          ", out); }
        print_queue(plan, q, out);
    }
}
