#include "erlang/requirement_people.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "erlang/requirement_serve.h"
#include "erlang/requirement_staff.h"
#include "erlang/shrinkage.h"

#define CAUGHT_UP 1.001 /* carried over the interval's own load: the overload is worked off */

/* ---- the sum over queues ------------------------------------------------------------------
 */

/* What is needed in all is the sum. The service columns have no common formula there and stay
 * ratios of sums over the calls; chats and deferred work stand beside them. */
static void add_up(const hc_requirement *from, const hc_staff_rules *rules, size_t slot,
                   hc_need *sum)
{
    double late = 0.0, late_expected = 0.0, gone = 0.0, wait_s = 0.0, answered = 0.0,
           busy = 0.0, line = 0.0; /* who is there when nobody calls is idle */
    sum->calls[slot] = sum->load_erlangs[slot] = sum->agents_exact[slot] = 0.0;
    for (size_t q = 0; q < from->need_count; q++) {
        const hc_need *need = &from->needs[q];
        if (rules->queues[q].work != HC_WORK_CALLS && need->agents[slot] > 0) {
            sum->agents_exact[slot] += need->agents_exact[slot];
            sum->agents[slot] += need->agents[slot];
            sum->agents_aside[slot] += need->agents[slot];
        }
        if (rules->queues[q].work != HC_WORK_CALLS) { continue; }
        line += hc_need_line(need, slot);
        if (!(need->calls[slot] > 0.0)) { continue; }
        const double calls = need->calls[slot];
        const double stay = calls * (1.0 - need->abandon_rate[slot]);
        sum->calls[slot] += calls;
        sum->load_erlangs[slot] += need->load_erlangs[slot];
        sum->agents_exact[slot] += need->agents_exact[slot];
        sum->agents[slot] += need->agents[slot];
        late += calls * (1.0 - need->service_level[slot]);
        late_expected += calls * (1.0 - need->service_level_expected[slot]);
        gone += calls - stay;
        answered += stay;
        wait_s += stay > 0.0 ? stay * need->asa_s[slot] : 0.0; /* nobody there answers nobody */
        busy += need->occupancy[slot] * hc_need_line(need, slot);
        sum->aht_s[slot] = (hc_is_missing(sum->aht_s[slot]) ? 0.0 : sum->aht_s[slot]) +
                           calls * need->aht_s[slot];
    }
    if (!(sum->calls[slot] > 0.0)) { return; }
    sum->aht_s[slot] /= sum->calls[slot];
    sum->service_level[slot] = 1.0 - late / sum->calls[slot];
    sum->service_level_expected[slot] = 1.0 - late_expected / sum->calls[slot];
    sum->abandon_rate[slot] = gone / sum->calls[slot];
    sum->asa_s[slot] = answered > 0.0 ? wait_s / answered : HC_MISSING;
    sum->occupancy[slot] = line > 0.0 ? busy / line : HC_MISSING;
}

static void swap_needs(hc_need *one, hc_need *other)
{
    const hc_need kept = *one;
    *one = *other;
    *other = kept;
}

static hc_status add_sum(hc_requirement *requirement, const hc_staff_rules *rules,
                         hc_error *err)
{
    const char *name = rules->pool_name;
    hc_requirement made = HC_REQUIREMENT_INIT;
    const size_t queues = requirement->need_count;
    HC_TRY(hc_requirement_make(&made, &requirement->axis, queues + 1, err));
    for (size_t slot = 0; slot < hc_axis_slots(&requirement->axis); slot++) {
        made.presence[slot] = requirement->presence[slot];
        add_up(requirement, rules, slot, &made.needs[queues]);
    }
    for (size_t q = 0; q < queues; q++) {
        swap_needs(&made.needs[q], &requirement->needs[q]);
    }
    (void)snprintf(made.needs[queues].name, sizeof made.needs[queues].name, "%s",
                   name != NULL ? name : "pool");
    hc_requirement_move(requirement, &made);
    return HC_OK;
}

hc_status hc_requirement_build_whole(const hc_series *forecast, const hc_staff_rules *rules,
                                     hc_requirement *out, hc_error *err)
{
    hc_requirement made = HC_REQUIREMENT_INIT;
    hc_status st = hc_requirement_build(forecast, rules, &made, err);
    if (st == HC_OK && forecast->queue_count > 1 && !rules->pooled) {
        st = add_sum(&made, rules, err);
    }
    if (st == HC_OK) { hc_requirement_move(out, &made); }
    hc_requirement_clear(&made);
    return st;
}

/* ---- people -------------------------------------------------------------------------------
 */

hc_status hc_requirement_people(const hc_requirement *requirement, double shrinkage,
                                int32_t *people, hc_error *err)
{
    const size_t slots = hc_axis_slots(&requirement->axis);
    for (size_t at = 0; at < requirement->need_count * slots; at++) {
        const size_t need = at / slots;
        const size_t slot = at - need * slots;
        int64_t scheduled = 0;
        HC_TRY(hc_headcount_of_agents(requirement->needs[need].agents[slot],
                                      1.0 - (1.0 - shrinkage) * requirement->presence[slot],
                                      &scheduled, err));
        people[at] = (int32_t)scheduled;
    }
    return HC_OK;
}

void hc_requirement_add_people(const hc_requirement *requirement, int32_t *people)
{
    const size_t slots = hc_axis_slots(&requirement->axis);
    const size_t last = requirement->need_count - 1;
    for (size_t slot = 0; slot < slots && last > 0; slot++) {
        int32_t sum = 0;
        for (size_t q = 0; q < last; q++) {
            sum += people[q * slots + slot];
        }
        people[last * slots + slot] = sum;
    }
}

/* ---- service ------------------------------------------------------------------------------
 */

/*
 * The loads that agents carry where callers wait for ever, as multiples of the need's own: from
 * an overload on, until it is worked off, an interval has the calls left over from before
 * (Stolletz 2008). `spare` has room for calls, agents and what they carry.
 */
static void carry_over(const hc_need *wanted, const double *agents, size_t slots,
                       double interval_s, double *spare, double *times)
{
    double *calls = spare;
    double *line = spare + slots;
    double *carried = spare + 2 * slots;
    bool behind = false;
    for (size_t slot = 0; slot < slots; slot++) {
        calls[slot] = wanted->calls[slot] > 0.0 ? wanted->calls[slot] : 0.0;
        line[slot] = fmax(0.0, hc_need_line_agents(wanted, slot, agents[slot]));
    }
    hc_carried_load(calls, wanted->aht_s, line, slots, interval_s, carried);
    for (size_t slot = 0; slot < slots; slot++) {
        const double alone = calls[slot] > 0.0 ? wanted->load_erlangs[slot] : 0.0;
        const bool over = alone > 0.0 && alone >= line[slot];
        behind = over || (behind && carried[slot] > alone * CAUGHT_UP);
        if (behind && alone > 0.0) { times[slot] = carried[slot] / alone; }
    }
}

/* Loads under these agents as multiples of the need's; *times is freed by the caller. */
static hc_status loads_under(const hc_requirement *requirement, const hc_staff_rules *rules,
                             size_t need, const double *agents, double **times, hc_error *err)
{
    const size_t slots = hc_axis_slots(&requirement->axis);
    const hc_queue_rules *own = need < rules->queue_count ? &rules->queues[need] : &rules->pool;
    double *spare = NULL;
    HC_TRY(hc_alloc(times, slots, sizeof **times, err));
    for (size_t slot = 0; slot < slots; slot++) {
        (*times)[slot] = 1.0;
    }
    if (own->model != HC_MODEL_C) { return HC_OK; }
    HC_TRY(hc_alloc(&spare, 3 * slots, sizeof *spare, err));
    carry_over(&requirement->needs[need], agents, slots, 60.0 * requirement->axis.interval_min,
               spare, *times);
    hc_free(spare);
    return HC_OK;
}

static hc_status serve_slot(const hc_requirement *requirement, const hc_staff_rules *rules,
                            size_t need, size_t slot, double times, double agents, hc_need *got,
                            hc_error *err)
{
    const hc_need *wanted = &requirement->needs[need];
    hc_metrics metrics = {0};
    got->calls[slot] = wanted->calls[slot];
    got->aht_s[slot] = wanted->aht_s[slot];
    got->load_erlangs[slot] = wanted->load_erlangs[slot];
    got->agents_exact[slot] = agents;
    got->agents[slot] = (int32_t)floor(agents + 1e-9);
    got->agents_aside[slot] =
        (int32_t)floor(agents - hc_need_line_agents(wanted, slot, agents));
    if (!(wanted->calls[slot] > 0.0)) { return HC_OK; }
    HC_TRY(hc_requirement_serve_times(requirement, rules, need, slot, times, agents, &metrics,
                                      err));
    got->service_level[slot] = metrics.sl_offered;
    got->abandon_rate[slot] = metrics.p_abandon;
    got->asa_s[slot] = metrics.asa_s;
    got->occupancy[slot] = metrics.occupancy;
    return HC_OK;
}

static hc_status serve_need(const hc_requirement *requirement, const hc_staff_rules *rules,
                            size_t need, const double *agents, hc_need *got, hc_error *err)
{
    double *times = NULL;
    memcpy(got->name, requirement->needs[need].name, sizeof got->name);
    hc_status st = loads_under(requirement, rules, need, agents, &times, err);
    for (size_t slot = 0; st == HC_OK && slot < hc_axis_slots(&requirement->axis); slot++) {
        st = serve_slot(requirement, rules, need, slot, times[slot], agents[slot], got, err);
    }
    hc_free(times);
    return st;
}

/* ---- each queue by its own agents ---------------------------------------------------------
 */

/* Over the forecast's spread, where there are calls. */
static void expect_need(const hc_requirement *requirement, const hc_staff_rules *rules,
                        const hc_series *forecast, size_t need, hc_need *got)
{
    for (size_t slot = 0; slot < hc_axis_slots(&requirement->axis); slot++) {
        if (!(got->calls[slot] > 0.0)) { continue; }
        got->service_level_expected[slot] = hc_requirement_expected(
            forecast, rules, requirement, need, slot, got->agents_exact[slot]);
    }
}

/* The last need of `made` becomes the sum of those before it: everybody counts, also who is
 * there when nobody calls. */
static void sum_served(const hc_requirement *requirement, const hc_staff_rules *rules,
                       const double *agents, hc_requirement *made)
{
    const size_t queues = made->need_count - 1;
    const size_t slots = hc_axis_slots(&made->axis);
    hc_need *sum = &made->needs[queues];
    memcpy(sum->name, requirement->needs[queues].name, sizeof sum->name);
    made->need_count = queues; /* those that are added up */
    for (size_t slot = 0; slot < slots; slot++) {
        add_up(made, rules, slot, sum);
        sum->agents_exact[slot] = 0.0;
        for (size_t q = 0; q < queues; q++) {
            sum->agents_exact[slot] += agents[q * slots + slot];
        }
    }
    made->need_count = queues + 1;
}

hc_status hc_requirement_serve_queues(const hc_requirement *requirement,
                                      const hc_staff_rules *rules, const hc_series *forecast,
                                      const double *agents, hc_requirement *out, hc_error *err)
{
    const size_t queues = rules->queue_count;
    const size_t slots = hc_axis_slots(&requirement->axis);
    hc_requirement made = HC_REQUIREMENT_INIT;
    HC_TRY(hc_requirement_make(&made, &requirement->axis, queues + 1, err));
    memcpy(made.presence, requirement->presence, slots * sizeof *made.presence);
    hc_status st = HC_OK;
    for (size_t q = 0; st == HC_OK && q < queues; q++) {
        st = serve_need(requirement, rules, q, &agents[q * slots], &made.needs[q], err);
        if (st == HC_OK && forecast != NULL) {
            expect_need(requirement, rules, forecast, q, &made.needs[q]);
        }
    }
    if (st == HC_OK) {
        sum_served(requirement, rules, agents, &made);
        hc_requirement_move(out, &made);
    }
    hc_requirement_clear(&made);
    return st;
}

hc_status hc_requirement_serve_shares(const hc_requirement *requirement,
                                      const hc_staff_rules *rules, const hc_series *forecast,
                                      const double *agents, hc_requirement *out, hc_error *err)
{
    const size_t slots = hc_axis_slots(&requirement->axis);
    hc_requirement made = HC_REQUIREMENT_INIT;
    double *own = NULL;
    HC_TRY(hc_alloc(&own, rules->queue_count * slots, sizeof *own, err));
    for (size_t at = 0; at < rules->queue_count * slots; at++) {
        own[at] = hc_need_share(requirement, at / slots, at % slots) * agents[at % slots];
    }
    const hc_status st =
        hc_requirement_serve_queues(requirement, rules, forecast, own, &made, err);
    hc_free(own);
    if (st == HC_OK) {
        hc_need *sum = &made.needs[rules->queue_count];
        for (size_t slot = 0; slot < slots; slot++) { /* also who is there for nobody */
            sum->agents_exact[slot] = agents[slot];
            sum->agents[slot] = (int32_t)floor(agents[slot] + 1e-9);
        }
        hc_requirement_move(out, &made);
    }
    hc_requirement_clear(&made);
    return st;
}

/* The sum alone. */
static hc_status serve_sum(const hc_requirement *requirement, const hc_staff_rules *rules,
                           const double *agents, hc_requirement *out, hc_error *err)
{
    hc_requirement parts = HC_REQUIREMENT_INIT;
    const hc_status st =
        hc_requirement_serve_shares(requirement, rules, NULL, agents, &parts, err);
    if (st == HC_OK) { swap_needs(&out->needs[0], &parts.needs[rules->queue_count]); }
    hc_requirement_clear(&parts);
    return st;
}

hc_status hc_requirement_serve_agents(const hc_requirement *requirement,
                                      const hc_staff_rules *rules, size_t need,
                                      const double *agents, hc_requirement *out, hc_error *err)
{
    hc_requirement made = HC_REQUIREMENT_INIT;
    HC_TRY(hc_requirement_make(&made, &requirement->axis, 1, err));
    const hc_status st =
        hc_need_is_sum(rules, need)
            ? serve_sum(requirement, rules, agents, &made, err)
            : serve_need(requirement, rules, need, agents, &made.needs[0], err);
    if (st == HC_OK) { hc_requirement_move(out, &made); }
    hc_requirement_clear(&made);
    return st;
}

hc_status hc_requirement_hold(const hc_requirement *load, const hc_staff_rules *rules,
                              const hc_requirement *staffed, hc_requirement *out, hc_error *err)
{
    const size_t slots = hc_axis_slots(&load->axis);
    const bool apart = rules->queue_count > 1 && !rules->pooled;
    const size_t first = apart ? 0 : load->need_count - 1;
    const size_t needs = apart ? rules->queue_count : 1;
    double *agents = NULL;
    HC_TRY(hc_alloc(&agents, needs * slots, sizeof *agents, err));
    for (size_t need = 0; need < needs; need++) {
        for (size_t slot = 0; slot < slots; slot++) {
            agents[need * slots + slot] = staffed->needs[first + need].agents[slot];
        }
    }
    const hc_status st =
        apart ? hc_requirement_serve_queues(load, rules, NULL, agents, out, err)
              : hc_requirement_serve_agents(load, rules, first, agents, out, err);
    hc_free(agents);
    return st;
}
