/*
 * What is not known of the slow waves, told from the days together with all else that makes a
 * day: the season as waves of a year and its fractions, and a cycle of any of some lengths.
 * Where a wave was misjudged the level of the same days makes good what it can of it, so the
 * two are doubted together. docs/math.md, Forecast, "Waves".
 */
#ifndef HC_FORECAST_MODELS_WAVE_DAYS_H
#define HC_FORECAST_MODELS_WAVE_DAYS_H

#include "forecast/models/cycle_average.h"
#include "forecast/models/day_process.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SEASON_WAVES_MAX 16

/* What is believed of them beforehand. */
typedef struct hc_waves_believed {
    size_t season;                        /* waves of a year, half a year, .. : so many, */
    double variance[HC_SEASON_WAVES_MAX]; /* of cosine and sine of each */
    hc_cycle_lengths lengths;             /* that the cycle may have; none: there is no cycle */
} hc_waves_believed;

typedef struct hc_wave_days {
    hc_waves_believed believed;
    size_t rows, stride; /* of the process; 0: nothing is known */
    double *whitened;    /* [2 * waves * stride] U'^-1 times cosine and sine of each wave, */
    double *shared;      /* [2 * lengths * 2 * season] R'^-1 times the products of the cycle's
                            columns with the season's */
    double *factor;      /* [2 * season * 2 * season] R, R'R the season's precision */
    hc_cycle_belief *cycle; /* [lengths] */
} hc_wave_days;

/* Tells the waves from the rows of a process, whose factor must be of them and which have
 * effect[day] taken out. Errors HC_ERR_MEMORY, HC_ERR_INTERNAL. */
hc_status hc_wave_days_tell(hc_wave_days *waves, const hc_waves_believed *believed,
                            const hc_day_process *process, const double *effect,
                            hc_error *err) HC_MUST_USE;

/* Posterior variance of the log effect of a day less what the process makes good of it; solved:
 * U'^-1 times the covariances of the rows with what it says of the day. */
double hc_wave_days_doubt(const hc_wave_days *waves, const double *solved, size_t day);

void hc_wave_days_clear(hc_wave_days *waves);

#ifdef __cplusplus
}
#endif
#endif
