/*
 * Inside the requirement: the loads of possible weeks, from sampled weeks of calls. The Erlang
 * models hold the chance of single calls within an interval already, so it is taken out of the
 * samples there; what chance does to the week as a whole no model holds, so it stays. Not a
 * public header of the room.
 */
#ifndef HC_ERLANG_POSSIBLE_WEEKS_H
#define HC_ERLANG_POSSIBLE_WEEKS_H

#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The intervals of one period, a day or a week, that have calls. */
typedef struct hc_possible_slots {
    size_t count;
    const double *load_erlangs; /* [count] of the mean rate, above 0 */
    const double *chance;       /* [count] variance of the load over its mean by single calls:
                                   1 / calls where all last equally long */
    const size_t *day;          /* [count] ascending */
} hc_possible_slots;

/*
 * ratio[paths * count]: in, sampled load over the mean load of each interval; out, the load
 * behind it. What a day, and what the period has in common is kept. Chance is taken out of the
 * intervals within their day and of the days within the period; to the period's own, which is
 * that of its number of calls, as much is added for how long they happen to last.
 *
 * Errors  HC_ERR_MEMORY. On error ratio[] is untouched.
 * Source  docs/math.md, Staffing: A forecast that may be wrong
 */
hc_status hc_possible_weeks(const hc_possible_slots *slots, size_t paths, double *ratio,
                            hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
