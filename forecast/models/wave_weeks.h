/*
 * Weekly log levels, means of the ordinary days, free of weekday and calendar effects.
 */
#ifndef HC_FORECAST_MODELS_WAVE_WEEKS_H
#define HC_FORECAST_MODELS_WAVE_WEEKS_H

#include "forecast/models/day_process.h"
#include "forecast/models/wave_kernel.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills weeks, day, value and noise, for which there is room; weeks are counted back from the
 * end. off: a double a day of scratch. */
void hc_waves_read_weeks(hc_waves *waves, const hc_day_matrix *matrix,
                         const hc_calendar *calendar, const hc_day_effects *effects,
                         double *off);

#ifdef __cplusplus
}
#endif
#endif
