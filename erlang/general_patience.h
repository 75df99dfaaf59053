/*
 * M/M/n+G: exponential calls, patience of any distribution, given by its hazard: the rate at
 * which those who still wait hang up. A history's abandonments give it as a histogram, no
 * fitted curve needed.
 */
#ifndef HC_ERLANG_GENERAL_PATIENCE_H
#define HC_ERLANG_GENERAL_PATIENCE_H

#include "erlang/load.h"
#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_HAZARD_BINS_MAX 64

/*
 * Hazard of hanging up, constant within each bin. Bin k runs from from_s[k] to from_s[k + 1],
 * the last one for ever; from_s[0] is 0. One bin is the exponential patience of Erlang A. A
 * last hazard of 0 means that who came so far never hangs up.
 */
typedef struct hc_patience_curve {
    size_t bins;
    double from_s[HC_HAZARD_BINS_MAX];
    double hazard[HC_HAZARD_BINS_MAX]; /* hang-ups a second of those who wait */
} hc_patience_curve;

/* One bin: exponential patience of that mean; INFINITY for ever. */
hc_patience_curve hc_patience_curve_exponential(double mean_s);

/*
 * Hazard from waits (Kaplan and Meier 1958, by bins): wait_s[n], hung_up[n] true when the wait
 * ended by hanging up, false when by an answer. The bins hold about equal numbers of hang-ups,
 * at least 20 each; a bin's hazard is hang-ups over time waited in it.
 *
 * Errors  HC_ERR_EMPTY  nobody hung up; HC_ERR_RANGE  a wait that is not finite or below 0;
 *         HC_ERR_MEMORY.
 */
hc_status hc_patience_curve_of_waits(const double *wait_s, const bool *hung_up, size_t n,
                                     hc_patience_curve *curve, hc_error *err) HC_MUST_USE;

/* Share that still waits after wait_s, when nobody answers. */
double hc_patience_curve_survival(const hc_patience_curve *curve, double wait_s);

/*
 * Every metric at so many agents (fractional ones by continuation); unlimited lines;
 * load->patience_s plays no part.
 *
 * Errors  HC_ERR_RANGE   an argument is out of range, named;
 *         HC_ERR_DOMAIN  overload: the share that never hangs up is more than the agents hold.
 * Source  docs/math.md, Staffing: Any patience
 */
hc_status hc_general_patience_metrics(const hc_load *load, const hc_patience_curve *curve,
                                      double agents, double target_s, hc_metrics *metrics,
                                      hc_error *err) HC_MUST_USE;

/* Fewest whole agents that meet every target; errors as hc_staffing_solve(). */
hc_status hc_general_patience_solve(const hc_load *load, const hc_patience_curve *curve,
                                    const hc_target *targets, size_t target_count,
                                    int64_t *agents, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
