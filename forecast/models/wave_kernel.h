/*
 * What weekly log levels have in common: a wandering level, a season and a cycle.
 */
#ifndef HC_FORECAST_MODELS_WAVE_KERNEL_H
#define HC_FORECAST_MODELS_WAVE_KERNEL_H

#include "forecast/models/wave_days.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_WAVES_YEAR_DAYS 365.25

typedef struct hc_waves {
    size_t weeks;   /* 0: too little history, no effect */
    int32_t *day;   /* [weeks] middle day of the week, index in the matrix, ascending */
    double *value;  /* [weeks] middle log total of its days, weekday and calendar effects out */
    double *noise;  /* [weeks] days^-1 */
    double *factor; /* [weeks * hc_cholesky_stride(weeks)] upper Cholesky factor of all but the
                       cycle */
    double *season_by_days; /* [days of the calendar] what the seasons of days so far apart have
                               in common */
    double season, season_length; /* log scale; length of the bell in fractions of a radian */
    double cycle, cycle_weeks;    /* the likeliest, log scale; 0: none */
    double level, level_weeks, day_noise;
    hc_cycle_lengths lengths; /* that the cycle may have; none without one */
    double *columns;      /* [2 * lengths.count * hc_cholesky_stride(weeks)] cosine and sine of
                             each, times U'^-1 */
    hc_wave_days by_days; /* what the days leave open of them */
} hc_waves;

#define HC_WAVES_INIT                                                                          \
    {                                                                                          \
        0                                                                                      \
    }

/* by_days[n]: what the seasons of two days 0, step, 2 x step ... < n apart have in common. */
void hc_waves_season_lags(const hc_waves *waves, size_t n, size_t step, double *by_days);

/* The same season as waves of a year, half a year and so on: variance of cosine and sine of
 * each; gives how many are worth it, at most HC_SEASON_WAVES_MAX. */
size_t hc_waves_season_variances(const hc_waves *waves, double *variance);

/* y[n]: the first weeks' levels beside their middle; sorted: n doubles of scratch. */
void hc_waves_centre(const hc_waves *waves, size_t n, double *sorted, double *y);

/* Log marginal likelihood up to a constant; leaves the factor and, in work (2 doubles a week),
 * U'^-1 y. */
double hc_waves_log_likelihood(hc_waves *waves, double *work);

#ifdef __cplusplus
}
#endif
#endif
