/*
 * Back-test: what the forecast would have said at earlier origins, against what came, beside
 * last week and the planners' averages.
 */
#ifndef HC_FORECAST_MEASURE_BACKTEST_H
#define HC_FORECAST_MEASURE_BACKTEST_H

#include "forecast/forecast.h"
#include "forecast/measure/accuracy.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_BACKTEST_ORIGINS_MAX 1000
#define HC_BACKTEST_ORIGINS_DEFAULT 12 /* at most, when none are given */
#define HC_BACKTEST_ORIGINS_CLAIM 4    /* fewer cannot support a claim */

typedef struct hc_backtest_options {
    const int64_t *origins; /* days; NULL: the last week starts that leave enough history */
    size_t origin_count;    /* 0 with origins NULL */
    size_t horizon_days;    /* 1..HC_HORIZON_DAYS_MAX */
    hc_forecast_options forecast; /* origin_day and horizon_days are set here by the run */
} hc_backtest_options;

typedef enum hc_score_sort {
    HC_SCORE_OURS = 0, /* the forecast, or the forecast of one queue */
    HC_SCORE_PLANNERS, /* last week and averages, for comparison */
    HC_SCORE_CANDIDATE /* one of the methods that the forecast is mixed from */
} hc_score_sort;

/* One method over all origins and queues: its first week and its whole horizon. */
typedef struct hc_backtest_score {
    char name[HC_MODEL_NAME_MAX];
    hc_score_sort sort;
    double weight; /* of a candidate: mean over origins and queues, by contacts; else
                      HC_MISSING */
    hc_accuracy week;
    hc_accuracy horizon;
} hc_backtest_score;

typedef struct hc_backtest_origin {
    int64_t day;
    bool whole_week; /* seven days of actuals after it */
    hc_series forecast;
    hc_forecast_report report;
    hc_accuracy week; /* all queues together */
    hc_accuracy horizon;
} hc_backtest_origin;

/* Totals of days or weeks that came whole, and how many a band held. */
typedef struct hc_held_totals {
    size_t count, inside;
} hc_held_totals;

typedef struct hc_backtest {
    size_t horizon_days;
    size_t origin_count;
    hc_backtest_origin *origins; /* ascending by day */
    size_t score_count;
    hc_backtest_score *scores; /* [0] Headcount, then last week, mean of 4, 6, 8, median of 6
                                  weeks, then each candidate */
    size_t queue_count;
    hc_backtest_score *queues; /* Headcount by queue, in the history's order */
    double aht_wape;       /* AHT of the first week weighted by calls; HC_MISSING without AHT */
    double aht_wape_plain; /* the queue's plain mean of 8 weeks */
    hc_held_totals days_held;        /* by their 80 % bands */
    hc_held_totals weeks_held;       /* the first of each origin */
    bool too_little;                 /* the history cannot support a claim */
    char warning[HC_REASON_MAX];     /* why, when too_little; else "" */
    char totals[HC_REASON_MAX];      /* how often totals of days and weeks came as their bands
                                        say; "" without any */
    char sentence[3][HC_REASON_MAX]; /* which method, how wrong by day and interval, against
                                        averages */
} hc_backtest;

#define HC_BACKTEST_INIT                                                                       \
    {                                                                                          \
        0                                                                                      \
    }

/* Default origins, a week ahead (28-day horizon for the files that need it is the caller's
 * choice). */
hc_backtest_options hc_backtest_options_default(void);

/*
 * Runs every origin x queue, in parallel. An origin may lie so near the history's end that its
 * horizon is only partly scored.
 *
 * Errors  HC_ERR_RANGE  an origin outside the history or before its second week, options out of
 *                       range; HC_ERR_EMPTY  no queue, or too short for any origin;
 * HC_ERR_MEMORY. On error *out is untouched.
 */
hc_status hc_backtest_run(const hc_series *history, const hc_backtest_options *options,
                          hc_backtest *out, hc_error *err) HC_MUST_USE;

void hc_backtest_clear(hc_backtest *backtest);

#ifdef __cplusplus
}
#endif
#endif
