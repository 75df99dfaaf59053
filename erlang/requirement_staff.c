#include "erlang/requirement_staff.h"

#include <inttypes.h>
#include <string.h>

#include "erlang/load_spread.h"
#include "erlang/period_target.h"
#include "erlang/possible_weeks.h"
#include "erlang/requirement_serve.h"
#include "erlang/staffing.h"
#include "erlang/uncertainty.h"

/* One need being staffed. */
typedef struct staffing_work {
    const hc_series *forecast;
    const hc_staff_rules *rules;
    const hc_queue_rules *own; /* the rules of this need */
    const hc_requirement *made;
    size_t index;
    hc_need *need;
} staffing_work;

static const hc_queue_rules *rules_of(const hc_series *forecast, const hc_staff_rules *rules,
                                      size_t need)
{
    return need < forecast->queue_count ? &rules->queues[need] : &rules->pool;
}

static double spread_at(const staffing_work *work, size_t slot)
{
    return hc_load_spread(work->forecast, work->rules, work->made->needs, work->index, slot);
}

static bool is_staffed(const hc_need *need, size_t slot)
{
    return need->calls[slot] > 0.0 && need->load_erlangs[slot] > 0.0;
}

static hc_load load_of(const hc_queue_rules *rules, const hc_need *need, size_t slot)
{
    hc_load load = hc_load_of(need->load_erlangs[slot], need->aht_s[slot]);
    load.patience_s = rules->patience_s;
    return load;
}

double hc_need_rate_at_risk(const hc_series *forecast, const hc_staff_rules *rules,
                            size_t queue, size_t slot)
{
    if (!(rules->risk > 0.0)) { return 1.0; }
    return hc_rate_at(hc_rate_cv(forecast, queue, slot), rules->risk);
}

/* Names the queue and the interval in front of what went wrong there. */
static hc_status name_place(hc_status st, const char *name, size_t slot, hc_error *err)
{
    if (err == NULL) { return st; }
    return hc_fail(err, err->status, HC_NOWHERE, err->hint, "queue %s, interval %zu: %s", name,
                   slot, err->message);
}

/* ---- service ---- */

/* Of a need that is no sum. */
static double expected_line(const hc_series *forecast, const hc_staff_rules *rules,
                            const hc_requirement *requirement, size_t need, size_t slot,
                            double agents)
{
    const hc_queue_rules *own = rules_of(forecast, rules, need);
    const hc_need *wanted = &requirement->needs[need];
    const hc_load load = load_of(own, wanted, slot);
    if (need < forecast->queue_count && own->work != HC_WORK_CALLS) {
        hc_metrics metrics = {.sl_offered = HC_MISSING};
        const hc_status st =
            hc_requirement_serve(requirement, rules, need, slot, agents, &metrics, NULL);
        return st == HC_OK ? metrics.sl_offered : HC_MISSING;
    }
    const double cv = hc_load_spread(forecast, rules, requirement->needs, need, slot);
    return hc_uncertain_service_level(own->model, &load, cv,
                                      hc_need_line_agents(wanted, slot, agents), own->target_s);
}

/* The mean over the calls of the queues, each with its share of the agents. */
static double expected_sum(const hc_series *forecast, const hc_staff_rules *rules,
                           const hc_requirement *requirement, size_t slot, double agents)
{
    double in_time = 0.0, calls = 0.0;
    for (size_t q = 0; q < forecast->queue_count; q++) {
        const double own = requirement->needs[q].calls[slot];
        if (rules->queues[q].work != HC_WORK_CALLS || !(own > 0.0)) { continue; }
        calls += own;
        in_time += own * expected_line(forecast, rules, requirement, q, slot,
                                       hc_need_share(requirement, q, slot) * agents);
    }
    return calls > 0.0 ? in_time / calls : HC_MISSING;
}

double hc_requirement_expected(const hc_series *forecast, const hc_staff_rules *rules,
                               const hc_requirement *requirement, size_t need, size_t slot,
                               double agents)
{
    return hc_need_is_sum(rules, need)
               ? expected_sum(forecast, rules, requirement, slot, agents)
               : expected_line(forecast, rules, requirement, need, slot, agents);
}

static void leave_unstaffed(hc_need *need, size_t slot)
{
    const bool unknown = hc_is_missing(need->calls[slot]);
    need->agents[slot] = 0;
    need->agents_exact[slot] = unknown ? HC_MISSING : 0.0;
    need->service_level[slot] = HC_MISSING;
    need->service_level_expected[slot] = HC_MISSING;
    need->abandon_rate[slot] = unknown ? HC_MISSING : 0.0;
    need->asa_s[slot] = HC_MISSING;
    need->occupancy[slot] = unknown ? HC_MISSING : 0.0;
}

static hc_status fill_service(const staffing_work *work, size_t slot, hc_error *err)
{
    hc_need *need = work->need;
    hc_metrics metrics = {0};
    HC_TRY(hc_requirement_serve(work->made, work->rules, work->index, slot, need->agents[slot],
                                &metrics, err));
    if (!work->rules->brief) {
        need->service_level_expected[slot] = hc_requirement_expected(
            work->forecast, work->rules, work->made, work->index, slot, need->agents[slot]);
    }
    need->service_level[slot] = metrics.sl_offered;
    need->abandon_rate[slot] = metrics.p_abandon;
    need->asa_s[slot] = metrics.asa_s;
    need->occupancy[slot] = metrics.occupancy;
    return HC_OK;
}

/* ---- agents of an interval ---- */

/* The promised targets and the cap on occupancy; without the service level of offered when a
 * whole period holds that. */
static size_t targets_of(const hc_queue_rules *rules, bool by_period, hc_target *targets)
{
    size_t count = 0;
    for (size_t k = 0; k < rules->target_count; k++) {
        if (by_period && rules->targets[k].kind == HC_TARGET_SL_OFFERED) { continue; }
        targets[count++] = rules->targets[k];
    }
    if (rules->occupancy_max < 1.0) {
        targets[count++] = (hc_target){HC_TARGET_OCCUPANCY, rules->occupancy_max, 0.0};
    }
    return count;
}

static hc_status check_agents(int64_t agents, hc_error *err)
{
    if (agents <= INT32_MAX) { return HC_OK; }
    return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "soften the targets",
                   "%" PRId64 " agents are more than a plan can hold", agents);
}

static hc_status staff_slot(const staffing_work *work, size_t slot, hc_error *err)
{
    hc_target targets[HC_TARGETS_MAX + 1];
    const hc_queue_rules *own = work->own;
    const size_t target_count = targets_of(own, false, targets);
    const double risk = work->rules->risk;
    const double cv = risk > 0.0 ? spread_at(work, slot) : 0.0;
    hc_load planned = load_of(own, work->need, slot);
    int64_t agents = 0;
    planned.load_erlangs *= hc_rate_at(cv, risk);
    if (!work->rules->brief) {
        HC_TRY(hc_staffing_solve_exact(own->model, &planned, targets, target_count,
                                       &work->need->agents_exact[slot], err));
    }
    HC_TRY(hc_staffing_solve(own->model, &planned, targets, target_count, &agents, err));
    HC_TRY(check_agents(agents, err));
    work->need->agents[slot] = (int32_t)agents;
    return HC_OK;
}

/* ---- agents of a day or week ---- */

/* A period being laid out: the slots with calls, and where they stand. */
typedef struct period_layout {
    hc_period period;
    hc_period_slot *slots;
    size_t *place; /* [slot_count] slot of the axis */
    int32_t *agents;
    double *ratio; /* with a risk, as are those that follow: see hc_possible_weeks() */
    double *load_erlangs;
    double *chance;
    size_t *day;
} period_layout;

static void clear_layout(period_layout *layout)
{
    hc_free(layout->slots);
    hc_free(layout->place);
    hc_free(layout->agents);
    hc_free(layout->ratio);
    hc_free(layout->load_erlangs);
    hc_free(layout->chance);
    hc_free(layout->day);
}

/* Agents that must be there whatever the period: for the other targets, and to answer at all.
 */
static hc_status least_agents(const staffing_work *work, const hc_load *load, int32_t *least,
                              hc_error *err)
{
    hc_target targets[HC_TARGETS_MAX + 1];
    const size_t count = targets_of(work->own, true, targets);
    HC_TRY(hc_load_check(load, err));
    int64_t agents = work->own->model == HC_MODEL_C ? (int64_t)load->load_erlangs + 1 : 1;
    if (count > 0) {
        HC_TRY(hc_staffing_solve(work->own->model, load, targets, count, &agents, err));
    }
    HC_TRY(check_agents(agents, err));
    *least = (int32_t)agents;
    return HC_OK;
}

static hc_status lay_out_slots(const staffing_work *work, size_t first, size_t end,
                               period_layout *layout, hc_error *err)
{
    HC_TRY(hc_alloc(&layout->slots, end - first, sizeof *layout->slots, err));
    HC_TRY(hc_alloc(&layout->place, end - first, sizeof *layout->place, err));
    HC_TRY(hc_alloc(&layout->agents, end - first, sizeof *layout->agents, err));
    for (size_t slot = first; slot < end; slot++) {
        if (!is_staffed(work->need, slot)) { continue; }
        hc_period_slot *to = &layout->slots[layout->period.slot_count];
        to->calls = work->need->calls[slot];
        to->load = load_of(work->own, work->need, slot);
        to->cv = spread_at(work, slot);
        const hc_status st = least_agents(work, &to->load, &to->least, err);
        if (st != HC_OK) { return name_place(st, work->need->name, slot, err); }
        layout->place[layout->period.slot_count++] = slot;
    }
    layout->period.slots = layout->slots;
    return HC_OK;
}

/* Adds one queue's part of the need's load in every possible week, and of its chance. */
static void add_queue(const staffing_work *work, size_t queue, period_layout *layout)
{
    const size_t slots = hc_axis_slots(&work->forecast->axis);
    const size_t count = layout->period.slot_count;
    const double *paths = work->rules->paths + queue * work->rules->path_count * slots;
    for (size_t k = 0; k < count; k++) {
        const size_t slot = layout->place[k];
        const double calls = work->forecast->queues[queue].calls[slot];
        const double share =
            work->made->needs[queue].load_erlangs[slot] / work->need->load_erlangs[slot];
        if (!(share > 0.0)) { continue; }
        layout->chance[k] += calls > 0.0 ? share * share / calls : 0.0;
        for (size_t path = 0; path < work->rules->path_count; path++) {
            layout->ratio[path * count + k] +=
                share * (calls > 0.0 ? paths[path * slots + slot] / calls : 1.0);
        }
    }
}

/* The need's load over its mean in every possible week. */
static hc_status lay_out_weeks(const staffing_work *work, period_layout *layout, hc_error *err)
{
    const size_t count = layout->period.slot_count;
    const size_t paths = work->rules->path_count;
    const bool pool = work->index >= work->forecast->queue_count;
    HC_TRY(hc_alloc(&layout->ratio, paths * count, sizeof *layout->ratio, err));
    HC_TRY(hc_alloc(&layout->load_erlangs, count, sizeof *layout->load_erlangs, err));
    HC_TRY(hc_alloc(&layout->chance, count, sizeof *layout->chance, err));
    HC_TRY(hc_alloc(&layout->day, count, sizeof *layout->day, err));
    for (size_t k = 0; k < count; k++) {
        layout->load_erlangs[k] = layout->slots[k].load.load_erlangs;
        layout->day[k] = hc_axis_day_index(&work->forecast->axis, layout->place[k]);
    }
    for (size_t queue = 0; queue < work->forecast->queue_count; queue++) {
        if (pool && work->rules->queues[queue].work != HC_WORK_CALLS) { continue; }
        if (pool || queue == work->index) { add_queue(work, queue, layout); }
    }
    const hc_possible_slots possible = {count, layout->load_erlangs, layout->chance,
                                        layout->day};
    layout->period.path_count = paths;
    layout->period.ratio = layout->ratio;
    return hc_possible_weeks(&possible, paths, layout->ratio, err);
}

static const hc_target *level_of(const hc_queue_rules *rules)
{
    for (size_t k = 0; k < rules->target_count; k++) {
        if (rules->targets[k].kind == HC_TARGET_SL_OFFERED) { return &rules->targets[k]; }
    }
    return NULL;
}

static hc_status solve_layout(const staffing_work *work, period_layout *layout, hc_error *err)
{
    const bool sure = work->rules->risk > 0.0;
    if (layout->period.slot_count == 0) { return HC_OK; }
    if (sure) { HC_TRY(lay_out_weeks(work, layout, err)); }
    HC_TRY(hc_period_agents(&layout->period, layout->agents, err));
    for (size_t k = 0; k < layout->period.slot_count; k++) {
        work->need->agents[layout->place[k]] = layout->agents[k];
        work->need->agents_exact[layout->place[k]] = layout->agents[k];
    }
    return HC_OK;
}

static hc_status staff_period(const staffing_work *work, size_t first, size_t end,
                              hc_error *err)
{
    const hc_target *level = level_of(work->own);
    if (level == NULL) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "use --target-per interval",
                       "queue %s: only a service level of the offered calls can be held over a "
                       "day or week",
                       work->need->name);
    }
    if (!(level->limit < 1.0)) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "ask for 99.9 %, say",
                       "queue %s: no number of agents gives 100 %%", work->need->name);
    }
    period_layout layout = {.period = {.model = work->own->model,
                                       .target = level->limit,
                                       .target_s = level->target_s,
                                       .risk = work->rules->risk}};
    hc_status st = lay_out_slots(work, first, end, &layout, err);
    if (st == HC_OK) { st = solve_layout(work, &layout, err); }
    clear_layout(&layout);
    return st;
}

static hc_status staff_periods(const staffing_work *work, hc_error *err)
{
    const hc_axis *axis = &work->forecast->axis;
    if (work->rules->target_per == HC_PER_WEEK) {
        return staff_period(work, 0, hc_axis_slots(axis), err);
    }
    for (size_t day = 0; day < axis->days; day++) {
        HC_TRY(staff_period(work, axis->day_first[day], axis->day_first[day + 1], err));
    }
    return HC_OK;
}

/* ---- the need ---- */

hc_status hc_need_staff(const hc_series *forecast, const hc_staff_rules *rules,
                        hc_requirement *made, size_t index, hc_error *err)
{
    const bool by_period = rules->target_per != HC_PER_INTERVAL;
    const staffing_work work = {.forecast = forecast,
                                .rules = rules,
                                .own = rules_of(forecast, rules, index),
                                .made = made,
                                .index = index,
                                .need = &made->needs[index]};
    if (by_period) { HC_TRY(staff_periods(&work, err)); }
    for (size_t slot = 0; slot < hc_axis_slots(&forecast->axis); slot++) {
        if (!is_staffed(work.need, slot)) {
            leave_unstaffed(work.need, slot);
            continue;
        }
        hc_status st = by_period ? HC_OK : staff_slot(&work, slot, err);
        if (st == HC_OK) { st = fill_service(&work, slot, err); }
        if (st != HC_OK) { return name_place(st, work.need->name, slot, err); }
    }
    return HC_OK;
}
