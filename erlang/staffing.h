/*
 * The three staffing questions: what service do so many agents give, how many agents does a
 * target need, and how much work can so many agents hold. One entrance for every model and
 * target.
 */
#ifndef HC_ERLANG_STAFFING_H
#define HC_ERLANG_STAFFING_H

#include "erlang/load.h"
#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What may grow until the targets break. */
typedef enum hc_capacity_kind {
    HC_CAPACITY_VOLUME = 0, /* more calls of the same length: the answer is a load in Erlangs */
    HC_CAPACITY_AHT         /* the same calls, longer: the answer is an AHT in seconds */
} hc_capacity_kind;

/*
 * Every metric at so many agents. No load (0 Erlangs) gives perfect service by any number.
 *
 * Errors  HC_ERR_RANGE   an argument is out of range, named;
 *         HC_ERR_DOMAIN  overload: callers wait for ever, agents are not more than Erlangs.
 */
hc_status hc_staffing_metrics(hc_model model, const hc_load *load, double agents,
                              double target_s, hc_metrics *metrics, hc_error *err) HC_MUST_USE;

/*
 * True when so many agents, who give these metrics, meet the target: hc_target_is_met(), but
 * exact also where a target asks for the very share agents / load that agents without an idle
 * moment would answer. Deep in overload they miss it by less than the slack of the tie rule.
 */
bool hc_staffing_meets(hc_model model, const hc_load *load, double agents,
                       const hc_target *target, const hc_metrics *metrics);

/*
 * Fewest whole agents that meet every target; 0 when there is no load.
 *
 * Errors  HC_ERR_RANGE       an argument is out of range; or P_WAIT or P_WAIT_GT_T with finite
 *                            lines, where more agents may make it worse: blocked calls do not
 *                            wait; or P_BLOCK with patience shorter than the AHT;
 *         HC_ERR_INFEASIBLE  no number of agents does it: 100 %, or too few lines;
 *         HC_ERR_LIMIT       more than HC_AGENTS_MAX agents.
 */
hc_status hc_staffing_solve(hc_model model, const hc_load *load, const hc_target *targets,
                            size_t target_count, int64_t *agents, hc_error *err) HC_MUST_USE;

/*
 * The same by continuation: the fractional agents at which the hardest target is just met.
 * Errors as above, and HC_ERR_RANGE with finite lines, which have no continuation.
 */
hc_status hc_staffing_solve_exact(hc_model model, const hc_load *load, const hc_target *targets,
                                  size_t target_count, double *agents,
                                  hc_error *err) HC_MUST_USE;

/*
 * The most work that so many agents hold within every target: HC_CAPACITY_VOLUME gives Erlangs,
 * HC_CAPACITY_AHT seconds. load gives AHT, patience, lines and, for AHT, the volume (its
 * load_erlangs / aht_s); its load is otherwise only a start. 12 digits.
 * HC_ERR_INFEASIBLE  not even the smallest load is held; errors of hc_staffing_solve otherwise.
 */
hc_status hc_staffing_capacity(hc_model model, const hc_load *load, const hc_target *targets,
                               size_t target_count, double agents, hc_capacity_kind what,
                               double *most, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
