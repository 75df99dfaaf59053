#include "forecast/models/origin.h"

#include <math.h>

#define WINDOW_WEEKS 110 /* days that day totals are learnt from */

/* The arrays that candidates look at, filled for one origin. */
typedef struct sample_memory {
    double *block;       /* total, log_total, weight, age, scratch (3), effects work */
    double *wave;        /* [before + ahead] and work of the waves */
    int32_t *pattern;    /* past and ahead */
    size_t *day;         /* [before] */
    double *trend;       /* [before + ahead] */
    double *ahead_weeks; /* [3 * ahead] with the process's log totals and factors */
} sample_memory;

static hc_status take_sample(sample_memory *memory, size_t days, size_t ahead,
                             const hc_queue_model *model, hc_error *err)
{
    const size_t rows = model->process.rows;
    HC_TRY(hc_alloc(&memory->wave, 2 * (days + ahead + model->waves.weeks),
                    sizeof *memory->wave, err));
    HC_TRY(hc_alloc(&memory->block, 7 * days + 2 * rows, sizeof *memory->block, err));
    HC_TRY(hc_alloc(&memory->pattern, days + ahead, sizeof *memory->pattern, err));
    HC_TRY(hc_alloc(&memory->day, days, sizeof *memory->day, err));
    HC_TRY(hc_alloc(&memory->trend, days + ahead, sizeof *memory->trend, err));
    return hc_alloc(&memory->ahead_weeks, 3 * ahead, sizeof *memory->ahead_weeks, err);
}

static void free_sample(sample_memory *memory)
{
    hc_free(memory->block);
    hc_free(memory->wave);
    hc_free(memory->pattern);
    hc_free(memory->day);
    hc_free(memory->ahead_weeks);
    hc_free(memory->trend);
}

static hc_day_sample fill_sample(const hc_queue_model *model, const hc_day_effects *effects,
                                 size_t before, bool on_trend, const sample_memory *memory)
{
    const hc_day_matrix *matrix = &model->matrix;
    double *total = memory->block, *log_total = total + before, *weight = log_total + before;
    double *age = weight + before;
    size_t n = 0;
    const size_t first =
        before > (size_t)7 * WINDOW_WEEKS ? before - (size_t)7 * WINDOW_WEEKS : 0;
    for (size_t day = first; day < before; day++) {
        const hc_day_kind *kind = &model->calendar.kind[day];
        if (matrix->seen[day] <= 0.0 || kind->class_of == HC_CLASS_CLOSED) { continue; }
        const double effect = hc_month_effect(effects, kind) +
                              hc_special_effect(effects, kind) + memory->wave[day] +
                              hc_growth_line(model, day) +
                              effects->step[hc_level_steps_after(&model->steps, day)] +
                              (on_trend ? memory->trend[day] : 0.0);
        total[n] = matrix->total[day] * exp(-effect);
        log_total[n] = log(total[n] + 1.0);
        weight[n] = model->weight[day];
        age[n] = (double)(before - day) / 7.0;
        memory->day[n] = day;
        memory->pattern[n++] = kind->pattern;
    }
    return (hc_day_sample){.n = n,
                           .total = total,
                           .log_total = log_total,
                           .weight = weight,
                           .pattern = memory->pattern,
                           .age_weeks = age,
                           .scratch = age + before,
                           .matrix = matrix,
                           .day = memory->day,
                           .width = model->form[HC_SHARE_MIDDLE].width};
}

static hc_status take_origin(hc_origin *origin, size_t slots, hc_error *err)
{
    HC_TRY(hc_alloc(&origin->totals, hc_candidate_count * origin->ahead, sizeof(double), err));
    for (size_t i = 0; i < hc_candidate_count; i++) {
        if (hc_candidates[i].intervals == NULL) { continue; }
        HC_TRY(hc_alloc(&origin->own_shares[i], origin->ahead * slots, sizeof(double), err));
    }
    HC_TRY(hc_alloc(&origin->month, origin->ahead, sizeof(double), err));
    HC_TRY(hc_alloc(&origin->special, origin->ahead, sizeof(double), err));
    HC_TRY(hc_alloc(&origin->wave, origin->ahead, sizeof(double), err));
    HC_TRY(hc_alloc(&origin->shares_by_speed, (size_t)HC_SHARE_SPEEDS * HC_WEEKDAYS * slots,
                    sizeof(double), err));
    return hc_alloc(&origin->shares, HC_WEEKDAYS * slots, sizeof(double), err);
}

static hc_status ask_candidate(size_t i, const hc_day_sample *past, const hc_days_ahead *ahead,
                               hc_origin *origin, hc_error *err)
{
    const hc_candidate *candidate = &hc_candidates[i];
    double *totals = origin->totals + i * origin->ahead;
    if (candidate->intervals != NULL) {
        return candidate->intervals(candidate, past, ahead, totals, origin->own_shares[i], err);
    }
    candidate->forecast(candidate, past, ahead, totals);
    return HC_OK;
}

static hc_status ask_candidates(const hc_queue_model *model, const hc_day_effects *effects,
                                const hc_day_sample *past, bool on_trend,
                                const sample_memory *memory, hc_origin *origin, hc_error *err)
{
    int32_t *pattern = memory->pattern + past->n;
    double *process = memory->ahead_weeks + origin->ahead, *outside = process + origin->ahead;
    for (size_t day = 0; day < origin->ahead; day++) {
        const hc_day_kind *kind = &model->calendar.kind[origin->before + day];
        pattern[day] = kind->pattern;
        memory->ahead_weeks[day] = (double)day / 7.0;
        const size_t at = origin->before + day;
        process[day] =
            hc_process_level(&model->process, effects, at, kind->pattern) - memory->trend[at];
        outside[day] = exp(hc_growth_line(model, at) +
                           effects->step[hc_level_steps_after(&model->steps, at)] +
                           (on_trend ? memory->trend[at] : 0.0));
        origin->wave[day] = exp(memory->wave[origin->before + day]);
        origin->month[day] = exp(hc_month_effect(effects, kind));
        origin->special[day] =
            kind->class_of == HC_CLASS_CLOSED ? 0.0 : exp(hc_special_effect(effects, kind));
    }
    const hc_days_ahead ahead = {origin->ahead, pattern, memory->ahead_weeks, process};
    for (size_t i = 0; i < hc_candidate_count && past->n > 0; i++) {
        if (hc_candidates[i].on_trend != on_trend) { continue; }
        HC_TRY(ask_candidate(i, past, &ahead, origin, err));
        double *totals = origin->totals + i * origin->ahead;
        for (size_t day = 0; day < origin->ahead; day++) {
            totals[day] *=
                outside[day] * origin->month[day] * origin->special[day] * origin->wave[day];
        }
    }
    return HC_OK;
}

hc_status hc_origin_make(hc_origin *origin, const hc_queue_model *model, size_t before,
                         size_t ahead, hc_error *err)
{
    hc_origin made = {.before = before, .ahead = ahead};
    sample_memory memory = {0};
    hc_status st = take_origin(&made, model->matrix.slots, err);
    if (st == HC_OK) { st = take_sample(&memory, before, ahead, model, err); }
    if (st == HC_OK) {
        st = hc_shares_fit(&model->matrix, &model->calendar, model->weight, before, model->form,
                           made.shares_by_speed, err);
    }
    if (st == HC_OK) {
        hc_day_effects effects;
        hc_day_effects_at(&model->process, before, memory.block + 7 * before, &effects);
        hc_waves_effect(&model->waves, before, before + ahead, memory.wave + before + ahead,
                        memory.wave);
        hc_process_trend(&model->process, &effects, before + ahead, memory.trend);
        for (int on_trend = 0; st == HC_OK && on_trend < 2; on_trend++) {
            const hc_day_sample past = fill_sample(model, &effects, before, on_trend, &memory);
            st = ask_candidates(model, &effects, &past, on_trend, &memory, &made, err);
        }
    }
    if (st == HC_OK) {
        hc_origin_clear(origin);
        *origin = made;
        made = (hc_origin)HC_ORIGIN_INIT;
    }
    free_sample(&memory);
    hc_origin_clear(&made);
    return st;
}

/* The days from `first` on, until the week ends; gives the doubt of the level in its middle. */
static double doubt_week(const hc_queue_model *model, const hc_day_effects *effects,
                         size_t first, double *work, hc_origin *origin)
{
    hc_day_doubts doubts[HC_DOUBT_DAYS];
    const size_t left = origin->ahead - first, count = left < 7 ? left : 7;
    const hc_day_kind *kinds = model->calendar.kind + origin->before + first;
    const double level = hc_process_doubts(&model->process, effects, kinds, count,
                                           origin->before + first, first == 0, work, doubts);
    for (size_t i = 0; i < count; i++) {
        const size_t day = first + i;
        const double wave =
            hc_wave_days_doubt(&model->waves.by_days, work, origin->before + day);
        origin->special_doubt[day] = doubts[i].special;
        origin->mean_doubt[day] = wave + doubts[i].mean;
        if (first == 0) { origin->day_doubt[day] = wave + doubts[i].whole; }
    }
    return level;
}

/* The level's doubt changes slowly: once a week. */
static void doubt_days(const hc_queue_model *model, const hc_day_effects *effects, double *work,
                       hc_origin *origin)
{
    double level = 0.0;
    for (size_t day = 0; day < origin->ahead; day++) {
        if (day % 7 == 0) {
            const double here = doubt_week(model, effects, day, work, origin);
            if (day == 0) { level = here; }
            origin->doubt[day] = fmax(0.0, here - level);
        } else {
            origin->doubt[day] = origin->doubt[day - 1];
        }
    }
}

hc_status hc_origin_doubt(hc_origin *origin, const hc_queue_model *model, hc_error *err)
{
    double *work = NULL;
    HC_TRY(hc_alloc(&origin->doubt, origin->ahead, sizeof(double), err));
    HC_TRY(hc_alloc(&origin->mean_doubt, origin->ahead, sizeof(double), err));
    HC_TRY(hc_alloc(&origin->special_doubt, origin->ahead, sizeof(double), err));
    HC_TRY(hc_alloc(&work, 2 * model->process.rows + HC_DOUBT_SIDES * model->process.stride,
                    sizeof *work, err));
    hc_day_effects effects;
    hc_day_effects_at(&model->process, origin->before, work, &effects);
    doubt_days(model, &effects, work + 2 * model->process.rows, origin);
    hc_free(work);
    return HC_OK;
}

void hc_origin_clear(hc_origin *origin)
{
    hc_free(origin->totals);
    hc_free(origin->month);
    hc_free(origin->special);
    hc_free(origin->wave);
    hc_free(origin->doubt);
    hc_free(origin->mean_doubt);
    hc_free(origin->special_doubt);
    hc_free(origin->shares_by_speed);
    hc_free(origin->shares);
    for (size_t i = 0; i < HC_CANDIDATES_LIMIT; i++) {
        hc_free(origin->own_shares[i]);
    }
    *origin = (hc_origin)HC_ORIGIN_INIT;
}
