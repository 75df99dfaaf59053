/*
 * One queue, one group, first come first served: callers are handled in order of arrival
 * against a heap of the times at which agents become free (Kiefer and Wolfowitz 1955). A
 * caller's offered wait is the time until the earliest agent is free; who will not wait that
 * long takes no agent.
 */
#include <math.h>

#include "erlang/sim_heap.h"
#include "erlang/sim_play.h"
#include "forecast/base/memory.h"

typedef struct one_group {
    const hc_sim_group *group;
    double *free_at; /* binary heap, earliest first */
    size_t busy_or_idle;
    size_t next_change; /* the next interval of the group that is still to come */
} one_group;

/* Agents come at the change, or leave: the earliest free go first, the busy after their call.
 */
static void apply_change(one_group *one)
{
    const hc_sim_group *group = one->group;
    const size_t k = one->next_change++;
    const double at_s = (double)k * group->interval_s;
    const int32_t before = k > 0 ? group->agents[k - 1] : 0;
    for (int32_t agents = before; agents < group->agents[k]; agents++) {
        hc_sim_heap_push(one->free_at, NULL, &one->busy_or_idle, at_s, 0);
    }
    for (int32_t agents = before; agents > group->agents[k]; agents--) {
        hc_sim_heap_pop(one->free_at, NULL, &one->busy_or_idle);
    }
}

/* Earliest moment from arrival_s on at which an agent is free, changes of staff up to then
 * applied; INFINITY when nobody ever comes. */
static double offered_start_s(one_group *one, double arrival_s)
{
    for (;;) {
        const double free_s = one->busy_or_idle > 0 ? one->free_at[0] : (double)INFINITY;
        const double start_s = free_s > arrival_s ? free_s : arrival_s;
        if (one->next_change >= one->group->intervals ||
            (double)one->next_change * one->group->interval_s > start_s) {
            return start_s;
        }
        apply_change(one);
    }
}

static size_t most_agents(const hc_sim_group *group)
{
    int32_t most = 0;
    for (size_t k = 0; k < group->intervals; k++) {
        if (group->agents[k] > most) { most = group->agents[k]; }
    }
    return (size_t)most;
}

hc_status hc_sim_play_one(const hc_sim_model *model, hc_sim_source *source, hc_sim_count *count,
                          double **free_at, size_t *capacity, hc_error *err)
{
    HC_TRY(
        hc_grow(free_at, capacity, most_agents(&model->groups[0]) + 1, sizeof **free_at, err));
    one_group one = {.group = &model->groups[0], .free_at = *free_at};
    hc_sim_caller caller;
    while (hc_sim_source_next(source, &caller)) {
        const double wait_s = offered_start_s(&one, caller.arrival_s) - caller.arrival_s;
        if (wait_s > 0.0) {
            const double patience_s = hc_sim_patience_s(source, caller.patience_u);
            if (patience_s < wait_s) {
                hc_sim_count_abandoned(count, 0, &caller, patience_s);
                continue;
            }
            if (isinf(wait_s)) { /* for ever patient, and nobody comes any more */
                hc_sim_count_abandoned(count, 0, &caller,
                                       (double)model->slots * model->interval_s -
                                           caller.arrival_s);
                continue;
            }
        }
        hc_sim_count_answered(count, 0, &caller, wait_s);
        hc_sim_heap_replace(one.free_at, NULL, one.busy_or_idle,
                            caller.arrival_s + wait_s + caller.handle_s, 0);
    }
    return HC_OK;
}
