/*
 * Callers who come back: those who hung up and redial, and those who were answered and call
 * again (the matter was not settled). The volume that agents meet is larger than the volume of
 * fresh calls, and how much larger depends on the number of agents: too few agents make their
 * own calls.
 */
#ifndef HC_ERLANG_REDIAL_H
#define HC_ERLANG_REDIAL_H

#include "erlang/load.h"
#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_RETURN_SHARE_MAX 0.99 /* more would mean that calls hardly ever end */

/* Shares of callers who call again, each 0..HC_RETURN_SHARE_MAX. */
typedef struct hc_returns {
    double after_abandon; /* redial after hanging up */
    double after_block;   /* redial after a busy signal (finite lines) */
    double after_answer;  /* reconnect: the repeat share of answered calls */
} hc_returns;

/*
 * The load that arrives in the end when `fresh` is the load of first calls: the fixed point
 * total = fresh + total (r_a P(abandon) + r_b P(block) + r_c P(answered)), each at the total.
 * Whoever comes back does so after a pause, so that arrivals stay Poisson (Ding, Remerova, van
 * der Mei and Zwart 2015).
 *
 * Gives   *total has fresh's AHT, patience and lines; metrics (may be NULL) are those of the
 * total. Errors  HC_ERR_RANGE   an argument is out of range, named; HC_ERR_DOMAIN  callers wait
 * for ever and the total is not below the agents: overload. Source  docs/math.md, Staffing:
 * Callers who come back
 */
hc_status hc_redial_load(hc_model model, const hc_load *fresh, const hc_returns *returns,
                         double agents, double target_s, hc_load *total, hc_metrics *metrics,
                         hc_error *err) HC_MUST_USE;

/* Fewest whole agents that meet every target when callers come back; the metrics of every
 * attempt count, fresh and repeated. Errors as hc_staffing_solve(). */
hc_status hc_redial_solve(hc_model model, const hc_load *fresh, const hc_returns *returns,
                          const hc_target *targets, size_t target_count, int64_t *agents,
                          hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
