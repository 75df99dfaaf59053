/*
 * Work beside the line of calls: chats by their own table, deferred work by its deadlines, and
 * what both add to a pool.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "erlang/blend.h"
#include "erlang/deferred.h"
#include "erlang/deferred_turn.h"
#include "erlang/requirement_serve.h"
#include "erlang/requirement_staff.h"

#define ROUNDING 1e-9 /* of an agent */
#define CYCLES 2 /* the week is laid out twice: what the first leaves open, the second gets */

static int32_t whole_agents(double agents)
{
    return (int32_t)fmin(ceil(agents - ROUNDING), (double)INT32_MAX);
}

/* ---- chats --------------------------------------------------------------------------------
 */

static hc_status staff_chat_slot(const hc_staff_rules *rules, double rate, hc_requirement *made,
                                 size_t index, size_t slot, hc_error *err)
{
    const hc_queue_rules *own = &rules->queues[index];
    const double interval_s = 60.0 * made->axis.interval_min;
    hc_need *need = &made->needs[index];
    const hc_chat planned = hc_queue_chat(own, rate * need->calls[slot], interval_s);
    hc_target targets[HC_TARGETS_MAX + 1];
    size_t count = 0;
    int64_t agents = 0;
    hc_metrics metrics = {0};
    for (; count < own->target_count; count++) {
        targets[count] = own->targets[count];
    }
    if (own->occupancy_max < 1.0) {
        targets[count++] = (hc_target){HC_TARGET_OCCUPANCY, own->occupancy_max, 0.0};
    }
    HC_TRY(hc_chat_solve(&planned, targets, count, &agents, err));
    HC_TRY(hc_requirement_serve(made, rules, index, slot, (double)agents, &metrics, err));
    need->agents[slot] = (int32_t)agents;
    need->agents_exact[slot] = (double)agents;
    need->service_level[slot] = metrics.sl_offered;
    need->service_level_expected[slot] = metrics.sl_offered;
    need->abandon_rate[slot] = metrics.p_abandon;
    need->asa_s[slot] = metrics.asa_s;
    need->occupancy[slot] = metrics.occupancy;
    return HC_OK;
}

/* A slot without contacts: nobody is needed for them. */
static void leave_empty(hc_need *need, size_t slot)
{
    const bool unknown = hc_is_missing(need->calls[slot]);
    need->agents_exact[slot] = unknown ? HC_MISSING : 0.0;
    need->abandon_rate[slot] = unknown ? HC_MISSING : 0.0;
    need->occupancy[slot] = unknown ? HC_MISSING : 0.0;
}

hc_status hc_need_staff_chat(const hc_series *forecast, const hc_staff_rules *rules,
                             hc_requirement *made, size_t index, hc_error *err)
{
    hc_need *need = &made->needs[index];
    for (size_t slot = 0; slot < hc_axis_slots(&forecast->axis); slot++) {
        if (!(need->calls[slot] > 0.0)) {
            leave_empty(need, slot);
            continue;
        }
        const double rate = hc_need_rate_at_risk(forecast, rules, index, slot);
        HC_TRY(staff_chat_slot(rules, rate, made, index, slot, err));
    }
    return HC_OK;
}

/* ---- deferred work ------------------------------------------------------------------------
 */

/* The work of some queues, laid out over CYCLES weeks. */
typedef struct deferred_week {
    size_t slots; /* of one week */
    double interval_s;
    double *open_s; /* [CYCLES * slots] when its agents work */
    double *free_s; /* [CYCLES * slots] idle time of calls */
    hc_deferred_job *jobs;
    size_t job_count;
    hc_turn_job *turns; /* a week's work, to be done in turn */
    size_t turn_count;
    double *share; /* [queues] to be answered in time */
    size_t queues;
    double work_s;  /* of one week */
    double handled; /* contacts of one week */
} deferred_week;

static hc_status make_week(const hc_series *forecast, size_t queues, deferred_week *week,
                           hc_error *err)
{
    *week = (deferred_week){.slots = hc_axis_slots(&forecast->axis),
                            .interval_s = 60.0 * forecast->axis.interval_min,
                            .queues = forecast->queue_count};
    const size_t cells = CYCLES * week->slots;
    HC_TRY(hc_alloc(&week->open_s, cells, sizeof *week->open_s, err));
    HC_TRY(hc_alloc(&week->free_s, cells, sizeof *week->free_s, err));
    HC_TRY(hc_alloc(&week->turns, queues * week->slots, sizeof *week->turns, err));
    HC_TRY(hc_alloc(&week->share, week->queues, sizeof *week->share, err));
    return hc_alloc(&week->jobs, queues * cells, sizeof *week->jobs, err);
}

static void clear_week(deferred_week *week)
{
    hc_free(week->open_s);
    hc_free(week->free_s);
    hc_free(week->jobs);
    hc_free(week->turns);
    hc_free(week->share);
}

/* Do agents of the queue work in this slot? */
static bool works(const hc_series *forecast, const hc_queue_rules *rules, size_t queue,
                  size_t slot)
{
    bool hours = false;
    for (size_t day = 0; day < 7; day++) {
        hours = hours || rules->opens_min[day] < rules->closes_min[day];
    }
    if (!hours) { return forecast->queues[queue].state[slot] != HC_SLOT_CLOSED; }
    const hc_local_time local = hc_axis_local(&forecast->axis, slot);
    const int32_t minute = local.second_of_day / 60;
    const int32_t weekday = hc_weekday(local.day);
    return minute >= rules->opens_min[weekday] &&
           minute + forecast->axis.interval_min <= rules->closes_min[weekday];
}

/* One slot's contacts as a job of one cycle. What a cycle's end leaves open is work of the next
 * one, so that of the last is left out. */
static void add_job(size_t cycle, size_t slot, double within_s, double work_s,
                    deferred_week *week)
{
    const size_t cells = CYCLES * week->slots;
    const size_t at = cycle * week->slots + slot;
    const size_t due = hc_deferred_due(week->open_s, cells, at, within_s);
    if (cycle + 1 == CYCLES && due + 1 >= cells) { return; }
    week->jobs[week->job_count++] = (hc_deferred_job){at, due, work_s};
}

static void add_jobs(const hc_series *forecast, const hc_staff_rules *rules,
                     const hc_need *need, size_t queue, deferred_week *week)
{
    const double within_s = fmax(rules->queues[queue].answer_within_s, week->interval_s);
    const double share = rules->queues[queue].answer_share;
    week->share[queue] = share > 0.0 ? share : 1.0;
    for (size_t slot = 0; slot < week->slots; slot++) {
        if (!(need->calls[slot] > 0.0)) { continue; }
        const double contacts =
            need->calls[slot] * hc_need_rate_at_risk(forecast, rules, queue, slot);
        const double work_s = contacts * need->aht_s[slot];
        week->work_s += work_s;
        week->handled += contacts;
        const size_t due = hc_deferred_due(week->open_s, CYCLES * week->slots, slot, within_s);
        week->turns[week->turn_count++] =
            (hc_turn_job){queue, slot, due + 1 - slot, contacts, work_s};
        for (size_t cycle = 0; cycle < CYCLES; cycle++) {
            add_job(cycle, slot, within_s, work_s, week);
        }
    }
}

static void open_week(const hc_series *forecast, const hc_staff_rules *rules, size_t queue,
                      deferred_week *week)
{
    for (size_t slot = 0; slot < week->slots; slot++) {
        if (!works(forecast, &rules->queues[queue], queue, slot)) { continue; }
        for (size_t cycle = 0; cycle < CYCLES; cycle++) {
            week->open_s[cycle * week->slots + slot] = week->interval_s;
        }
    }
}

static double open_seconds(const deferred_week *week)
{
    double open_s = 0.0;
    for (size_t slot = 0; slot < week->slots; slot++) {
        open_s += week->open_s[slot];
    }
    return open_s;
}

static int by_slot(const void *a, const void *b)
{
    const hc_turn_job *left = a, *right = b;
    return 2 * ((left->slot > right->slot) - (left->slot < right->slot)) +
           (left->queue > right->queue) - (left->queue < right->queue);
}

/* The work of one week in turn; valid as long as the week. */
static hc_turn_week turn_week(deferred_week *week)
{
    if (week->turn_count > 0) {
        qsort(week->turns, week->turn_count, sizeof *week->turns, by_slot);
    }
    return (hc_turn_week){.slots = week->slots,
                          .open_s = week->open_s,
                          .free_s = week->free_s,
                          .job_count = week->turn_count,
                          .jobs = week->turns};
}

/* Is it enough that some of the contacts are answered in time? */
static bool is_partial(const deferred_week *week)
{
    bool partial = false;
    for (size_t queue = 0; queue < week->queues; queue++) {
        partial = partial || (week->share[queue] > 0.0 && week->share[queue] < 1.0);
    }
    return partial;
}

/*
 * Fewest agents, the same number whenever they work, when the week repeats itself. Where not
 * all have to be in time, they are answered in turn: else the late ones would wait for ever.
 */
static hc_status part_agents(deferred_week *week, double *agents, hc_error *err)
{
    const hc_turn_week turns = turn_week(week);
    return hc_turn_agents(&turns, week->share, week->queues, agents, err);
}

/*
 * The same where all must be in time. A stretch of
 * more than a week holds at most a week's work more than the same stretch less a week, so those
 * within two weeks and the mean of a week decide.
 */
static hc_status steady_agents(deferred_week *week, double *agents, hc_error *err)
{
    double free_s = 0.0;
    if (is_partial(week)) { return part_agents(week, agents, err); }
    const double open_s = open_seconds(week);
    HC_TRY(hc_deferred_agents(week->jobs, week->job_count, week->free_s, week->open_s,
                              CYCLES * week->slots, agents, err));
    for (size_t slot = 0; slot < week->slots; slot++) {
        free_s += week->free_s[slot];
    }
    if (open_s > 0.0) { *agents = fmax(*agents, (week->work_s - free_s) / open_s); }
    return HC_OK;
}

static hc_status name_queue(hc_status st, const char *name, hc_error *err)
{
    if (st == HC_OK || err == NULL) { return st; }
    return hc_fail(err, err->status, HC_NOWHERE, err->hint, "queue %s: %s", name, err->message);
}

/* When the agents answer what comes in each slot, in turn; all are in time where that is asked.
 */
static hc_status fill_answers(deferred_week *week, double agents, double share, hc_need *need,
                              hc_error *err)
{
    const hc_turn_week turns = turn_week(week);
    double *in_time = NULL;
    if (turns.job_count == 0 || !(agents > 0.0)) { return HC_OK; }
    HC_TRY(hc_alloc(&in_time, 2 * turns.job_count, sizeof *in_time, err));
    double *wait_slots = in_time + turns.job_count;
    hc_turn_play(&turns, agents, in_time, wait_slots);
    for (size_t job = 0; job < turns.job_count; job++) {
        const size_t slot = turns.jobs[job].slot;
        const double level = share < 1.0 ? in_time[job] : 1.0;
        need->service_level[slot] = need->service_level_expected[slot] = level;
        need->asa_s[slot] = wait_slots[job] * week->interval_s;
    }
    hc_free(in_time);
    return HC_OK;
}

static void fill_deferred(const deferred_week *week, double agents, hc_need *need)
{
    const double open_s = open_seconds(week);
    for (size_t slot = 0; slot < week->slots; slot++) {
        leave_empty(need, slot);
        if (!(week->open_s[slot] > 0.0) || !(agents > 0.0)) { continue; }
        need->agents_exact[slot] = agents;
        need->agents[slot] = whole_agents(agents);
        need->occupancy[slot] = week->work_s / open_s / need->agents[slot];
    }
}

hc_status hc_need_staff_deferred(const hc_series *forecast, const hc_staff_rules *rules,
                                 hc_requirement *made, size_t index, hc_error *err)
{
    deferred_week week = {0};
    double agents = 0.0;
    hc_need *need = &made->needs[index];
    hc_status st = make_week(forecast, 1, &week, err);
    if (st == HC_OK) {
        open_week(forecast, rules, index, &week);
        add_jobs(forecast, rules, need, index, &week);
        st = name_queue(steady_agents(&week, &agents, err), need->name, err);
    }
    if (st == HC_OK) {
        fill_deferred(&week, agents, need);
        st = fill_answers(&week, whole_agents(agents), week.share[index], need, err);
    }
    clear_week(&week);
    return st;
}

/* ---- what the pool adds -------------------------------------------------------------------
 */

/* Time of the pool's line that deferred work can use while the targets of calls hold. */
static hc_status free_time(const hc_staff_rules *rules, const hc_need *pool, double aht_s,
                           deferred_week *week, hc_error *err)
{
    const hc_queue_rules *own = &rules->pool;
    for (size_t slot = 0; slot < week->slots; slot++) {
        hc_blend blend = {.calls = hc_load_of(pool->load_erlangs[slot], pool->aht_s[slot]),
                          .deferred_aht_s = aht_s};
        hc_blend_metrics metrics = {.deferred_erlangs = 0.0};
        int64_t reserve = 0;
        blend.calls.patience_s = own->patience_s;
        if (!(pool->load_erlangs[slot] > 0.0) || !(week->open_s[slot] > 0.0)) { continue; }
        const hc_status st = hc_blend_reserve(&blend, pool->agents[slot], own->targets,
                                              own->target_count, &reserve, &metrics, err);
        if (st == HC_ERR_INFEASIBLE || st == HC_ERR_DOMAIN) { continue; }
        HC_TRY(st);
        week->free_s[slot] = metrics.deferred_erlangs * week->interval_s;
        week->free_s[week->slots + slot] = week->free_s[slot];
    }
    return HC_OK;
}

static hc_status add_deferred(const hc_series *forecast, const hc_staff_rules *rules,
                              hc_requirement *made, deferred_week *week, hc_error *err)
{
    hc_need *pool = &made->needs[rules->queue_count];
    double agents = 0.0;
    for (size_t queue = 0; queue < rules->queue_count; queue++) {
        if (rules->queues[queue].work == HC_WORK_DEFERRED) {
            open_week(forecast, rules, queue, week);
        }
    }
    for (size_t queue = 0; queue < rules->queue_count; queue++) {
        if (rules->queues[queue].work == HC_WORK_DEFERRED) {
            add_jobs(forecast, rules, &made->needs[queue], queue, week);
        }
    }
    if (!(week->work_s > 0.0)) { return HC_OK; }
    if (rules->blend) {
        HC_TRY(free_time(rules, pool, week->work_s / week->handled, week, err));
    }
    HC_TRY(steady_agents(week, &agents, err));
    for (size_t slot = 0; slot < week->slots; slot++) {
        if (!(week->open_s[slot] > 0.0)) { continue; }
        pool->agents_exact[slot] += agents;
        pool->agents_aside[slot] += whole_agents(agents);
    }
    return HC_OK;
}

hc_status hc_need_add_aside(const hc_series *forecast, const hc_staff_rules *rules,
                            hc_requirement *made, hc_error *err)
{
    hc_need *pool = &made->needs[rules->queue_count];
    deferred_week week = {0};
    hc_status st = make_week(forecast, rules->queue_count, &week, err);
    if (st == HC_OK) { st = add_deferred(forecast, rules, made, &week, err); }
    for (size_t slot = 0; st == HC_OK && slot < week.slots; slot++) {
        for (size_t queue = 0; queue < rules->queue_count; queue++) {
            if (rules->queues[queue].work != HC_WORK_CHAT) { continue; }
            pool->agents_exact[slot] += made->needs[queue].agents[slot];
            pool->agents_aside[slot] += made->needs[queue].agents[slot];
        }
        pool->agents[slot] += pool->agents_aside[slot];
    }
    clear_week(&week);
    return st;
}
