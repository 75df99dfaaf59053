/* Middles and order statistics that several models share. */
#ifndef HC_FORECAST_MODELS_ROBUST_H
#define HC_FORECAST_MODELS_ROBUST_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Standard deviation over the median of absolute deviations, of a normal distribution. */
#define HC_SD_OF_MEDIAN 1.4826

/* Mean of values[n]; 0 of none. */
double hc_mean(const double *values, size_t n);

/* Median of values[n], n >= 1; values are reordered. */
double hc_median(double *values, size_t n);

/* Quantile by linear interpolation between order statistics of ascending values[n], n >= 1. */
double hc_sorted_quantile(const double *values, size_t n, double p);

#ifdef __cplusplus
}
#endif
#endif
