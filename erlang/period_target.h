/*
 * Inside the requirement: agents for a service level that the calls of a whole day or week
 * must hold together, on average over the forecast's spread or with a given probability. Not a
 * public header of the room.
 */
#ifndef HC_ERLANG_PERIOD_TARGET_H
#define HC_ERLANG_PERIOD_TARGET_H

#include "erlang/load.h"
#include "forecast/base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One interval of the period; all have calls. */
typedef struct hc_period_slot {
    double calls;  /* expected: the interval's weight */
    hc_load load;  /* of the mean rate */
    double cv;     /* spread of the rate */
    int32_t least; /* agents that must be there in any case, 1 or more */
} hc_period_slot;

typedef struct hc_period {
    hc_model model; /* A or C */
    double target;  /* share of the calls, 0 < target < 1 */
    double target_s;
    size_t slot_count;
    const hc_period_slot *slots;
    double risk; /* 0: the target holds on average; else with this probability, by the paths */
    size_t path_count;
    const double *ratio; /* [path_count * slot_count] rate of a possible week over the mean */
} hc_period;

/*
 * Cheapest agents[slot_count].
 *
 * Errors  HC_ERR_INFEASIBLE  no number of agents holds the target so surely; HC_ERR_LIMIT;
 *         HC_ERR_MEMORY. On error agents[] is untouched.
 * Source  docs/math.md, Staffing: A target for the day
 */
hc_status hc_period_agents(const hc_period *period, int32_t *agents, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
