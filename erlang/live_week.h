/*
 * A week of one line of calls from flat arrays of numbers: the agents that every interval needs
 * and the service that others give. It is the one entrance of the report's page, where this
 * room runs as WebAssembly: no structs cross, no error text.
 */
#ifndef HC_ERLANG_LIVE_WEEK_H
#define HC_ERLANG_LIVE_WEEK_H

#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LIVE_TARGET_NUMBERS 3 /* kind (hc_target_kind), limit, target_s */
#define HC_LIVE_ANSWERS 3        /* sl_offered, p_abandon, occupancy */

/*
 * Shapes  targets[target_count * HC_LIVE_TARGET_NUMBERS], at most HC_TARGETS_MAX + 1 of them;
 *         load_erlangs[slots], aht_s[slots], given[slots] agents on the phones, who may be
 *         fractional; agents[slots], answer[slots * HC_LIVE_ANSWERS].
 * Units   seconds; patience_s INFINITY: callers wait for ever (Erlang C).
 * Gives   agents[slot]: the fewest that meet every target, 0 without load; answer: what given
 *         gives over target_s. Overload of callers who wait for ever is a service level of 0.
 *         A slot that no number of agents can do has agents of -1.
 * Returns the count of such slots.
 */
size_t hc_live_week(double patience_s, double target_s, const double *targets,
                    size_t target_count, const double *load_erlangs, const double *aht_s,
                    const double *given, size_t slots, double *agents, double *answer);

#ifdef __cplusplus
}
#endif
#endif
