/*
 * Effects of places in a row (dates, business days of the month) as runs of places that are
 * alike: every run has one effect, every place a small deviation of its own, and where runs
 * begin is not known (a product partition model: Barry & Hartigan 1993). All ways to divide the
 * row are weighed by dynamic programming. docs/math.md, Forecast, "Places in the month".
 */
#ifndef HC_FORECAST_MODELS_PLACE_RUNS_H
#define HC_FORECAST_MODELS_PLACE_RUNS_H

#include "forecast/base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_PLACES 64 /* places in the month, business or date, offset by HC_PLACES / 2 */

/* Standard deviations of effects (log scale), and how often a run ends. */
typedef struct hc_run_sizes {
    double run;       /* of a run's effect */
    double deviation; /* of a place around its run's */
    double change;    /* chance that a place begins another run than the one before it */
} hc_run_sizes;

/* What days tell of n places in a row: of each the sum of its days' misses by their precision,
 * and that precision; 0, 0 of a place without days. */
typedef struct hc_places_told {
    size_t n; /* at most HC_PLACES */
    double sum[HC_PLACES], precision[HC_PLACES];
} hc_places_told;

/* Log evidence of what was told, over that of no effects at all. */
double hc_place_runs_evidence(const hc_places_told *told, const hc_run_sizes *sizes);

/* The likeliest sizes of a grid, half-normal priors keeping small effects small; *evidence:
 * with the prior. */
hc_run_sizes hc_place_runs_search(const hc_places_told *told, double *evidence);

/* The same told by effects that change smoothly from place to place (hc_place_kernel): log
 * evidence of the likeliest size and length with the prior, and the places' posterior means. */
double hc_place_smooth_fit(const hc_places_told *told, double mean[HC_PLACES]);

/*
 * Posterior mean of each place, and the covariance [HC_PLACES * HC_PLACES], first n of each row
 * used, to be believed of the places in a Gaussian process: the inverse of the runs' posterior
 * mean precision (as in variational Bayes), so that two places are held together as firmly as
 * it is likely that they are of one run. Errors HC_ERR_INTERNAL.
 */
hc_status hc_place_runs_fit(const hc_places_told *told, const hc_run_sizes *sizes,
                            double mean[HC_PLACES], double *covariance,
                            hc_error *err) HC_MUST_USE;

/*
 * Posterior mean of each place, all accounts of them weighed by their evidence (Bayesian model
 * averaging: Hoeting et al. 1999): no effects, smooth ones and runs, a third each beforehand,
 * of every size, length and division. covariance [HC_PLACES * HC_PLACES], may be NULL: what all
 * of them leave open and how far they are from each other, upper triangle of the first n.
 */
void hc_place_average(const hc_places_told *told, double mean[HC_PLACES], double *covariance);

/* Matern's kernels of order 3/2 and 1/2, half each: effects of neighbouring places are alike,
 * yet the first days of a month may differ sharply from the last of the one before. */
double hc_place_kernel(double distance, double length);

#ifdef __cplusplus
}
#endif
#endif
