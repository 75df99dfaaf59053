/*
 * The slow waves of the level, from two years of history on: the season of the year and one
 * cycle of any other length. Weekly log levels are a Gaussian process of a wandering level, a
 * smooth function of the date and the cycle; all sizes and lengths are learnt by marginal
 * likelihood, so a wave that is not there shrinks to nothing. Where there is a cycle, its
 * length and size stay open: it is the mean of all of them. docs/math.md, Forecast, "Waves".
 */
#ifndef HC_FORECAST_MODELS_WAVES_H
#define HC_FORECAST_MODELS_WAVES_H

#include "forecast/models/day_process.h"
#include "forecast/models/wave_kernel.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_WAVES_WEEKS_MIN 104 /* two years */

/* effects: the calendar effects that are taken out of the days first. */
hc_status hc_waves_fit(hc_waves *waves, const hc_day_matrix *matrix,
                       const hc_calendar *calendar, const hc_day_effects *effects,
                       hc_error *err) HC_MUST_USE;

/* What is known of the cycle before a day: of each length. */
typedef struct hc_cycle_known {
    size_t weeks; /* that tell it; 0: too few for any wave */
    hc_cycle_belief of[HC_CYCLE_LENGTHS_MAX];
} hc_cycle_known;

/* As known before day `before`; work: 2 doubles a week, which become U'^-1 times the levels. */
void hc_waves_known(const hc_waves *waves, size_t before, double *work, hc_cycle_known *known);

/* Log effect of the days 0 .. days - 1, mean 0 over the year before the origin, as known before
 * day `before`; work: 2 doubles a week. */
void hc_waves_effect(const hc_waves *waves, size_t before, size_t days, double *work,
                     double *effect);

/* Tells what is not known of the waves, from the rows of a process that has all days before
 * `before` and effect[before] of these waves taken out. Errors HC_ERR_MEMORY, HC_ERR_INTERNAL.
 */
hc_status hc_waves_tell_days(hc_waves *waves, const hc_day_process *process, size_t before,
                             const double *effect, hc_error *err) HC_MUST_USE;

void hc_waves_clear(hc_waves *waves);

#ifdef __cplusplus
}
#endif
#endif
