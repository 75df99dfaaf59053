/*
 * Inside the room: the fewest whole agents that meet every target, for queues whose metrics
 * are asked for number by number. Not a public header of the room.
 */
#ifndef HC_ERLANG_FEWEST_H
#define HC_ERLANG_FEWEST_H

#include <stdint.h>

#include "erlang/load.h"
#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Metrics of a queue at so many agents; HC_ERR_DOMAIN for an overload. */
typedef hc_status (*hc_metrics_at)(const void *queue, double agents, double target_s,
                                   hc_metrics *metrics, hc_error *err);

typedef struct hc_fewest {
    hc_metrics_at metrics_at;
    const void *queue; /* handed to metrics_at */
    const hc_target *targets;
    size_t target_count;
    double too_few; /* agents that are known not to do */
    double first;   /* where to look first, above too_few */
    double step;    /* first step up from there; doubles */
    double most;    /* agents that may be asked about */
} hc_fewest;

/*
 * More agents are never worse: steps up until they do, then halves. An overload meets nothing.
 * Errors  HC_ERR_INFEASIBLE when not even the most do, or a service level of 100 % is asked
 * for; those of metrics_at but HC_ERR_DOMAIN.
 */
hc_status hc_fewest_agents(const hc_fewest *asked, int64_t *agents, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
