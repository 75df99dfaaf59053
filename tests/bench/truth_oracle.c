#include "tests/bench/truth_oracle.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/memory.h"

#define FEATURES 17
#define ROUNDS 8
#define WAVES 13 /* first feature of the waves */
#define WAVE_SD                                                                                \
    0.06 /* sizes that are believed of them: within a year nothing tells them apart */
#define DAY_VARIANCE 0.0026 /* of a day's busyness and its intervals', relative */
#define PI 3.14159265358979323846

typedef struct oracle {
    const hc_series *history;
    const hc_special_days *special;
    const hc_queue *queue;
    size_t slots;
    double beta[FEATURES];
    double *shape; /* [slots] */
    double *open;  /* [days] shape of the slots that are known */
    double *came;  /* [days] calls in them */
} oracle;

/* Weekday, place in the month, kind of day, waves; false: a day without service. */
static bool features(const oracle *o, size_t day, double x[FEATURES])
{
    const int64_t date = o->history->axis.first_day + (int64_t)day;
    const hc_civil_date civil = hc_date_from_day(date);
    const hc_special_day *special = hc_special_days_find(o->special, date);
    const double weeks = 2.0 * PI * (double)day / (7.0 * 37.0);
    const double year = 2.0 * PI * (double)date / 365.25;
    memset(x, 0, FEATURES * sizeof *x);
    if (special != NULL && special->kind == HC_SPECIAL_CLOSED) { return false; }
    x[hc_weekday(date)] = 1.0;
    x[7] = civil.day <= 3;
    x[8] = civil.day >= 15 && civil.day <= 16;
    x[9] = civil.day >= 28;
    x[10] = special == NULL && hc_special_days_is_closed(o->special, date - 1);
    x[11] = special != NULL && special->kind == HC_SPECIAL_HALF_DAY;
    x[12] = special != NULL && special->kind == HC_SPECIAL_EVENT;
    x[13] = sin(weeks);
    x[14] = cos(weeks);
    x[15] = sin(year);
    x[16] = cos(year);
    return true;
}

static double log_mean(const oracle *o, const double x[FEATURES])
{
    double sum = 0.0;
    for (size_t i = 0; i < FEATURES; i++) {
        sum += o->beta[i] * x[i];
    }
    return sum;
}

/* Known calls of the days, and the shape of the slots they came in. */
static void read_days(oracle *o, size_t days)
{
    const hc_axis *axis = &o->history->axis;
    for (size_t day = 0; day < days; day++) {
        o->open[day] = o->came[day] = 0.0;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            if (o->queue->state[slot] != HC_SLOT_OPEN) { continue; }
            o->open[day] += o->shape[slot - axis->day_first[day]];
            o->came[day] += o->queue->calls[slot];
        }
    }
}

/* One Newton step of a log-linear model with variance mean + DAY_VARIANCE mean^2 (McCullagh &
 * Nelder 1989). A little ridge holds what the history does not show, the prior of their size
 * the waves. */
static void step_effects(oracle *o, size_t days)
{
    double a[FEATURES * FEATURES] = {0}, b[FEATURES] = {0}, x[FEATURES];
    for (size_t day = 0; day < days; day++) {
        if (!(o->open[day] > 0.0) || !features(o, day, x)) { continue; }
        const double mean = o->open[day] * exp(log_mean(o, x));
        const double weight = mean / (1.0 + DAY_VARIANCE * mean);
        const double target = log_mean(o, x) + (o->came[day] - mean) / mean;
        for (size_t i = 0; i < FEATURES; i++) {
            b[i] += weight * x[i] * target;
            for (size_t j = 0; j < FEATURES; j++) {
                a[i * FEATURES + j] += weight * x[i] * x[j];
            }
        }
    }
    for (size_t i = 0; i < FEATURES; i++) {
        a[i * FEATURES + i] += i < WAVES ? 1e-3 : 1.0 / (WAVE_SD * WAVE_SD);
    }
    gsl_matrix_view matrix = gsl_matrix_view_array(a, FEATURES, FEATURES);
    gsl_vector_view right = gsl_vector_view_array(b, FEATURES);
    gsl_vector_view beta = gsl_vector_view_array(o->beta, FEATURES);
    if (gsl_linalg_cholesky_decomp1(&matrix.matrix) == 0) {
        (void)gsl_linalg_cholesky_solve(&matrix.matrix, &right.vector, &beta.vector);
    }
}

/* The shape given the days' levels: calls over level, slot by slot. */
static void step_shape(oracle *o, size_t days, double *level)
{
    const hc_axis *axis = &o->history->axis;
    double x[FEATURES], sum = 0.0;
    memset(o->shape, 0, o->slots * sizeof *o->shape);
    memset(level, 0, o->slots * sizeof *level);
    for (size_t day = 0; day < days; day++) {
        if (!features(o, day, x)) { continue; }
        const double mean = exp(log_mean(o, x));
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            if (o->queue->state[slot] != HC_SLOT_OPEN) { continue; }
            o->shape[slot - axis->day_first[day]] += o->queue->calls[slot];
            level[slot - axis->day_first[day]] += mean;
        }
    }
    for (size_t slot = 0; slot < o->slots; slot++) {
        o->shape[slot] /= fmax(level[slot], 1e-9);
        sum += o->shape[slot];
    }
    for (size_t slot = 0; slot < o->slots && sum > 0.0; slot++) {
        o->shape[slot] /= sum;
    }
}

static void start(oracle *o, size_t days)
{
    double calls = 0.0, known = 0.0;
    for (size_t slot = 0; slot < o->slots; slot++) {
        o->shape[slot] = 1.0 / (double)o->slots;
    }
    read_days(o, days);
    for (size_t day = 0; day < days; day++) {
        calls += o->came[day];
        known += o->open[day];
    }
    for (size_t weekday = 0; weekday < 7; weekday++) {
        o->beta[weekday] = log(calls / fmax(known, 1e-9));
    }
}

static void write_means(const oracle *o, size_t origin, size_t ahead, double *mean)
{
    const hc_axis *axis = &o->history->axis;
    const size_t first = axis->day_first[origin];
    for (size_t day = origin; day < origin + ahead; day++) {
        double x[FEATURES];
        const double level = features(o, day, x) ? exp(log_mean(o, x)) : 0.0;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            mean[slot - first] = level * o->shape[slot - axis->day_first[day]];
        }
    }
}

hc_status truth_oracle(const hc_series *history, const hc_special_days *special, size_t queue,
                       size_t origin, size_t ahead, double *mean, hc_error *err)
{
    oracle o = {.history = history,
                .special = special,
                .queue = &history->queues[queue],
                .slots = hc_axis_slots_a_day(&history->axis)};
    double *level = NULL;
    hc_status st = hc_alloc(&o.shape, o.slots, sizeof *o.shape, err);
    if (st == HC_OK) { st = hc_alloc(&o.open, origin, sizeof *o.open, err); }
    if (st == HC_OK) { st = hc_alloc(&o.came, origin, sizeof *o.came, err); }
    if (st == HC_OK) { st = hc_alloc(&level, o.slots, sizeof *level, err); }
    if (st == HC_OK) {
        start(&o, origin);
        for (int round = 0; round < ROUNDS; round++) {
            step_effects(&o, origin);
            step_shape(&o, origin, level);
            read_days(&o, origin);
        }
        write_means(&o, origin, ahead, mean);
    }
    hc_free(o.shape);
    hc_free(o.open);
    hc_free(o.came);
    hc_free(level);
    return st;
}
