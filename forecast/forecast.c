#include "forecast/forecast.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/parallel.h"
#include "forecast/busy_days.h"
#include "forecast/mean_band.h"
#include "forecast/models/class_shape.h"
#include "forecast/queue_work.h"

#define ENOUGH_WEEKS 1  /* same weekdays that must be known before a back-test */
#define SHIFT_WEEKS 2   /* that a level may have shifted ago */
#define DRIFT_WEEKS 8.0 /* half life of the back-tests that tell of a drift */
#define DRIFT_WEEKS_MIN 3.0
#define DRIFT_SIGMA 2.65 /* one time in a hundred by chance */
#define TRAIL_WEEKS 0.5  /* of believed growth: how far methods trail it, or run ahead */

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

static void free_work(hc_queue_work *work)
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

/* Log of what came in the first week of a back-test over what was said; HC_MISSING: unknown. */
static double week_miss(hc_queue_work *work, const hc_origin *origin)
{
    const hc_day_matrix *matrix = &work->model.matrix;
    double came = 0.0, said = 0.0;
    hc_combined_totals(origin, &work->combination, work->totals);
    for (size_t ahead = 0; ahead < 7; ahead++) {
        if (!hc_day_is_judged(&work->model, origin, ahead)) { continue; }
        came += matrix->total[origin->before + ahead];
        said += work->totals[ahead];
    }
    return came > 0.0 && said > 0.0 ? log(came / said) : HC_MISSING;
}

/* Weeks that were all missed in the same direction tell of a level that keeps moving. Their
 * mean miss, shrunk to 0 unless it is DRIFT_SIGMA standard errors from it; less where the level
 * is believed to grow: then some miss is what to expect. */
static double learn_drift(hc_queue_work *work)
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
    const double trail = TRAIL_WEEKS * hc_growth_now(&work->growth);
    const double expected = error2 > 0.0 ? trail * trail / (trail * trail + error2) : 0.0;
    return mean * fmax(kept, expected);
}

/* A shift that two weeks show is told better by them than by the latest one alone, which most
 * methods have followed in part. */
static void find_shift(hc_queue_work *work)
{
    size_t weeks = work->backs < SHIFT_WEEKS ? work->backs : SHIFT_WEEKS;
    work->shift = 1.0;
    for (; weeks > 0 && !work->shifted; weeks--) {
        work->shifted =
            hc_level_shift(&work->model, &work->back[weeks - 1], &work->now, &work->shift);
    }
}

static hc_status run_back_tests(hc_queue_work *work, const hc_forecast_options *options,
                                hc_error *err)
{
    const size_t days = work->model.matrix.days;
    const size_t reach =
        options->horizon_days > HC_BACK_DAYS ? options->horizon_days : HC_BACK_DAYS;
    for (size_t week = 1; week <= options->backtest_weeks; week++) {
        if (7 * week >= days || !enough_history(&work->model.matrix, days - 7 * week)) {
            break;
        }
        HC_TRY(hc_origin_make(&work->back[work->backs], &work->model, days - 7 * week,
                              week <= SHIFT_WEEKS ? reach + 7 * week : HC_BACK_DAYS, err));
        work->backs++;
    }
    hc_weigh_speeds(&work->model, work->back, work->backs, work->speed);
    for (size_t i = 0; i < work->backs; i++) {
        hc_mix_shares(&work->back[i], work->model.matrix.slots, work->speed);
    }
    hc_combine(&work->model, work->back, work->backs, &work->combination);
    HC_TRY(hc_origin_make(&work->now, &work->model, days, options->horizon_days, err));
    HC_TRY(hc_origin_doubt(&work->now, &work->model, err));
    hc_mix_shares(&work->now, work->model.matrix.slots, work->speed);
    find_shift(work);
    if (work->shifted) { return HC_OK; }
    HC_TRY(hc_growth_learn(&work->model, &work->growth, err));
    const double drift = exp(learn_drift(work));
    for (size_t i = 0; i < hc_candidate_count * work->now.ahead; i++) {
        work->now.totals[i] *= drift;
    }
    return HC_OK;
}

static uint8_t half_hour_of(size_t slot, size_t slots)
{
    return (uint8_t)(slot * HC_BAND_HALF_HOURS / slots);
}

static void add_day_residuals(hc_queue_work *work, size_t back, size_t ahead)
{
    const hc_day_matrix *matrix = &work->model.matrix;
    const hc_origin *origin = &work->back[back];
    const size_t day = origin->before + ahead, slots = matrix->slots;
    const uint32_t number = (uint32_t)(back * 2 * HC_BACK_DAYS + ahead);
    hc_residual row = {.day = number,
                       .week = (uint8_t)(ahead / 7),
                       .weekday = (uint8_t)work->model.calendar.kind[day].pattern};
    hc_edges_shares(&work->model, origin, &work->combination, &work->edges, ahead, work->share);
    for (size_t slot = 0; slot < slots; slot++) {
        row.actual = matrix->calls[day * slots + slot];
        row.mean = work->totals[ahead] * work->share[slot];
        row.half_hour = half_hour_of(slot, slots);
        hc_residuals_add(&work->residuals, &row);
    }
}

static hc_status learn_bands(hc_queue_work *work, hc_error *err)
{
    hc_edges_learn(&work->model, work->back, work->backs, &work->combination, work->share,
                   &work->edges);
    HC_TRY(hc_residuals_reserve(&work->residuals,
                                work->backs * HC_BACK_DAYS * work->model.matrix.slots, err));
    for (size_t i = 0; i < work->backs; i++) {
        hc_combined_totals(&work->back[i], &work->combination, work->totals);
        for (size_t ahead = 0; ahead < work->back[i].ahead; ahead++) {
            if (hc_day_is_judged(&work->model, &work->back[i], ahead)) {
                add_day_residuals(work, i, ahead);
            }
        }
    }
    HC_TRY(hc_bands_fit(&work->bands, &work->residuals, err));
    hc_edges_doubt(&work->model, work->back, work->backs, &work->combination, &work->bands,
                   work->totals, work->share, &work->edges);
    return HC_OK;
}

/* ----------------------------------------------------------------------------- writing */

static void write_slot(const hc_queue_work *work, hc_queue *queue, size_t slots, size_t slot,
                       const hc_band_place *place)
{
    double quantile[HC_QUANTILES];
    hc_bands_quantiles(&work->bands, place, &work->unsettled, quantile);
    queue->calls[slot] = place->mean;
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        queue->quantile[k * slots + slot] = quantile[k];
    }
}

/* One day of the forecast. Twins of a repeated hour get the hour's calls each. */
static void write_day(const hc_queue_work *work, hc_series *out, hc_queue *queue, size_t ahead,
                      double total)
{
    const hc_axis *axis = &out->axis;
    const size_t slots = hc_axis_slots(axis), day = work->model.matrix.days + ahead;
    const hc_day_kind *kind = &work->model.calendar.kind[day];
    const uint8_t *open =
        work->model.matrix.open + (size_t)kind->pattern * work->model.matrix.slots;
    hc_band_place place = {
        .week = ahead / 7, .weekday = (uint8_t)kind->pattern, .doubt = work->now.doubt[ahead]};
    const double extra = work->now.special_doubt[ahead] + work->shape_doubt;
    for (size_t slot = axis->day_first[ahead]; slot < axis->day_first[ahead + 1]; slot++) {
        const size_t wall = hc_axis_wall_slot(axis, slot);
        const bool is_open = open[wall] && kind->class_of != HC_CLASS_CLOSED;
        place.mean = is_open ? total * work->share[wall] : 0.0;
        place.extra = extra + hc_edge_doubt(&work->edges, kind->pattern, wall);
        place.half_hour = half_hour_of(wall, work->model.matrix.slots);
        queue->state[slot] = is_open ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
        write_slot(work, queue, slots, slot, &place);
        queue->aht_s[slot] = hc_aht_mean_s(&work->aht, kind->pattern, wall);
        queue->aht_sd_s[slot] = hc_aht_sd_s(&work->aht, kind->pattern, wall, place.mean);
    }
}

/* Shares of the day: the candidates' mixed, on special days bent towards what their class
 * showed; and how far such a day's shape may be from that. */
static hc_status choose_shares(hc_queue_work *work, size_t ahead, hc_error *err)
{
    const hc_queue_model *model = &work->model;
    const hc_day_kind *kind = &model->calendar.kind[model->matrix.days + ahead];
    work->shape_doubt = 0.0;
    hc_edges_shares(model, &work->now, &work->combination, &work->edges, ahead, work->share);
    if (hc_day_is_ordinary(kind)) { return HC_OK; }
    return hc_class_shape(&model->matrix, &model->calendar, work->now.shares,
                          model->form[HC_SHARE_MIDDLE].width, fmax(1.0, work->bands.a), kind,
                          work->share, &work->shape_doubt, err);
}

static hc_status write_forecast(hc_queue_work *work, hc_series *out, hc_queue *queue,
                                hc_error *err)
{
    for (size_t ahead = 0; ahead < out->axis.days; ahead++) {
        HC_TRY(choose_shares(work, ahead, err));
        write_day(work, out, queue, ahead, work->totals[ahead]);
    }
    return HC_OK;
}

/* Deviations of the first week's intervals, by their inner quantiles, over its contacts. */
static double week_deviation(const hc_series *out, const hc_queue *queue)
{
    const hc_axis *axis = &out->axis;
    const size_t slots = hc_axis_slots(axis), days = axis->days < 7 ? axis->days : 7;
    double calls = 0.0, deviations = 0.0;
    for (size_t slot = 0; slot < axis->day_first[days]; slot++) {
        calls += queue->calls[slot];
        deviations += (queue->quantile[HC_QUANTILE_90 * slots + slot] -
                       queue->quantile[HC_QUANTILE_10 * slots + slot]) /
                      (2.0 * HC_NORMAL_90);
    }
    return calls > 0.0 ? deviations / calls : 0.0;
}

/* What the process leaves open of an ordinary day beside its week: its weekday and its place in
 * the month. Special days have bands of their own. */
static double day_doubt(const hc_queue_work *work, double week_doubt)
{
    const hc_day_kind *kinds = work->model.calendar.kind + work->now.before;
    double doubt = 0.0, contacts = 0.0;
    for (size_t ahead = 0; ahead < 7 && ahead < work->now.ahead; ahead++) {
        if (!hc_day_is_ordinary(&kinds[ahead])) { continue; }
        doubt += work->totals[ahead] * work->now.day_doubt[ahead];
        contacts += work->totals[ahead];
    }
    return contacts > 0.0 ? fmax(0.0, doubt / contacts - week_doubt) : 0.0;
}

/* The level may be off by more where it has just surprised. */
static hc_status set_level(hc_queue_work *work, const hc_series *out, const hc_queue *queue,
                           hc_error *err)
{
    HC_TRY(
        hc_week_total_doubt(&work->model, &work->now, work->totals, &work->level_doubt, err));
    hc_bands_set_level(&work->bands, hc_week_level_doubt(work) + work->unsettled.doubt,
                       day_doubt(work, work->level_doubt), week_deviation(out, queue));
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

/* A level that may have moved is followed as far as it is likely. */
static void follow_move(hc_queue_work *work)
{
    if (work->shifted) { return; }
    work->unsettled = hc_unsettled_level(&work->model, &work->now, work->back, work->backs,
                                         &work->combination, work->totals);
    const double ratio = 1.0 + work->unsettled.chance * work->unsettled.shift;
    for (size_t i = 0; i < hc_candidate_count * work->now.ahead; i++) {
        work->now.totals[i] *= ratio;
    }
}

/* Beyond the first week, unless the level was set anew. */
static void carry_growth(hc_queue_work *work)
{
    if (work->shifted) { return; }
    work->growth.lost =
        hc_growth_lost(&work->model, work->back, work->backs, &work->combination, work->totals);
    hc_growth_carry_on(&work->growth, &work->model, &work->combination, work->totals,
                       &work->now);
}

static hc_status make_queue(hc_queue_work *work, const run *job, size_t queue, hc_error *err)
{
    const hc_forecast_options *options = job->options;
    const size_t ahead =
        options->horizon_days > HC_BACK_DAYS ? options->horizon_days : HC_BACK_DAYS;
    HC_TRY(hc_queue_model_make(&work->model, job->history, queue, job->origin_day,
                               options->special, ahead, err));
    HC_TRY(hc_aht_fit(&work->aht, job->history, queue, job->origin_day, options->default_aht_s,
                      err));
    const size_t slots = work->model.matrix.slots;
    HC_TRY(hc_alloc(&work->totals, ahead + (size_t)7 * SHIFT_WEEKS, sizeof *work->totals, err));
    HC_TRY(hc_alloc(&work->row, slots, sizeof *work->row, err));
    HC_TRY(hc_alloc(&work->share, slots, sizeof *work->share, err));
    HC_TRY(run_back_tests(work, options, err));
    HC_TRY(learn_bands(work, err));
    work->week_doubt =
        hc_week_doubt(&work->model, work->back, work->backs, &work->combination, work->totals);
    follow_move(work);
    carry_growth(work);
    HC_TRY(keep_busy_days(work, job, queue, err));
    hc_combined_totals(&work->now, &work->combination, work->totals);
    hc_queue *to = &job->out->queues[queue];
    (void)snprintf(to->name, sizeof to->name, "%s", job->history->queues[queue].name);
    HC_TRY(write_forecast(work, job->out, to, err));
    return set_level(work, job->out, to, err);
}

static hc_status forecast_queue(void *context, size_t queue, hc_error *err)
{
    const run *job = context;
    hc_queue_work *work = NULL;
    HC_TRY(hc_alloc(&work, 1, sizeof *work, err));
    const hc_status st = make_queue(work, job, queue, err);
    if (st == HC_OK) {
        hc_queue_report_fill(work, job->history->queues[queue].name,
                             &job->report->queues[queue]);
    }
    if (st == HC_OK && job->options->on_queue != NULL) {
        job->options->on_queue(job->options->on_queue_context);
    }
    free_work(work);
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
        st = make_report(&told, history->queue_count, options->horizon_days,
                         hc_axis_slots_a_day(&axis), err);
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
