/*
 * Blending: agents who answer calls do deferred work (e-mail, back office) while they would be
 * idle. A piece of it is begun only while more than `reserve` agents are idle, so that so many
 * stay ready for calls; once begun it is finished. A deeper reserve gives better calls and less
 * deferred work, and this threshold rule is the best there is when both take equally long.
 */
#ifndef HC_ERLANG_BLEND_H
#define HC_ERLANG_BLEND_H

#include <stdint.h>

#include "erlang/load.h"
#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_BLEND_AGENTS_MAX 1000000

/* The calls, and the handle time of the deferred work, of which there is always more. */
typedef struct hc_blend {
    hc_load calls;         /* patience as it is; lines INFINITY */
    double deferred_aht_s; /* HC_AHT_S_MIN .. HC_AHT_S_MAX */
} hc_blend;

typedef struct hc_blend_metrics {
    hc_metrics calls;         /* of the calls; occupancy counts both kinds of work */
    double deferred_erlangs;  /* agents who do deferred work, on average */
    double deferred_a_second; /* pieces of it finished */
} hc_blend_metrics;

/*
 * What so many agents give when `reserve` of them are kept idle for calls; reserve >= agents:
 * no deferred work at all. Exact when both kinds take equally long (exponential times); else
 * busy agents count as one kind with the mean rate of the work they do: P(wait) is off by two
 * points where one takes twice as long, by four at a ratio of four (docs/math.md).
 *
 * Errors  HC_ERR_RANGE   an argument is out of range, named, or finite lines;
 *         HC_ERR_DOMAIN  overload: callers wait for ever, agents are not more than Erlangs;
 *         HC_ERR_LIMIT   more than HC_BLEND_AGENTS_MAX agents.
 * Source  docs/math.md, Staffing: Deferred work
 */
hc_status hc_blend_evaluate(const hc_blend *blend, int64_t agents, int64_t reserve,
                            double target_s, hc_blend_metrics *metrics,
                            hc_error *err) HC_MUST_USE;

/*
 * The smallest reserve at which the calls' targets hold, which leaves the most deferred work;
 * with it what it gives. OCCUPANCY is no target here: the work is there to fill idle time.
 * HC_ERR_INFEASIBLE when so many agents miss the targets even without deferred work.
 */
hc_status hc_blend_reserve(const hc_blend *blend, int64_t agents, const hc_target *targets,
                           size_t target_count, int64_t *reserve, hc_blend_metrics *metrics,
                           hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
