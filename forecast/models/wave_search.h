/*
 * The likeliest sizes and lengths of the slow waves: coordinate searches over grids from
 * several starts, with a cycle and without.
 */
#ifndef HC_FORECAST_MODELS_WAVE_SEARCH_H
#define HC_FORECAST_MODELS_WAVE_SEARCH_H

#include "forecast/models/waves.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Log density of a wave's size under its half-normal prior, up to a constant. */
double hc_wave_log_prior(double size);

/* Log marginal likelihood up to a constant; leaves the factor and, in work (2 doubles a week),
 * U'^-1 y. */
double hc_waves_log_likelihood(hc_waves *waves, double *work);

/* Fills sizes, lengths and the factor. The sizes are learnt on the latest weeks, which are
 * enough for them; the factor is of all. work: 7 doubles a week. */
void hc_waves_search(hc_waves *waves, double *work);

#ifdef __cplusplus
}
#endif
#endif
