#include "erlang/requirement_build.h"

#include <stdio.h>

#include "erlang/patience.h"
#include "erlang/requirement_staff.h"

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
    if (rules->work == HC_WORK_CHAT &&
        !(rules->chat_levels >= 1 && rules->chat_levels <= HC_CHAT_LEVELS_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                       "times of a chat alone, with one more, ..",
                       "queue %s: chats need 1 to %d times by level, found %zu", name,
                       HC_CHAT_LEVELS_MAX, rules->chat_levels);
    }
    if (rules->work == HC_WORK_DEFERRED && !(rules->answer_within_s > 0.0)) {
        return hc_fail(
            err, HC_ERR_RANGE, HC_NOWHERE, "4 hours are 14400 s",
            "queue %s: deferred work must be answered within more than 0 s, found %g", name,
            rules->answer_within_s);
    }
    if (rules->work == HC_WORK_DEFERRED &&
        !(rules->answer_share >= 0.0 && rules->answer_share <= 1.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "70 % is 0.7",
                       "queue %s: the share that is answered in time must be 0 to 1, found %g",
                       name, rules->answer_share);
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
    if (rules->risk > 0.0 && rules->target_per != HC_PER_INTERVAL && rules->paths == NULL) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "hc_forecast_paths() draws them",
                       "a day or week is held with a probability over possible weeks, and "
                       "there are none");
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

/* The pool's load is the sum of its queues' of calls, its AHT the mean over their calls. */
static void fill_pool_load(const hc_need *queues, const hc_staff_rules *rules, size_t slots,
                           hc_need *pool)
{
    const size_t queue_count = rules->queue_count;
    for (size_t slot = 0; slot < slots; slot++) {
        double calls = 0.0;
        double work_s = 0.0;
        double load_erlangs = 0.0;
        for (size_t queue = 0; queue < queue_count; queue++) {
            const hc_need *from = &queues[queue];
            if (rules->queues[queue].work != HC_WORK_CALLS) { continue; }
            calls += from->calls[slot];
            if (from->calls[slot] > 0.0) { work_s += from->calls[slot] * from->aht_s[slot]; }
            load_erlangs += from->load_erlangs[slot];
        }
        pool->calls[slot] = calls;
        pool->load_erlangs[slot] = load_erlangs;
        pool->aht_s[slot] = calls > 0.0 ? work_s / calls : HC_MISSING;
    }
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

double hc_staff_presence(const hc_staff_rules *rules, const hc_axis *axis, size_t slot)
{
    const hc_local_time local = hc_axis_local(axis, slot);
    const int32_t minute = local.second_of_day / 60;
    return hc_presence_over(rules->presence, rules->presence_count, hc_weekday(local.day),
                            minute, minute + axis->interval_min);
}

static void fill_presence(const hc_staff_rules *rules, hc_requirement *made)
{
    for (size_t slot = 0; slot < hc_axis_slots(&made->axis); slot++) {
        made->presence[slot] = hc_staff_presence(rules, &made->axis, slot);
    }
}

/* Who follows a pool gets no agents of their own in brief, but for those who do not stand in
 * its line. */
static hc_status staff_queue(const hc_series *forecast, const hc_staff_rules *rules,
                             size_t queue, hc_requirement *made, hc_error *err)
{
    const bool follows = rules->brief && made->need_count > forecast->queue_count;
    switch (rules->queues[queue].work) {
    case HC_WORK_CHAT:
        return hc_need_staff_chat(forecast, rules, made, queue, err);
    case HC_WORK_DEFERRED:
        return hc_need_staff_deferred(forecast, rules, made, queue, err);
    default:
        return follows ? HC_OK : hc_need_staff(forecast, rules, made, queue, err);
    }
}

static hc_status fill_requirement(const hc_series *forecast, const hc_staff_rules *rules,
                                  hc_requirement *made, hc_error *err)
{
    const size_t slots = hc_axis_slots(&forecast->axis);
    const size_t queues = forecast->queue_count;
    name_needs(forecast, rules, made);
    fill_presence(rules, made);
    for (size_t queue = 0; queue < queues; queue++) {
        const bool calls = rules->queues[queue].work == HC_WORK_CALLS;
        HC_TRY(fill_queue_load(forecast, queue, calls ? rules->time_method : HC_TIME_SIPP,
                               &made->needs[queue], err));
        HC_TRY(staff_queue(forecast, rules, queue, made, err));
    }
    if (made->need_count > queues) {
        fill_pool_load(made->needs, rules, slots, &made->needs[queues]);
        HC_TRY(hc_need_staff(forecast, rules, made, queues, err));
        HC_TRY(hc_need_add_aside(forecast, rules, made, err));
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
