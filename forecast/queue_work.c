/* One queue's forecast: its model, back-tests, bands and the days ahead. */
#include "forecast/queue_work.h"

#include <math.h>
#include <stdio.h>

#include "forecast/mean_band.h"
#include "forecast/models/class_shape.h"

#define ENOUGH_WEEKS 1  /* same weekdays that must be known before a back-test */
#define SHIFT_WEEKS 2   /* that a level may have shifted ago */
#define DRIFT_WEEKS 8.0 /* half life of the back-tests that tell of a drift */
#define DRIFT_WEEKS_MIN 3.0
#define DRIFT_SIGMA 2.65 /* one time in a hundred by chance */
#define TRAIL_WEEKS 0.5  /* of growth: how far methods trail it, and are off that */

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
 * mean miss, shrunk to what methods trail growth by that lasted, mostly 0, unless it is
 * DRIFT_SIGMA standard errors from none; less where the level is believed to grow now: then
 * some miss is what to expect. */
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
    const double believed = fmax(kept, expected);
    return believed * mean + (1.0 - believed) * TRAIL_WEEKS * hc_growth_a_week(&work->growth);
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

/* --------------------------------------------------------------------------- the walk */

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

hc_status hc_queue_forecast(hc_queue_work *work, const hc_series *history, size_t queue,
                            int64_t origin_day, const hc_forecast_options *options,
                            hc_series *out, hc_error *err)
{
    const size_t ahead =
        options->horizon_days > HC_BACK_DAYS ? options->horizon_days : HC_BACK_DAYS;
    HC_TRY(hc_queue_model_make(&work->model, history, queue, origin_day, options->special,
                               ahead, err));
    HC_TRY(hc_aht_fit(&work->aht, history, queue, origin_day, options->default_aht_s, err));
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
    hc_combined_totals(&work->now, &work->combination, work->totals);
    hc_queue *to = &out->queues[queue];
    (void)snprintf(to->name, sizeof to->name, "%s", history->queues[queue].name);
    HC_TRY(write_forecast(work, out, to, err));
    return set_level(work, out, to, err);
}

void hc_queue_work_clear(hc_queue_work *work)
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
