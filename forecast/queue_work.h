/*
 * Everything one queue's forecast is made from, and the report of it.
 */
#ifndef HC_FORECAST_QUEUE_WORK_H
#define HC_FORECAST_QUEUE_WORK_H

#include "forecast/aht.h"
#include "forecast/bands.h"
#include "forecast/edges.h"
#include "forecast/forecast.h"
#include "forecast/growth.h"
#include "forecast/models/combine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_queue_work {
    hc_queue_model model;
    hc_aht_model aht;
    hc_origin back[HC_BACKTEST_WEEKS_MAX]; /* the newest first */
    size_t backs;
    hc_origin now;
    hc_combination combination;
    hc_residuals residuals;
    hc_bands bands;
    hc_edges edges;     /* of the weekdays */
    double *totals;     /* of the day being looked at; [max horizon of any origin] */
    double *row;        /* [slots] */
    double *share;      /* [slots] */
    double shape_doubt; /* of the day being written: relative variance of its intervals */
    bool shifted;
    double shift;                  /* ratio; 1 without a level shift */
    double week_doubt;             /* variance of the log level by the back-tests */
    double level_doubt;            /* the same by the process and the waves */
    double speed[HC_SHARE_SPEEDS]; /* how much each speed of the shares counts */
    hc_growth growth;              /* none where the level was set anew */
    hc_level_move unsettled;       /* of the level, as far as the latest days leave it open */
} hc_queue_work;

/*
 * How far the level may be off by what back-tests missed and by what the process leaves open:
 * variance of the log of a week's total. Both tell of one thing, so the larger counts (their
 * sum would count it twice), and of days that look as the process draws them a few back-tests
 * tell less than it knows.
 */
static inline double hc_week_level_doubt(const hc_queue_work *work)
{
    const double beyond = fmax(0.0, work->week_doubt - work->level_doubt);
    return work->level_doubt + (1.0 - work->model.process.trust) * beyond;
}

/* Makes a queue's forecast into its place in out, whose axis begins on origin_day. work,
 * zeroed, holds all that it was made from, on errors as well, until it is cleared. */
hc_status hc_queue_forecast(hc_queue_work *work, const hc_series *history, size_t queue,
                            int64_t origin_day, const hc_forecast_options *options,
                            hc_series *out, hc_error *err) HC_MUST_USE;

/* Tells the choice, the errors and every day's parts; work->totals must be those of the days
 * ahead, and are used up. */
void hc_queue_report_fill(hc_queue_work *work, const char *name, hc_queue_report *report);

void hc_queue_work_clear(hc_queue_work *work);

#ifdef __cplusplus
}
#endif
#endif
