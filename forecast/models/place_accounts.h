/* Accounts of places in the month, one of given sizes each: what their average adds up. */
#ifndef HC_FORECAST_MODELS_PLACE_ACCOUNTS_H
#define HC_FORECAST_MODELS_PLACE_ACCOUNTS_H

#include "forecast/models/place_runs.h"

#define HC_PLACE_SQUARE ((size_t)HC_PLACES * HC_PLACES)
#define HC_PLACE_CHANCE_MIN 1e-9 /* what is less likely than this is left out */

/* Of the grids of smooth effects. */
#define HC_SMOOTH_SIZES 7
#define HC_SMOOTH_LENGTHS 5
extern const double hc_smooth_size[HC_SMOOTH_SIZES], hc_smooth_length[HC_SMOOTH_LENGTHS];

/* Running sums of what is told of runs once places have deviations. */
typedef struct hc_run_sums {
    size_t n;
    const hc_run_sizes *sizes;
    double sum[HC_PLACES + 1], precision[HC_PLACES + 1];
    double alone;                 /* log evidence of the deviations without runs */
    double before[HC_PLACES + 1]; /* log evidence of the first places, all divisions */
    double after[HC_PLACES + 1];  /* of the places from here on */
    double log_change, log_stays;
} hc_run_sums;

hc_run_sums hc_run_sums_of(const hc_places_told *told, const hc_run_sizes *sizes);

/* Log evidence of places from .. to - 1 as one run. */
double hc_run_evidence(const hc_run_sums *s, size_t from, size_t to);

/* A run that is as likely as `chance`: its part of the places' means. */
void hc_run_mean(const hc_run_sums *s, const hc_places_told *told, size_t from, size_t to,
                 double chance, double *mean);

/* Posterior means of the places, and what the runs take off their precision (or NULL). */
void hc_run_divisions(hc_run_sums *s, const hc_places_told *told, double *mean,
                      double *precision);

/* Smooth effects of one size and length: roots of the precisions, the kernel by distance and
 * the factor of B = I + W^1/2 K W^1/2, W the precisions. */
typedef struct hc_smooth_fit {
    double root[HC_PLACES], kernel[HC_PLACES], b[HC_PLACES * HC_PLACES];
} hc_smooth_fit;

/* Log evidence with the prior, and the posterior mean K W^1/2 B^-1 W^-1/2 s (Rasmussen &
 * Williams 2006, ch. 3.4). */
double hc_smooth_fit_of(const hc_places_told *told, double size, double length,
                        hc_smooth_fit *fit, double mean[HC_PLACES]);

/* Log density of the sizes' half-normal priors, up to a constant. */
double hc_place_log_prior(double variance);

#endif
