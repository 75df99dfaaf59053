/*
 * Quantiles: a variance that grows with the mean, a mu + b mu^2 (gamma-Poisson), learnt from
 * back-test residuals, times the residuals' own standardised quantiles.
 */
#ifndef HC_FORECAST_BANDS_H
#define HC_FORECAST_BANDS_H

#include "forecast/day_matrix.h"
#include "forecast/forecast.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_BAND_LEVELS 4      /* quarters of the intervals by mean, each with its own stretch */
#define HC_BAND_HALF_HOURS 48 /* of a day by the wall clock */

/* What a back-test said of an interval and what came. */
typedef struct hc_residual {
    double actual, mean;
    uint32_t day;      /* number of the day; days in a row have numbers in a row */
    uint8_t week;      /* 0: the first week after the origin */
    uint8_t weekday;   /* whose pattern the day follows, 0 Monday .. 6 */
    uint8_t half_hour; /* of the day in which the interval begins */
} hc_residual;

typedef struct hc_residuals {
    size_t count, capacity;
    hc_residual *row; /* [count] */
} hc_residuals;

#define HC_RESIDUALS_INIT                                                                      \
    {                                                                                          \
        0                                                                                      \
    }

typedef struct hc_bands {
    double a, b;                             /* variance of a first-week interval */
    double growth[HC_BAND_WEEKS];            /* of the standard deviation by weeks ahead */
    double z[HC_QUANTILES];                  /* standardised quantiles around the mean */
    double level[HC_BAND_LEVELS];            /* log of the middle mean of each quarter */
    double stretch[HC_BAND_LEVELS];          /* of the standard deviation in each quarter */
    double by_weekday[HC_WEEKDAYS];          /* the same of each weekday, whatever the mean */
    double by_half_hour[HC_BAND_HALF_HOURS]; /* and of each time of the day */
    double day_common;  /* variance of the part of z that a day has in common; 0: not learnt */
    double day_share;   /* of an interval's variance that its whole day has in common */
    double level_share; /* of that common part, what lasts: the level was misjudged */
    double day_memory;  /* correlation of the rest from day to day */
} hc_bands;

hc_status hc_residuals_reserve(hc_residuals *residuals, size_t count,
                               hc_error *err) HC_MUST_USE;
/* Room must have been reserved. Means of at most a tenth of a call tell nothing and are left
 * out. */
void hc_residuals_add(hc_residuals *residuals, const hc_residual *residual);
void hc_residuals_clear(hc_residuals *residuals);

/* With fewer than 50 residuals the bands are those of a mildly over-dispersed normal count. */
hc_status hc_bands_fit(hc_bands *bands, const hc_residuals *residuals,
                       hc_error *err) HC_MUST_USE;

/*
 * How far the level may be off: level_variance of the log of a week's total, where the
 * deviations of the week's intervals add up to `deviation` of its contacts. What days have for
 * themselves is what was learnt and day_variance more, of the log of a day's total.
 */
void hc_bands_set_level(hc_bands *bands, double level_variance, double day_variance,
                        double deviation);

/* How busy a day of the back-tests was beside its forecast: the mean z of its intervals. */
typedef struct hc_day_score {
    uint32_t day;
    double z;
} hc_day_score;

/* score[residuals->count] gets one for each day with first-week residuals; how many is given.
 */
size_t hc_bands_day_scores(const hc_bands *bands, const hc_residuals *residuals,
                           hc_day_score *score);

/* A level that may have moved: with some chance, to 1 + shift times where it has not. */
typedef struct hc_level_move {
    double chance; /* 0 none .. 1 */
    double shift;  /* relative, above -1 */
    double doubt;  /* variance of the log level besides, either way: it has just surprised */
} hc_level_move;

/* An interval of the forecast. Variances are relative to mean^2. */
typedef struct hc_band_place {
    double mean;
    double doubt;               /* variance of the level beyond that of the first week */
    double extra;               /* variance of special days */
    size_t week;                /* weeks ahead, 0 the first */
    uint8_t weekday, half_hour; /* as of residuals */
} hc_band_place;

/* Quantiles of an interval. With a move the mean is that of both levels, and the quantiles are
 * those of the mixture of a band around each. quantile ascends, is >= 0. */
void hc_bands_quantiles(const hc_bands *bands, const hc_band_place *place,
                        const hc_level_move *move, double quantile[HC_QUANTILES]);

#ifdef __cplusplus
}
#endif
#endif
