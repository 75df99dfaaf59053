#include "cli/publish/figures.h"

#include "erlang/requirement_people.h"
#include "scheduler/skills.h"

/* People on the phones who are given to a queue, or all. */
static int32_t scheduled_at(const hc_plan_result *plan, size_t slot)
{
    const size_t slots = hc_axis_slots(&plan->requirement->axis);
    int32_t people = 0;
    if (plan->served == NULL) { return plan->roster->on_phones[slot]; }
    for (size_t q = 0; q < hc_rules_queues(plan->rules); q++) {
        people += plan->served[q * slots + slot];
    }
    return people;
}

int32_t hc_plan_required(const hc_plan_result *plan, size_t slot)
{
    return plan->scheduled[plan->pool * hc_axis_slots(&plan->requirement->axis) + slot];
}

static void add_difference(int32_t missing, hc_plan_cover *cover)
{
    if (missing > 0) { cover->missing += missing; }
    if (missing < 0) { cover->over -= missing; }
}

hc_plan_cover hc_plan_cover_at(const hc_plan_result *plan, size_t slot)
{
    const size_t slots = hc_axis_slots(&plan->requirement->axis);
    hc_plan_cover cover = {0, 0};
    if (plan->served == NULL) {
        add_difference(hc_plan_required(plan, slot) - plan->roster->on_phones[slot], &cover);
        return cover;
    }
    for (size_t q = 0; q < hc_rules_queues(plan->rules); q++) {
        const size_t at = q * slots + slot;
        add_difference(plan->scheduled[at] - plan->served[at], &cover);
    }
    return cover;
}

/* A ratio that is HC_MISSING when there is nothing to divide by. */
static double share(double part, double whole)
{
    return whole > 0.0 ? part / whole : HC_MISSING;
}

static void add_cover(const hc_plan_result *plan, size_t slot, hc_plan_figures *figures)
{
    const double hours = plan->requirement->axis.interval_min / 60.0;
    const int32_t required = hc_plan_required(plan, slot);
    const hc_plan_cover cover = hc_plan_cover_at(plan, slot);
    figures->required_hours += hours * required;
    figures->scheduled_hours += hours * scheduled_at(plan, slot);
    figures->needed_slots += required > 0 ? 1 : 0;
    figures->short_hours += hours * cover.missing;
    figures->short_slots += cover.missing > 0 ? 1 : 0;
    figures->over_hours += hours * cover.over;
    if (cover.missing > figures->worst_short) {
        figures->worst_short = cover.missing;
        figures->worst_slot = slot;
    }
}

static void add_need(const hc_plan_result *plan, size_t slot, hc_plan_figures *figures)
{
    const hc_need *need = &plan->requirement->needs[plan->pool];
    if (need->calls[slot] > 0.0) { figures->calls += need->calls[slot]; }
    if (need->load_erlangs[slot] > figures->peak_load_erlangs) {
        figures->peak_load_erlangs = need->load_erlangs[slot];
    }
    if (need->agents[slot] > figures->peak_agents) {
        figures->peak_agents = need->agents[slot];
        figures->peak_slot = slot;
    }
    if (hc_plan_required(plan, slot) > figures->peak_scheduled) {
        figures->peak_scheduled = hc_plan_required(plan, slot);
    }
}

/* Chats and deferred work, which are no calls of the line that the figures are about. */
static double contacts_beside(const hc_plan_result *plan, size_t first, size_t end)
{
    double contacts = 0.0;
    if (plan->staff == NULL || plan->requirement->need_count < 2) { return 0.0; }
    for (size_t q = 0; q < plan->staff->queue_count; q++) {
        const double *calls = plan->requirement->needs[q].calls;
        if (plan->staff->queues[q].work == HC_WORK_CALLS) { continue; }
        for (size_t slot = first; slot < end; slot++) {
            contacts += calls[slot] > 0.0 ? calls[slot] : 0.0;
        }
    }
    return contacts;
}

/* Sum of value x calls over the intervals where both are known, over the sum of those calls. */
static double by_calls(const double *value, const double *calls, size_t first, size_t end)
{
    double sum = 0.0;
    double weight = 0.0;
    for (size_t slot = first; slot < end; slot++) {
        if (calls[slot] > 0.0 && isfinite(value[slot])) {
            sum += value[slot] * calls[slot];
            weight += calls[slot];
        }
    }
    return share(sum, weight);
}

/* The wait of the answered counts by the answered, the occupancy by the agents in the line. */
static void fill_service(const hc_need *served, size_t first, size_t end,
                         hc_plan_figures *figures)
{
    double answered = 0.0;
    double wait_s = 0.0;
    double agents = 0.0;
    double busy = 0.0;
    for (size_t slot = first; slot < end; slot++) {
        const double calls = served->calls[slot] * (1.0 - served->abandon_rate[slot]);
        if (calls > 0.0 && isfinite(served->asa_s[slot])) {
            answered += calls;
            wait_s += calls * served->asa_s[slot];
        }
        if (isfinite(served->occupancy[slot])) {
            agents += hc_need_line(served, slot);
            busy += hc_need_line(served, slot) * served->occupancy[slot];
        }
    }
    figures->service_level = by_calls(served->service_level, served->calls, first, end);
    figures->service_level_expected =
        by_calls(served->service_level_expected, served->calls, first, end);
    figures->abandon_rate = by_calls(served->abandon_rate, served->calls, first, end);
    figures->asa_s = share(wait_s, answered);
    figures->occupancy = share(busy, agents);
}

hc_plan_figures hc_plan_figures_between(const hc_plan_result *plan, size_t first, size_t end)
{
    const hc_need *need = &plan->requirement->needs[plan->pool];
    hc_plan_figures figures = {.service_level = HC_MISSING,
                               .service_level_expected = HC_MISSING,
                               .abandon_rate = HC_MISSING,
                               .asa_s = HC_MISSING,
                               .occupancy = HC_MISSING,
                               .peak_slot = first,
                               .worst_slot = first};
    for (size_t slot = first; slot < end; slot++) {
        add_cover(plan, slot, &figures);
        add_need(plan, slot, &figures);
    }
    figures.calls_beside = contacts_beside(plan, first, end);
    figures.aht_s = by_calls(need->aht_s, need->calls, first, end);
    figures.asked_service_level = by_calls(need->service_level, need->calls, first, end);
    if (plan->delivered != NULL) { fill_service(plan->delivered, first, end, &figures); }
    return figures;
}

hc_plan_figures hc_plan_figures_of(const hc_plan_result *plan)
{
    const hc_roster *roster = plan->roster;
    hc_plan_figures figures =
        hc_plan_figures_between(plan, 0, hc_axis_slots(&plan->requirement->axis));
    figures.shifts = roster->shift_count;
    for (size_t i = 0; i < roster->shift_count; i++) {
        const bool first = i == 0 || roster->shifts[i].agent != roster->shifts[i - 1].agent;
        figures.people += first ? 1 : 0;
    }
    return figures;
}

const hc_target *hc_queue_level_asked(const hc_queue_rules *rules)
{
    for (size_t k = 0; k < rules->target_count; k++) {
        if (hc_target_is_at_least(rules->targets[k].kind)) { return &rules->targets[k]; }
    }
    return NULL;
}

double hc_need_level(const hc_need *need, const hc_axis *axis)
{
    const size_t slots = hc_axis_slots(axis);
    const double expected = by_calls(need->service_level_expected, need->calls, 0, slots);
    return hc_is_missing(expected) ? by_calls(need->service_level, need->calls, 0, slots)
                                   : expected;
}

double hc_plan_over_wages(const hc_plan_result *plan, const hc_plan_figures *figures)
{
    const double hours = figures->scheduled_hours;
    return hours > 0.0 ? plan->costs.wages * figures->over_hours / hours : 0.0;
}
