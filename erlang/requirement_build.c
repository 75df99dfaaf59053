#include "erlang/requirement_build.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "erlang/patience.h"
#include "erlang/staffing.h"
#include "erlang/uncertainty.h"

hc_queue_rules hc_queue_rules_default(void)
{
    return (hc_queue_rules){
        .targets = {{HC_TARGET_SL_OFFERED, HC_SERVICE_LEVEL_DEFAULT, HC_TARGET_S_DEFAULT}},
        .target_count = 1,
        .occupancy_max = HC_OCCUPANCY_MAX_DEFAULT,
        .patience_s = HC_PATIENCE_DEFAULT_S,
        .model = HC_MODEL_A,
        .target_s = HC_TARGET_S_DEFAULT};
}

hc_staff_rules hc_staff_rules_default(const hc_queue_rules *queues, size_t queue_count)
{
    return (hc_staff_rules){.queues = queues,
                            .queue_count = queue_count,
                            .time_method = HC_TIME_MOL,
                            .pooled = false,
                            .pool = queue_count > 0 ? queues[0] : hc_queue_rules_default(),
                            .pool_name = NULL};
}

/* ---- checks ---- */

static hc_status check_rules(const hc_queue_rules *rules, const char *name, hc_error *err)
{
    if (rules->target_count == 0 || rules->target_count > HC_TARGETS_MAX) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "80 % within 20 s, say",
                       "queue %s must have 1 to %d targets, found %zu", name, HC_TARGETS_MAX,
                       rules->target_count);
    }
    if (!(rules->occupancy_max > 0.0 && rules->occupancy_max <= 1.0)) {
        return hc_fail(
            err, HC_ERR_RANGE, HC_NOWHERE, "88 % is 0.88",
            "queue %s: the highest occupancy must be above 0 and at most 1, found %g", name,
            rules->occupancy_max);
    }
    if (rules->model != HC_MODEL_A && rules->model != HC_MODEL_C) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "queue %s: a queue that waits is model A or C", name);
    }
    return HC_OK;
}

static hc_status check_build(const hc_series *forecast, const hc_staff_rules *rules,
                             hc_error *err)
{
    if (rules->queue_count != forecast->queue_count) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                       "there are rules for %zu queues, the forecast has %zu",
                       rules->queue_count, forecast->queue_count);
    }
    for (size_t queue = 0; queue < forecast->queue_count; queue++) {
        if (forecast->queues[queue].aht_s == NULL) {
            return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "give an AHT for the queue",
                           "queue %s has no handle times", forecast->queues[queue].name);
        }
        HC_TRY(check_rules(&rules->queues[queue], forecast->queues[queue].name, err));
    }
    if (!(rules->risk >= 0.0 && rules->risk < 1.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "90 % is 0.9",
                       "the risk must be 0, or a probability below 1, found %g", rules->risk);
    }
    return rules->pooled ? check_rules(&rules->pool, "pool", err) : HC_OK;
}

/* ---- loads ---- */

static hc_status fill_queue_load(const hc_series *forecast, size_t queue, hc_time_method method,
                                 hc_need *need, hc_error *err)
{
    const hc_queue *from = &forecast->queues[queue];
    const size_t slots = hc_axis_slots(&forecast->axis);
    const double interval_s = 60.0 * forecast->axis.interval_min;
    for (size_t slot = 0; slot < slots; slot++) {
        const bool closed = from->state[slot] == HC_SLOT_CLOSED;
        const double calls = closed ? 0.0 : from->calls[slot];
        const double aht_s = from->aht_s[slot];
        if (calls < 0.0 || calls > 1e15) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "queue %s, interval %zu: calls must be 0 or more, found %g",
                           from->name, slot, calls);
        }
        if (calls > 0.0 && !(aht_s >= HC_AHT_S_MIN && aht_s <= HC_AHT_S_MAX)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "AHT is in seconds",
                           "queue %s, interval %zu: the AHT must be %g to %g s, found %g",
                           from->name, slot, HC_AHT_S_MIN, HC_AHT_S_MAX, aht_s);
        }
        need->calls[slot] = calls;
        need->aht_s[slot] = calls > 0.0 ? aht_s : HC_MISSING;
    }
    hc_offered_load(method, need->calls, need->aht_s, slots, interval_s, need->load_erlangs);
    return HC_OK;
}

/* The pool's load is the sum of its queues', its AHT the mean over their calls. */
static void fill_pool_load(const hc_need *queues, size_t queue_count, size_t slots,
                           hc_need *pool)
{
    for (size_t slot = 0; slot < slots; slot++) {
        double calls = 0.0;
        double work_s = 0.0;
        double load_erlangs = 0.0;
        for (size_t queue = 0; queue < queue_count; queue++) {
            const hc_need *from = &queues[queue];
            calls += from->calls[slot];
            if (from->calls[slot] > 0.0) { work_s += from->calls[slot] * from->aht_s[slot]; }
            load_erlangs += from->load_erlangs[slot];
        }
        pool->calls[slot] = calls;
        pool->load_erlangs[slot] = load_erlangs;
        pool->aht_s[slot] = calls > 0.0 ? work_s / calls : HC_MISSING;
    }
}

/* Spread of the rate behind one need: a queue's own, or the pool's with all queues high
 * together. */
static double spread_of(const hc_series *forecast, const hc_need *needs, size_t need,
                        size_t slot)
{
    if (need < forecast->queue_count) { return hc_rate_cv(forecast, need, slot); }
    double sd_erlangs = 0.0;
    for (size_t queue = 0; queue < forecast->queue_count; queue++) {
        const double load_erlangs = needs[queue].load_erlangs[slot];
        if (load_erlangs > 0.0) {
            sd_erlangs += load_erlangs * hc_rate_cv(forecast, queue, slot);
        }
    }
    return fmin(HC_RATE_CV_MAX, sd_erlangs / needs[need].load_erlangs[slot]);
}

/* ---- agents ---- */

/* The promised targets and the cap on occupancy. */
static size_t all_targets(const hc_queue_rules *rules, hc_target *targets)
{
    memcpy(targets, rules->targets, rules->target_count * sizeof targets[0]);
    if (rules->occupancy_max >= 1.0) { return rules->target_count; }
    targets[rules->target_count] = (hc_target){HC_TARGET_OCCUPANCY, rules->occupancy_max, 0.0};
    return rules->target_count + 1;
}

static void leave_unstaffed(hc_need *need, size_t slot)
{
    const bool unknown = hc_is_missing(need->calls[slot]);
    need->agents[slot] = 0;
    need->agents_exact[slot] = unknown ? HC_MISSING : 0.0;
    need->service_level[slot] = HC_MISSING;
    need->abandon_rate[slot] = unknown ? HC_MISSING : 0.0;
    need->asa_s[slot] = HC_MISSING;
    need->occupancy[slot] = unknown ? HC_MISSING : 0.0;
}

static hc_status staff_slot(const hc_queue_rules *rules, double stretch, bool brief,
                            hc_need *need, size_t slot, hc_error *err)
{
    hc_target targets[HC_TARGETS_MAX + 1];
    const size_t target_count = all_targets(rules, targets);
    hc_load load = hc_load_of(need->load_erlangs[slot], need->aht_s[slot]);
    load.patience_s = rules->patience_s;
    hc_load planned = load;
    planned.load_erlangs *= stretch;
    hc_metrics metrics;
    int64_t agents = 0;
    double exact = HC_MISSING;
    HC_TRY(hc_staffing_solve(rules->model, &planned, targets, target_count, &agents, err));
    if (!brief) {
        HC_TRY(hc_staffing_solve_exact(rules->model, &planned, targets, target_count, &exact,
                                       err));
    }
    HC_TRY(hc_staffing_metrics(rules->model, &load, (double)agents, rules->target_s, &metrics,
                               err));
    if (agents > INT32_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "soften the targets",
                       "%" PRId64 " agents are more than a plan can hold", agents);
    }
    need->agents[slot] = (int32_t)agents;
    need->agents_exact[slot] = exact;
    need->service_level[slot] = metrics.sl_offered;
    need->abandon_rate[slot] = metrics.p_abandon;
    need->asa_s[slot] = metrics.asa_s;
    need->occupancy[slot] = metrics.occupancy;
    return HC_OK;
}

static const hc_queue_rules *rules_of(const hc_series *forecast, const hc_staff_rules *rules,
                                      size_t need)
{
    return need < forecast->queue_count ? &rules->queues[need] : &rules->pool;
}

static bool is_staffed(const hc_need *need, size_t slot)
{
    return need->calls[slot] > 0.0 && need->load_erlangs[slot] > 0.0;
}

/* Names the queue and the interval in front of what went wrong there. */
static void add_place(const char *name, size_t slot, hc_error *err)
{
    if (err == NULL) { return; }
    (void)hc_fail(err, err->status, HC_NOWHERE, err->hint, "queue %s, interval %zu: %s", name,
                  slot, err->message);
}

static hc_status staff_need(const hc_series *forecast, const hc_staff_rules *rules,
                            hc_requirement *made, size_t index, hc_error *err)
{
    hc_need *need = &made->needs[index];
    const size_t slots = hc_axis_slots(&forecast->axis);
    const hc_queue_rules *own = rules_of(forecast, rules, index);
    for (size_t slot = 0; slot < slots; slot++) {
        if (!is_staffed(need, slot)) {
            leave_unstaffed(need, slot);
            continue;
        }
        const double cv =
            rules->risk > 0.0 ? spread_of(forecast, made->needs, index, slot) : 0.0;
        const hc_status st =
            staff_slot(own, hc_rate_at(cv, rules->risk), rules->brief, need, slot, err);
        if (st != HC_OK) {
            add_place(need->name, slot, err);
            return st;
        }
    }
    return HC_OK;
}

/* ---- the whole ---- */

static void name_needs(const hc_series *forecast, const hc_staff_rules *rules,
                       hc_requirement *requirement)
{
    for (size_t i = 0; i < requirement->need_count; i++) {
        const char *pool_name = rules->pool_name != NULL ? rules->pool_name : "pool";
        const char *name = i < forecast->queue_count ? forecast->queues[i].name : pool_name;
        (void)snprintf(requirement->needs[i].name, sizeof requirement->needs[i].name, "%s",
                       name);
    }
}

static hc_status fill_requirement(const hc_series *forecast, const hc_staff_rules *rules,
                                  hc_requirement *made, hc_error *err)
{
    const size_t slots = hc_axis_slots(&forecast->axis);
    const size_t queues = forecast->queue_count;
    name_needs(forecast, rules, made);
    for (size_t queue = 0; queue < queues; queue++) {
        HC_TRY(fill_queue_load(forecast, queue, rules->time_method, &made->needs[queue], err));
        if (!rules->brief || made->need_count == queues) {
            HC_TRY(staff_need(forecast, rules, made, queue, err));
        }
    }
    if (made->need_count > queues) {
        fill_pool_load(made->needs, queues, slots, &made->needs[queues]);
        HC_TRY(staff_need(forecast, rules, made, queues, err));
    }
    return HC_OK;
}

hc_status hc_requirement_build(const hc_series *forecast, const hc_staff_rules *rules,
                               hc_requirement *out, hc_error *err)
{
    HC_TRY(check_build(forecast, rules, err));
    const bool has_pool = rules->pooled && forecast->queue_count > 1;
    hc_requirement made = HC_REQUIREMENT_INIT;
    HC_TRY(hc_requirement_make(&made, &forecast->axis,
                               forecast->queue_count + (has_pool ? 1 : 0), err));
    const hc_status st = fill_requirement(forecast, rules, &made, err);
    if (st == HC_OK) { hc_requirement_move(out, &made); }
    hc_requirement_clear(&made);
    return st;
}

static hc_status fill_expected(const hc_series *forecast, const hc_staff_rules *rules,
                               const hc_requirement *requirement, size_t need, double *level,
                               hc_error *err)
{
    const hc_need *asked = &requirement->needs[need];
    const hc_queue_rules *own = rules_of(forecast, rules, need);
    for (size_t slot = 0; slot < hc_axis_slots(&forecast->axis); slot++) {
        if (!is_staffed(asked, slot)) {
            level[slot] = HC_MISSING;
            continue;
        }
        hc_load load = hc_load_of(asked->load_erlangs[slot], asked->aht_s[slot]);
        load.patience_s = own->patience_s;
        hc_metrics expected = {0};
        HC_TRY(hc_uncertain_metrics(own->model, &load,
                                    spread_of(forecast, requirement->needs, need, slot),
                                    asked->agents[slot], own->target_s, &expected, err));
        level[slot] = expected.sl_offered;
    }
    return HC_OK;
}

hc_status hc_requirement_expected(const hc_series *forecast, const hc_staff_rules *rules,
                                  const hc_requirement *requirement, size_t need, double *level,
                                  hc_error *err)
{
    const size_t slots = hc_axis_slots(&forecast->axis);
    double *made = NULL;
    if (need >= requirement->need_count || hc_axis_slots(&requirement->axis) != slots ||
        rules->queue_count != forecast->queue_count) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                       "need %zu is not one of this forecast's requirement", need);
    }
    HC_TRY(hc_alloc(&made, slots, sizeof *made, err));
    const hc_status st = fill_expected(forecast, rules, requirement, need, made, err);
    if (st == HC_OK) { memcpy(level, made, slots * sizeof *made); }
    hc_free(made);
    return st;
}
