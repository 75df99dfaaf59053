#include "forecast/forecast.h"

#include <stdio.h>

#include "forecast/base/parallel.h"
#include "forecast/busy_days.h"
#include "forecast/queue_work.h"

_Static_assert(HC_CANDIDATES_LIMIT <= HC_CANDIDATES_MAX,
               "the report must hold every candidate");

hc_forecast_options hc_forecast_options_default(void)
{
    return (hc_forecast_options){.origin_day = HC_DAY_NONE,
                                 .horizon_days = 28,
                                 .special = NULL,
                                 .default_aht_s = 300.0,
                                 .backtest_weeks = 10,
                                 .threads = 0};
}

hc_status hc_forecast_options_check(const hc_forecast_options *options, hc_error *err)
{
    if (options->horizon_days < 1 || options->horizon_days > HC_HORIZON_DAYS_MAX) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "a horizon is 1 to %d days, found %zu", HC_HORIZON_DAYS_MAX,
                       options->horizon_days);
    }
    if (!(options->default_aht_s > 0.0 && options->default_aht_s <= HC_SECONDS_A_DAY)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "is it in minutes?",
                       "AHT must be above 0 and at most %d s, found %g", HC_SECONDS_A_DAY,
                       options->default_aht_s);
    }
    if (options->backtest_weeks < 1 || options->backtest_weeks > HC_BACKTEST_WEEKS_MAX) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "back-tests are 1 to %d weeks, found %zu", HC_BACKTEST_WEEKS_MAX,
                       options->backtest_weeks);
    }
    return HC_OK;
}

/* --------------------------------------------------------------------------- one queue */

typedef struct run {
    const hc_series *history;
    const hc_forecast_options *options;
    int64_t origin_day;
    hc_series *out;
    hc_forecast_report *report;
    hc_busy_days busy; /* of the first week of each back-test */
} run;

/* The same place for a day of any queue: back-tests lie whole weeks before the origin. */
static hc_status keep_busy_days(const hc_queue_work *work, const run *job, size_t queue,
                                hc_error *err)
{
    hc_day_score *score = NULL;
    HC_TRY(hc_alloc(&score, work->residuals.count + 1, sizeof *score, err));
    const size_t days = hc_bands_day_scores(&work->bands, &work->residuals, score);
    for (size_t k = 0; k < days; k++) {
        const size_t back = score[k].day / (2 * HC_BACK_DAYS),
                     ahead = score[k].day % (2 * HC_BACK_DAYS);
        job->busy.score[queue * job->busy.days + 7 * back + ahead] = score[k].z;
    }
    job->busy.common[queue] = work->bands.day_common;
    hc_free(score);
    return HC_OK;
}

static hc_status forecast_queue(void *context, size_t queue, hc_error *err)
{
    const run *job = context;
    hc_queue_work *work = NULL;
    HC_TRY(hc_alloc(&work, 1, sizeof *work, err));
    hc_status st = hc_queue_forecast(work, job->history, queue, job->origin_day, job->options,
                                     job->out, err);
    if (st == HC_OK) { st = keep_busy_days(work, job, queue, err); }
    if (st == HC_OK) {
        hc_queue_report_fill(work, job->history->queues[queue].name,
                             &job->report->queues[queue]);
    }
    if (st == HC_OK && job->options->on_queue != NULL) {
        job->options->on_queue(job->options->on_queue_context);
    }
    hc_queue_work_clear(work);
    hc_free(work);
    return st;
}

/* --------------------------------------------------------------------------------- run */

static hc_status make_queue_report(hc_queue_report *told, size_t days, size_t slots,
                                   hc_error *err)
{
    told->day_count = days;
    told->slots = slots;
    HC_TRY(hc_alloc(&told->days, days, sizeof *told->days, err));
    HC_TRY(hc_alloc(&told->candidate_totals, hc_candidate_count * days,
                    sizeof *told->candidate_totals, err));
    HC_TRY(hc_alloc(&told->pattern_shares, HC_WEEKDAYS * slots, sizeof(double), err));
    for (size_t i = 0; i < hc_candidate_count; i++) {
        if (hc_candidates[i].intervals == NULL) { continue; }
        HC_TRY(hc_alloc(&told->own_shares[i], days * slots, sizeof(double), err));
    }
    return HC_OK;
}

static hc_status make_report(hc_forecast_report *report, size_t queues, size_t days,
                             size_t slots, hc_error *err)
{
    HC_TRY(hc_alloc(&report->queues, queues, sizeof *report->queues, err));
    report->queue_count = queues;
    for (size_t queue = 0; queue < queues; queue++) {
        HC_TRY(make_queue_report(&report->queues[queue], days, slots, err));
    }
    return HC_OK;
}

static hc_status find_origin(const hc_series *history, const hc_forecast_options *options,
                             int64_t *origin_day, hc_error *err)
{
    const int64_t end = history->axis.first_day + (int64_t)history->axis.days;
    *origin_day = options->origin_day == HC_DAY_NONE ? end : options->origin_day;
    if (*origin_day < history->axis.first_day + 7 || *origin_day > end + HC_HORIZON_DAYS_MAX) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "the first day to forecast must lie after the history's first week and "
                       "at most %d days after its end",
                       HC_HORIZON_DAYS_MAX);
    }
    return HC_OK;
}

static hc_status run_queues(run *job, hc_error *err)
{
    const hc_forecast_options *options = job->options;
    const size_t queues = job->history->queue_count;
    hc_axis axis = HC_AXIS_INIT;
    hc_status st =
        hc_axis_make(&axis, &job->history->axis.zone, job->history->axis.interval_min,
                     job->origin_day, options->horizon_days, err);
    if (st == HC_OK) {
        st = hc_series_make(job->out, &axis, queues,
                            HC_PART_QUANTILE | HC_PART_AHT | HC_PART_AHT_SD, err);
    }
    if (st == HC_OK) {
        st = make_report(job->report, queues, options->horizon_days, hc_axis_slots_a_day(&axis),
                         err);
    }
    if (st == HC_OK) {
        st = hc_busy_days_make(&job->busy, queues, 7 * options->backtest_weeks, err);
    }
    if (st == HC_OK) {
        st = hc_parallel_for(queues, options->threads, forecast_queue, job, err);
    }
    hc_axis_clear(&axis);
    return st;
}

hc_status hc_forecast_run(const hc_series *history, const hc_forecast_options *options,
                          hc_series *out, hc_forecast_report *report, hc_error *err)
{
    hc_series made = HC_SERIES_INIT;
    hc_forecast_report told = HC_FORECAST_REPORT_INIT;
    run job = {.history = history, .options = options, .out = &made, .report = &told};
    HC_TRY(hc_forecast_options_check(options, err));
    if (history->queue_count == 0) {
        return hc_fail(err, HC_ERR_EMPTY, HC_NOWHERE, "", "the history has no queue");
    }
    HC_TRY(find_origin(history, options, &job.origin_day, err));
    const hc_status st = run_queues(&job, err);
    if (st == HC_OK) {
        const double share = hc_busy_days_share(&job.busy);
        for (size_t queue = 0; queue < told.queue_count; queue++) {
            told.queues[queue].queue_share = share;
        }
        hc_series_move(out, &made);
        if (report != NULL) {
            hc_forecast_report_clear(report);
            *report = told;
            told = (hc_forecast_report)HC_FORECAST_REPORT_INIT;
        }
    }
    hc_busy_days_clear(&job.busy);
    hc_series_clear(&made);
    hc_forecast_report_clear(&told);
    return st;
}
