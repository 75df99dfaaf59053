/*
 * Months ahead: what a long forecast adds up to in a month or a week, and how far such a level,
 * and such a handle time, have strayed in the history, which is how far they may stray from
 * here. Definitions: docs/math.md, Months ahead.
 */
#ifndef HC_FORECAST_OUTLOOK_H
#define HC_FORECAST_OUTLOOK_H

#include "forecast/series.h"
#include "forecast/special_days.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LEVEL_WEEKS 4 /* of one level */

/* How the level of four weeks, all queues together, moved in the history, or missed what was
 * forecast of it. */
typedef struct hc_level_drift {
    double log_sd;         /* of the log of the ratio of two such levels so many weeks apart */
    size_t weeks_apart;    /* the longest distance that the history shows often enough */
    size_t pairs;          /* that it was seen in */
    double nearest_log_sd; /* the same of levels that just do not overlap: 4 weeks apart */
    size_t forecasts; /* pairs are of a level and its forecast, so many; 0: of two levels */
    size_t too_low;   /* of the forecasts farthest ahead .. */
    double log_miss;  /* .. whose median log of level over forecast is this */
} hc_level_drift;

/* Contacts of a day, all queues; HC_MISSING when any queue has only gaps or an outage. */
double hc_day_total(const hc_series *history, size_t day);

/*
 * Medians of the absolute log ratios over all pairs, x 1.4826: a jump of the level or two do
 * not count as drift. Without 12 pairs 10 % in four weeks are assumed. HC_ERR_MEMORY.
 */
hc_status hc_level_drift_of(const hc_series *history, hc_level_drift *drift,
                            hc_error *err) HC_MUST_USE;

/*
 * The same from forecasts made at earlier dates, of all queues together: what season and growth
 * they foresaw is then no drift, and what they did not is. They start from two years of history
 * where there is enough of it, as a season takes so long to be known, else from half a year; a
 * history too short for 12 of them has the drift of its levels. HC_ERR_MEMORY.
 */
hc_status hc_long_drift_of(const hc_series *history, const hc_special_days *special,
                           hc_level_drift *drift, hc_error *err) HC_MUST_USE;

/* The same of the mean handle time of four weeks, all contacts together, so that a new mix of
 * them counts too. Without 12 pairs 5 % in four weeks are assumed. HC_ERR_MEMORY. */
hc_status hc_aht_drift_of(const hc_series *history, hc_level_drift *drift,
                          hc_error *err) HC_MUST_USE;

/* Standard deviation of the log of the level so many weeks after the history's end: as seen,
 * beyond that growing with the square root of the distance. Never falls with it. */
double hc_level_log_sd(const hc_level_drift *drift, double weeks_ahead);

typedef struct hc_outlook {
    double volume; /* expected contacts of all queues */
    double aht_s;  /* by contacts; HC_MISSING without any */
    double low;    /* quantiles .10 and .90 of the volume */
    double high;
    double aht_low_s; /* and of the handle time */
    double aht_high_s;
} hc_outlook;

/* How far volume and handle time stray. */
typedef struct hc_drifts {
    hc_level_drift volume;
    hc_level_drift aht;
} hc_drifts;

/* The days first_day .. first_day + days - 1 of a forecast whose first day follows the
 * history's last. */
hc_outlook hc_outlook_of(const hc_series *forecast, const hc_drifts *drifts, int64_t first_day,
                         size_t days);

#ifdef __cplusplus
}
#endif
#endif
