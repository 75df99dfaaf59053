/*
 * How far an interval is usually off: by its mean, its weekday and its time of day.
 */
#ifndef HC_FORECAST_BAND_SPREAD_H
#define HC_FORECAST_BAND_SPREAD_H

#include "forecast/bands.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_BAND_Z_CAP 5.0 /* standardised residuals beyond this say nothing of common days */

/* The normal scores of hc_quantile_p. */
extern const double hc_band_normal_z[HC_QUANTILES];

/* By the variance of all intervals alone. */
double hc_band_pooled_sd(const hc_bands *bands, double mean);

/* In the first week ahead. */
double hc_band_sd(const hc_bands *bands, double mean, size_t weekday, size_t half_hour);

/*
 * Learns bands->by_weekday and by_half_hour, all 1 before, from first-week residuals: how far
 * those of one class are off beside all, as far as classes differ by more than chance.
 */
void hc_band_fit_classes(hc_bands *bands, const hc_residuals *residuals);

#ifdef __cplusplus
}
#endif
#endif
