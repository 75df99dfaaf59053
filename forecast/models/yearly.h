/*
 * The season of the year, from two years of history on: weekly log levels as a Gaussian process
 * of a wandering level and a smooth function of the date; its size is learnt by marginal
 * likelihood, so a season that is not there shrinks to nothing. docs/math.md, Forecast, "Year".
 */
#ifndef HC_FORECAST_MODELS_YEARLY_H
#define HC_FORECAST_MODELS_YEARLY_H

#include "forecast/models/day_process.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_YEARLY_WEEKS_MIN 104 /* two years */

typedef struct hc_yearly {
    size_t weeks;   /* 0: too little history, no effect */
    int32_t *day;   /* [weeks] middle day of the week, index in the matrix, ascending */
    double *value;  /* [weeks] mean log total of its days, weekday and calendar effects out */
    double *noise;  /* [weeks] days^-1 */
    double *factor; /* [weeks * weeks] upper Cholesky factor */
    double size, length; /* of the season, log scale; of its bell in fractions of a radian */
    double level, level_weeks, day_noise;
} hc_yearly;

#define HC_YEARLY_INIT                                                                         \
    {                                                                                          \
        0                                                                                      \
    }

/* effects: the calendar effects that are taken out of the days first. */
hc_status hc_yearly_fit(hc_yearly *yearly, const hc_day_matrix *matrix,
                        const hc_calendar *calendar, const hc_day_effects *effects,
                        hc_error *err) HC_MUST_USE;

/* Log effect by phase, mean 0, as known before day `before`; work: 2 x weeks doubles. */
void hc_yearly_effect(const hc_yearly *yearly, size_t before, double *work,
                      double effect[HC_YEAR_PHASES]);

/* Posterior variance of the log season at a phase, work: a double a week; 0 without a season.
 */
double hc_yearly_doubt(const hc_yearly *yearly, size_t before, size_t phase, double *work);

void hc_yearly_clear(hc_yearly *yearly);

#ifdef __cplusplus
}
#endif
#endif
