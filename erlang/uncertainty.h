/*
 * Staffing for a forecast that may be wrong. The true rate of calls is spread around its
 * forecast like a gamma variable; service is averaged over the callers of all those days, or
 * the rate that is not passed with a given probability is staffed for. The chance of single
 * calls is in the Erlang models already and is taken out of the forecast's spread first.
 */
#ifndef HC_ERLANG_UNCERTAINTY_H
#define HC_ERLANG_UNCERTAINTY_H

#include "erlang/load.h"
#include "erlang/target.h"
#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_RATE_CV_MAX 1.0 /* a forecast that knows less knows nothing */

/*
 * Coefficient of variation of the rate of one slot: from the 10 % and 90 % quantiles of its
 * calls, less the variance that calls have at a known rate. 0 where the forecast has no
 * quantiles or no calls.
 */
double hc_rate_cv(const hc_series *forecast, size_t queue, size_t slot);

/* Factor on the mean rate that is not passed with this probability, 0 < p < 1; 1 when cv is 0.
 */
double hc_rate_at(double cv, double p);

/*
 * Every metric over the spread of the rate. Shares and waits are those of the average caller
 * (busy days count more), occupancy and queue_len those of the average moment. Days on which
 * callers who wait for ever overload the agents count as no service; asa_s, wait_all_s and
 * queue_len are INFINITY then. Errors as hc_staffing_metrics, and HC_ERR_RANGE for a cv not in
 * 0..HC_RATE_CV_MAX.
 */
hc_status hc_uncertain_metrics(hc_model model, const hc_load *load, double cv, double agents,
                               double target_s, hc_metrics *expected,
                               hc_error *err) HC_MUST_USE;

/*
 * The service level of offered alone, the fast road for those who ask of many numbers of
 * agents: to 7 digits, and to 4 where callers wait for ever. Model A or C, unlimited lines,
 * arguments known to be in range; no agents give 0, no load gives 1.
 */
double hc_uncertain_service_level(hc_model model, const hc_load *load, double cv, double agents,
                                  double target_s);

/* Fewest whole agents whose expected metrics meet every target; errors as hc_staffing_solve and
 * above. */
hc_status hc_uncertain_solve(hc_model model, const hc_load *load, double cv,
                             const hc_target *targets, size_t target_count, int64_t *agents,
                             hc_error *err) HC_MUST_USE;

/* Fewest whole agents that meet every target with probability p: those for the rate at p. */
hc_status hc_risk_solve(hc_model model, const hc_load *load, double cv, double p,
                        const hc_target *targets, size_t target_count, int64_t *agents,
                        hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
