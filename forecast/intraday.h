/*
 * Intraday: the rest of a day forecast again from what came so far. How busy the day is, its
 * day factor, is learnt from the contacts until now, shrunk towards 1 when little was expected
 * until now, the forecast's bands say that days differ little, or in the past such differences
 * did not last.
 */
#ifndef HC_FORECAST_INTRADAY_H
#define HC_FORECAST_INTRADAY_H

#include "forecast/forecast.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_intraday_input {
    const hc_series *forecast;        /* with quantiles, made from the days before today
                                         (hc_forecast_run with origin_day = today) */
    const hc_forecast_report *told;   /* its report, for the share of the bands that whole days
                                         have in common; NULL: a third */
    const hc_series *history;         /* with today's rows so far; same interval and zone */
    const hc_forecast_options *learn; /* how the forecast was made: six earlier weeks are then
                                         forecast likewise, to learn how much of a difference
                                         at this time of day lasts. NULL: by the bands alone */
    int64_t now_utc_s;
} hc_intraday_input;

/* One queue's day until now. Contacts of open intervals that are over and have a count. */
typedef struct hc_intraday_queue {
    char name[HC_QUEUE_NAME_MAX];
    size_t slots_known;     /* such intervals; 0: the forecast is unchanged */
    double expected_so_far; /* contacts the forecast expected in them */
    double came_so_far;
    double ratio;     /* came / expected; HC_MISSING when nothing was expected */
    double chance;    /* probability that a day as forecast differs at least as much, 0..1 */
    double carried;   /* share of the difference so far that is carried on to the rest, 0..1 */
    size_t past_days; /* that it was learnt from, besides the bands */
    double factor;    /* estimate of the day factor: the rest of the day is multiplied by it */
    double factor_sd; /* its standard deviation now; before the day it was factor_sd_before */
    double factor_sd_before;
    double local_factor; /* what the last hours showed beyond that: it fades within hours */
    double rest_before;  /* contacts expected from now to the day's end, by the forecast */
    double rest_after;   /* and now */
    char sentence[HC_REASON_MAX]; /* all of this in plain words */
} hc_intraday_queue;

typedef struct hc_intraday_report {
    int64_t day; /* the local day of now */
    int64_t now_utc_s;
    size_t queue_count;
    hc_intraday_queue *queues; /* in the forecast's order */
} hc_intraday_report;

#define HC_INTRADAY_REPORT_INIT                                                                \
    {                                                                                          \
        0                                                                                      \
    }

/*
 * Forecasts the rest of today again. Queues are found by name; only intervals that end by now
 * are looked at, and a day whose rows are all marked as an outage counts (it is not over yet).
 *
 * Gives     out: the forecast, with today's intervals that are over set to what came (quantiles
 *           too), and those that are not over, or have no count, forecast again. Other days are
 *           unchanged. Without any count of today a queue is unchanged. The more came the more
 *           is expected. report (may be NULL): a queue each.
 * Errors    HC_ERR_RANGE  now lies on no day of the forecast, the forecast has no quantiles,
 * told has other queues, or interval or zone differ; errors of hc_forecast_run; HC_ERR_MEMORY.
 * On error out and report are untouched. out may be the forecast. Source    docs/math.md, The
 * rest of today
 */
hc_status hc_intraday_run(const hc_intraday_input *input, hc_series *out,
                          hc_intraday_report *report, hc_error *err) HC_MUST_USE;

void hc_intraday_report_clear(hc_intraday_report *report);

#ifdef __cplusplus
}
#endif
#endif
