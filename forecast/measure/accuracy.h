/*
 * How wrong a forecast was: sums that can be added up over origins and queues, and the measures
 * made from them. Pooled, never a mean of ratios; definitions as in docs/math.md, Forecast.
 */
#ifndef HC_FORECAST_MEASURE_ACCURACY_H
#define HC_FORECAST_MEASURE_ACCURACY_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sums over the scored intervals (and, of day_*, their days). Zeroed is empty. */
typedef struct hc_accuracy_sums {
    double intervals;      /* scored */
    double calls;          /* sum of actual y */
    double error;          /* sum of forecast - y */
    double absolute_error; /* sum |forecast - y| */
    double squared_error;
    double day_absolute_error; /* sum over days of |sum of the day's errors| */
    double poisson_error;  /* sum of E|Y - forecast| were Y Poisson with the forecast's mean */
    double naive_error;    /* sum over origins of intervals x in-sample mean |y_t - y_{t-7d}| */
    double scaled_error;   /* sum over origins of mean |e| / in-sample naive error */
    double scaled_origins; /* origins in scaled_error */
    double banded;         /* intervals with quantiles */
    double inside_80, inside_95;
    double pinball; /* sum over intervals and quantiles */
} hc_accuracy_sums;

/* The measures; HC_MISSING where nothing can be said. */
typedef struct hc_accuracy {
    double wape_interval; /* sum|e| / sum y */
    double wape_day;      /* the same on daily totals */
    double bias;          /* sum(f - y) / sum y */
    double rmse;
    double mase; /* mean|e| over the in-sample mean |y_t - y_{t-1 week}|, mean over origins */
    double
        poisson_floor;  /* WAPE a Poisson count of exactly the forecast mean would still give */
    double coverage_80; /* share inside [q10, q90] */
    double coverage_95; /* share inside [q025, q975] */
    double wql;         /* 2 x pinball, mean over the quantiles, / mean y: about CRPS / mean */
} hc_accuracy;

/* E|Y - mean| of a Poisson count with that mean (De Moivre's formula); 0 for mean <= 0. */
double hc_poisson_mean_deviation(double mean);

/* Mean |y_t - y_{t-7 days}| over the open slots of the days before origin_day; HC_MISSING if
 * none. */
double hc_naive_error(const hc_series *history, size_t queue, int64_t origin_day);

/*
 * Adds a forecast of one queue (days first_day .. first_day+days-1, those of its axis) scored
 * against what came. Only slots that were open count: gaps, outages and closed hours say
 * nothing of a forecast. naive_error: hc_naive_error at the origin, or HC_MISSING.
 */
void hc_accuracy_add(hc_accuracy_sums *sums, const hc_series *forecast, size_t forecast_queue,
                     const hc_series *actual, size_t actual_queue, int64_t first_day,
                     size_t days, double naive_error);

void hc_accuracy_merge(hc_accuracy_sums *into, const hc_accuracy_sums *from);
hc_accuracy hc_accuracy_of(const hc_accuracy_sums *sums);

#ifdef __cplusplus
}
#endif
#endif
