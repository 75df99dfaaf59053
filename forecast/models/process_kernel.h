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

#define HC_PROCESS_WINDOW_DAYS 1092 /* effects are learnt from three years */
#define HC_STEP_VARIANCE 0.01       /* log scale: of what the alignment over a jump missed */
#define HC_PROCESS_LAGS                                                                        \
    2048 /* above any distance in days of two rows, or of a row and a day ahead */

/* Kernel values by distance: all distances are whole numbers, so tables replace exponentials.
 */
struct hc_process_tables {
    double smooth[HC_PROCESS_LAGS];  /* constant + level + trend + memory + wave, by days */
    double memory[HC_PROCESS_LAGS];  /* of a few days, by days */
    double wave[HC_PROCESS_LAGS];    /* what is believed of slow waves, by days; 0: nothing */
    double weekday[HC_PROCESS_LAGS]; /* by days, for equal weekdays */
    double business[HC_PLACES * HC_PLACES], date[HC_PLACES * HC_PLACES]; /* by two places */
};

/* A season of the year and a wave of unknown length, both of moderate size, as part of the
 * process from now on. */
void hc_process_believe_waves(hc_process_tables *tables);

/* What goes by days apart, up to so many. */
void hc_process_fill_lags(hc_process_tables *tables, const hc_process_sizes *sizes,
                          size_t lags);

/* What goes by places in the month; runs: of the process. */
void hc_process_fill_places(hc_process_tables *tables, const hc_process_sizes *sizes,
                            double *const runs[HC_PLACE_KINDS]);

/* Runs of alike places in the month instead of smooth effects, of business days and of dates,
 * where the days' evidence is for them, the more strongly the less plausible they are; the
 * factor must be of the sizes. Leaves process->runs and their size. Errors HC_ERR_MEMORY,
 * HC_ERR_INTERNAL. */
hc_status hc_process_find_runs(hc_day_process *process, hc_error *err) HC_MUST_USE;

#define HC_TRUST_MIN 0.02 /* below it an average of accounts is not worth the time */

/* How days after lost ones go on, as the mean of both accounts of it, as far as the days look
 * as the process draws them: leaves process->deferral. The factor must be of the sizes. Errors
 * HC_ERR_MEMORY, HC_ERR_INTERNAL. */
hc_status hc_process_weigh_deferral(hc_day_process *process, hc_error *err) HC_MUST_USE;

/* Covariance of what two days after lost ones have where it comes back at once. */
double hc_at_once_covariance(const hc_day_kind *a, const hc_day_kind *b);

/* Variance that the second account leaves of a sum of effects of a day after lost ones, when
 * all rows are known. prior: before any of them by the first; work[rows]: U'^-1 times the
 * covariances with each by the first, spoilt. */
double hc_at_once_doubt(const hc_day_process *process, const hc_day_kind *kind, double prior,
                        double *work);

/* Effect of a day after lost ones by the second account of it less that by the first; the
 * effects must have both. */
double hc_process_accounts_apart(const hc_day_effects *effects, const hc_day_kind *kind);

void hc_deferral_clear(hc_deferral *deferral);

/* The places' effects as the mean of all accounts of them, as far as the days look as the
 * process draws them: leaves process->places_away, ->places_solved and ->places. The factor
 * must be of the sizes. Errors HC_ERR_MEMORY, HC_ERR_INTERNAL. */
hc_status hc_process_average_places(hc_day_process *process, hc_error *err) HC_MUST_USE;

/* Variance that the average of all accounts leaves of a mean of days, kinds[count] with their
 * shares, beyond what the covariance does, when all rows are known; below 0 where it leaves
 * less. solved[rows]: U'^-1 times the covariances with each. */
double hc_process_places_doubt(const hc_day_process *process, const hc_day_kind *kinds,
                               const double *share, size_t count, const double *solved);

/* Covariance of a row and a later day, without the day's own noise. */
double hc_process_between(const hc_process_tables *tables, const hc_process_row *row,
                          const hc_process_row *later);

/* The same of what makes the later day's mean: without the memory of a few days, which is noise
 * that lasts. */
double hc_process_between_means(const hc_process_tables *tables, const hc_process_row *row,
                                const hc_process_row *later);

/* Upper triangle of the part of the covariance of n rows that goes by their kind alone: class,
 * name, place in the month and jumps of the level; matrix[n * stride]. */
void hc_process_by_kind(const hc_process_tables *tables, const hc_process_row *rows, size_t n,
                        size_t stride, double *matrix);

/* Upper triangle of the whole covariance, given that part, which may be the same matrix. */
void hc_process_covariance(const hc_process_tables *tables, const hc_process_sizes *sizes,
                           const hc_process_row *rows, size_t n, size_t stride,
                           const double *by_kind, double *matrix);

/* Covariance of the class and name effects of two days. */
double hc_class_covariance(const hc_day_kind *a, const hc_class_prior *prior_a,
                           const hc_day_kind *b, const hc_class_prior *prior_b);

/* y: log totals less their median, which comes back, and the prior mean of their class. */
double hc_process_centre(const hc_process_row *rows, size_t n, double *sorted, double *y);

static inline size_t hc_day_distance(int32_t a, int32_t b)
{
    return (size_t)(a > b ? a - b : b - a);
}

/* Sizes that maximise the marginal likelihood of the latest `rows` rows, at most
 * HC_PROCESS_SEARCH_ROWS (of so many: where there are blocks enough, of two or three of them
 * one after another), in process->sizes; too few rows: these stay. Spoils the tables. Errors
 * HC_ERR_MEMORY. */
#define HC_PROCESS_SEARCH_ROWS 250
hc_status hc_process_search(hc_day_process *process, size_t rows, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
