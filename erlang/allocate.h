/*
 * A target for the day or the week: the cheapest agents per interval such that the calls of all
 * intervals together are answered in time as promised. Quiet intervals may then do better and
 * busy ones worse than the target, which costs fewer agents than the same target in every
 * interval.
 */
#ifndef HC_ERLANG_ALLOCATE_H
#define HC_ERLANG_ALLOCATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_ALLOCATE_INTERVALS_MAX 100000

/* One interval: what each number of agents would give. */
typedef struct hc_allocate_interval {
    double calls;         /* weight of the interval */
    double agent_cost;    /* above 0: price of one agent in this interval */
    int32_t agents_least; /* agents of served[0]: floor on the phones, say for occupancy */
    size_t options;       /* agents_least .. agents_least + options - 1 */
    const double *service_level; /* [options] ascending, 0..1; borrowed */
} hc_allocate_interval;

typedef struct hc_allocation {
    double cost;          /* of the agents chosen */
    double cost_bound;    /* no choice that meets the target costs less */
    double service_level; /* of all calls together */
    bool proved;          /* cost is the least possible, not only near it */
} hc_allocation;

/*
 * Chooses agents[n] with sum of calls x service level >= target x sum of calls (by the tie
 * rule) at the least sum of agent_cost x agents. The multiple-choice knapsack is solved on the
 * upper hull of each interval (marginal allocation), and what is left between hull and whole
 * agents by a search that stops, unproved, after a fixed number of steps.
 *
 * Gives   *result may be NULL. Without calls the least agents.
 * Errors  HC_ERR_RANGE       a number out of range or not ascending, with its interval;
 *         HC_ERR_INFEASIBLE  not even the most agents reach the target;
 *         HC_ERR_LIMIT, HC_ERR_MEMORY. On error agents[] is untouched.
 * Source  docs/math.md, Staffing: A target for the day
 */
hc_status hc_allocate(const hc_allocate_interval *intervals, size_t n, double target,
                      int32_t *agents, hc_allocation *result, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
