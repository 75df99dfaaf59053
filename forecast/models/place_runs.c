#include "forecast/models/place_runs.h"

#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"

#define EFFECT_SIZE_SD 0.05  /* half-normal prior of the sizes */
#define HARDLY 0.002         /* deviation of a place from its run in the average, */
#define CHANGES_USUALLY 0.15 /* and five runs a month */
#define SQUARE ((size_t)HC_PLACES * HC_PLACES)
#define CHANCE_MIN 1e-9 /* runs less likely than this are left out */

static const double run_grid[] = {0.02, 0.04, 0.08, 0.16};
static const double deviation_grid[] = {0.003, 0.008, 0.02, 0.05};
static const double change_grid[] = {0.1, 0.25, 0.6};
/* Of the average: places of one run are alike, those that all differ are smooth ones of short
 * length. */
static const double size_grid[] = {0.04, 0.08, 0.16};
static const double smooth_grid[] = {0.002, 0.01, 0.02, 0.035, 0.06, 0.1, 0.2};
static const double length_grid[] = {0.7, 1.5, 2.5, 4.0, 7.0};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* Running sums of what is told of runs once places have deviations. */
typedef struct run_sums {
    size_t n;
    const hc_run_sizes *sizes;
    double sum[HC_PLACES + 1], precision[HC_PLACES + 1];
    double alone;                 /* log evidence of the deviations without runs */
    double before[HC_PLACES + 1]; /* log evidence of the first places, all divisions */
    double after[HC_PLACES + 1];  /* of the places from here on */
    double log_change, log_stays;
} run_sums;

static run_sums add_up(const hc_places_told *told, const hc_run_sizes *sizes)
{
    run_sums s = {.n = told->n, .sizes = sizes, .log_change = log(sizes->change)};
    const double variance = sizes->deviation * sizes->deviation;
    s.log_stays = log1p(-sizes->change);
    for (size_t i = 0; i < told->n; i++) {
        const double spread = 1.0 + variance * told->precision[i];
        s.sum[i + 1] = s.sum[i] + told->sum[i] / spread;
        s.precision[i + 1] = s.precision[i] + told->precision[i] / spread;
        s.alone += 0.5 * told->sum[i] * told->sum[i] * variance / spread - 0.5 * log(spread);
    }
    return s;
}

/* Log evidence of places from .. to - 1 as one run. */
static double run_evidence(const run_sums *s, size_t from, size_t to)
{
    const double variance = s->sizes->run * s->sizes->run;
    const double sum = s->sum[to] - s->sum[from];
    const double spread = 1.0 + variance * (s->precision[to] - s->precision[from]);
    return 0.5 * sum * sum * variance / spread - 0.5 * log(spread) +
           (double)(to - from - 1) * s->log_stays;
}

/* Log of the sum of n numbers, at least one, given their logs. */
static double add_logs(const double *value, size_t n)
{
    double most = value[0], sum = 0.0;
    for (size_t i = 1; i < n; i++) {
        most = fmax(most, value[i]);
    }
    for (size_t i = 0; i < n; i++) {
        sum += exp(value[i] - most);
    }
    return most + log(fmax(sum, 1.0)); /* the largest is 1 of it */
}

static void weigh_forward(run_sums *s)
{
    double value[HC_PLACES];
    s->before[0] = 0.0;
    for (size_t to = 1; to <= s->n; to++) {
        for (size_t from = 0; from < to; from++) {
            value[from] =
                s->before[from] + run_evidence(s, from, to) + (from > 0 ? s->log_change : 0.0);
        }
        s->before[to] = add_logs(value, to);
    }
}

static void weigh_backward(run_sums *s)
{
    double value[HC_PLACES];
    s->after[s->n] = 0.0;
    for (size_t from = s->n; from-- > 0;) {
        for (size_t to = from + 1; to <= s->n; to++) {
            value[to - from - 1] =
                s->after[to] + run_evidence(s, from, to) + (to < s->n ? s->log_change : 0.0);
        }
        s->after[from] = add_logs(value, s->n - from);
    }
}

double hc_place_runs_evidence(const hc_places_told *told, const hc_run_sizes *sizes)
{
    run_sums s = add_up(told, sizes);
    weigh_forward(&s);
    return s.alone + s.before[s.n];
}

/* Log density of the sizes' half-normal priors, up to a constant. */
static double log_prior(double variance)
{
    return -0.5 * variance / (EFFECT_SIZE_SD * EFFECT_SIZE_SD);
}

hc_run_sizes hc_place_runs_search(const hc_places_told *told, double *evidence)
{
    const size_t runs = COUNT_OF(run_grid), deviations = COUNT_OF(deviation_grid),
                 changes = COUNT_OF(change_grid);
    hc_run_sizes best = {run_grid[0], deviation_grid[0], change_grid[0]};
    *evidence = -HUGE_VAL;
    for (size_t i = 0; i < runs * deviations * changes; i++) {
        const hc_run_sizes it = {run_grid[i / changes / deviations],
                                 deviation_grid[i / changes % deviations],
                                 change_grid[i % changes]};
        const double value = hc_place_runs_evidence(told, &it) +
                             log_prior(it.run * it.run + it.deviation * it.deviation);
        if (value > *evidence) {
            *evidence = value;
            best = it;
        }
    }
    return best;
}

/* ---------------------------------------------------------------------------- smoothly */

double hc_place_kernel(double distance, double length)
{
    const double places = fabs(distance) / length, smooth = sqrt(3.0) * places;
    return 0.5 * (1.0 + smooth) * exp(-smooth) + 0.5 * exp(-places);
}

/* Smooth effects of one size and length: roots of the precisions, the kernel by distance and
 * the factor of B = I + W^1/2 K W^1/2, W the precisions. */
typedef struct smooth_fit {
    double root[HC_PLACES], kernel[HC_PLACES], b[HC_PLACES * HC_PLACES];
} smooth_fit;

/* Log evidence with the prior, and the posterior mean K W^1/2 B^-1 W^-1/2 s (Rasmussen &
 * Williams 2006, ch. 3.4). */
static double fit_smooth(const hc_places_told *told, double size, double length,
                         smooth_fit *fit, double mean[HC_PLACES])
{
    double *b = fit->b, *root = fit->root, *kernel = fit->kernel, z[HC_PLACES];
    double value = log_prior(size * size);
    memset(b, 0, sizeof fit->b);
    memset(mean, 0, HC_PLACES * sizeof *mean);
    for (size_t i = 0; i < told->n; i++) {
        kernel[i] = size * size * hc_place_kernel((double)i, length);
        root[i] = sqrt(told->precision[i]);
        z[i] = root[i] > 0.0 ? told->sum[i] / root[i] : 0.0;
        value += 0.5 * z[i] * z[i];
    }
    for (size_t i = 0; i < told->n; i++) {
        for (size_t j = i; j < told->n; j++) {
            b[i * HC_PLACES + j] = (i == j) + root[i] * root[j] * kernel[j - i];
        }
    }
    if (!hc_cholesky(b, told->n, HC_PLACES)) { return -HUGE_VAL; }
    hc_cholesky_forward(b, told->n, HC_PLACES, z);
    for (size_t i = 0; i < told->n; i++) {
        value -= 0.5 * z[i] * z[i] + log(b[i * HC_PLACES + i]);
    }
    hc_cholesky_backward(b, told->n, HC_PLACES, z);
    for (size_t i = 0; i < told->n; i++) {
        for (size_t j = 0; j < told->n; j++) {
            mean[i] += kernel[i > j ? i - j : j - i] * root[j] * z[j];
        }
    }
    return value;
}

double hc_place_smooth_fit(const hc_places_told *told, double mean[HC_PLACES])
{
    double most = -HUGE_VAL, it[HC_PLACES];
    smooth_fit fit;
    for (size_t i = 0; i < COUNT_OF(smooth_grid) * COUNT_OF(length_grid); i++) {
        const double value = fit_smooth(told, smooth_grid[i / COUNT_OF(length_grid)],
                                        length_grid[i % COUNT_OF(length_grid)], &fit, it);
        if (value <= most) { continue; }
        most = value;
        memcpy(mean, it, told->n * sizeof *mean);
    }
    return most;
}

/* -------------------------------------------------------------------------------- fit */

/* A run that is as likely as `chance`: its part of the places' means. */
static void add_run_mean(const run_sums *s, const hc_places_told *told, size_t from, size_t to,
                         double chance, double *mean)
{
    const double run = s->sizes->run * s->sizes->run;
    const double deviation = s->sizes->deviation * s->sizes->deviation;
    const double effect = run * (s->sum[to] - s->sum[from]) /
                          (1.0 + run * (s->precision[to] - s->precision[from]));
    for (size_t i = from; i < to; i++) {
        const double spread = 1.0 + deviation * told->precision[i];
        const double own = deviation * (told->sum[i] - told->precision[i] * effect) / spread;
        mean[i] += chance * (effect + own);
    }
}

/* And its part of their precision. */
static void add_run_precision(const run_sums *s, size_t from, size_t to, double chance,
                              double *precision)
{
    const double run = s->sizes->run * s->sizes->run;
    const double deviation = s->sizes->deviation * s->sizes->deviation;
    const double common = run / (deviation + (double)(to - from) * run) / deviation;
    for (size_t i = from; i < to; i++) {
        for (size_t j = i; j < to; j++) {
            precision[i * HC_PLACES + j] -= chance * common;
        }
    }
}

/* Posterior means of the places, and what the runs take off their precision (or NULL). */
static void add_divisions(run_sums *s, const hc_places_told *told, double *mean,
                          double *precision)
{
    weigh_forward(s);
    weigh_backward(s);
    memset(mean, 0, HC_PLACES * sizeof *mean);
    for (size_t from = 0; from < s->n; from++) {
        for (size_t to = from + 1; to <= s->n; to++) {
            const double chance =
                exp(s->before[from] + s->after[to] + run_evidence(s, from, to) +
                    (from > 0 ? s->log_change : 0.0) + (to < s->n ? s->log_change : 0.0) -
                    s->before[s->n]);
            if (chance < CHANCE_MIN) { continue; }
            add_run_mean(s, told, from, to, chance, mean);
            if (precision != NULL) { add_run_precision(s, from, to, chance, precision); }
        }
    }
}

/* a: upper triangle of a symmetric positive definite matrix, becomes its inverse. */
static bool invert(double *a, size_t n)
{
    double factor[HC_PLACES * HC_PLACES];
    memcpy(factor, a, sizeof factor);
    if (!hc_cholesky(factor, n, HC_PLACES)) { return false; }
    for (size_t i = 0; i < n; i++) {
        double *row = a + i * HC_PLACES;
        memset(row, 0, HC_PLACES * sizeof *row);
        row[i] = 1.0;
        hc_cholesky_forward(factor, n, HC_PLACES, row);
        hc_cholesky_backward(factor, n, HC_PLACES, row);
    }
    return true;
}

hc_status hc_place_runs_fit(const hc_places_told *told, const hc_run_sizes *sizes,
                            double mean[HC_PLACES], double *covariance, hc_error *err)
{
    run_sums s = add_up(told, sizes);
    memset(covariance, 0, sizeof(double) * HC_PLACES * HC_PLACES);
    for (size_t i = 0; i < s.n; i++) {
        covariance[i * HC_PLACES + i] = 1.0 / (sizes->deviation * sizes->deviation);
    }
    add_divisions(&s, told, mean, covariance);
    if (invert(covariance, s.n)) { return HC_OK; }
    return hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "",
                   "the precision of places in the month is not positive definite");
}

/* ---------------------------------------------------------------------------- average */

/* Means, and their products with what is left open, weighed by their evidence, in units of the
 * largest so far. */
typedef struct weighed {
    size_t n;
    double log_most, weights, sum[HC_PLACES];
    double *square; /* [HC_PLACES * HC_PLACES] or NULL: not asked for */
} weighed;

/* Whether an account with such evidence has a say beside those before it. */
static bool has_a_say(const weighed *all, double log_weight)
{
    return log_weight > all->log_most + log(all->weights * CHANCE_MIN);
}

/* square: upper triangle of the account's second moments, or NULL. */
static void add_weighed(weighed *all, double log_weight, const double mean[HC_PLACES],
                        const double *square)
{
    const double most = fmax(all->log_most, log_weight);
    const double kept = exp(all->log_most - most), weight = exp(log_weight - most);
    all->log_most = most;
    all->weights = kept * all->weights + weight;
    for (size_t i = 0; i < all->n; i++) {
        all->sum[i] = kept * all->sum[i] + weight * mean[i];
        for (size_t j = i; all->square != NULL && j < all->n; j++) {
            const size_t at = i * HC_PLACES + j;
            all->square[at] = kept * all->square[at] + weight * square[at];
        }
    }
}

/* Second moments of smooth effects: covariance K - K W^1/2 B^-1 W^1/2 K and means. */
static void square_smooth(const smooth_fit *fit, size_t n, const double mean[HC_PLACES],
                          double *square)
{
    double told[HC_PLACES * HC_PLACES];
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            told[i * HC_PLACES + j] = fit->root[j] * fit->kernel[i > j ? i - j : j - i];
        }
    }
    hc_cholesky_forward_sides(fit->b, n, HC_PLACES, told, n, HC_PLACES);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            square[i * HC_PLACES + j] = fit->kernel[j - i] + mean[i] * mean[j] -
                                        hc_dot(told + i * HC_PLACES, told + j * HC_PLACES, n);
        }
    }
}

static void add_smooth(const hc_places_told *told, weighed *all)
{
    const size_t lengths = COUNT_OF(length_grid), count = lengths * COUNT_OF(smooth_grid);
    double mean[HC_PLACES], square[SQUARE];
    smooth_fit fit;
    for (size_t i = 0; i < count; i++) {
        const double weight =
            fit_smooth(told, smooth_grid[i / lengths], length_grid[i % lengths], &fit, mean) -
            log((double)count);
        if (!has_a_say(all, weight)) { continue; }
        if (all->square != NULL) { square_smooth(&fit, told->n, mean, square); }
        add_weighed(all, weight, mean, square);
    }
}

/* Chance that a run that begins at `from` ends before `to`. */
static double run_chance(const run_sums *s, size_t from, size_t to)
{
    return exp(run_evidence(s, from, to) + (to < s->n ? s->log_change : 0.0) + s->after[to] -
               s->after[from]);
}

/* later[from][i]: mean of the place i when a run begins at `from`, not after it. */
static void mean_of_later(const run_sums *s, const hc_places_told *told,
                          double later[HC_PLACES][HC_PLACES])
{
    for (size_t from = s->n; from-- > 0;) {
        memset(later[from], 0, sizeof later[from]);
        for (size_t to = from + 1; to <= s->n; to++) {
            const double chance = run_chance(s, from, to);
            if (chance < CHANCE_MIN) { continue; }
            add_run_mean(s, told, from, to, chance, later[from]);
            for (size_t i = to; i < s->n; i++) {
                later[from][i] += chance * later[to][i];
            }
        }
    }
}

/* A run's part of the second moments: of its places with each other, r of the run and each
 * deviation left open, and with those of later runs, whose means are later[s->n]. */
static void add_run_square(const run_sums *s, const hc_places_told *told, size_t from,
                           size_t to, double chance, const double *later, double *square)
{
    const double run = s->sizes->run * s->sizes->run;
    const double deviation = s->sizes->deviation * s->sizes->deviation;
    const double left = run / (1.0 + run * (s->precision[to] - s->precision[from]));
    double mean[HC_PLACES] = {0}, spread[HC_PLACES];
    add_run_mean(s, told, from, to, 1.0, mean);
    for (size_t i = from; i < to; i++) {
        spread[i] = 1.0 + deviation * told->precision[i];
    }
    for (size_t i = from; i < to; i++) {
        double *row = square + i * HC_PLACES;
        row[i] += chance * deviation / spread[i];
        for (size_t j = i; j < to; j++) {
            row[j] += chance * (mean[i] * mean[j] + left / (spread[i] * spread[j]));
        }
        for (size_t j = to; j < s->n; j++) {
            row[j] += chance * mean[i] * later[j];
        }
    }
}

/* Second moments over all divisions: where a run ends the next one begins, so that all of what
 * is known of later places is which run begins there. */
static void square_divisions(const run_sums *s, const hc_places_told *told, double *square)
{
    double later[HC_PLACES][HC_PLACES], begins[HC_PLACES + 1] = {1.0};
    mean_of_later(s, told, later);
    memset(square, 0, SQUARE * sizeof *square);
    for (size_t from = 0; from < s->n; from++) {
        for (size_t to = from + 1; begins[from] > CHANCE_MIN && to <= s->n; to++) {
            const double chance = begins[from] * run_chance(s, from, to);
            begins[to] += chance;
            if (chance < CHANCE_MIN) { continue; }
            add_run_square(s, told, from, to, chance, to < s->n ? later[to] : NULL, square);
        }
    }
}

static void add_runs(const hc_places_told *told, weighed *all)
{
    const size_t count = COUNT_OF(size_grid);
    double mean[HC_PLACES], square[SQUARE];
    for (size_t i = 0; i < count; i++) {
        const hc_run_sizes sizes = {size_grid[i], HARDLY, CHANGES_USUALLY};
        run_sums s = add_up(told, &sizes);
        add_divisions(&s, told, mean, NULL);
        const double weight = s.alone + s.before[s.n] - log((double)count);
        if (!has_a_say(all, weight)) { continue; }
        if (all->square != NULL) { square_divisions(&s, told, square); }
        add_weighed(all, weight, mean, square);
    }
}

void hc_place_average(const hc_places_told *told, double mean[HC_PLACES], double *covariance)
{
    /* No effects at all: evidence 0. */
    weighed all = {.n = told->n, .weights = 1.0, .square = covariance};
    if (covariance != NULL) { memset(covariance, 0, SQUARE * sizeof *covariance); }
    add_runs(told, &all);
    add_smooth(told, &all);
    for (size_t i = 0; i < told->n; i++) {
        mean[i] = all.sum[i] / all.weights;
    }
    for (size_t i = 0; covariance != NULL && i < told->n; i++) {
        for (size_t j = i; j < told->n; j++) {
            double *it = &covariance[i * HC_PLACES + j];
            *it = *it / all.weights - mean[i] * mean[j];
        }
    }
}
