#include "forecast/measure/backtest.h"

#include <math.h>
#include <stdio.h>

#include "forecast/aht.h"
#include "forecast/base/parallel.h"
#include "forecast/measure/backtest_words.h"
#include "forecast/measure/origins.h"
#include "forecast/models/baseline.h"
#include "forecast/models/candidate.h"

/* Scored sums of one method: its first week and its whole horizon. */
typedef struct sums_pair {
    hc_accuracy_sums week, horizon;
} sums_pair;

typedef struct aht_sums {
    double error, plain, weight;
} aht_sums;

/* What one origin adds to the totals; kept apart so that the order of adding never changes. */
typedef struct origin_sums {
    sums_pair *method; /* [methods]; 0 is the forecast, then baselines, then candidates */
    double *weight;    /* [candidates] weight x contacts */
    sums_pair *queue;  /* [queues] the forecast by queue */
    aht_sums aht;
    hc_held_totals days, week;
} origin_sums;

typedef struct backtest_run {
    const hc_series *history;
    const hc_backtest_options *options;
    size_t methods;
    size_t inner_threads;
    hc_backtest *out;
    origin_sums *sums; /* [origins] */
} backtest_run;

hc_backtest_options hc_backtest_options_default(void)
{
    return (hc_backtest_options){.horizon_days = 7, .forecast = hc_forecast_options_default()};
}

static hc_status check_options(const hc_series *history, const hc_backtest_options *options,
                               hc_error *err)
{
    hc_forecast_options forecast = options->forecast;
    forecast.horizon_days = options->horizon_days;
    HC_TRY(hc_forecast_options_check(&forecast, err));
    if (history->queue_count == 0) {
        return hc_fail(err, HC_ERR_EMPTY, HC_NOWHERE, "", "the history has no queue");
    }
    if (options->origin_count > HC_BACKTEST_ORIGINS_MAX) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "at most %d origins, found %zu",
                       HC_BACKTEST_ORIGINS_MAX, options->origin_count);
    }
    for (size_t i = 0; i < options->origin_count; i++) {
        const int64_t day = options->origins[i];
        char text[HC_TIME_TEXT_MAX];
        if (day >= history->axis.first_day + 7 && day < hc_origins_end(history)) { continue; }
        hc_format_date(day, text);
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "the origin %s does not lie inside the history, after its first week",
                       text);
    }
    return HC_OK;
}

/* ------------------------------------------------------------------------------ scoring */

/* One row of the accuracy table: all days of the horizon, and the first week of them. */
static void add_pair(sums_pair *sums, const backtest_run *job, const hc_series *said,
                     size_t said_queue, size_t queue, double naive_error)
{
    const int64_t day = said->axis.first_day;
    const size_t week = job->options->horizon_days < 7 ? job->options->horizon_days : 7;
    hc_accuracy_add(&sums->week, said, said_queue, job->history, queue, day, week, naive_error);
    hc_accuracy_add(&sums->horizon, said, said_queue, job->history, queue, day,
                    job->options->horizon_days, naive_error);
}

static void add_aht(aht_sums *sums, const backtest_run *job, const hc_series *forecast,
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
static double came_on(const backtest_run *job, const hc_series *forecast, size_t queue,
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

static void add_totals(origin_sums *sums, const backtest_run *job,
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

static hc_status score_baselines(const backtest_run *job, origin_sums *sums,
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

static hc_status score_candidates(const backtest_run *job, origin_sums *sums,
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

static hc_status score_origin(const backtest_run *job, size_t at, hc_error *err)
{
    hc_backtest_origin *origin = &job->out->origins[at];
    origin_sums *sums = &job->sums[at];
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

static hc_status run_origin(void *context, size_t at, hc_error *err)
{
    const backtest_run *job = context;
    hc_backtest_origin *origin = &job->out->origins[at];
    hc_forecast_options options = job->options->forecast;
    options.origin_day = origin->day;
    options.horizon_days = job->options->horizon_days;
    options.threads = job->inner_threads;
    HC_TRY(hc_forecast_run(job->history, &options, &origin->forecast, &origin->report, err));
    return score_origin(job, at, err);
}

/* ------------------------------------------------------------------------------- result */

static void name_score(hc_backtest_score *score, hc_score_sort sort, const char *name)
{
    (void)snprintf(score->name, sizeof score->name, "%.*s", HC_MODEL_NAME_MAX - 1, name);
    score->sort = sort;
    score->weight = HC_MISSING;
}

/* Adds the origins up in their order. Only horizons that lie whole in the history count, if any
 * do. */
static void add_up(const backtest_run *job)
{
    hc_backtest *out = job->out;
    bool any_whole = false;
    for (size_t i = 0; i < out->origin_count; i++) {
        any_whole = any_whole || out->origins[i].day + (int64_t)out->horizon_days <=
                                     hc_origins_end(job->history);
    }
    for (size_t row = 0; row < job->methods + out->queue_count; row++) {
        sums_pair total = {.week = {.intervals = 0.0}};
        for (size_t i = 0; i < out->origin_count; i++) {
            const sums_pair *sums = row < job->methods
                                        ? &job->sums[i].method[row]
                                        : &job->sums[i].queue[row - job->methods];
            const bool whole = out->origins[i].day + (int64_t)out->horizon_days <=
                               hc_origins_end(job->history);
            hc_accuracy_merge(&total.week, &sums->week);
            if (whole || !any_whole) { hc_accuracy_merge(&total.horizon, &sums->horizon); }
        }
        hc_backtest_score *score =
            row < job->methods ? &out->scores[row] : &out->queues[row - job->methods];
        score->week = hc_accuracy_of(&total.week);
        score->horizon = hc_accuracy_of(&total.horizon);
    }
}

static void name_rows(const backtest_run *job)
{
    hc_backtest *out = job->out;
    name_score(&out->scores[0], HC_SCORE_OURS, "Headcount");
    for (size_t i = 0; i < hc_baseline_count; i++) {
        name_score(&out->scores[1 + i], HC_SCORE_PLANNERS, hc_baselines[i].name);
    }
    for (size_t i = 0; i < hc_backtest_candidates(out); i++) {
        name_score(&out->scores[1 + hc_baseline_count + i], HC_SCORE_CANDIDATE,
                   hc_candidates[i].name);
    }
    for (size_t queue = 0; queue < out->queue_count; queue++) {
        name_score(&out->queues[queue], HC_SCORE_OURS, job->history->queues[queue].name);
    }
}

/* Weights in the forecast, by the contacts they were given for. */
static void add_up_weights(const backtest_run *job)
{
    double calls = 0.0;
    for (size_t k = 0; k < job->out->origin_count; k++) {
        calls += job->sums[k].method[0].week.calls;
    }
    for (size_t i = 0; calls > 0.0 && i < hc_backtest_candidates(job->out); i++) {
        double weight = 0.0;
        for (size_t k = 0; k < job->out->origin_count; k++) {
            weight += job->sums[k].weight[i];
        }
        job->out->scores[1 + hc_baseline_count + i].weight = weight / calls;
    }
}

static void add_up_aht(const backtest_run *job)
{
    aht_sums total = {0.0, 0.0, 0.0};
    for (size_t i = 0; i < job->out->origin_count; i++) {
        total.error += job->sums[i].aht.error;
        total.plain += job->sums[i].aht.plain;
        total.weight += job->sums[i].aht.weight;
    }
    job->out->aht_wape = total.weight > 0.0 ? total.error / total.weight : HC_MISSING;
    job->out->aht_wape_plain = total.weight > 0.0 ? total.plain / total.weight : HC_MISSING;
}

static void add_up_held(const backtest_run *job)
{
    hc_backtest *out = job->out;
    for (size_t i = 0; i < out->origin_count; i++) {
        out->days_held.count += job->sums[i].days.count;
        out->days_held.inside += job->sums[i].days.inside;
        out->weeks_held.count += job->sums[i].week.count;
        out->weeks_held.inside += job->sums[i].week.inside;
    }
}

/* Of the first week of each origin. */
static double scored_calls(const backtest_run *job)
{
    double calls = 0.0;
    for (size_t i = 0; i < job->out->origin_count; i++) {
        calls += job->sums[i].method[0].week.calls;
    }
    return calls;
}

/* ---------------------------------------------------------------------------------- run */

static hc_status take_memory(backtest_run *job, size_t origins, hc_error *err)
{
    hc_backtest *out = job->out;
    const size_t queues = job->history->queue_count;
    HC_TRY(hc_alloc(&out->origins, origins, sizeof *out->origins, err));
    out->origin_count = origins;
    HC_TRY(hc_alloc(&out->scores, job->methods, sizeof *out->scores, err));
    out->score_count = job->methods;
    HC_TRY(hc_alloc(&out->queues, queues, sizeof *out->queues, err));
    out->queue_count = queues;
    HC_TRY(hc_alloc(&job->sums, origins, sizeof *job->sums, err));
    for (size_t i = 0; i < origins; i++) {
        HC_TRY(hc_alloc(&job->sums[i].method, job->methods, sizeof(sums_pair), err));
        HC_TRY(hc_alloc(&job->sums[i].queue, queues, sizeof(sums_pair), err));
        HC_TRY(
            hc_alloc(&job->sums[i].weight, hc_backtest_candidates(out), sizeof(double), err));
    }
    return HC_OK;
}

static void free_sums(backtest_run *job)
{
    for (size_t i = 0; job->sums != NULL && i < job->out->origin_count; i++) {
        hc_free(job->sums[i].method);
        hc_free(job->sums[i].queue);
        hc_free(job->sums[i].weight);
    }
    hc_free(job->sums);
}

static hc_status run_all(backtest_run *job, const int64_t *days, size_t count, hc_error *err)
{
    HC_TRY(take_memory(job, count, err));
    for (size_t i = 0; i < count; i++) {
        job->out->origins[i].day = days[i];
    }
    const size_t asked = job->options->forecast.threads;
    const size_t threads = asked == 0 ? hc_parallel_cores() : asked;
    /* Threads go to the origins where there are enough of them, else to the queues. */
    job->inner_threads = count >= threads ? 1 : threads;
    HC_TRY(hc_parallel_for(count, count >= threads ? threads : 1, run_origin, job, err));
    name_rows(job);
    add_up(job);
    add_up_aht(job);
    add_up_weights(job);
    add_up_held(job);
    hc_backtest_say(job->out, scored_calls(job));
    return HC_OK;
}

hc_status hc_backtest_run(const hc_series *history, const hc_backtest_options *options,
                          hc_backtest *out, hc_error *err)
{
    HC_TRY(check_options(history, options, err));
    int64_t days[HC_BACKTEST_ORIGINS_MAX];
    const size_t count = options->origins == NULL
                             ? hc_origins_default(history, days)
                             : hc_origins_sort(options->origins, options->origin_count, days);
    if (count == 0) {
        return hc_fail(err, HC_ERR_EMPTY, HC_NOWHERE, "give at least five weeks of history",
                       "the history is too short for a back-test: it has %zu day%s",
                       history->axis.days, history->axis.days == 1 ? "" : "s");
    }
    hc_backtest made = HC_BACKTEST_INIT;
    made.horizon_days = options->horizon_days;
    backtest_run job = {.history = history,
                        .options = options,
                        .methods = 1 + hc_baseline_count + hc_candidate_count,
                        .out = &made};
    const hc_status st = run_all(&job, days, count, err);
    free_sums(&job);
    if (st != HC_OK) {
        hc_backtest_clear(&made);
        return st;
    }
    hc_backtest_clear(out);
    *out = made;
    return HC_OK;
}

void hc_backtest_clear(hc_backtest *backtest)
{
    for (size_t i = 0; backtest->origins != NULL && i < backtest->origin_count; i++) {
        hc_series_clear(&backtest->origins[i].forecast);
        hc_forecast_report_clear(&backtest->origins[i].report);
    }
    hc_free(backtest->origins);
    hc_free(backtest->scores);
    hc_free(backtest->queues);
    *backtest = (hc_backtest)HC_BACKTEST_INIT;
}
