/*
 * The forecast: expected contacts and handle times of every queue and interval, with quantiles,
 * from a cleaned history. An interval's mean is a day total times the interval's share of the
 * day; a day total is the weekday's level times the day's calendar effects. Every part is in
 * the report.
 */
#ifndef HC_FORECAST_FORECAST_H
#define HC_FORECAST_FORECAST_H

#include "forecast/series.h"
#include "forecast/special_days.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_HORIZON_DAYS_MAX 400
#define HC_CANDIDATES_MAX 24
#define HC_MODEL_NAME_MAX 48
#define HC_REASON_MAX 512
#define HC_BACKTEST_WEEKS_MAX 26
#define HC_BAND_WEEKS 4 /* the spread is learnt for weeks 1, 2, 3 and 4 ahead */

typedef struct hc_forecast_options {
    int64_t origin_day; /* first day to forecast: only days before it are used. HC_DAY_NONE: the
                           day after the history's last */
    size_t horizon_days;            /* 1..HC_HORIZON_DAYS_MAX */
    const hc_special_days *special; /* may be NULL; borrowed for the call */
    double default_aht_s;  /* where a queue's history has no handle times; 0..86400, above 0 */
    size_t backtest_weeks; /* weekly back-tests the candidates are weighed
                              by; 1..HC_BACKTEST_WEEKS_MAX */
    size_t threads;        /* 0: one a core */
    void (*on_queue)(void *context); /* called after each queue, by whichever thread made it;
                                        may be NULL */
    void *on_queue_context;          /* borrowed */
} hc_forecast_options;

/* How one method did in the weekly back-tests inside the history (the newest count most). */
typedef struct hc_model_score {
    char name[HC_MODEL_NAME_MAX];
    double wape_interval; /* of the first week; HC_MISSING without a back-test */
    double wape_day;
    double weight; /* in the combination's first week, 0..1; 0 for baselines and dropped
                      candidates */
} hc_model_score;

/* What a day's total is made of: level x weekday x month x yearly x special = total. */
typedef struct hc_day_parts {
    int64_t day;
    int32_t pattern_weekday; /* 0 Monday..: the weekday whose pattern is used (a holiday's: the
                                rest day) */
    double ordinary_calls;   /* the pattern weekday's expected total without calendar effects */
    double month_factor;     /* place in the month: business day and date */
    double yearly_factor;  /* season of the year and a slow cycle; 1 with less than two years */
    double special_factor; /* special day or day after a closure; 1 on ordinary days */
    double total; /* expected contacts of the day; an interval's share is calls / total */
    double
        mean_sd;  /* how well total is known as a mean, relative: no chance of the day itself */
    bool special; /* its intervals have the shape that its kind of day showed */
    char special_name[HC_QUEUE_NAME_MAX]; /* "" on ordinary days; "day after Labor Day" after
                                             closures */
} hc_day_parts;

typedef struct hc_queue_report {
    char name[HC_QUEUE_NAME_MAX];
    size_t days_known; /* days of the history that could be learnt from */
    size_t backtests;  /* weekly back-tests that could be made */
    size_t candidate_count;
    hc_model_score candidate[HC_CANDIDATES_MAX];
    size_t best;           /* index of the candidate with the largest weight */
    size_t baseline_count; /* planners' methods, for comparison: last week, averages, median */
    hc_model_score baseline[HC_CANDIDATES_MAX];
    double wape_interval; /* of the combination in its own back-tests; HC_MISSING without one */
    double wape_day;
    double poisson_floor; /* WAPE that a perfect forecast would still have, by interval */
    bool level_shift;     /* the level jumped in the last ten weeks: earlier days rescaled */
    double level_shift_ratio;
    double unsettled; /* relative shift of the level that the latest days tell of; 0 none */
    double unsettled_chance; /* that it has happened: so far the mean follows it, and the
                                quantiles are those of both levels */
    double growth_a_week;    /* of the log level: carried on over a quarter */
    double band_a;           /* variance of an interval = (a mu + b mu^2) */
    double band_b;
    double band_growth[HC_BAND_WEEKS]; /* standard deviation by weeks ahead relative to the
                                          first */
    double day_share;   /* of an interval's variance that its whole day has in common */
    double level_share; /* of that common part, what all days have in common: how far the level
                           may be off */
    double day_memory;  /* correlation of the rest from one day to the next */
    double queue_share; /* of a day's common part, what all queues have in common */
    double
        aht_level_sd; /* deviation of the level of handle times over their forecast; 0: told */
    double
        share_doubt; /* relative variance of an interval's share s of its day is this over s */
    bool thin;       /* too little history to learn more than averages, or few calls a day */
    char reason[HC_REASON_MAX]; /* the choice and why, one or two plain sentences */
    size_t day_count;           /* horizon_days */
    hc_day_parts *days;
    double *candidate_totals; /* [candidate_count * day_count] day totals by each alone */
    size_t slots;             /* wall-clock slots of a day */
    double *pattern_shares;   /* [7 * slots] of the day, by the weekday whose pattern is used */
    double *own_shares[HC_CANDIDATES_MAX]; /* [day_count * slots] of a candidate that says
                                              intervals; NULL: it has pattern_shares */
} hc_queue_report;

typedef struct hc_forecast_report {
    size_t queue_count;
    hc_queue_report *queues; /* in the history's order */
} hc_forecast_report;

#define HC_FORECAST_REPORT_INIT                                                                \
    {                                                                                          \
        0                                                                                      \
    }

/* Origin after the history, 28 days, no special days, 300 s, 10 back-test weeks, a thread a
 * core. */
hc_forecast_options hc_forecast_options_default(void);

/* HC_ERR_RANGE naming the option that is outside its range. */
hc_status hc_forecast_options_check(const hc_forecast_options *options,
                                    hc_error *err) HC_MUST_USE;

/*
 * Forecasts every queue of a cleaned history.
 *
 * Gives   out: an axis of its own from the origin day on, parts QUANTILE, AHT and AHT_SD; state
 * OPEN or CLOSED from the learnt hours (closed: mean and quantiles exactly 0). Quantiles
 * ascend. A queue without any usable day before the origin is CLOSED throughout with `thin`
 * set. report (may be NULL): a queue each. Same bytes for any number of threads. Errors
 * HC_ERR_RANGE  an option, or an origin before the history's second week; HC_ERR_EMPTY  no
 * queues; HC_ERR_MEMORY. On error out and report are untouched. Source  docs/math.md, Forecast
 */
hc_status hc_forecast_run(const hc_series *history, const hc_forecast_options *options,
                          hc_series *out, hc_forecast_report *report,
                          hc_error *err) HC_MUST_USE;

/*
 * Correlated sample paths of one queue of a forecast: calls[path * slots + slot], whole
 * numbers. Each interval's distribution is the one its quantiles describe; a day's intervals
 * move together, days in a row are correlated, the queues of one path share their busy days and
 * a level that may have moved moves all days, as report->queues[queue] says (a Gaussian
 * copula): path k of every queue, drawn with one seed, is the same possible course of events.
 *
 * Errors  HC_ERR_RANGE  no such queue, no quantiles, or paths is 0; HC_ERR_MEMORY.
 */
hc_status hc_forecast_paths(const hc_series *forecast, const hc_forecast_report *report,
                            size_t queue, size_t paths, uint64_t seed, double *calls,
                            hc_error *err) HC_MUST_USE;

/*
 * Day totals of the same paths: totals[day * paths + path]. Errors as hc_forecast_paths.
 */
hc_status hc_forecast_day_totals(const hc_series *forecast, const hc_forecast_report *report,
                                 size_t queue, size_t paths, uint64_t seed, double *totals,
                                 hc_error *err) HC_MUST_USE;

/*
 * Standard deviation of the contacts of `days` days from day `first` of the forecast together,
 * by the spread of its intervals and the correlations of the paths, whose totals it describes
 * without drawing any. first + days are within the forecast, which has quantiles.
 */
double hc_forecast_total_sd(const hc_series *forecast, const hc_queue_report *report,
                            size_t queue, size_t first, size_t days);

/*
 * 90 % band of the mean of an interval (or of the whole day: calls = total) of day `day` of a
 * queue's report: what the history leaves open, not what chance adds; with a level that may
 * have moved, from the band of the one to that of the other. 0 and 0 for no calls.
 */
void hc_forecast_mean_band(const hc_queue_report *report, size_t day, double calls, double *low,
                           double *high);

void hc_forecast_report_clear(hc_forecast_report *report);

#ifdef __cplusplus
}
#endif
#endif
