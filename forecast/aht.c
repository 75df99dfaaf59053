#include "forecast/aht.h"

#include <math.h>
#include <string.h>

#include "forecast/aht_level.h"
#include "forecast/models/candidate.h"
#include "forecast/models/robust.h"

#define PATTERN_WEEKS 16.0 /* half life of the weekday and interval patterns */
#define CLIP_SDS 4.0       /* robust standard deviations, log scale, of cells */
#define PLAIN_DAYS 56
#define RATIO_MIN 0.2 /* a cell's AHT stays within these of the queue's level */
#define RATIO_MAX 5.0

/* Handle times of the cells that can be learnt from. */
typedef struct cells {
    size_t n;
    double *aht_s;
    double *calls;
    double *age_weeks;
    int32_t *weekday;
    size_t *slot;
} cells;

static hc_status take_cells(cells *data, size_t n, hc_error *err)
{
    HC_TRY(hc_alloc(&data->aht_s, n, sizeof *data->aht_s, err));
    HC_TRY(hc_alloc(&data->calls, n, sizeof *data->calls, err));
    HC_TRY(hc_alloc(&data->age_weeks, n, sizeof *data->age_weeks, err));
    HC_TRY(hc_alloc(&data->weekday, n, sizeof *data->weekday, err));
    return hc_alloc(&data->slot, n, sizeof *data->slot, err);
}

static void free_cells(cells *data)
{
    hc_free(data->aht_s);
    hc_free(data->calls);
    hc_free(data->age_weeks);
    hc_free(data->weekday);
    hc_free(data->slot);
}

/* Calls that the interval's AHT is the mean of. */
static double handled_calls(const hc_queue *queue, size_t slot)
{
    if (queue->handled != NULL && queue->handled[slot] > 0.0) { return queue->handled[slot]; }
    double calls = queue->calls[slot];
    if (queue->abandoned != NULL && queue->abandoned[slot] > 0.0) {
        calls -= queue->abandoned[slot];
    }
    return calls > 1.0 ? calls : 1.0;
}

static bool has_aht(const hc_queue *queue, size_t slot)
{
    return queue->state[slot] == HC_SLOT_OPEN && queue->aht_s[slot] > 0.0 &&
           queue->calls[slot] > 0.0;
}

static void first_days(const hc_axis *axis, int64_t origin_day, size_t window_days,
                       size_t *from, size_t *to)
{
    const int64_t end = origin_day - axis->first_day;
    const size_t days = end < 0 ? 0 : (size_t)end;
    *to = days < axis->days ? days : axis->days;
    *from = days > window_days ? days - window_days : 0;
    if (*from > *to) { *from = *to; }
}

static void read_cells(cells *data, const hc_series *history, const hc_queue *queue,
                       int64_t origin_day)
{
    const hc_axis *axis = &history->axis;
    size_t from = 0, to = 0;
    first_days(axis, origin_day, (size_t)7 * HC_AHT_WEEKS, &from, &to);
    for (size_t day = from; day < to; day++) {
        const int64_t number = axis->first_day + (int64_t)day;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            if (!has_aht(queue, slot)) { continue; }
            const size_t i = data->n++;
            data->aht_s[i] = queue->aht_s[slot];
            data->calls[i] = handled_calls(queue, slot);
            data->age_weeks[i] = (double)(origin_day - number) / 7.0;
            data->weekday[i] = hc_weekday(number);
            data->slot[i] = hc_axis_wall_slot(axis, slot);
        }
    }
}

/*
 * Clips each cell's AHT at CLIP_SDS robust deviations of log AHT around the median. A cell of n
 * calls spreads by 1/sqrt(n) of one call's, so the deviation is scaled by the cells' own calls.
 */
static void clip_cells(cells *data, double *work)
{
    for (size_t i = 0; i < data->n; i++) {
        work[i] = log(data->aht_s[i]);
    }
    const double middle = hc_median(work, data->n);
    for (size_t i = 0; i < data->n; i++) {
        work[i] = fabs(log(data->aht_s[i]) - middle) * sqrt(data->calls[i]);
    }
    const double one_call_sd = HC_SD_OF_MEDIAN * hc_median(work, data->n);
    for (size_t i = 0; i < data->n; i++) {
        const double reach = CLIP_SDS * (one_call_sd / sqrt(data->calls[i]) + 0.1);
        data->aht_s[i] = fmin(exp(middle + reach), fmax(exp(middle - reach), data->aht_s[i]));
    }
}

static double level_of(const cells *data, double half_life)
{
    double sum = 0.0, weights = 0.0;
    for (size_t i = 0; i < data->n; i++) {
        const double weight = data->calls[i] * hc_discount(data->age_weeks[i], half_life);
        sum += weight * data->aht_s[i];
        weights += weight;
    }
    return sum / weights;
}

/* What the patterns do not explain, by week. */
static hc_weekly_aht level_by_week(const cells *data, const double *explained)
{
    hc_weekly_aht weeks = {{0}, {0}};
    for (size_t i = 0; i < data->n; i++) {
        size_t week = (size_t)fmax(0.0, ceil(data->age_weeks[i]) - 1.0);
        week = week < HC_AHT_WEEKS ? week : HC_AHT_WEEKS - 1;
        weeks.calls[week] += data->calls[i];
        weeks.seconds[week] += data->calls[i] * data->aht_s[i] / explained[i];
    }
    return weeks;
}

/* Weighted sums by group (interval, weekday, or both) of ratios to what is already explained.
 */
typedef struct group_sums {
    double *calls;   /* [groups] discounted */
    double *squares; /* [groups] discounted twice: variance of the mean */
    double *ratio;   /* [groups] calls x (aht / explained) */
} group_sums;

/*
 * Multiplies the groups' shrunk effects into effect[groups]. The spread between groups tau^2 is
 * what the observed spread leaves after sampling noise (DerSimonian & Laird's moment estimate).
 */
static void shrink_groups(const group_sums *sums, size_t groups, double call_variance,
                          double *effect)
{
    double q = 0.0, w = 0.0, ww = 0.0, used = 0.0;
    for (size_t g = 0; g < groups; g++) {
        if (!(sums->calls[g] > 0.0)) { continue; }
        const double precision =
            sums->calls[g] * sums->calls[g] / (sums->squares[g] * call_variance);
        const double miss = sums->ratio[g] / sums->calls[g] - 1.0;
        q += precision * miss * miss;
        w += precision;
        ww += precision * precision;
        used += 1.0;
    }
    const double tau2 = used > 1.0 ? fmax(0.0, (q - (used - 1.0)) / (w - ww / w)) : 0.0;
    for (size_t g = 0; g < groups; g++) {
        effect[g] = 1.0;
        if (!(sums->calls[g] > 0.0)) { continue; }
        const double noise =
            sums->squares[g] * call_variance / (sums->calls[g] * sums->calls[g]);
        effect[g] += tau2 / (tau2 + noise) * (sums->ratio[g] / sums->calls[g] - 1.0);
    }
}

typedef struct aht_work {
    cells data;
    double *explained; /* [n] ratio to the queue's level that is explained so far */
    double *block;     /* group sums and effects */
    size_t groups_max;
} aht_work;

static size_t group_of(const cells *data, size_t i, int layer, size_t slots)
{
    switch (layer) {
    case 0:
        return data->slot[i];
    case 1:
        return (size_t)data->weekday[i];
    default:
        return (size_t)data->weekday[i] * slots + data->slot[i];
    }
}

/* One layer of effects: 0 intervals, 1 weekdays, 2 weekday x interval. */
static void fit_layer(aht_work *work, int layer, double level, double call_variance,
                      size_t slots, double *mean_s)
{
    const size_t groups = layer == 0 ? slots : layer == 1 ? HC_WEEKDAYS : HC_WEEKDAYS * slots;
    const cells *data = &work->data;
    memset(work->block, 0, 4 * work->groups_max * sizeof(double));
    group_sums sums = {work->block, work->block + work->groups_max,
                       work->block + 2 * work->groups_max};
    double *effect = work->block + 3 * work->groups_max;
    for (size_t i = 0; i < data->n; i++) {
        const size_t group = group_of(data, i, layer, slots);
        const double discount = hc_discount(data->age_weeks[i], PATTERN_WEEKS);
        const double weight = data->calls[i] * discount;
        sums.calls[group] += weight;
        sums.squares[group] += weight * discount;
        sums.ratio[group] += weight * data->aht_s[i] / (level * work->explained[i]);
    }
    shrink_groups(&sums, groups, call_variance, effect);
    for (size_t i = 0; i < data->n; i++) {
        work->explained[i] *= effect[group_of(data, i, layer, slots)];
    }
    for (size_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        for (size_t slot = 0; slot < slots; slot++) {
            const size_t at = weekday * slots + slot;
            mean_s[at] *= effect[layer == 0 ? slot : layer == 1 ? weekday : at];
        }
    }
}

/* Variance of one call's handle time relative to the mean^2, from the spread of the cells. */
static double one_call_variance(const cells *data, double level)
{
    double sum = 0.0;
    for (size_t i = 0; i < data->n; i++) {
        const double miss = data->aht_s[i] / level - 1.0;
        sum += data->calls[i] * miss * miss;
    }
    return fmax(0.05, sum / (double)data->n);
}

static void fit_cells(hc_aht_model *model, aht_work *work)
{
    const cells *data = &work->data;
    const double pattern_level = level_of(data, PATTERN_WEEKS);
    model->call_variance = one_call_variance(data, pattern_level);
    for (size_t i = 0; i < data->n; i++) {
        work->explained[i] = 1.0;
    }
    for (size_t at = 0; at < HC_WEEKDAYS * model->slots; at++) {
        model->mean_s[at] = 1.0;
    }
    for (int layer = 0; layer < 3; layer++) {
        fit_layer(work, layer, pattern_level, model->call_variance, model->slots,
                  model->mean_s);
    }
    const hc_weekly_aht weeks = level_by_week(data, work->explained);
    const hc_aht_level late = hc_aht_level_of_late(&weeks, model->call_variance);
    model->level_sd = late.sd;
    for (size_t at = 0; at < HC_WEEKDAYS * model->slots; at++) {
        model->mean_s[at] = late.seconds * fmin(RATIO_MAX, fmax(RATIO_MIN, model->mean_s[at]));
    }
    model->learnt = true;
}

static size_t count_cells(const hc_series *history, const hc_queue *queue, int64_t origin_day)
{
    size_t from = 0, to = 0, n = 0;
    if (queue->aht_s == NULL) { return 0; }
    first_days(&history->axis, origin_day, (size_t)7 * HC_AHT_WEEKS, &from, &to);
    for (size_t slot = history->axis.day_first[from]; slot < history->axis.day_first[to];
         slot++) {
        n += has_aht(queue, slot);
    }
    return n;
}

static void fit_default(hc_aht_model *model, double default_s)
{
    for (size_t at = 0; at < HC_WEEKDAYS * model->slots; at++) {
        model->mean_s[at] = default_s;
    }
    model->call_variance = 1.0; /* exponential handle times */
    model->level_sd = 0.0;
}

hc_status hc_aht_fit(hc_aht_model *model, const hc_series *history, size_t queue,
                     int64_t origin_day, double default_s, hc_error *err)
{
    const hc_queue *from = &history->queues[queue];
    hc_aht_model made = {.slots = hc_axis_slots_a_day(&history->axis)};
    aht_work work = {.groups_max = HC_WEEKDAYS * made.slots};
    const size_t n = count_cells(history, from, origin_day);
    hc_status st = hc_alloc(&made.mean_s, HC_WEEKDAYS * made.slots, sizeof *made.mean_s, err);
    if (st == HC_OK && n == 0) { fit_default(&made, default_s); }
    if (st == HC_OK && n > 0) {
        st = take_cells(&work.data, n, err);
        if (st == HC_OK) { st = hc_alloc(&work.explained, n, sizeof(double), err); }
        if (st == HC_OK) {
            st = hc_alloc(&work.block, 4 * work.groups_max, sizeof(double), err);
        }
        if (st == HC_OK) {
            read_cells(&work.data, history, from, origin_day);
            clip_cells(&work.data, work.explained);
            fit_cells(&made, &work);
        }
    }
    if (st == HC_OK) {
        hc_aht_clear(model);
        *model = made;
        made = (hc_aht_model)HC_AHT_MODEL_INIT;
    }
    free_cells(&work.data);
    hc_free(work.explained);
    hc_free(work.block);
    hc_aht_clear(&made);
    return st;
}

double hc_aht_mean_s(const hc_aht_model *model, int32_t weekday, size_t slot)
{
    return model->mean_s[(size_t)weekday * model->slots + slot];
}

double hc_aht_sd_s(const hc_aht_model *model, int32_t weekday, size_t slot, double calls)
{
    const double sampling = model->call_variance / fmax(1.0, calls);
    return hc_aht_mean_s(model, weekday, slot) *
           sqrt(sampling + model->level_sd * model->level_sd);
}

double hc_aht_plain_s(const hc_series *history, size_t queue, int64_t origin_day)
{
    const hc_queue *data = &history->queues[queue];
    size_t from = 0, to = 0;
    double sum = 0.0, calls = 0.0;
    if (data->aht_s == NULL) { return HC_MISSING; }
    first_days(&history->axis, origin_day, PLAIN_DAYS, &from, &to);
    for (size_t slot = history->axis.day_first[from]; slot < history->axis.day_first[to];
         slot++) {
        if (!has_aht(data, slot)) { continue; }
        sum += handled_calls(data, slot) * data->aht_s[slot];
        calls += handled_calls(data, slot);
    }
    return calls > 0.0 ? sum / calls : HC_MISSING;
}

void hc_aht_clear(hc_aht_model *model)
{
    hc_free(model->mean_s);
    *model = (hc_aht_model)HC_AHT_MODEL_INIT;
}
