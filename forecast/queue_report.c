#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/mean_band.h"
#include "forecast/measure/accuracy.h"
#include "forecast/models/baseline.h"
#include "forecast/queue_work.h"

#define TOLD_CHANCE 0.1 /* of a moved level below which it is not worth a word */
#define THIN_DAYS 56    /* fewer known days are thin */
#define THIN_CALLS_A_DAY 20.0
#define NORMAL_95 1.6449   /* normal quantile: 90 % lie within */
#define SHIFT_TOLD_DAYS 70 /* a jump that happened this lately is told */

static void copy_text(char *to, size_t size, const char *from)
{
    (void)snprintf(to, size, "%s", from);
}

static void report_candidates(const hc_queue_work *work, hc_queue_report *report)
{
    report->candidate_count = hc_candidate_count;
    memcpy(report->candidate_totals, work->now.totals,
           hc_candidate_count * report->day_count * sizeof *report->candidate_totals);
    memcpy(report->pattern_shares, work->now.shares,
           HC_WEEKDAYS * report->slots * sizeof *report->pattern_shares);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        hc_model_score *score = &report->candidate[i];
        if (report->own_shares[i] != NULL) {
            memcpy(report->own_shares[i], work->now.own_shares[i],
                   report->day_count * report->slots * sizeof *report->own_shares[i]);
        }
        copy_text(score->name, sizeof score->name, hc_candidates[i].name);
        score->wape_interval = work->combination.wape_interval[i];
        score->wape_day = work->combination.wape_day[i];
        score->weight = work->combination.weight[i];
        if (score->weight > report->candidate[report->best].weight) { report->best = i; }
    }
}

/* Errors over the first weeks of all back-tests. */
typedef struct week_error {
    double interval, by_day, poisson, calls;
} week_error;

static void add_row_error(week_error *error, const double *said, const double *came,
                          size_t slots)
{
    double day = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        error->interval += fabs(said[slot] - came[slot]);
        error->poisson += hc_poisson_mean_deviation(said[slot]);
        error->calls += came[slot];
        day += said[slot] - came[slot];
    }
    error->by_day += fabs(day);
}

/* method below hc_baseline_count: a baseline; equal to it: the combination. */
static void fill_row(hc_queue_work *work, const hc_origin *origin, size_t ahead, size_t method)
{
    const hc_day_matrix *matrix = &work->model.matrix;
    const size_t day = origin->before + ahead;
    if (method < hc_baseline_count) {
        hc_baseline_day(&hc_baselines[method], matrix, origin->before, day, work->row);
        return;
    }
    hc_edges_shares(&work->model, origin, &work->combination, &work->edges, ahead, work->row);
    for (size_t slot = 0; slot < matrix->slots; slot++) {
        work->row[slot] *= work->totals[ahead];
    }
}

static week_error method_error(hc_queue_work *work, size_t method)
{
    const hc_day_matrix *matrix = &work->model.matrix;
    week_error error = {0.0, 0.0, 0.0, 0.0};
    for (size_t i = 0; i < work->backs; i++) {
        const hc_origin *origin = &work->back[i];
        hc_combined_totals(origin, &work->combination, work->totals);
        for (size_t ahead = 0; ahead < 7; ahead++) {
            if (!hc_day_is_judged(&work->model, origin, ahead)) { continue; }
            fill_row(work, origin, ahead, method);
            add_row_error(&error, work->row,
                          matrix->calls + (origin->before + ahead) * matrix->slots,
                          matrix->slots);
        }
    }
    return error;
}

static double per_call(double error, double calls)
{
    return calls > 0.0 ? error / calls : HC_MISSING;
}

static void report_errors(hc_queue_work *work, hc_queue_report *report)
{
    report->baseline_count = hc_baseline_count;
    for (size_t i = 0; i < hc_baseline_count; i++) {
        const week_error error = method_error(work, i);
        hc_model_score *score = &report->baseline[i];
        copy_text(score->name, sizeof score->name, hc_baselines[i].name);
        score->wape_interval = per_call(error.interval, error.calls);
        score->wape_day = per_call(error.by_day, error.calls);
    }
    const week_error own = method_error(work, hc_baseline_count);
    report->wape_interval = per_call(own.interval, own.calls);
    report->wape_day = per_call(own.by_day, own.calls);
    report->poisson_floor = per_call(own.poisson, own.calls);
}

/* A jump inside the time that the weekly back-tests look at, or the rescue after the last week.
 */
static void report_shift(const hc_queue_work *work, hc_queue_report *report)
{
    const hc_level_steps *steps = &work->model.steps;
    const size_t days = work->model.matrix.days;
    report->level_shift = work->shifted;
    report->level_shift_ratio = work->shift;
    if (steps->count > 0 && steps->step[0].day + SHIFT_TOLD_DAYS >= days) {
        report->level_shift = true;
        report->level_shift_ratio *= steps->step[0].ratio;
    }
}

static void report_history(const hc_queue_work *work, hc_queue_report *report)
{
    double calls = 0.0;
    const hc_day_matrix *matrix = &work->model.matrix;
    for (size_t day = 0; day < matrix->days; day++) {
        report->days_known += matrix->seen[day] > 0.0;
        calls += matrix->seen[day] > 0.0 ? matrix->total[day] : 0.0;
    }
    const double known = (double)report->days_known;
    report->thin = report->days_known < THIN_DAYS || calls < THIN_CALLS_A_DAY * known;
    report->backtests = work->backs;
    report_shift(work, report);
    report->unsettled = work->unsettled.shift;
    report->unsettled_chance = work->unsettled.chance;
    report->band_a = work->bands.a;
    report->band_b = work->bands.b;
    report->day_share = work->bands.day_share;
    report->aht_level_sd = work->aht.level_sd;
    report->level_share = work->bands.level_share;
    report->day_memory = work->bands.day_memory;
    memcpy(report->band_growth, work->bands.growth, sizeof report->band_growth);
}

static void report_reason(hc_queue_report *report)
{
    size_t kept = 0;
    for (size_t i = 0; i < report->candidate_count; i++) {
        kept += report->candidate[i].weight > 0.0;
    }
    if (report->days_known == 0) {
        copy_text(report->reason, sizeof report->reason, "No usable day of history: closed.");
        return;
    }
    if (report->backtests == 0 || hc_is_missing(report->wape_interval)) {
        (void)snprintf(
            report->reason, sizeof report->reason,
            "%zu days of history are too few for a back-test: all %zu methods count alike.",
            report->days_known, report->candidate_count);
        return;
    }
    const int length = snprintf(
        report->reason, sizeof report->reason,
        "%zu of %zu methods kept after %zu weekly back-tests, most weight on \"%s\"; "
        "together %.1f %% wrong by interval (last week repeated: %.1f %%).",
        kept, report->candidate_count, report->backtests, report->candidate[report->best].name,
        100.0 * report->wape_interval, 100.0 * report->baseline[0].wape_interval);
    if (length < 0 || (size_t)length >= sizeof report->reason) { return; }
    char *end = report->reason + length;
    const size_t room = sizeof report->reason - (size_t)length;
    if (report->level_shift) {
        (void)snprintf(end, room, " The level jumped lately: earlier days rescaled by %.2f.",
                       report->level_shift_ratio);
    } else if (report->unsettled_chance >= TOLD_CHANCE) {
        (void)snprintf(end, room,
                       " By the latest days the level may be %.0f %% %s (chance %.0f %%): the "
                       "forecast follows so far.",
                       100.0 * fabs(report->unsettled),
                       report->unsettled > 0.0 ? "higher" : "lower",
                       100.0 * report->unsettled_chance);
    }
}

static void name_day(const hc_day_kind *kind, hc_day_parts *parts)
{
    const char *before = kind->class_of == HC_CLASS_AFTER1   ? "day after "
                         : kind->class_of == HC_CLASS_AFTER2 ? "second day after "
                         : hc_day_is_tail(kind)              ? "after "
                                                             : "";
    (void)snprintf(parts->special_name, sizeof parts->special_name, "%s%s", before,
                   kind->label);
}

static void report_days(const hc_queue_work *work, hc_queue_report *report)
{
    const double beyond = hc_week_level_doubt(work) - work->level_doubt;
    for (size_t ahead = 0; ahead < report->day_count; ahead++) {
        const size_t day = work->model.matrix.days + ahead;
        const hc_day_kind *kind = &work->model.calendar.kind[day];
        hc_day_parts *parts = &report->days[ahead];
        parts->day = work->model.calendar.first_day + (int64_t)day;
        parts->pattern_weekday = kind->pattern;
        parts->month_factor = work->now.month[ahead];
        parts->yearly_factor = work->now.wave[ahead];
        parts->special_factor = work->now.special[ahead];
        parts->special = !hc_day_is_ordinary(kind);
        parts->total = work->totals[ahead];
        const double effects =
            parts->month_factor * parts->special_factor * parts->yearly_factor;
        parts->ordinary_calls = effects > 0.0 ? parts->total / effects : 0.0;
        parts->mean_sd = sqrt(beyond + work->now.mean_doubt[ahead]);
        name_day(kind, parts);
    }
    report->growth_a_week = hc_growth_a_week(&work->growth);
    report->share_doubt = hc_share_doubt(&work->model, work->speed, fmax(1.0, work->bands.a));
}

void hc_queue_report_fill(hc_queue_work *work, const char *name, hc_queue_report *report)
{
    copy_text(report->name, sizeof report->name, name);
    report_days(work, report); /* first: the errors below use the same totals */
    report_candidates(work, report);
    report_errors(work, report);
    report_history(work, report);
    report_reason(report);
}

void hc_forecast_mean_band(const hc_queue_report *report, size_t day, double calls, double *low,
                           double *high)
{
    const hc_day_parts *parts = &report->days[day];
    double variance = parts->mean_sd * parts->mean_sd;
    if (calls > 0.0 && calls < parts->total) {
        variance += report->share_doubt * (parts->total / calls - 1.0);
    }
    const double reach = exp(NORMAL_95 * sqrt(variance));
    const double stays = calls / (1.0 + report->unsettled_chance * report->unsettled);
    *low = stays / reach * fmin(1.0, 1.0 + report->unsettled);
    *high = stays * reach * fmax(1.0, 1.0 + report->unsettled);
}

void hc_forecast_report_clear(hc_forecast_report *report)
{
    for (size_t queue = 0; report->queues != NULL && queue < report->queue_count; queue++) {
        hc_free(report->queues[queue].days);
        hc_free(report->queues[queue].candidate_totals);
        hc_free(report->queues[queue].pattern_shares);
        for (size_t i = 0; i < HC_CANDIDATES_MAX; i++) {
            hc_free(report->queues[queue].own_shares[i]);
        }
    }
    hc_free(report->queues);
    *report = (hc_forecast_report)HC_FORECAST_REPORT_INIT;
}
