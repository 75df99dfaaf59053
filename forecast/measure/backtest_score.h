/*
 * What one origin's forecast missed by, and what the planners' methods and each candidate would
 * have. Part of backtest, which makes the forecasts and adds the origins up.
 */
#ifndef HC_FORECAST_MEASURE_BACKTEST_SCORE_H
#define HC_FORECAST_MEASURE_BACKTEST_SCORE_H

#include "forecast/measure/accuracy.h"
#include "forecast/measure/backtest.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Scored sums of one method: its first week and its whole horizon. */
typedef struct hc_score_sums {
    hc_accuracy_sums week, horizon;
} hc_score_sums;

typedef struct hc_aht_sums {
    double error, plain, weight;
} hc_aht_sums;

/* What one origin adds to the totals; kept apart so that the order of adding never changes. */
typedef struct hc_origin_sums {
    hc_score_sums *method; /* [methods]; 0 is the forecast, then baselines, then candidates */
    double *weight;        /* [candidates] weight x contacts */
    hc_score_sums *queue;  /* [queues] the forecast by queue */
    hc_aht_sums aht;
    hc_held_totals days, week;
} hc_origin_sums;

typedef struct hc_backtest_job {
    const hc_series *history;
    const hc_backtest_options *options;
    size_t methods;
    size_t inner_threads;
    hc_backtest *out;
    hc_origin_sums *sums; /* [origins] */
} hc_backtest_job;

/* Fills the sums of origin `at`, whose forecast is made. HC_ERR_MEMORY. */
hc_status hc_backtest_score_origin(const hc_backtest_job *job, size_t at,
                                   hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
