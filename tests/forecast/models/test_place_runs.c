#include "forecast/models/place_runs.h"

#include "forecast/base/rng.h"
#include "forecast/models/cholesky.h"
#include "tests/support/hc_test.h"

#define PI 3.14159265358979323846
#define FEW 5 /* places whose divisions can be counted: sixteen */

static const hc_run_sizes usual = {.run = 0.05, .deviation = 0.01, .change = 0.3};

static hc_places_told few_places(void)
{
    hc_places_told told = {.n = FEW};
    const double mean[FEW] = {0.04, 0.05, -0.01, 0.0, 0.03},
                 sd[FEW] = {0.01, 0.02, 0.01, 0.0, 0.015};
    for (size_t i = 0; i < FEW; i++) {
        if (!(sd[i] > 0.0)) { continue; } /* a place without days */
        told.precision[i] = 1.0 / (sd[i] * sd[i]);
        told.sum[i] = mean[i] * told.precision[i];
    }
    return told;
}

/* Bit i of a division: a run begins at place i + 1. */
static bool one_run(unsigned division, size_t a, size_t b)
{
    for (size_t i = a; i < b; i++) {
        if ((division >> i) & 1U) { return false; }
    }
    return true;
}

/* By the multivariate normal density of the places that have days; weights: [FEW] for each,
 * posterior mean = K (K + P^-1)^-1 y. */
static double by_density(const hc_places_told *told, const hc_run_sizes *sizes,
                         unsigned division, double mean[FEW])
{
    double covariance[FEW * FEW] = {0}, k[FEW * FEW] = {0}, z[FEW], value = 0.0;
    for (size_t i = 0; i < FEW; i++) {
        const bool known = told->precision[i] > 0.0;
        const double variance = known ? 1.0 / told->precision[i] : 1.0;
        z[i] = known ? told->sum[i] * variance : 0.0;
        value += 0.5 * z[i] * z[i] / variance + 0.5 * log(variance);
        for (size_t j = i; j < FEW; j++) {
            k[i * FEW + j] = k[j * FEW + i] =
                (one_run(division, i, j) ? sizes->run * sizes->run : 0.0) +
                (i == j ? sizes->deviation * sizes->deviation : 0.0);
            covariance[i * FEW + j] = known && told->precision[j] > 0.0 ? k[i * FEW + j] : 0.0;
        }
        covariance[i * FEW + i] += variance;
        if (i > 0) {
            value += ((division >> (i - 1)) & 1U) ? log(sizes->change) : log1p(-sizes->change);
        }
    }
    CU_ASSERT(hc_cholesky(covariance, FEW, FEW));
    hc_cholesky_forward(covariance, FEW, FEW, z);
    for (size_t i = 0; i < FEW; i++) {
        value -= 0.5 * z[i] * z[i] + log(covariance[i * FEW + i]);
    }
    hc_cholesky_backward(covariance, FEW, FEW, z);
    for (size_t i = 0; i < FEW; i++) {
        mean[i] = 0.0;
        for (size_t j = 0; j < FEW; j++) {
            mean[i] += told->precision[j] > 0.0 ? k[i * FEW + j] * z[j] : 0.0;
        }
    }
    return value;
}

/* Second method: every one of the sixteen divisions by its density. */
static void all_divisions_are_weighed_by_their_evidence(void)
{
    const hc_places_told told = few_places();
    double total = 0.0, expected[FEW] = {0}, mean[HC_PLACES];
    static double covariance[HC_PLACES * HC_PLACES];
    for (unsigned division = 0; division < 1U << (FEW - 1); division++) {
        double of_it[FEW];
        const double evidence = exp(by_density(&told, &usual, division, of_it));
        total += evidence;
        for (size_t i = 0; i < FEW; i++) {
            expected[i] += evidence * of_it[i];
        }
    }
    CHECK_CLOSE(hc_place_runs_evidence(&told, &usual), log(total), 1e-10);
    CU_ASSERT_EQUAL_FATAL(hc_place_runs_fit(&told, &usual, mean, covariance, NULL), HC_OK);
    for (size_t i = 0; i < FEW; i++) {
        CU_ASSERT_DOUBLE_EQUAL(mean[i], expected[i] / total, 1e-10);
    }
}

/* Told nothing, all divisions are as likely as believed: a place's precision is then that of
 * its run's length on average; one place alone has both variances. */
static void a_place_alone_has_the_variance_of_run_and_deviation(void)
{
    const hc_places_told told = {.n = 1};
    double mean[HC_PLACES];
    static double covariance[HC_PLACES * HC_PLACES];
    CU_ASSERT_EQUAL_FATAL(hc_place_runs_fit(&told, &usual, mean, covariance, NULL), HC_OK);
    CHECK_CLOSE(covariance[0], 0.05 * 0.05 + 0.01 * 0.01, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(mean[0], 0.0, 1e-15);
}

typedef double effect_of(size_t place);

static double in_runs(size_t place)
{
    return place < 3 ? 0.11 : place == 14 || place == 15 ? 0.08 : 0.0;
}

static double smoothly(size_t place)
{
    return 0.08 * sin(2.0 * PI * (double)place / 31.0);
}

/* A month of 31 dates, each known to .012; seed 5. */
static hc_places_told month(effect_of *effect)
{
    hc_places_told told = {.n = 31};
    hc_rng rng;
    hc_rng_seed(&rng, 5);
    for (size_t i = 0; i < told.n; i++) {
        told.precision[i] = 1.0 / (0.012 * 0.012);
        told.sum[i] = (effect(i) + 0.012 * hc_rng_normal(&rng)) * told.precision[i];
    }
    return told;
}

static double missed(const double *mean, effect_of *effect)
{
    double sum = 0.0;
    for (size_t i = 0; i < 31; i++) {
        sum += (mean[i] - effect(i)) * (mean[i] - effect(i)) / 31.0;
    }
    return sqrt(sum);
}

/* Runs are told from smooth effects, and then nearer to them than each place by itself. */
static void runs_are_found_where_there_are_runs(void)
{
    const hc_places_told told = month(in_runs);
    double mean[HC_PLACES], smooth[HC_PLACES], evidence = 0.0;
    static double covariance[HC_PLACES * HC_PLACES];
    const hc_run_sizes sizes = hc_place_runs_search(&told, &evidence);
    CU_ASSERT(evidence > hc_place_smooth_fit(&told, smooth) + 3.0);
    CU_ASSERT_EQUAL_FATAL(hc_place_runs_fit(&told, &sizes, mean, covariance, NULL), HC_OK);
    CU_ASSERT(missed(mean, in_runs) < 0.006);
    CU_ASSERT(missed(mean, in_runs) < 0.7 * missed(smooth, in_runs));
    CU_ASSERT(covariance[0 * HC_PLACES + 1] > 0.5 * covariance[0]);
    CU_ASSERT(fabs(covariance[1 * HC_PLACES + 6]) < 0.1 * covariance[HC_PLACES + 1]);
}

static void smooth_effects_are_no_runs(void)
{
    const hc_places_told told = month(smoothly);
    double smooth[HC_PLACES], evidence = 0.0;
    (void)hc_place_runs_search(&told, &evidence);
    CU_ASSERT(evidence < hc_place_smooth_fit(&told, smooth));
    CU_ASSERT(missed(smooth, smoothly) < 0.008);
}

/* One place: the density of one normal deviate beside that of none, size .06 of the grid. */
static void smooth_evidence_of_a_place_is_that_of_its_density(void)
{
    const double precision = 1e4, value = 0.06, variance = 0.06 * 0.06 + 1.0 / precision;
    const hc_places_told told = {.n = 1, .sum = {value * precision}, .precision = {precision}};
    double mean[HC_PLACES];
    const double expected = 0.5 * value * value * (precision - 1.0 / variance) -
                            0.5 * log(precision * variance) - 0.5 * 0.06 * 0.06 / (0.05 * 0.05);
    CU_ASSERT(hc_place_smooth_fit(&told, mean) >= expected - 1e-12);
    CU_ASSERT(hc_place_smooth_fit(&told, mean) < expected + 0.2); /* of its neighbours */
    CHECK_CLOSE(mean[0], value, 0.1);
}

/* Of one place every account is a normal deviate: mean and evidence by its variance. */
static void add_account(double variance, double log_prior, const hc_places_told *told,
                        double *weights, double *sum)
{
    const double spread = 1.0 + variance * told->precision[0];
    const double effect = variance * told->sum[0] / spread;
    const double weight = exp(0.5 * effect * told->sum[0] - 0.5 * log(spread) + log_prior);
    *weights += weight;
    *sum += weight * effect;
}

/* Second method: the grids of the header's three accounts, counted out. */
static void the_average_of_a_place_weighs_every_account(void)
{
    static const double smooth[] = {0.002, 0.01, 0.02, 0.035, 0.06, 0.1, 0.2},
                        run[] = {0.04, 0.08, 0.16};
    const hc_places_told told = {.n = 1, .sum = {0.03 * 4e3}, .precision = {4e3}};
    double mean[HC_PLACES], weights = 1.0, sum = 0.0; /* none: evidence 1, effect 0 */
    for (size_t i = 0; i < 7; i++) {
        add_account(smooth[i] * smooth[i],
                    -0.5 * smooth[i] * smooth[i] / (0.05 * 0.05) - log(7.0), &told, &weights,
                    &sum);
    }
    for (size_t i = 0; i < 3; i++) {
        add_account(run[i] * run[i] + 0.002 * 0.002, -log(3.0), &told, &weights, &sum);
    }
    hc_place_average(&told, mean, NULL);
    CHECK_CLOSE(mean[0], sum / weights, 1e-12);
}

/* Sums of weights, and weighed means and second moments, of normal accounts of few places. */
typedef struct accounts {
    double weights, mean[FEW], square[FEW][FEW];
} accounts;

/* One of covariance k: evidence, mean and covariance by a rank-one step for each place that
 * has days (Kalman 1960), which needs no matrix but its own. */
static void add_normal(accounts *all, const hc_places_told *told, double log_weight,
                       double k[FEW][FEW])
{
    double mean[FEW] = {0};
    for (size_t at = 0; at < FEW; at++) {
        if (!(told->precision[at] > 0.0)) { continue; }
        const double noise = 1.0 / told->precision[at], spread = k[at][at] + noise;
        const double miss = told->sum[at] * noise - mean[at];
        const double alone = told->sum[at] * noise; /* of no effects at all */
        double column[FEW];
        log_weight += -0.5 * miss * miss / spread - 0.5 * log(spread) +
                      0.5 * alone * alone / noise + 0.5 * log(noise);
        for (size_t i = 0; i < FEW; i++) {
            column[i] = k[i][at];
        }
        for (size_t i = 0; i < FEW; i++) {
            mean[i] += column[i] * miss / spread;
            for (size_t j = 0; j < FEW; j++) {
                k[i][j] -= column[i] * column[j] / spread;
            }
        }
    }
    const double weight = exp(log_weight);
    all->weights += weight;
    for (size_t i = 0; i < FEW; i++) {
        all->mean[i] += weight * mean[i];
        for (size_t j = 0; j < FEW; j++) {
            all->square[i][j] += weight * (k[i][j] + mean[i] * mean[j]);
        }
    }
}

static void add_every_division(accounts *all, const hc_places_told *told, double size)
{
    for (unsigned division = 0; division < 1U << (FEW - 1); division++) {
        double k[FEW][FEW], weight = -log(3.0);
        for (size_t i = 0; i < FEW; i++) {
            for (size_t j = 0; j < FEW; j++) {
                const bool one = one_run(division, i < j ? i : j, i < j ? j : i);
                k[i][j] = (one ? size * size : 0.0) + (i == j ? 0.002 * 0.002 : 0.0);
            }
            if (i > 0) { weight += log(one_run(division, i - 1, i) ? 0.85 : 0.15); }
        }
        add_normal(all, told, weight, k);
    }
}

/* Second method: every division and every smooth account as a normal one, place by place. */
static void what_the_average_leaves_open_is_that_of_every_account(void)
{
    static const double smooth[] = {0.002, 0.01, 0.02, 0.035, 0.06, 0.1, 0.2},
                        length[] = {0.7, 1.5, 2.5, 4.0, 7.0}, run[] = {0.04, 0.08, 0.16};
    static double covariance[HC_PLACES * HC_PLACES];
    const hc_places_told told = few_places();
    double mean[HC_PLACES];
    accounts all = {.weights = 1.0}; /* none: evidence 1, no effect, nothing left open */
    for (size_t size = 0; size < 3; size++) {
        add_every_division(&all, &told, run[size]);
    }
    for (size_t it = 0; it < 35; it++) {
        const double size = smooth[it / 5];
        double k[FEW][FEW];
        for (size_t i = 0; i < FEW; i++) {
            for (size_t j = 0; j < FEW; j++) {
                k[i][j] = size * size * hc_place_kernel((double)i - (double)j, length[it % 5]);
            }
        }
        add_normal(&all, &told, -0.5 * size * size / (0.05 * 0.05) - log(35.0), k);
    }
    hc_place_average(&told, mean, covariance);
    for (size_t i = 0; i < FEW; i++) {
        CU_ASSERT_DOUBLE_EQUAL(mean[i], all.mean[i] / all.weights, 1e-9);
        for (size_t j = i; j < FEW; j++) {
            const double product = all.mean[i] * all.mean[j] / (all.weights * all.weights);
            CU_ASSERT_DOUBLE_EQUAL(covariance[i * HC_PLACES + j],
                                   all.square[i][j] / all.weights - product, 1e-10);
        }
    }
}

static void nothing_told_is_no_effect(void)
{
    const hc_places_told told = {.n = 31};
    double mean[HC_PLACES];
    hc_place_average(&told, mean, NULL);
    for (size_t i = 0; i < told.n; i++) {
        CU_ASSERT_DOUBLE_EQUAL(mean[i], 0.0, 0.0);
    }
}

/* Without knowing which account is right it is about as near as the right one. */
static void the_average_is_near_whichever_is_right(void)
{
    double mean[HC_PLACES];
    hc_places_told told = month(in_runs);
    hc_place_average(&told, mean, NULL);
    CU_ASSERT(missed(mean, in_runs) < 0.006);
    told = month(smoothly);
    hc_place_average(&told, mean, NULL);
    CU_ASSERT(missed(mean, smoothly) < 0.008);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(the_average_of_a_place_weighs_every_account),
        HC_TEST(what_the_average_leaves_open_is_that_of_every_account),
        HC_TEST(nothing_told_is_no_effect),
        HC_TEST(the_average_is_near_whichever_is_right),
        HC_TEST(all_divisions_are_weighed_by_their_evidence),
        HC_TEST(a_place_alone_has_the_variance_of_run_and_deviation),
        HC_TEST(runs_are_found_where_there_are_runs),
        HC_TEST(smooth_effects_are_no_runs),
        HC_TEST(smooth_evidence_of_a_place_is_that_of_its_density),
    };
    return hc_test_run("place_runs", tests, sizeof tests / sizeof *tests);
}
