/*
 * A day played exactly: the probabilities of every state of the queue through intervals of
 * changing calls and agents, by uniformisation, with no simulation noise and no steady-state
 * assumption. It judges what a staffing rule really gives where load moves within the handle
 * time, where overload is carried over, and at opening.
 */
#ifndef HC_TESTS_ERLANG_TRANSIENT_H
#define HC_TESTS_ERLANG_TRANSIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "erlang/load.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_TRANSIENT_STATES_MAX 40000        /* callers in the system that are kept apart */
#define HC_TRANSIENT_STEPS_MAX 20000000000.0 /* states x jumps: some seconds */

/* Calls and agents are constant within an interval; give fine intervals for a smooth day. */
typedef struct hc_transient_day {
    size_t slots;
    double interval_s;
    const double *calls; /* [slots] 0 or more */
    const int32_t
        *agents; /* [slots] 0 or more; agents who leave hand their call back to the queue */
    double aht_s;
    double patience_s;   /* INFINITY: for ever */
    double target_s;     /* of the service level */
    bool starts_settled; /* as if calls and agents of slot 0 had come for ever; else empty */
} hc_transient_day;

/* What one interval gives, over the callers who arrive in it. */
typedef struct hc_transient_service {
    double p_wait; /* share that finds no agent free */
    double
        service_level; /* answered within target_s / offered, were agents to stay as they are */
    double abandon_rate; /* hang-ups a second over calls a second; may pass 1 after overload */
    double busy;         /* mean number of busy agents */
    double waiting;      /* mean number waiting */
} hc_transient_service;

/*
 * service[slots]; where no calls come the shares are those a caller would have met.
 * HC_ERR_RANGE   a number is out of range, with its slot;
 * HC_ERR_DOMAIN  starts_settled, but slot 0 is overloaded by callers who wait for ever;
 * HC_ERR_LIMIT   more states or steps than the limits above; HC_ERR_MEMORY.
 * On error service[] is untouched.
 * Source  Jensen (1953), uniformisation; docs/math.md, Staffing: A day played exactly
 */
hc_status hc_transient_play(const hc_transient_day *day, hc_transient_service *service,
                            hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
