/* The mean of all accounts of places in the month. */
#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/place_accounts.h"

#define HARDLY 0.002         /* deviation of a place from its run, */
#define CHANGES_USUALLY 0.15 /* and five runs a month */

/* Of runs: places of one are alike, those that all differ are smooth ones of short length. */
static const double size_grid[] = {0.04, 0.08, 0.16};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

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
    return log_weight > all->log_most + log(all->weights * HC_PLACE_CHANCE_MIN);
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
static void square_smooth(const hc_smooth_fit *fit, size_t n, const double mean[HC_PLACES],
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
    const size_t lengths = HC_SMOOTH_LENGTHS, count = lengths * HC_SMOOTH_SIZES;
    double mean[HC_PLACES], square[HC_PLACE_SQUARE];
    hc_smooth_fit fit;
    for (size_t i = 0; i < count; i++) {
        const double weight = hc_smooth_fit_of(told, hc_smooth_size[i / lengths],
                                               hc_smooth_length[i % lengths], &fit, mean) -
                              log((double)count);
        if (!has_a_say(all, weight)) { continue; }
        if (all->square != NULL) { square_smooth(&fit, told->n, mean, square); }
        add_weighed(all, weight, mean, square);
    }
}

/* Chance that a run that begins at `from` ends before `to`. */
static double run_chance(const hc_run_sums *s, size_t from, size_t to)
{
    return exp(hc_run_evidence(s, from, to) + (to < s->n ? s->log_change : 0.0) + s->after[to] -
               s->after[from]);
}

/* later[from][i]: mean of the place i when a run begins at `from`, not after it. */
static void mean_of_later(const hc_run_sums *s, const hc_places_told *told,
                          double later[HC_PLACES + 1][HC_PLACES])
{
    memset(later, 0, (HC_PLACES + 1) * sizeof *later);
    for (size_t from = s->n; from-- > 0;) {
        for (size_t to = from + 1; to <= s->n; to++) {
            const double chance = run_chance(s, from, to);
            if (chance < HC_PLACE_CHANCE_MIN) { continue; }
            hc_run_mean(s, told, from, to, chance, later[from]);
            for (size_t i = to; i < s->n; i++) {
                later[from][i] += chance * later[to][i];
            }
        }
    }
}

/* What a place's own days make of the variance of its deviation: 1 none. */
static double spread_at(const hc_run_sums *s, const hc_places_told *told, size_t place)
{
    return 1.0 + s->sizes->deviation * s->sizes->deviation * told->precision[place];
}

/* A run's part of the second moments: of its places with each other, r of the run and each
 * deviation left open, and with those of later runs, whose means are later[s->n]. */
static void add_run_square(const hc_run_sums *s, const hc_places_told *told, size_t from,
                           size_t to, double chance, const double *later, double *square)
{
    const double run = s->sizes->run * s->sizes->run;
    const double deviation = s->sizes->deviation * s->sizes->deviation;
    const double left = run / (1.0 + run * (s->precision[to] - s->precision[from]));
    double mean[HC_PLACES] = {0};
    hc_run_mean(s, told, from, to, 1.0, mean);
    for (size_t i = from; i < to; i++) {
        double *row = square + i * HC_PLACES;
        const double spread = spread_at(s, told, i);
        row[i] += chance * deviation / spread;
        for (size_t j = i; j < to; j++) {
            row[j] += chance * (mean[i] * mean[j] + left / (spread * spread_at(s, told, j)));
        }
        for (size_t j = to; j < s->n; j++) {
            row[j] += chance * mean[i] * later[j];
        }
    }
}

/* Second moments over all divisions: where a run ends the next one begins, so that all of what
 * is known of later places is which run begins there. */
static void square_divisions(const hc_run_sums *s, const hc_places_told *told, double *square)
{
    double later[HC_PLACES + 1][HC_PLACES], begins[HC_PLACES + 1] = {1.0};
    mean_of_later(s, told, later);
    memset(square, 0, HC_PLACE_SQUARE * sizeof *square);
    for (size_t from = 0; from < s->n; from++) {
        for (size_t to = from + 1; begins[from] > HC_PLACE_CHANCE_MIN && to <= s->n; to++) {
            const double chance = begins[from] * run_chance(s, from, to);
            begins[to] += chance;
            if (chance < HC_PLACE_CHANCE_MIN) { continue; }
            add_run_square(s, told, from, to, chance, later[to], square);
        }
    }
}

static void add_runs(const hc_places_told *told, weighed *all)
{
    const size_t count = COUNT_OF(size_grid);
    double mean[HC_PLACES], square[HC_PLACE_SQUARE];
    for (size_t i = 0; i < count; i++) {
        const hc_run_sizes sizes = {size_grid[i], HARDLY, CHANGES_USUALLY};
        hc_run_sums s = hc_run_sums_of(told, &sizes);
        hc_run_divisions(&s, told, mean, NULL);
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
    if (covariance != NULL) { memset(covariance, 0, HC_PLACE_SQUARE * sizeof *covariance); }
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
