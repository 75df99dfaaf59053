/*
 * Smoothing along the day: a local line with Gaussian weights, and what it leaves smoothed once
 * more and added (Tukey's twicing), so that peaks are not cut off. docs/math.md, Forecast,
 * "Volume".
 */
#ifndef HC_FORECAST_MODELS_SMOOTH_LINE_H
#define HC_FORECAST_MODELS_SMOOTH_LINE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Smooths values[slots], at most HC_MINUTES_A_DAY, over the open slots; closed ones become 0.
 */
void hc_smooth_line(const double *values, const uint8_t *open, size_t slots, double width,
                    double *smoothed);

/* How many times less the smoothed values vary than independent ones do, away from the ends. */
double hc_smoothing_calms(double width);

/* Smooths a profile's square roots, squared again; keeps the sum. root[slots] is scratch.
 */
void hc_smooth_profile(const double *profile, const uint8_t *open, size_t slots, double width,
                       double *root, double *smoothed);

#ifdef __cplusplus
}
#endif
#endif
