#include "forecast/models/queue_model.h"

#include <math.h>

#include "forecast/models/day_weights.h"
#include "forecast/models/level_growth.h"

static void adjusted_logs(const hc_queue_model *model, const hc_day_effects *effects,
                          double *log_total)
{
    for (size_t day = 0; day < model->matrix.days; day++) {
        const hc_day_kind *kind = &model->calendar.kind[day];
        const double effect = hc_month_effect(effects, kind) +
                              hc_special_effect(effects, kind) +
                              effects->step[hc_level_steps_after(&model->steps, day)];
        log_total[day] = log(model->matrix.total[day] * exp(-effect) + 1.0);
    }
}

static hc_status learn_weights(hc_queue_model *model, hc_error *err)
{
    const size_t days = model->matrix.days;
    double *work = NULL;
    HC_TRY(hc_alloc(&model->weight, days, sizeof *model->weight, err));
    HC_TRY(hc_alloc(&work, days + 2 * model->process.rows, sizeof *work, err));
    hc_day_effects effects;
    hc_day_effects_at(&model->process, days, work + days, &effects);
    adjusted_logs(model, &effects, work);
    const hc_status st =
        hc_day_weights(&model->matrix, &model->calendar, work, model->weight, err);
    hc_free(work);
    return st;
}

double hc_growth_line(const hc_queue_model *model, size_t day)
{
    return model->growth_a_day * ((double)day - (double)model->matrix.days);
}

/* The slow waves, the place in the month taken out roughly, and the growth. */
static hc_status learn_slow(hc_queue_model *model, hc_error *err)
{
    double *work = NULL;
    hc_day_effects effects;
    hc_growth growth;
    HC_TRY(hc_alloc(&work, 2 * model->process.rows + 1, sizeof *work, err));
    hc_day_effects_at(&model->process, model->matrix.days, work, &effects);
    hc_status st = hc_waves_fit(&model->waves, &model->matrix, &model->calendar, &effects, err);
    hc_free(work);
    if (st == HC_OK) { st = hc_growth_learn(model, &growth, err); }
    if (st == HC_OK) { model->growth_a_day = hc_growth_a_week(&growth) / 7.0; }
    return st;
}

/* Log effect of the waves on each day, and of all that the process is not to explain. */
static void read_slow(const hc_queue_model *model, double *work, double *wave, double *outside)
{
    const size_t days = model->matrix.days;
    hc_waves_effect(&model->waves, days, days, work, wave);
    for (size_t day = 0; day < days; day++) {
        outside[day] = wave[day] + hc_growth_line(model, day);
    }
}

/* The calendar's effects with what is slow taken out, and what is not known of the waves. */
static hc_status learn_beside_slow(hc_queue_model *model, hc_error *err)
{
    const size_t days = model->matrix.days;
    const bool waves = days < (size_t)7 * HC_WAVES_WEEKS_MIN;
    double *wave = NULL;
    HC_TRY(hc_alloc(&wave, 2 * (days + model->waves.weeks), sizeof *wave, err));
    double *outside = wave + days, *work = outside + days;
    read_slow(model, work, wave, outside);
    hc_status st = hc_day_process_fit(&model->process, &model->matrix, &model->calendar,
                                      &model->steps, outside, waves, err);
    if (st == HC_OK) {
        st = hc_waves_tell_days(&model->waves, &model->process, days, wave, err);
    }
    hc_free(wave);
    return st;
}

/* What is slow first, by a sketch of the calendar's effects; then these with it taken out. */
static hc_status learn_effects(hc_queue_model *model, hc_error *err)
{
    if (model->matrix.days < (size_t)7 * HC_GROWTH_WEEKS_MIN) {
        return hc_day_process_fit(&model->process, &model->matrix, &model->calendar,
                                  &model->steps, NULL, true, err);
    }
    HC_TRY(hc_day_process_sketch(&model->process, &model->matrix, &model->calendar,
                                 &model->steps, err));
    HC_TRY(learn_slow(model, err));
    return learn_beside_slow(model, err);
}

hc_status hc_queue_model_make(hc_queue_model *model, const hc_series *history, size_t queue,
                              int64_t origin_day, const hc_special_days *special, size_t ahead,
                              hc_error *err)
{
    hc_queue_model made = HC_QUEUE_MODEL_INIT;
    hc_status st = hc_day_matrix_make(&made.matrix, history, queue, origin_day, err);
    if (st == HC_OK) {
        st = hc_calendar_make(&made.calendar, &made.matrix, special, ahead, err);
    }
    if (st == HC_OK) {
        st = hc_level_steps_align(&made.steps, &made.matrix, &made.calendar, err);
    }
    if (st == HC_OK) { st = learn_effects(&made, err); }
    if (st == HC_OK) { st = learn_weights(&made, err); }
    if (st == HC_OK) {
        st = hc_shares_choose_form(&made.matrix, &made.calendar, made.weight, made.matrix.days,
                                   made.form, err);
    }
    if (st == HC_OK) {
        st = hc_speed_misses_add_blocks(&made.speed_misses, &made.matrix, &made.calendar,
                                        made.weight, made.matrix.days, made.form, err);
    }
    if (st == HC_OK) {
        hc_queue_model_clear(model);
        *model = made;
        return HC_OK;
    }
    hc_queue_model_clear(&made);
    return st;
}

void hc_queue_model_clear(hc_queue_model *model)
{
    hc_day_matrix_clear(&model->matrix);
    hc_calendar_clear(&model->calendar);
    hc_day_process_clear(&model->process);
    hc_waves_clear(&model->waves);
    hc_free(model->weight);
    *model = (hc_queue_model)HC_QUEUE_MODEL_INIT;
}
