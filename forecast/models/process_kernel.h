/*
 * Covariances of the day process: shared by the search of its sizes, its fit and its effects.
 * docs/math.md, Forecast, "Calendar".
 */
#ifndef HC_FORECAST_MODELS_PROCESS_KERNEL_H
#define HC_FORECAST_MODELS_PROCESS_KERNEL_H

#include "forecast/models/day_process.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_PROCESS_WINDOW_DAYS 728 /* effects are learnt from two years */
#define HC_STEP_VARIANCE 0.01      /* log scale: of what the alignment over a jump missed */
#define HC_PROCESS_LAGS                                                                        \
    2048 /* above any distance in days of two rows, or of a row and a day ahead */

/* Kernel values by distance: all distances are whole numbers, so tables replace exponentials.
 */
struct hc_process_tables {
    double trend[HC_PROCESS_LAGS];   /* by days, up to a constant */
    double smooth[HC_PROCESS_LAGS];  /* constant + level + trend + memory, by days */
    double weekday[HC_PROCESS_LAGS]; /* by days, for equal weekdays */
    double business[HC_PLACES], date[HC_PLACES];
};

/* Tables up to so many days apart. */
void hc_process_fill_tables(hc_process_tables *tables, const hc_process_sizes *sizes,
                            size_t lags);

/* Covariance of a row and a later day, without the day's own noise. */
double hc_process_between(const hc_process_tables *tables, const hc_process_row *row,
                          const hc_process_row *later);

/* Upper triangle of the covariance of rows first .. first+n-1. */
void hc_process_covariance(const hc_day_process *process, const hc_process_sizes *sizes,
                           const hc_process_tables *tables, size_t first, size_t n,
                           double *matrix);

/* Covariance of the class and name effects of two days. */
double hc_class_covariance(const hc_day_kind *a, const hc_class_prior *prior_a,
                           const hc_day_kind *b, const hc_class_prior *prior_b);

/* y: log totals less their median, which comes back, and the prior mean of their class. */
double hc_process_centre(const hc_process_row *rows, size_t n, double *sorted, double *y);

/* Matern's kernels of order 3/2 and 1/2, half each: effects of neighbouring places are alike,
 * yet the first days of a month may differ sharply from the last of the one before. */
double hc_place_kernel(double distance, double length);

static inline size_t hc_day_distance(int32_t a, int32_t b)
{
    return (size_t)(a > b ? a - b : b - a);
}

/* Maximises the marginal likelihood of the latest `rows` rows, at most HC_PROCESS_SEARCH_ROWS
 * (of so many: where there are blocks enough, of two or three of them one after another);
 * matrix: rows^2, y, z, sorted: a number a row of the process. Too few rows: the sizes stay. */
#define HC_PROCESS_SEARCH_ROWS 250
void hc_process_search(const hc_day_process *process, size_t rows, hc_process_tables *tables,
                       double *matrix, double *y, double *z, double *sorted,
                       hc_process_sizes *sizes);

#ifdef __cplusplus
}
#endif
#endif
