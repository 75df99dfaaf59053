#include "forecast/measure/backtest.h"

#include <stdio.h>

#include "forecast/base/parallel.h"
#include "forecast/measure/backtest_score.h"
#include "forecast/measure/backtest_words.h"
#include "forecast/measure/origins.h"
#include "forecast/models/baseline.h"
#include "forecast/models/candidate.h"

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

static hc_status run_origin(void *context, size_t at, hc_error *err)
{
    const hc_backtest_job *job = context;
    hc_backtest_origin *origin = &job->out->origins[at];
    hc_forecast_options options = job->options->forecast;
    options.origin_day = origin->day;
    options.horizon_days = job->options->horizon_days;
    options.threads = job->inner_threads;
    HC_TRY(hc_forecast_run(job->history, &options, &origin->forecast, &origin->report, err));
    return hc_backtest_score_origin(job, at, err);
}

/* ------------------------------------------------------------------ what all origins say */

static void name_score(hc_backtest_score *score, hc_score_sort sort, const char *name)
{
    (void)snprintf(score->name, sizeof score->name, "%.*s", HC_MODEL_NAME_MAX - 1, name);
    score->sort = sort;
    score->weight = HC_MISSING;
}

/* Adds the origins up in their order. Only horizons that lie whole in the history count, if any
 * do. */
static void add_up(const hc_backtest_job *job)
{
    hc_backtest *out = job->out;
    bool any_whole = false;
    for (size_t i = 0; i < out->origin_count; i++) {
        any_whole = any_whole || out->origins[i].day + (int64_t)out->horizon_days <=
                                     hc_origins_end(job->history);
    }
    for (size_t row = 0; row < job->methods + out->queue_count; row++) {
        hc_score_sums total = {.week = {.intervals = 0.0}};
        for (size_t i = 0; i < out->origin_count; i++) {
            const hc_score_sums *sums = row < job->methods
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

static void name_rows(const hc_backtest_job *job)
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
static void add_up_weights(const hc_backtest_job *job)
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

static void add_up_aht(const hc_backtest_job *job)
{
    hc_aht_sums total = {0.0, 0.0, 0.0};
    for (size_t i = 0; i < job->out->origin_count; i++) {
        total.error += job->sums[i].aht.error;
        total.plain += job->sums[i].aht.plain;
        total.weight += job->sums[i].aht.weight;
    }
    job->out->aht_wape = total.weight > 0.0 ? total.error / total.weight : HC_MISSING;
    job->out->aht_wape_plain = total.weight > 0.0 ? total.plain / total.weight : HC_MISSING;
}

static void add_up_held(const hc_backtest_job *job)
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
static double scored_calls(const hc_backtest_job *job)
{
    double calls = 0.0;
    for (size_t i = 0; i < job->out->origin_count; i++) {
        calls += job->sums[i].method[0].week.calls;
    }
    return calls;
}

/* ---------------------------------------------------------------------------------- run */

static hc_status take_memory(hc_backtest_job *job, size_t origins, hc_error *err)
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
        HC_TRY(hc_alloc(&job->sums[i].method, job->methods, sizeof(hc_score_sums), err));
        HC_TRY(hc_alloc(&job->sums[i].queue, queues, sizeof(hc_score_sums), err));
        HC_TRY(
            hc_alloc(&job->sums[i].weight, hc_backtest_candidates(out), sizeof(double), err));
    }
    return HC_OK;
}

static void free_sums(hc_backtest_job *job)
{
    for (size_t i = 0; job->sums != NULL && i < job->out->origin_count; i++) {
        hc_free(job->sums[i].method);
        hc_free(job->sums[i].queue);
        hc_free(job->sums[i].weight);
    }
    hc_free(job->sums);
}

static hc_status run_all(hc_backtest_job *job, const int64_t *days, size_t count, hc_error *err)
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
    hc_backtest_job job = {.history = history,
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
