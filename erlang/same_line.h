/*
 * Inside the room: queues whose line is that of Erlang A or C, while what lies below "all busy,
 * nobody waits" is another system: chats held side by side, deferred work in idle time. Not a
 * public header of the room.
 */
#ifndef HC_ERLANG_SAME_LINE_H
#define HC_ERLANG_SAME_LINE_H

#include "erlang/load.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Metrics of the line of `load` (its patience; unlimited lines) before so many agents, when the
 * states below weigh `idle` and the state "all busy, nobody waits" weighs `full`, whatever the
 * unit; *total is the weight of all states in it. `full` may be 0 beside `idle`. erlang_b is
 * HC_MISSING and occupancy that of the line alone. Errors as hc_staffing_metrics().
 */
hc_status hc_same_line(const hc_load *load, double agents, double idle, double full,
                       double target_s, hc_metrics *metrics, double *total,
                       hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
