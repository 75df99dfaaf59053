/*
 * Square-root counts of days x intervals: weekday means, three shapes that days have in common
 * beside them (singular vectors) and each shape's day scores carried on by AR(1). The one
 * candidate that says intervals of its own (Shen & Huang 2008).
 */
#include <math.h>
#include <string.h>

#include "forecast/models/candidate.h"
#include "forecast/models/cholesky.h"
#include "forecast/models/smooth_line.h"

#define SHAPES 3
#define DAYS_MAX 180         /* the latest days, which the shapes are learnt from */
#define ROUNDS 8             /* of subspace iteration: the shapes that matter stand out */
#define MEMORY_MAX 0.95      /* of a shape's scores from day to day */
#define MEMORY_PRIOR_DAYS 20 /* days without memory that hold it back */
#define PI 3.14159265358979323846

typedef struct root_fit {
    size_t first, n, slots; /* days first .. n - 1 of the sample have roots */
    double *root;           /* [n - first][slots] less the weekday's mean, by its weight */
    double *mean;           /* [HC_WEEKDAYS][slots] of the roots */
    double *calls;          /* [HC_WEEKDAYS][slots] mean, then what squares of roots lack */
    double *shape;          /* [SHAPES][slots] orthonormal */
    double *score;          /* [SHAPES][n - first] */
    double *scratch;        /* [2 * slots] */
    uint8_t *open;          /* [slots] on any weekday */
} root_fit;

static hc_status take_fit(root_fit *fit, hc_error *err)
{
    const size_t slots = fit->slots, rows = fit->n - fit->first;
    HC_TRY(hc_alloc(&fit->root, rows * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&fit->mean, HC_WEEKDAYS * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&fit->calls, HC_WEEKDAYS * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&fit->shape, SHAPES * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&fit->score, SHAPES * rows, sizeof(double), err));
    HC_TRY(hc_alloc(&fit->scratch, 2 * slots, sizeof(double), err));
    return hc_alloc(&fit->open, slots, sizeof *fit->open, err);
}

static void free_fit(root_fit *fit)
{
    hc_free(fit->root);
    hc_free(fit->mean);
    hc_free(fit->calls);
    hc_free(fit->shape);
    hc_free(fit->score);
    hc_free(fit->scratch);
    hc_free(fit->open);
}

/* Adds weight * root and weight * calls of a day, calendar effects divided out. */
static void add_day(root_fit *fit, const hc_day_sample *past, size_t day, double weight)
{
    const hc_day_matrix *matrix = past->matrix;
    const size_t slots = fit->slots, at = past->day[day];
    const double factor = past->total[day] / fmax(matrix->total[at], 1e-9);
    const double *row = matrix->calls + at * slots;
    double *mean = fit->mean + (size_t)past->pattern[day] * slots;
    double *calls = fit->calls + (size_t)past->pattern[day] * slots;
    for (size_t slot = 0; slot < slots; slot++) {
        const double adjusted = factor * row[slot], root = sqrt(adjusted);
        mean[slot] += weight * root;
        calls[slot] += weight * adjusted;
        if (day >= fit->first) { fit->root[(day - fit->first) * slots + slot] = root; }
    }
}

/* Discounted weekday means of roots and of calls. */
static void average(root_fit *fit, const hc_day_sample *past, double half_life_weeks)
{
    const size_t slots = fit->slots;
    double weights[HC_WEEKDAYS] = {0};
    hc_fading fading = hc_fading_start(half_life_weeks);
    for (size_t day = past->n; day-- > 0;) {
        const double weight = past->weight[day] * hc_fade_to(&fading, past->age_weeks[day]);
        add_day(fit, past, day, weight);
        weights[past->pattern[day]] += weight;
    }
    for (size_t cell = 0; cell < HC_WEEKDAYS * slots; cell++) {
        const double weight = weights[cell / slots];
        fit->mean[cell] = weight > 0.0 ? fit->mean[cell] / weight : 0.0;
        fit->calls[cell] = weight > 0.0 ? fit->calls[cell] / weight : 0.0;
    }
}

/* What is left of a day, by the root of its weight. */
static void subtract_means(root_fit *fit, const hc_day_sample *past)
{
    for (size_t day = fit->first; day < fit->n; day++) {
        double *root = fit->root + (day - fit->first) * fit->slots;
        const double *mean = fit->mean + (size_t)past->pattern[day] * fit->slots;
        const double weight = sqrt(fmin(1.0, past->weight[day]));
        for (size_t slot = 0; slot < fit->slots; slot++) {
            root[slot] = weight * (root[slot] - mean[slot]);
        }
    }
}

/* Makes the shapes orthonormal, in their order; one that vanishes is left 0. */
static void orthonormalise(root_fit *fit)
{
    for (size_t k = 0; k < SHAPES; k++) {
        double *shape = fit->shape + k * fit->slots;
        for (size_t other = 0; other < k; other++) {
            const double *before = fit->shape + other * fit->slots;
            const double along = hc_dot(shape, before, fit->slots);
            for (size_t slot = 0; slot < fit->slots; slot++) {
                shape[slot] -= along * before[slot];
            }
        }
        const double length = sqrt(hc_dot(shape, shape, fit->slots));
        for (size_t slot = 0; slot < fit->slots; slot++) {
            shape[slot] = length > 1e-9 ? shape[slot] / length : 0.0;
        }
    }
}

static void score_days(root_fit *fit)
{
    const size_t rows = fit->n - fit->first;
    for (size_t k = 0; k < SHAPES; k++) {
        for (size_t row = 0; row < rows; row++) {
            fit->score[k * rows + row] =
                hc_dot(fit->root + row * fit->slots, fit->shape + k * fit->slots, fit->slots);
        }
    }
}

/* Each shape becomes the days' sum by their scores. */
static void add_scored_days(root_fit *fit)
{
    const size_t slots = fit->slots, rows = fit->n - fit->first;
    memset(fit->shape, 0, SHAPES * slots * sizeof(double));
    for (size_t row = 0; row < rows; row++) {
        const double *root = fit->root + row * slots;
        for (size_t k = 0; k < SHAPES; k++) {
            const double score = fit->score[k * rows + row];
            double *shape = fit->shape + k * slots;
            for (size_t slot = 0; slot < slots; slot++) {
                shape[slot] += score * root[slot];
            }
        }
    }
}

/* Leading right singular vectors by subspace iteration from cosines along the day. */
static void find_shapes(root_fit *fit)
{
    const size_t slots = fit->slots;
    for (size_t k = 0; k < SHAPES; k++) {
        for (size_t slot = 0; slot < slots; slot++) {
            fit->shape[k * slots + slot] =
                cos(PI * (double)k * ((double)slot + 0.5) / (double)slots);
        }
    }
    for (int round = 0; round < ROUNDS; round++) {
        orthonormalise(fit);
        score_days(fit);
        add_scored_days(fit);
    }
    orthonormalise(fit);
    score_days(fit);
}

/* Smooths along the day; calls become what the squared roots lack: the roots' variance. */
static void smooth(root_fit *fit, const hc_day_sample *past)
{
    const size_t slots = fit->slots;
    double *smoothed = fit->scratch, *root = fit->scratch + slots;
    for (size_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        const uint8_t *open = past->matrix->open + weekday * slots;
        double *mean = fit->mean + weekday * slots, *calls = fit->calls + weekday * slots;
        hc_smooth_line(mean, open, slots, past->width, smoothed);
        memcpy(mean, smoothed, slots * sizeof *mean);
        hc_smooth_profile(calls, open, slots, past->width, root, smoothed);
        for (size_t slot = 0; slot < slots; slot++) {
            fit->open[slot] |= open[slot];
            calls[slot] = fmax(0.0, smoothed[slot] - mean[slot] * mean[slot]);
        }
    }
    for (size_t k = 0; k < SHAPES; k++) {
        hc_smooth_line(fit->shape + k * slots, fit->open, slots, past->width, smoothed);
        memcpy(fit->shape + k * slots, smoothed, slots * sizeof *smoothed);
    }
}

/* Lag-1 regression of a shape's scores, shrunk towards none. */
static double memory_of(const double *score, size_t rows)
{
    double together = 0.0, alone = 0.0;
    for (size_t row = 1; row < rows; row++) {
        together += score[row] * score[row - 1];
        alone += score[row - 1] * score[row - 1];
    }
    const double prior = (double)MEMORY_PRIOR_DAYS / (double)(rows + 1);
    return alone > 0.0 ? fmin(MEMORY_MAX, fmax(0.0, together / (alone * (1.0 + prior)))) : 0.0;
}

/* One day ahead: squares of the carried roots plus the roots' variance. Gives the total. */
static double say_day(const root_fit *fit, const uint8_t *open, int32_t pattern,
                      const double carried[SHAPES], double *calls)
{
    const size_t from = (size_t)pattern * fit->slots;
    double total = 0.0;
    for (size_t slot = 0; slot < fit->slots; slot++) {
        double root = fit->mean[from + slot];
        for (size_t k = 0; k < SHAPES; k++) {
            root += carried[k] * fit->shape[k * fit->slots + slot];
        }
        const bool usual = open[from + slot] && fit->mean[from + slot] > 0.0;
        calls[slot] = usual ? fmax(0.0, root) * fmax(0.0, root) + fit->calls[from + slot] : 0.0;
        total += calls[slot];
    }
    return total;
}

static void say_days(const root_fit *fit, const hc_day_sample *past, const hc_days_ahead *ahead,
                     double *totals, double *shares)
{
    const size_t rows = fit->n - fit->first;
    double carried[SHAPES], memory[SHAPES];
    for (size_t k = 0; k < SHAPES; k++) {
        memory[k] = memory_of(fit->score + k * rows, rows);
        carried[k] = fit->score[k * rows + rows - 1];
    }
    for (size_t day = 0; day < ahead->n; day++) {
        double *share = shares + day * fit->slots;
        for (size_t k = 0; k < SHAPES; k++) {
            carried[k] *= memory[k];
        }
        totals[day] = say_day(fit, past->matrix->open, ahead->pattern[day], carried, share);
        for (size_t slot = 0; slot < fit->slots && totals[day] > 0.0; slot++) {
            share[slot] /= totals[day];
        }
    }
}

hc_status hc_root_svd(const hc_candidate *candidate, const hc_day_sample *past,
                      const hc_days_ahead *ahead, double *totals, double *shares, hc_error *err)
{
    root_fit fit = {.first = past->n > DAYS_MAX ? past->n - DAYS_MAX : 0,
                    .n = past->n,
                    .slots = past->matrix->slots};
    const hc_status st = take_fit(&fit, err);
    if (st == HC_OK) {
        average(&fit, past, candidate->pattern_weeks);
        subtract_means(&fit, past);
        find_shapes(&fit);
        smooth(&fit, past);
        say_days(&fit, past, ahead, totals, shares);
    }
    free_fit(&fit);
    return st;
}
