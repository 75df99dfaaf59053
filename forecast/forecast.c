#include "forecast/forecast.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/aht.h"
#include "forecast/bands.h"
#include "forecast/base/parallel.h"
#include "forecast/busy_days.h"
#include "forecast/mean_band.h"
#include "forecast/measure/accuracy.h"
#include "forecast/models/baseline.h"
#include "forecast/models/combine.h"

#define BACK_DAYS 28    /* days ahead that back-tests look at: four weeks of spread */
#define ENOUGH_WEEKS 4  /* same weekdays that must be known before a back-test */
#define DRIFT_WEEKS 8.0 /* half life of the back-tests that tell of a drift */
#define DRIFT_WEEKS_MIN 3.0
#define DRIFT_SIGMA 2.65 /* one time in a hundred by chance */
#define THIN_DAYS 56     /* fewer known days are thin */
#define THIN_CALLS_A_DAY 20.0
#define NORMAL_95 1.6449      /* normal quantile: 90 % lie within */
#define SHIFT_TOLD_DAYS 70    /* a jump that happened this lately is told */
#define SPECIAL_SEEN_HALF 0.3 /* past special days that leave half of their class's doubt */

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

/* Everything one queue's forecast is made from. */
typedef struct queue_work {
    hc_queue_model model;
    hc_aht_model aht;
    hc_origin back[HC_BACKTEST_WEEKS_MAX]; /* the newest first */
    size_t backs;
    hc_origin now;
    hc_combination combination;
    hc_residuals residuals;
    hc_bands bands;
    double *totals; /* of the day being looked at; [max horizon of any origin] */
    double *row;    /* [slots] */
    double *share;  /* [slots] */
    bool shifted;
    double shift;      /* ratio; 1 without a level shift */
    double week_doubt; /* variance of the log level by the back-tests */
} queue_work;

static void free_work(queue_work *work)
{
    hc_queue_model_clear(&work->model);
    hc_aht_clear(&work->aht);
    for (size_t i = 0; i < work->backs; i++) {
        hc_origin_clear(&work->back[i]);
    }
    hc_origin_clear(&work->now);
    hc_residuals_clear(&work->residuals);
    hc_free(work->totals);
    hc_free(work->row);
    hc_free(work->share);
}

/* ------------------------------------------------------------------------- back-tests */

/* Known days before an index, and weekdays that have any. */
static bool enough_history(const hc_day_matrix *matrix, size_t before)
{
    size_t known = 0, weekdays = 0;
    bool seen[HC_WEEKDAYS] = {false};
    for (size_t day = 0; day < matrix->days; day++) {
        if (matrix->seen[day] <= 0.0) { continue; }
        if (!seen[matrix->weekday[day]]) { weekdays++; }
        seen[matrix->weekday[day]] = true;
        known += day < before;
    }
    return weekdays > 0 && known >= ENOUGH_WEEKS * weekdays;
}

/* A day of a back-test that can be judged. */
static bool is_judged(const hc_queue_model *model, const hc_origin *origin, size_t ahead)
{
    const size_t day = origin->before + ahead;
    return ahead < BACK_DAYS && day < model->matrix.days && model->matrix.seen[day] > 0.0 &&
           hc_day_is_ordinary(&model->calendar.kind[day]);
}

/* Log of what came in the first week of a back-test over what was said; HC_MISSING: unknown. */
static double week_miss(queue_work *work, const hc_origin *origin)
{
    const hc_day_matrix *matrix = &work->model.matrix;
    double came = 0.0, said = 0.0;
    hc_combined_totals(origin, &work->combination, work->totals);
    for (size_t ahead = 0; ahead < 7; ahead++) {
        if (!is_judged(&work->model, origin, ahead)) { continue; }
        came += matrix->total[origin->before + ahead];
        said += work->totals[ahead];
    }
    return came > 0.0 && said > 0.0 ? log(came / said) : HC_MISSING;
}

/* Weeks that were all missed in the same direction tell of a level that keeps moving. Their
 * mean miss, shrunk to 0 unless it is DRIFT_SIGMA standard errors from it. */
static double learn_drift(queue_work *work)
{
    double sum = 0.0, square = 0.0, weight = 0.0, weight_square = 0.0;
    for (size_t i = 0; i < work->backs; i++) {
        const double miss = week_miss(work, &work->back[i]);
        const double share = exp2(-(double)i / DRIFT_WEEKS);
        if (hc_is_missing(miss)) { continue; }
        sum += share * miss;
        square += share * miss * miss;
        weight += share;
        weight_square += share * share;
    }
    if (!(weight > 0.0)) { return 0.0; }
    const double mean = sum / weight, n = weight * weight / weight_square;
    if (n < DRIFT_WEEKS_MIN || !(fabs(mean) > 0.0)) { return 0.0; }
    const double error2 = (square / weight - mean * mean) / (n - 1.0);
    const double kept = 1.0 - DRIFT_SIGMA * DRIFT_SIGMA * error2 / (mean * mean);
    return mean * fmax(0.0, kept);
}

static hc_status run_back_tests(queue_work *work, const hc_forecast_options *options,
                                hc_error *err)
{
    const size_t days = work->model.matrix.days;
    const size_t reach = options->horizon_days > BACK_DAYS ? options->horizon_days : BACK_DAYS;
    for (size_t week = 1; week <= options->backtest_weeks; week++) {
        if (7 * week >= days || !enough_history(&work->model.matrix, days - 7 * week)) {
            break;
        }
        HC_TRY(hc_origin_make(&work->back[work->backs], &work->model, days - 7 * week,
                              week == 1 ? reach + 7 : BACK_DAYS, err));
        work->backs++;
    }
    double speed[HC_SHARE_SPEEDS];
    hc_weigh_speeds(&work->model, work->back, work->backs, speed);
    for (size_t i = 0; i < work->backs; i++) {
        hc_mix_shares(&work->back[i], work->model.matrix.slots, speed);
    }
    hc_combine(&work->model, work->back, work->backs, &work->combination);
    HC_TRY(hc_origin_make(&work->now, &work->model, days, options->horizon_days, err));
    HC_TRY(hc_origin_doubt(&work->now, &work->model, err));
    hc_mix_shares(&work->now, work->model.matrix.slots, speed);
    work->shift = 1.0;
    work->shifted = work->backs > 0 &&
                    hc_level_shift(&work->model, &work->back[0], &work->now, &work->shift);
    const double drift = work->shifted ? 1.0 : exp(learn_drift(work));
    for (size_t i = 0; i < hc_candidate_count * work->now.ahead; i++) {
        work->now.totals[i] *= drift;
    }
    return HC_OK;
}

static void add_day_residuals(queue_work *work, size_t back, size_t ahead)
{
    const hc_day_matrix *matrix = &work->model.matrix;
    const hc_origin *origin = &work->back[back];
    const size_t day = origin->before + ahead, slots = matrix->slots;
    const uint32_t number = (uint32_t)(back * 2 * BACK_DAYS + ahead);
    const size_t pattern = (size_t)work->model.calendar.kind[day].pattern;
    const double *share = origin->shares + pattern * slots;
    for (size_t slot = 0; slot < slots; slot++) {
        hc_residuals_add(&work->residuals, matrix->calls[day * slots + slot],
                         work->totals[ahead] * share[slot], ahead / 7, number);
    }
}

static hc_status learn_bands(queue_work *work, hc_error *err)
{
    HC_TRY(hc_residuals_reserve(&work->residuals,
                                work->backs * BACK_DAYS * work->model.matrix.slots, err));
    for (size_t i = 0; i < work->backs; i++) {
        hc_combined_totals(&work->back[i], &work->combination, work->totals);
        for (size_t ahead = 0; ahead < work->back[i].ahead; ahead++) {
            if (is_judged(&work->model, &work->back[i], ahead)) {
                add_day_residuals(work, i, ahead);
            }
        }
    }
    return hc_bands_fit(&work->bands, &work->residuals, err);
}

/* ----------------------------------------------------------------------------- writing */

/* Further variance of a special day relative to mean^2: what its class has not yet shown. */
static double special_variance(const queue_work *work, const hc_day_kind *kind)
{
    if (hc_day_is_ordinary(kind)) { return 0.0; }
    const hc_class_prior prior = hc_calendar_prior(kind);
    const double seen = (double)hc_day_process_seen(&work->model.process, kind->class_of);
    const double doubt = SPECIAL_SEEN_HALF / (SPECIAL_SEEN_HALF + seen);
    return prior.day_sd * prior.day_sd + prior.name_sd * prior.name_sd +
           prior.class_sd * prior.class_sd * doubt;
}

static void write_slot(const queue_work *work, hc_queue *queue, size_t slots, size_t slot,
                       double mean, size_t ahead, double extra)
{
    double quantile[HC_QUANTILES];
    hc_bands_quantiles(&work->bands, mean, ahead / 7, work->now.doubt[ahead], extra, quantile);
    queue->calls[slot] = mean;
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        queue->quantile[k * slots + slot] = quantile[k];
    }
}

/* One day of the forecast. Twins of a repeated hour get the hour's calls each. */
static void write_day(const queue_work *work, hc_series *out, hc_queue *queue, size_t ahead,
                      double total)
{
    const hc_axis *axis = &out->axis;
    const size_t slots = hc_axis_slots(axis), day = work->model.matrix.days + ahead;
    const hc_day_kind *kind = &work->model.calendar.kind[day];
    const uint8_t *open =
        work->model.matrix.open + (size_t)kind->pattern * work->model.matrix.slots;
    const double extra = special_variance(work, kind);
    for (size_t slot = axis->day_first[ahead]; slot < axis->day_first[ahead + 1]; slot++) {
        const size_t wall = hc_axis_wall_slot(axis, slot);
        const bool is_open = open[wall] && kind->class_of != HC_CLASS_CLOSED;
        const double mean = is_open ? total * work->share[wall] : 0.0;
        queue->state[slot] = is_open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
        write_slot(work, queue, slots, slot, mean, ahead, extra);
        queue->aht_s[slot] = hc_aht_mean_s(&work->aht, kind->pattern, wall);
        queue->aht_sd_s[slot] = hc_aht_sd_s(&work->aht, kind->pattern, wall, mean);
    }
}

/* Shares of the day: the pattern weekday's, on special days bent towards what their class
 * showed. */
static hc_status choose_shares(queue_work *work, const hc_day_kind *kind, hc_error *err)
{
    const size_t slots = work->model.matrix.slots;
    memcpy(work->share, work->now.shares + (size_t)kind->pattern * slots,
           slots * sizeof *work->share);
    return hc_day_is_ordinary(kind)
               ? HC_OK
               : hc_shares_bend(&work->model.matrix, &work->model.calendar, work->now.shares,
                                work->model.width, kind, work->share, err);
}

static hc_status write_forecast(queue_work *work, hc_series *out, hc_queue *queue,
                                hc_error *err)
{
    for (size_t ahead = 0; ahead < out->axis.days; ahead++) {
        HC_TRY(choose_shares(work, &work->model.calendar.kind[work->model.matrix.days + ahead],
                             err));
        write_day(work, out, queue, ahead, work->totals[ahead]);
    }
    return HC_OK;
}

/* ------------------------------------------------------------------------------ report */

static void copy_text(char *to, size_t size, const char *from)
{
    (void)snprintf(to, size, "%s", from);
}

static void report_candidates(const queue_work *work, hc_queue_report *report)
{
    report->candidate_count = hc_candidate_count;
    memcpy(report->candidate_totals, work->now.totals,
           hc_candidate_count * report->day_count * sizeof *report->candidate_totals);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        hc_model_score *score = &report->candidate[i];
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
static void fill_row(queue_work *work, const hc_origin *origin, size_t ahead, size_t method)
{
    const hc_day_matrix *matrix = &work->model.matrix;
    const size_t day = origin->before + ahead;
    if (method < hc_baseline_count) {
        hc_baseline_day(&hc_baselines[method], matrix, origin->before, day, work->row);
        return;
    }
    const size_t pattern = (size_t)work->model.calendar.kind[day].pattern;
    for (size_t slot = 0; slot < matrix->slots; slot++) {
        work->row[slot] = work->totals[ahead] * origin->shares[pattern * matrix->slots + slot];
    }
}

static week_error method_error(queue_work *work, size_t method)
{
    const hc_day_matrix *matrix = &work->model.matrix;
    week_error error = {0.0, 0.0, 0.0, 0.0};
    for (size_t i = 0; i < work->backs; i++) {
        const hc_origin *origin = &work->back[i];
        hc_combined_totals(origin, &work->combination, work->totals);
        for (size_t ahead = 0; ahead < 7; ahead++) {
            if (!is_judged(&work->model, origin, ahead)) { continue; }
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

static void report_errors(queue_work *work, hc_queue_report *report)
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
static void report_shift(const queue_work *work, hc_queue_report *report)
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

static void report_history(const queue_work *work, hc_queue_report *report)
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
    if (report->level_shift && length > 0 && (size_t)length < sizeof report->reason) {
        (void)snprintf(report->reason + length, sizeof report->reason - (size_t)length,
                       " The level jumped lately: earlier days rescaled by %.2f.",
                       report->level_shift_ratio);
    }
}

static void name_day(const hc_day_kind *kind, hc_day_parts *parts)
{
    const char *before = kind->class_of == HC_CLASS_AFTER1   ? "day after "
                         : kind->class_of == HC_CLASS_AFTER2 ? "second day after "
                                                             : "";
    (void)snprintf(parts->special_name, sizeof parts->special_name, "%s%s", before,
                   kind->label);
}

static void report_days(const queue_work *work, hc_queue_report *report)
{
    for (size_t ahead = 0; ahead < report->day_count; ahead++) {
        const size_t day = work->model.matrix.days + ahead;
        const hc_day_kind *kind = &work->model.calendar.kind[day];
        hc_day_parts *parts = &report->days[ahead];
        parts->day = work->model.calendar.first_day + (int64_t)day;
        parts->pattern_weekday = kind->pattern;
        parts->month_factor = work->now.month[ahead];
        parts->yearly_factor = work->now.year[ahead];
        parts->special_factor = work->now.special[ahead];
        parts->total = work->totals[ahead];
        const double effects =
            parts->month_factor * parts->special_factor * parts->yearly_factor;
        parts->ordinary_calls = effects > 0.0 ? parts->total / effects : 0.0;
        parts->mean_sd = sqrt(work->week_doubt + work->now.mean_doubt[ahead]);
        name_day(kind, parts);
    }
    report->share_doubt = hc_share_doubt(&work->model, fmax(1.0, work->bands.a));
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
static hc_status keep_busy_days(const queue_work *work, const run *job, size_t queue,
                                hc_error *err)
{
    hc_day_score *score = NULL;
    HC_TRY(hc_alloc(&score, work->residuals.count + 1, sizeof *score, err));
    const size_t days = hc_bands_day_scores(&work->bands, &work->residuals, score);
    for (size_t k = 0; k < days; k++) {
        const size_t back = score[k].day / (2 * BACK_DAYS),
                     ahead = score[k].day % (2 * BACK_DAYS);
        job->busy.score[queue * job->busy.days + 7 * back + ahead] = score[k].z;
    }
    job->busy.common[queue] = work->bands.day_common;
    hc_free(score);
    return HC_OK;
}

static hc_status make_queue(queue_work *work, const run *job, size_t queue, hc_error *err)
{
    const hc_forecast_options *options = job->options;
    const size_t ahead = options->horizon_days > BACK_DAYS ? options->horizon_days : BACK_DAYS;
    HC_TRY(hc_queue_model_make(&work->model, job->history, queue, job->origin_day,
                               options->special, ahead, err));
    HC_TRY(hc_aht_fit(&work->aht, job->history, queue, job->origin_day, options->default_aht_s,
                      err));
    const size_t slots = work->model.matrix.slots;
    HC_TRY(hc_alloc(&work->totals, ahead + 7, sizeof *work->totals, err));
    HC_TRY(hc_alloc(&work->row, slots, sizeof *work->row, err));
    HC_TRY(hc_alloc(&work->share, slots, sizeof *work->share, err));
    HC_TRY(run_back_tests(work, options, err));
    HC_TRY(learn_bands(work, err));
    work->week_doubt =
        hc_week_doubt(&work->model, work->back, work->backs, &work->combination, work->totals);
    HC_TRY(keep_busy_days(work, job, queue, err));
    hc_combined_totals(&work->now, &work->combination, work->totals);
    hc_queue *to = &job->out->queues[queue];
    copy_text(to->name, sizeof to->name, job->history->queues[queue].name);
    return write_forecast(work, job->out, to, err);
}

static void make_queue_report(queue_work *work, const run *job, size_t queue)
{
    hc_queue_report *report = &job->report->queues[queue];
    copy_text(report->name, sizeof report->name, job->history->queues[queue].name);
    report_days(work, report); /* first: the errors below use the same totals */
    report_candidates(work, report);
    report_errors(work, report);
    report_history(work, report);
    report_reason(report);
}

static hc_status forecast_queue(void *context, size_t queue, hc_error *err)
{
    const run *job = context;
    queue_work *work = NULL;
    HC_TRY(hc_alloc(&work, 1, sizeof *work, err));
    const hc_status st = make_queue(work, job, queue, err);
    if (st == HC_OK) { make_queue_report(work, job, queue); }
    if (st == HC_OK && job->options->on_queue != NULL) {
        job->options->on_queue(job->options->on_queue_context);
    }
    free_work(work);
    hc_free(work);
    return st;
}

/* --------------------------------------------------------------------------------- run */

static hc_status make_report(hc_forecast_report *report, size_t queues, size_t days,
                             hc_error *err)
{
    HC_TRY(hc_alloc(&report->queues, queues, sizeof *report->queues, err));
    report->queue_count = queues;
    for (size_t queue = 0; queue < queues; queue++) {
        hc_queue_report *told = &report->queues[queue];
        HC_TRY(hc_alloc(&told->days, days, sizeof *told->days, err));
        HC_TRY(hc_alloc(&told->candidate_totals, hc_candidate_count * days,
                        sizeof *told->candidate_totals, err));
        told->day_count = days;
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

hc_status hc_forecast_run(const hc_series *history, const hc_forecast_options *options,
                          hc_series *out, hc_forecast_report *report, hc_error *err)
{
    run job = {.history = history, .options = options};
    HC_TRY(hc_forecast_options_check(options, err));
    if (history->queue_count == 0) {
        return hc_fail(err, HC_ERR_EMPTY, HC_NOWHERE, "", "the history has no queue");
    }
    HC_TRY(find_origin(history, options, &job.origin_day, err));
    hc_axis axis = HC_AXIS_INIT;
    hc_series made = HC_SERIES_INIT;
    hc_forecast_report told = HC_FORECAST_REPORT_INIT;
    job.out = &made;
    job.report = &told;
    hc_status st = hc_axis_make(&axis, &history->axis.zone, history->axis.interval_min,
                                job.origin_day, options->horizon_days, err);
    if (st == HC_OK) {
        st = hc_series_make(&made, &axis, history->queue_count,
                            HC_PART_QUANTILE | HC_PART_AHT | HC_PART_AHT_SD, err);
    }
    if (st == HC_OK) {
        st = make_report(&told, history->queue_count, options->horizon_days, err);
    }
    if (st == HC_OK) {
        st = hc_busy_days_make(&job.busy, history->queue_count, 7 * options->backtest_weeks,
                               err);
    }
    if (st == HC_OK) {
        st = hc_parallel_for(history->queue_count, options->threads, forecast_queue, &job, err);
    }
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
    hc_axis_clear(&axis);
    hc_series_clear(&made);
    hc_forecast_report_clear(&told);
    return st;
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
    *low = calls / reach;
    *high = calls * reach;
}

void hc_forecast_report_clear(hc_forecast_report *report)
{
    for (size_t queue = 0; report->queues != NULL && queue < report->queue_count; queue++) {
        hc_free(report->queues[queue].days);
        hc_free(report->queues[queue].candidate_totals);
    }
    hc_free(report->queues);
    *report = (hc_forecast_report)HC_FORECAST_REPORT_INIT;
}
