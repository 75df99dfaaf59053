/*
 * How far the load of a need may lie from its forecast: calls and handle times, of a queue or
 * of a pool. Not a public header of the room.
 */
#ifndef HC_ERLANG_LOAD_SPREAD_H
#define HC_ERLANG_LOAD_SPREAD_H

#include "erlang/requirement_build.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Coefficient of variation of the rate of work of one slot with load, at most HC_RATE_CV_MAX:
 * the rate of calls as hc_rate_cv() has it, and the level of handle times. needs[] are the
 * queues', then the pool's; in a pool, of which work that can wait is no part, the part of a
 * queue's spread that its whole day shares is common to the queues as far as rules->spreads
 * say, handle times are wrong together, and without spreads everything is high together.
 * Source: docs/math.md, A forecast that may be wrong
 */
double hc_load_spread(const hc_series *forecast, const hc_staff_rules *rules,
                      const hc_need *needs, size_t need, size_t slot);

#ifdef __cplusplus
}
#endif
#endif
