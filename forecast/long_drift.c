/* How far forecasts of months ahead have missed, by making some at earlier dates. */
#include <math.h>

#include "forecast/base/parallel.h"
#include "forecast/forecast.h"
#include "forecast/models/robust.h"
#include "forecast/outlook.h"

#define FORECASTS 12
#define AHEAD_WEEKS 13
#define AHEAD_DAYS ((size_t)7 * AHEAD_WEEKS)
#define HISTORY_WEEKS 26 /* before the first forecast .. */
#define SEASON_WEEKS 105 /* .. or these, from which on a season is in a forecast */
#define LEVEL_DAYS_LEAST (HC_LEVEL_WEEKS * 7 * 3 / 4) /* of a level that must be known */
#define NORMAL_OF_MEDIAN 1.482602218505602            /* 1 / z(0.75) */

typedef struct drift_job {
    const hc_series *history;
    const hc_special_days *special;
    hc_series together; /* the history's queues as one */
    size_t first_week;  /* the first forecast has so many weeks of history */
    size_t weeks_over;  /* the last so many more */
    double *near;       /* [FORECASTS] log of level over forecast, weeks 1 to 4 .. */
    double *far;        /* .. and the last four weeks */
} drift_job;

/* A slot is open when any queue is, and unknown when any queue's is. */
static void join_slot(const hc_series *history, size_t slot, hc_queue *to)
{
    bool open = false, unknown = false;
    double calls = 0.0;
    for (size_t q = 0; q < history->queue_count; q++) {
        const hc_queue *queue = &history->queues[q];
        unknown = unknown || queue->state[slot] == HC_SLOT_GAP ||
                  queue->state[slot] == HC_SLOT_OUTAGE;
        open = open || queue->state[slot] == HC_SLOT_OPEN;
        if (queue->calls[slot] > 0.0) { calls += queue->calls[slot]; }
    }
    to->state[slot] = (uint8_t)(unknown ? HC_SLOT_GAP : open ? HC_SLOT_OPEN : HC_SLOT_CLOSED);
    to->calls[slot] = unknown ? HC_MISSING : calls;
}

static hc_status join(const hc_series *history, hc_series *together, hc_error *err)
{
    HC_TRY(hc_series_make(together, &history->axis, 1, 0, err));
    for (size_t slot = 0; slot < hc_axis_slots(&history->axis); slot++) {
        join_slot(history, slot, &together->queues[0]);
    }
    return HC_OK;
}

/* Log of what came over what was forecast, of the known days of four weeks; HC_MISSING where
 * too few are. */
static double log_miss(const hc_series *history, const hc_series *forecast, size_t first_week)
{
    const size_t from = (size_t)(forecast->axis.first_day - history->axis.first_day);
    double came = 0.0, told = 0.0;
    size_t known = 0;
    for (size_t day = 7 * first_week; day < 7 * (first_week + HC_LEVEL_WEEKS); day++) {
        const double total = hc_day_total(history, from + day);
        if (hc_is_missing(total)) { continue; }
        came += total;
        told += hc_day_total(forecast, day);
        known++;
    }
    return known >= LEVEL_DAYS_LEAST && came > 0.0 && told > 0.0 ? log(came / told)
                                                                 : HC_MISSING;
}

static hc_status run_forecast(void *context, size_t k, hc_error *err)
{
    const drift_job *job = context;
    const size_t weeks =
        job->first_week + (k * job->weeks_over + (FORECASTS - 1) / 2) / (FORECASTS - 1);
    const hc_axis *axis = &job->history->axis;
    hc_forecast_options options = hc_forecast_options_default();
    hc_series forecast = HC_SERIES_INIT;
    hc_forecast_report report = HC_FORECAST_REPORT_INIT;
    options.origin_day = axis->first_day + (int64_t)(axis->days % 7 + 7 * weeks);
    options.horizon_days = AHEAD_DAYS;
    options.special = job->special;
    options.threads = 1;
    HC_TRY(hc_forecast_run(&job->together, &options, &forecast, &report, err));
    job->near[k] = log_miss(job->history, &forecast, 0);
    job->far[k] = log_miss(job->history, &forecast, AHEAD_WEEKS - HC_LEVEL_WEEKS);
    hc_series_clear(&forecast);
    hc_forecast_report_clear(&report);
    return HC_OK;
}

/* The median of what was missed, as a standard deviation; HC_MISSING when not all are known. */
static double spread_of(const double *misses)
{
    double size[FORECASTS];
    for (size_t k = 0; k < FORECASTS; k++) {
        if (hc_is_missing(misses[k])) { return HC_MISSING; }
        size[k] = fabs(misses[k]);
    }
    return NORMAL_OF_MEDIAN * hc_median(size, FORECASTS);
}

static void judge(const drift_job *job, hc_level_drift *drift)
{
    const double nearest = spread_of(job->near);
    const double farthest = spread_of(job->far);
    if (hc_is_missing(nearest) || hc_is_missing(farthest)) { return; }
    *drift = (hc_level_drift){.log_sd = fmax(nearest, farthest),
                              .weeks_apart = AHEAD_WEEKS,
                              .pairs = FORECASTS,
                              .nearest_log_sd = nearest,
                              .forecasts = FORECASTS};
    for (size_t k = 0; k < FORECASTS; k++) {
        drift->too_low += job->far[k] > 0.0;
    }
    drift->log_miss = hc_median(job->far, FORECASTS);
}

hc_status hc_long_drift_of(const hc_series *history, const hc_special_days *special,
                           hc_level_drift *drift, hc_error *err)
{
    const size_t weeks = history->axis.days / 7;
    const size_t room = AHEAD_WEEKS + FORECASTS - 1; /* after the first forecast */
    double miss[2 * FORECASTS];
    drift_job job = {
        .history = history, .special = special, .near = miss, .far = miss + FORECASTS};
    HC_TRY(hc_level_drift_of(history, drift, err));
    if (weeks < HISTORY_WEEKS + room) { return HC_OK; }
    job.first_week = weeks < SEASON_WEEKS + room ? HISTORY_WEEKS : SEASON_WEEKS;
    job.weeks_over = weeks - AHEAD_WEEKS - job.first_week;
    hc_status st = join(history, &job.together, err);
    if (st == HC_OK) { st = hc_parallel_for(FORECASTS, 0, run_forecast, &job, err); }
    if (st == HC_OK) { judge(&job, drift); }
    hc_series_clear(&job.together);
    return st;
}
