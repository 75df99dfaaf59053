#include "forecast/models/place_runs.h"

#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/place_accounts.h"

#define EFFECT_SIZE_SD 0.05 /* half-normal prior of the sizes */

static const double run_grid[] = {0.02, 0.04, 0.08, 0.16};
static const double deviation_grid[] = {0.003, 0.008, 0.02, 0.05};
static const double change_grid[] = {0.1, 0.25, 0.6};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

double hc_place_log_prior(double variance)
{
    return -0.5 * variance / (EFFECT_SIZE_SD * EFFECT_SIZE_SD);
}

hc_run_sums hc_run_sums_of(const hc_places_told *told, const hc_run_sizes *sizes)
{
    hc_run_sums s = {.n = told->n, .sizes = sizes, .log_change = log(sizes->change)};
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

double hc_run_evidence(const hc_run_sums *s, size_t from, size_t to)
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

static void weigh_forward(hc_run_sums *s)
{
    double value[HC_PLACES];
    s->before[0] = 0.0;
    for (size_t to = 1; to <= s->n; to++) {
        for (size_t from = 0; from < to; from++) {
            value[from] = s->before[from] + hc_run_evidence(s, from, to) +
                          (from > 0 ? s->log_change : 0.0);
        }
        s->before[to] = add_logs(value, to);
    }
}

static void weigh_backward(hc_run_sums *s)
{
    double value[HC_PLACES];
    s->after[s->n] = 0.0;
    for (size_t from = s->n; from-- > 0;) {
        for (size_t to = from + 1; to <= s->n; to++) {
            value[to - from - 1] =
                s->after[to] + hc_run_evidence(s, from, to) + (to < s->n ? s->log_change : 0.0);
        }
        s->after[from] = add_logs(value, s->n - from);
    }
}

double hc_place_runs_evidence(const hc_places_told *told, const hc_run_sizes *sizes)
{
    hc_run_sums s = hc_run_sums_of(told, sizes);
    weigh_forward(&s);
    return s.alone + s.before[s.n];
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
                             hc_place_log_prior(it.run * it.run + it.deviation * it.deviation);
        if (value > *evidence) {
            *evidence = value;
            best = it;
        }
    }
    return best;
}

void hc_run_mean(const hc_run_sums *s, const hc_places_told *told, size_t from, size_t to,
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
static void add_run_precision(const hc_run_sums *s, size_t from, size_t to, double chance,
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

void hc_run_divisions(hc_run_sums *s, const hc_places_told *told, double *mean,
                      double *precision)
{
    weigh_forward(s);
    weigh_backward(s);
    memset(mean, 0, HC_PLACES * sizeof *mean);
    for (size_t from = 0; from < s->n; from++) {
        for (size_t to = from + 1; to <= s->n; to++) {
            const double chance =
                exp(s->before[from] + s->after[to] + hc_run_evidence(s, from, to) +
                    (from > 0 ? s->log_change : 0.0) + (to < s->n ? s->log_change : 0.0) -
                    s->before[s->n]);
            if (chance < HC_PLACE_CHANCE_MIN) { continue; }
            hc_run_mean(s, told, from, to, chance, mean);
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
    hc_run_sums s = hc_run_sums_of(told, sizes);
    memset(covariance, 0, sizeof(double) * HC_PLACES * HC_PLACES);
    for (size_t i = 0; i < s.n; i++) {
        covariance[i * HC_PLACES + i] = 1.0 / (sizes->deviation * sizes->deviation);
    }
    hc_run_divisions(&s, told, mean, covariance);
    if (invert(covariance, s.n)) { return HC_OK; }
    return hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "",
                   "the precision of places in the month is not positive definite");
}
