/*
 * Erlang A, M/M/n+M: callers hang up when an exponential patience ends; optionally with finite
 * lines, M/M/n/K+M. There is no overload here: every load has its answer, also with fewer
 * agents than Erlangs. Agents may be fractional when lines are unlimited.
 */
#ifndef HC_ERLANG_ERLANG_A_H
#define HC_ERLANG_ERLANG_A_H

#include "erlang/load.h"
#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Every metric. load->patience_s finite, or lines finite. agents > 0.
 *
 * Errors  HC_ERR_RANGE  an argument is out of range, lines < agents, or agents or lines are
 *                       fractional where lines are finite.
 */
hc_status hc_erlang_a_metrics(const hc_load *load, double agents, double target_s,
                              hc_metrics *metrics, hc_error *err) HC_MUST_USE;

/* The same of arguments known to be in range, unlimited lines, finite patience. */
hc_metrics hc_erlang_a_served(const hc_load *load, double agents, double target_s);

/* Service level of offered alone, unlimited lines, arguments known to be in range: the fast
 * road. */
double hc_erlang_a_service_level(const hc_load *load, double agents, double target_s);

/* Only what the target bounds is filled in (sl_offered with late), for solvers; arguments known
 * to be in range, unlimited lines, finite patience. */
void hc_erlang_a_for_target(const hc_load *load, double agents, const hc_target *target,
                            hc_metrics *partial);

#ifdef __cplusplus
}
#endif
#endif
