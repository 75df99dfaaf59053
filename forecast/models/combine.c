#include "forecast/models/combine.h"

#include <math.h>
#include <string.h>

#include "forecast/models/day_weights.h"
#include "forecast/models/robust.h"

#define WINDOW_WEEKS 110      /* days that day totals are learnt from */
#define ERROR_WEEKS 4.0       /* half life of the back-tests' say */
#define ERROR_CAP 2.0         /* times the candidates' median: one wild week must not decide */
#define LATER_DAYS 28         /* days ahead that the weights of the later weeks are by */
#define DROP_BEYOND 1.15      /* times the best error */
#define SHARPNESS 10.0        /* weight exp(-SHARPNESS (interval error / best - 1) */
#define SHARPNESS_DAY 6.0     /*            - SHARPNESS_DAY (day error / best - 1)) */
#define SHARPNESS_SHARE 300.0 /* the same of shares, whose errors differ by a few per cent */
#define SHIFT_DAYS 6          /* the latest days that must all have been missed */
#define SHIFT_DAYS_MIN 4
#define SHIFT_LOG 0.25      /* middle miss */
#define SHIFT_LOG_EACH 0.15 /* least miss of the middle candidate */

/* ----------------------------------------------------------------------------- weights */

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

/* The slow waves, the place in the month taken out roughly; then the calendar's effects with
 * the waves taken out. */
static hc_status learn_effects(hc_queue_model *model, hc_error *err)
{
    const size_t days = model->matrix.days;
    hc_day_process sketch = HC_DAY_PROCESS_INIT;
    double *work = NULL;
    hc_status st = HC_OK;
    if (days < (size_t)7 * HC_WAVES_WEEKS_MIN) {
        return hc_day_process_fit(&model->process, &model->matrix, &model->calendar,
                                  &model->steps, NULL, err);
    }
    st = hc_day_process_sketch(&sketch, &model->matrix, &model->calendar, &model->steps, err);
    if (st == HC_OK) { st = hc_alloc(&work, 2 * sketch.rows + 3 * days, sizeof *work, err); }
    if (st == HC_OK) {
        hc_day_effects effects;
        hc_day_effects_at(&sketch, days, work, &effects);
        st = hc_waves_fit(&model->waves, &model->matrix, &model->calendar, &effects, err);
    }
    if (st == HC_OK) {
        double *wave = work + 2 * (sketch.rows + days);
        hc_waves_effect(&model->waves, days, days, work, wave);
        st = hc_day_process_fit(&model->process, &model->matrix, &model->calendar,
                                &model->steps, wave, err);
    }
    hc_free(work);
    hc_day_process_clear(&sketch);
    return st;
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
        st = hc_shares_choose_width(&made.matrix, &made.calendar, made.weight, made.matrix.days,
                                    &made.width, err);
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

/* ----------------------------------------------------------------------------- origins */

/* The arrays that candidates look at, filled for one origin. */
typedef struct sample_memory {
    double *block;       /* total, log_total, weight, age, scratch (2), effects work */
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
    HC_TRY(hc_alloc(&memory->block, 6 * days + 2 * rows, sizeof *memory->block, err));
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
                           .width = model->width};
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
        outside[day] = exp(effects->step[hc_level_steps_after(&model->steps, at)] +
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
        st = hc_shares_fit(&model->matrix, &model->calendar, model->weight, before,
                           model->width, made.shares_by_speed, err);
    }
    if (st == HC_OK) {
        hc_day_effects effects;
        hc_day_effects_at(&model->process, before, memory.block + 6 * before, &effects);
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

/* The level's doubt changes slowly: once a week. */
static void doubt_days(const hc_queue_model *model, const hc_day_effects *effects, double *work,
                       hc_origin *origin)
{
    const size_t middle = origin->before + 3;
    const double first = hc_process_doubt(&model->process, effects, middle, work);
    for (size_t day = 0; day < origin->ahead; day++) {
        const size_t at = origin->before + day;
        if (day >= 7) { origin->doubt[day] = origin->doubt[day - 1]; }
        if (day >= 7 && day % 7 == 0) {
            const double later = hc_process_doubt(&model->process, effects, middle + day, work);
            origin->doubt[day] = fmax(0.0, later - first);
        }
        const hc_day_kind *kind = &model->calendar.kind[at];
        origin->special_doubt[day] = hc_special_doubt(&model->process, effects, kind, work);
        origin->mean_doubt[day] =
            hc_process_mean_doubt(&model->process, effects, kind, at, work) +
            hc_waves_doubt(&model->waves, origin->before, at, work);
    }
}

hc_status hc_origin_doubt(hc_origin *origin, const hc_queue_model *model, hc_error *err)
{
    double *work = NULL;
    HC_TRY(hc_alloc(&origin->doubt, origin->ahead, sizeof(double), err));
    HC_TRY(hc_alloc(&origin->mean_doubt, origin->ahead, sizeof(double), err));
    HC_TRY(hc_alloc(&origin->special_doubt, origin->ahead, sizeof(double), err));
    HC_TRY(hc_alloc(&work, 3 * model->process.rows + model->waves.weeks, sizeof *work, err));
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

/* ------------------------------------------------------------------------- combination */

/* Days of a back-test that count: known and ordinary. */
static bool counts(const hc_queue_model *model, size_t day)
{
    return day < model->matrix.days && model->matrix.seen[day] > 0.0 &&
           hc_day_is_ordinary(&model->calendar.kind[day]);
}

const double *hc_candidate_shares(const hc_queue_model *model, const hc_origin *origin,
                                  size_t candidate, size_t ahead)
{
    const double *own = origin->own_shares[candidate];
    const size_t slots = model->matrix.slots, day = origin->before + ahead;
    return own != NULL ? own + ahead * slots
                       : origin->shares + (size_t)model->calendar.kind[day].pattern * slots;
}

static double interval_error(const hc_queue_model *model, const hc_origin *origin, size_t ahead,
                             double total, const double *share)
{
    const size_t slots = model->matrix.slots, day = origin->before + ahead;
    const double *row = model->matrix.calls + day * slots;
    double error = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        error += fabs(total * share[slot] - row[slot]);
    }
    return error;
}

/* Errors of every candidate at one origin over days from .. to - 1 ahead; false when no day
 * counts. */
static bool span_errors(const hc_queue_model *model, const hc_origin *origin, size_t from,
                        size_t to, double *interval, double *by_day)
{
    double calls = 0.0;
    memset(interval, 0, hc_candidate_count * sizeof *interval);
    memset(by_day, 0, hc_candidate_count * sizeof *by_day);
    for (size_t ahead = from; ahead < to && ahead < origin->ahead; ahead++) {
        const size_t day = origin->before + ahead;
        if (!counts(model, day)) { continue; }
        calls += model->matrix.total[day];
        for (size_t i = 0; i < hc_candidate_count; i++) {
            const double total = origin->totals[i * origin->ahead + ahead];
            interval[i] += interval_error(model, origin, ahead, total,
                                          hc_candidate_shares(model, origin, i, ahead));
            by_day[i] += fabs(total - model->matrix.total[day]);
        }
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        interval[i] /= fmax(calls, 1.0);
        by_day[i] /= fmax(calls, 1.0);
    }
    return calls > 0.0;
}

/* Error relative to the best; 1 when even the best is perfect. */
static double relative(double error, double best)
{
    return best > 0.0 ? error / best : 1.0;
}

/* Discounted errors of all candidates over a span of days ahead. */
typedef struct span {
    size_t from, to; /* days ahead */
    double interval[HC_CANDIDATES_LIMIT], by_day[HC_CANDIDATES_LIMIT];
    double weight; /* of the back-tests that have such days; 0 none */
} span;

static void add_errors(const hc_queue_model *model, const hc_origin *origins, size_t count,
                       span *sum)
{
    double interval[HC_CANDIDATES_LIMIT], by_day[HC_CANDIDATES_LIMIT];
    double sorted[HC_CANDIDATES_LIMIT];
    for (size_t back = 0; back < count; back++) {
        if (!span_errors(model, &origins[back], sum->from, sum->to, interval, by_day)) {
            continue;
        }
        memcpy(sorted, interval, hc_candidate_count * sizeof *sorted);
        const double cap = ERROR_CAP * hc_median(sorted, hc_candidate_count);
        const double weight = hc_discount((double)back, ERROR_WEEKS);
        for (size_t i = 0; i < hc_candidate_count; i++) {
            sum->interval[i] += weight * fmin(interval[i], cap);
            sum->by_day[i] += weight * by_day[i];
        }
        sum->weight += weight;
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        sum->interval[i] = sum->weight > 0.0 ? sum->interval[i] / sum->weight : HC_MISSING;
        sum->by_day[i] = sum->weight > 0.0 ? sum->by_day[i] / sum->weight : HC_MISSING;
    }
}

static void weigh_candidates(const span *errors, double *weight)
{
    double best = HUGE_VAL, best_day = HUGE_VAL, sum = 0.0;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        best = fmin(best, errors->interval[i]);
        best_day = fmin(best_day, errors->by_day[i]);
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        const double interval = relative(errors->interval[i], best);
        const double by_day = relative(errors->by_day[i], best_day);
        weight[i] = interval < DROP_BEYOND
                        ? exp(-SHARPNESS * (interval - 1.0) - SHARPNESS_DAY * (by_day - 1.0))
                        : 0.0;
        sum += weight[i];
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        weight[i] /= sum;
    }
}

void hc_combine(const hc_queue_model *model, const hc_origin *origins, size_t count,
                hc_combination *combination)
{
    span week = {.from = 0, .to = 7}, later = {.from = 7, .to = LATER_DAYS};
    add_errors(model, origins, count, &week);
    add_errors(model, origins, count, &later);
    memcpy(combination->wape_interval, week.interval, sizeof week.interval);
    memcpy(combination->wape_day, week.by_day, sizeof week.by_day);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        combination->weight[i] = 1.0 / (double)hc_candidate_count;
    }
    if (week.weight > 0.0) { weigh_candidates(&week, combination->weight); }
    memcpy(combination->weight_later, combination->weight, sizeof combination->weight);
    if (later.weight > 0.0) { weigh_candidates(&later, combination->weight_later); }
}

static double weight_of(const hc_combination *combination, size_t candidate, size_t ahead)
{
    return ahead < 7 ? combination->weight[candidate] : combination->weight_later[candidate];
}

/* Errors of the shares of each speed, given the days' true totals. */
static void speed_errors(const hc_queue_model *model, const hc_origin *origin, double weight,
                         double *errors)
{
    const size_t slots = model->matrix.slots;
    for (size_t ahead = 0; ahead < 7 && ahead < origin->ahead; ahead++) {
        const size_t day = origin->before + ahead;
        if (!counts(model, day)) { continue; }
        const double *row = model->matrix.calls + day * slots;
        const size_t pattern = (size_t)model->calendar.kind[day].pattern;
        for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
            const double *share =
                origin->shares_by_speed + (speed * HC_WEEKDAYS + pattern) * slots;
            for (size_t slot = 0; slot < slots; slot++) {
                errors[speed] +=
                    weight * fabs(model->matrix.total[day] * share[slot] - row[slot]);
            }
        }
    }
}

void hc_weigh_speeds(const hc_queue_model *model, const hc_origin *origins, size_t count,
                     double weight[HC_SHARE_SPEEDS])
{
    double errors[HC_SHARE_SPEEDS] = {0}, best = HUGE_VAL, sum = 0.0;
    for (size_t back = 0; back < count; back++) {
        speed_errors(model, &origins[back], hc_discount((double)back, ERROR_WEEKS), errors);
    }
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        best = fmin(best, errors[speed]);
    }
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        weight[speed] = exp(-SHARPNESS_SHARE * (relative(errors[speed], best) - 1.0));
        sum += weight[speed];
    }
    for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
        weight[speed] /= sum;
    }
}

void hc_mix_shares(hc_origin *origin, size_t slots, const double weight[HC_SHARE_SPEEDS])
{
    const size_t cells = HC_WEEKDAYS * slots;
    for (size_t cell = 0; cell < cells; cell++) {
        origin->shares[cell] = 0.0;
        for (size_t speed = 0; speed < HC_SHARE_SPEEDS; speed++) {
            origin->shares[cell] +=
                weight[speed] * origin->shares_by_speed[speed * cells + cell];
        }
    }
}

void hc_combined_totals(const hc_origin *origin, const hc_combination *combination,
                        double *totals)
{
    for (size_t day = 0; day < origin->ahead; day++) {
        totals[day] = 0.0;
        for (size_t i = 0; i < hc_candidate_count; i++) {
            totals[day] +=
                weight_of(combination, i, day) * origin->totals[i * origin->ahead + day];
        }
    }
}

void hc_combined_shares(const hc_queue_model *model, const hc_origin *origin,
                        const hc_combination *combination, size_t ahead, double *share)
{
    const size_t slots = model->matrix.slots;
    const size_t pattern = (size_t)model->calendar.kind[origin->before + ahead].pattern;
    const double *common = origin->shares + pattern * slots;
    double calls = 0.0, common_calls = 0.0;
    memset(share, 0, slots * sizeof *share);
    for (size_t i = 0; i < hc_candidate_count; i++) {
        const double own =
            weight_of(combination, i, ahead) * origin->totals[i * origin->ahead + ahead];
        calls += own;
        if (origin->own_shares[i] == NULL) {
            common_calls += own;
            continue;
        }
        for (size_t slot = 0; slot < slots; slot++) {
            share[slot] += own * origin->own_shares[i][ahead * slots + slot];
        }
    }
    for (size_t slot = 0; slot < slots; slot++) {
        share[slot] =
            calls > 0.0 ? (share[slot] + common_calls * common[slot]) / calls : common[slot];
    }
}

/* ------------------------------------------------------------------------- level shift */

/* Log misses of one candidate over the latest days that count; least: smallest |miss|. */
static double middle_miss(const hc_queue_model *model, const hc_origin *origin, size_t i,
                          const size_t *ahead, size_t n, bool *up, bool *down, double *least)
{
    double misses[SHIFT_DAYS];
    *least = (double)INFINITY;
    for (size_t k = 0; k < n; k++) {
        const double actual = model->matrix.total[origin->before + ahead[k]];
        const double total = origin->totals[i * origin->ahead + ahead[k]];
        misses[k] = log((actual + 1.0) / (total + 1.0));
        *up = *up && misses[k] > 0.0;
        *down = *down && misses[k] < 0.0;
        *least = fmin(*least, fabs(misses[k]));
    }
    return hc_median(misses, n);
}

bool hc_level_shift(const hc_queue_model *model, const hc_origin *week_back, hc_origin *now,
                    double *ratio)
{
    size_t ahead[SHIFT_DAYS], n = 0;
    for (size_t back = 1; back <= 7 && n < SHIFT_DAYS; back++) {
        if (counts(model, now->before - back)) { ahead[n++] = 7 - back; }
    }
    if (n < SHIFT_DAYS_MIN) { return false; }
    double middle[HC_CANDIDATES_LIMIT], size[HC_CANDIDATES_LIMIT], least[HC_CANDIDATES_LIMIT];
    bool up = true, down = true;
    for (size_t i = 0; i < hc_candidate_count; i++) {
        middle[i] = middle_miss(model, week_back, i, ahead, n, &up, &down, &least[i]);
        size[i] = fabs(middle[i]);
    }
    if (!(up || down) || hc_median(size, hc_candidate_count) <= SHIFT_LOG ||
        hc_median(least, hc_candidate_count) <= SHIFT_LOG_EACH) {
        return false;
    }
    for (size_t i = 0; i < hc_candidate_count; i++) {
        const double *from = week_back->totals + i * week_back->ahead;
        for (size_t day = 0; day < now->ahead && day + 7 < week_back->ahead; day++) {
            now->totals[i * now->ahead + day] = from[day + 7] * exp(middle[i]);
        }
    }
    *ratio = exp(hc_median(middle, hc_candidate_count));
    return true;
}
