#include "forecast/measure/backtest_score.h"

#include <math.h>

#include "forecast/aht.h"
#include "forecast/measure/backtest_words.h"
#include "forecast/measure/origins.h"
#include "forecast/models/baseline.h"

/* One row of the accuracy table: all days of the horizon, and the first week of them. */
static void add_pair(hc_score_sums *sums, const hc_backtest_job *job, const hc_series *said,
                     size_t said_queue, size_t queue, double naive_error)
{
    const int64_t day = said->axis.first_day;
    const size_t week = job->options->horizon_days < 7 ? job->options->horizon_days : 7;
    hc_accuracy_add(&sums->week, said, said_queue, job->history, queue, day, week, naive_error);
    hc_accuracy_add(&sums->horizon, said, said_queue, job->history, queue, day,
                    job->options->horizon_days, naive_error);
}

static void add_aht(hc_aht_sums *sums, const hc_backtest_job *job, const hc_series *forecast,
                    size_t queue)
{
    const hc_axis *axis = &job->history->axis;
    const hc_queue *came = &job->history->queues[queue];
    const int64_t first = forecast->axis.first_day;
    const double plain = hc_aht_plain_s(job->history, queue, first);
    if (came->aht_s == NULL || hc_is_missing(plain)) { return; }
    for (size_t day = 0; day < 7 && day < forecast->axis.days; day++) {
        const size_t at = (size_t)(first - axis->first_day) + day;
        if (at >= axis->days) { return; }
        const size_t from = forecast->axis.day_first[day];
        for (size_t i = 0; i < axis->day_first[at + 1] - axis->day_first[at]; i++) {
            const size_t slot = axis->day_first[at] + i;
            if (!(came->aht_s[slot] > 0.0) || !(came->calls[slot] > 0.0)) { continue; }
            const double calls = came->calls[slot], aht = came->aht_s[slot];
            sums->error += calls * fabs(forecast->queues[queue].aht_s[from + i] - aht);
            sums->plain += calls * fabs(plain - aht);
            sums->weight += calls * aht;
        }
    }
}

/* What came on a day of the forecast, where every interval it has open is known; else
 * HC_MISSING. */
static double came_on(const hc_backtest_job *job, const hc_series *forecast, size_t queue,
                      size_t day)
{
    const hc_axis *axis = &job->history->axis;
    const hc_queue *came = &job->history->queues[queue];
    const size_t at = (size_t)(forecast->axis.first_day - axis->first_day) + day;
    if (at >= axis->days) { return HC_MISSING; }
    const size_t from = forecast->axis.day_first[day], to = forecast->axis.day_first[day + 1];
    double total = 0.0;
    for (size_t slot = from; slot < to; slot++) {
        const size_t actual = axis->day_first[at] + (slot - from);
        if (!(forecast->queues[queue].calls[slot] > 0.0)) { continue; }
        if (came->state[actual] != HC_SLOT_OPEN) { return HC_MISSING; }
        total += came->calls[actual];
    }
    return total;
}

static double said_of(const hc_series *forecast, size_t queue, size_t day)
{
    double total = 0.0;
    for (size_t slot = forecast->axis.day_first[day]; slot < forecast->axis.day_first[day + 1];
         slot++) {
        total += forecast->queues[queue].calls[slot];
    }
    return total;
}

static void add_held(hc_held_totals *held, double said, double came, double sd)
{
    if (hc_is_missing(came) || !(said > 0.0)) { return; }
    held->count++;
    held->inside += fabs(came - said) <= HC_NORMAL_90 * sd;
}

static void add_totals(hc_origin_sums *sums, const hc_backtest_job *job,
                       const hc_backtest_origin *origin, size_t queue)
{
    const hc_series *forecast = &origin->forecast;
    const hc_queue_report *report = &origin->report.queues[queue];
    const size_t days = forecast->axis.days < 7 ? forecast->axis.days : 7;
    double said = 0.0, came = 0.0;
    for (size_t day = 0; day < days; day++) {
        const double day_said = said_of(forecast, queue, day);
        const double day_came = came_on(job, forecast, queue, day);
        add_held(&sums->days, day_said, day_came,
                 hc_forecast_total_sd(forecast, report, queue, day, 1));
        said += day_said;
        came += day_came;
    }
    if (days == 7) {
        add_held(&sums->week, said, came,
                 hc_forecast_total_sd(forecast, report, queue, 0, days));
    }
}

/* Overwrites the means of `said` by a baseline's; it has no quantiles. */
static void fill_baseline(hc_series *said, const hc_baseline *baseline,
                          const hc_day_matrix *matrix, double *row)
{
    for (size_t day = 0; day < said->axis.days; day++) {
        hc_baseline_day(baseline, matrix, matrix->days, matrix->days + day, row);
        for (size_t slot = said->axis.day_first[day]; slot < said->axis.day_first[day + 1];
             slot++) {
            said->queues[0].calls[slot] = row[hc_axis_wall_slot(&said->axis, slot)];
        }
    }
}

static hc_status score_baselines(const hc_backtest_job *job, hc_origin_sums *sums,
                                 const hc_series *forecast, size_t queue, double naive_error,
                                 hc_error *err)
{
    hc_day_matrix matrix = HC_DAY_MATRIX_INIT;
    hc_series said = HC_SERIES_INIT;
    double *row = NULL;
    hc_status st =
        hc_day_matrix_make(&matrix, job->history, queue, forecast->axis.first_day, err);
    if (st == HC_OK) { st = hc_series_make(&said, &forecast->axis, 1, 0, err); }
    if (st == HC_OK) { st = hc_alloc(&row, matrix.slots, sizeof *row, err); }
    for (size_t i = 0; st == HC_OK && i < hc_baseline_count; i++) {
        fill_baseline(&said, &hc_baselines[i], &matrix, row);
        add_pair(&sums->method[1 + i], job, &said, 0, queue, naive_error);
    }
    hc_free(row);
    hc_series_clear(&said);
    hc_day_matrix_clear(&matrix);
    return st;
}

/* Candidates differ by their day totals, and by the shares of ordinary days if they have their
 * own; on special days all share the forecast's intervals. */
static void fill_candidate(hc_series *said, const hc_series *forecast, size_t queue,
                           const hc_queue_report *report, size_t candidate)
{
    for (size_t day = 0; day < said->axis.days; day++) {
        const hc_day_parts *parts = &report->days[day];
        const double total = report->candidate_totals[candidate * report->day_count + day];
        const double ratio = parts->total > 0.0 ? total / parts->total : 0.0;
        const double *own = report->own_shares[candidate];
        const double *share = own != NULL ? own + day * report->slots
                                          : report->pattern_shares +
                                                (size_t)parts->pattern_weekday * report->slots;
        for (size_t slot = said->axis.day_first[day]; slot < said->axis.day_first[day + 1];
             slot++) {
            said->queues[0].calls[slot] =
                parts->special ? ratio * forecast->queues[queue].calls[slot]
                               : total * share[hc_axis_wall_slot(&said->axis, slot)];
        }
    }
}

static hc_status score_candidates(const hc_backtest_job *job, hc_origin_sums *sums,
                                  const hc_backtest_origin *origin, size_t queue,
                                  double naive_error, hc_error *err)
{
    const hc_queue_report *report = &origin->report.queues[queue];
    hc_series said = HC_SERIES_INIT;
    HC_TRY(hc_series_make(&said, &origin->forecast.axis, 1, 0, err));
    for (size_t i = 0; i < hc_backtest_candidates(job->out); i++) {
        fill_candidate(&said, &origin->forecast, queue, report, i);
        add_pair(&sums->method[1 + hc_baseline_count + i], job, &said, 0, queue, naive_error);
        sums->weight[i] += report->candidate[i].weight * sums->queue[queue].week.calls;
    }
    hc_series_clear(&said);
    return HC_OK;
}

hc_status hc_backtest_score_origin(const hc_backtest_job *job, size_t at, hc_error *err)
{
    hc_backtest_origin *origin = &job->out->origins[at];
    hc_origin_sums *sums = &job->sums[at];
    for (size_t queue = 0; queue < job->history->queue_count; queue++) {
        const double naive_error = hc_naive_error(job->history, queue, origin->day);
        add_pair(&sums->queue[queue], job, &origin->forecast, queue, queue, naive_error);
        hc_accuracy_merge(&sums->method[0].week, &sums->queue[queue].week);
        hc_accuracy_merge(&sums->method[0].horizon, &sums->queue[queue].horizon);
        HC_TRY(score_baselines(job, sums, &origin->forecast, queue, naive_error, err));
        HC_TRY(score_candidates(job, sums, origin, queue, naive_error, err));
        add_aht(&sums->aht, job, &origin->forecast, queue);
        add_totals(sums, job, origin, queue);
    }
    origin->week = hc_accuracy_of(&sums->method[0].week);
    origin->horizon = hc_accuracy_of(&sums->method[0].horizon);
    origin->whole_week = origin->day + 7 <= hc_origins_end(job->history);
    return HC_OK;
}
