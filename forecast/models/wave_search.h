/*
 * The likeliest sizes and lengths of the slow waves: coordinate searches over grids from
 * several starts, with a cycle and without.
 */
#ifndef HC_FORECAST_MODELS_WAVE_SEARCH_H
#define HC_FORECAST_MODELS_WAVE_SEARCH_H

#include "forecast/models/wave_kernel.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills sizes and the likeliest length, by the latest weeks, which are enough for them; spoils
 * the factor. work: 7 doubles a week. */
void hc_waves_search(hc_waves *waves, double *work);

#ifdef __cplusplus
}
#endif
#endif
