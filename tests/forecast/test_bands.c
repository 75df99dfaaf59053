#include "forecast/bands.h"

#include "tests/forecast/forecast_support.h"

static const hc_level_move settled = {0.0, 0.0, 0.0};

/* Gamma-Poisson counts: variance mu + b mu^2. */
static void fill(hc_residuals *residuals, double b)
{
    hc_rng rng;
    hc_rng_seed(&rng, 11);
    CU_ASSERT_EQUAL_FATAL(hc_residuals_reserve(residuals, 20000, NULL), HC_OK);
    for (size_t i = 0; i < 20000; i++) {
        const double mean = 5.0 + (double)(i % 20) * 10.0;
        const double rate = b > 0.0 ? hc_rng_gamma(&rng, 1.0 / b, b * mean) : mean;
        hc_residuals_add(residuals, &(hc_residual){.actual = hc_rng_poisson(&rng, rate),
                                                   .mean = mean,
                                                   .day = (uint32_t)(i / 20)});
    }
}

static void the_variance_of_gamma_poisson_counts_is_found(void)
{
    hc_residuals residuals = HC_RESIDUALS_INIT;
    hc_bands bands;
    fill(&residuals, 0.02);
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &residuals, NULL), HC_OK);
    CHECK_CLOSE(bands.b, 0.02, 0.1);
    CHECK_CLOSE(bands.a, 1.0, 0.15);
    CU_ASSERT(bands.day_share < 0.05); /* the counts are independent */
    hc_residuals_clear(&residuals);
}

#define TESTS 400
#define TEST_DAYS 6
#define STRIDE 56

/* Back-tests whose level is off by a factor of deviation level_sd, days by one of day_sd. */
static void fill_weeks(hc_residuals *residuals, uint32_t tests, double level_sd, double day_sd,
                       uint64_t seed)
{
    hc_rng rng;
    hc_rng_seed(&rng, seed);
    CU_ASSERT_EQUAL_FATAL(hc_residuals_reserve(residuals, tests * TEST_DAYS * 40, NULL), HC_OK);
    for (uint32_t test = 0; test < tests; test++) {
        const double level = 1.0 + level_sd * hc_rng_normal(&rng);
        for (uint32_t day = 0; day < TEST_DAYS; day++) {
            const double factor = level + day_sd * hc_rng_normal(&rng);
            for (size_t slot = 0; slot < 40; slot++) {
                hc_residuals_add(residuals,
                                 &(hc_residual){.actual = hc_rng_poisson(&rng, 100.0 * factor),
                                                .mean = 100.0,
                                                .day = test * STRIDE + day});
            }
        }
    }
}

/* Variance of the day's part: level 0.0025 + day 0.0025 of mean^2, against 0.01 by chance. */
static void what_lasts_is_told_from_what_passes(void)
{
    hc_residuals both = HC_RESIDUALS_INIT, days = HC_RESIDUALS_INIT;
    hc_bands bands;
    fill_weeks(&both, TESTS, 0.05, 0.05, 5);
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &both, NULL), HC_OK);
    CHECK_CLOSE(bands.day_share, 50.0 / 150.0, 0.1);
    CHECK_CLOSE(bands.level_share, 0.5, 0.15);
    CU_ASSERT(bands.day_memory < 0.1);
    hc_residuals_clear(&both);
    fill_weeks(&days, TESTS, 0.0, 0.05, 5);
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &days, NULL), HC_OK);
    CU_ASSERT(bands.level_share < 0.05);
    hc_residuals_clear(&days);
}

/* Intervals whose deviations are a tenth of their means hold a week's level that is known to 4
 * % in .16 of their variance, days that are known to 3 % beside it in .09; what days were
 * learnt to have for themselves stays. */
static void the_level_has_the_variance_that_it_is_told(void)
{
    hc_bands bands = {.day_share = 0.3, .level_share = 0.2};
    hc_bands_set_level(&bands, 0.04 * 0.04, 0.03 * 0.03, 0.1);
    CHECK_CLOSE(bands.day_share, 0.24 + 0.09 + 0.16, 1e-12);
    CHECK_CLOSE(bands.level_share, 0.16 / 0.49, 1e-12);
    hc_bands_set_level(&bands, 1.0, 0.0, 0.1); /* never more than all that the bands have */
    CHECK_CLOSE(bands.day_share, 1.0, 1e-12);
    CHECK_CLOSE(bands.level_share, 0.67, 1e-12);
    hc_bands_set_level(&bands, 0.0, 0.0, 0.1);
    CHECK_CLOSE(bands.day_share, 0.33, 1e-12);
    CU_ASSERT_EQUAL(bands.level_share, 0.0);
    hc_bands_set_level(&bands, 0.0016, 1.0, 0.0); /* nothing is forecast */
    CHECK_CLOSE(bands.day_share, 0.33, 1e-12);
    CU_ASSERT_EQUAL(bands.level_share, 0.0);
}

static void a_day_is_scored_by_the_mean_of_its_intervals(void)
{
    hc_residuals residuals = HC_RESIDUALS_INIT;
    hc_day_score score[6];
    hc_bands bands;
    const hc_residuals none = HC_RESIDUALS_INIT;
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &none, NULL), HC_OK);
    bands.a = 1.0;
    bands.b = 0.0;
    CU_ASSERT_EQUAL_FATAL(hc_residuals_reserve(&residuals, 6, NULL), HC_OK);
    hc_residuals_add(&residuals, &(hc_residual){110.0, 100.0, .week = 0, .day = 3}); /* z = 1 */
    hc_residuals_add(&residuals, &(hc_residual){130.0, 100.0, .week = 0, .day = 3}); /* z = 3 */
    hc_residuals_add(&residuals,
                     &(hc_residual){900.0, 100.0, .week = 1, .day = 9}); /* of a later week */
    hc_residuals_add(&residuals, &(hc_residual){500.0, 100.0, .week = 0,
                                                .day = 60}); /* z = 40, taken for 5 */
    CU_ASSERT_EQUAL(hc_bands_day_scores(&bands, &residuals, score), 2);
    CU_ASSERT_EQUAL(score[0].day, 3);
    CHECK_CLOSE(score[0].z, 2.0, 1e-15);
    CU_ASSERT_EQUAL(score[1].day, 60);
    CHECK_CLOSE(score[1].z, 5.0, 1e-15);
    hc_residuals_clear(&residuals);
}

/* 80 % bands learnt from Poisson counts hold close to 80 % of them. */
static void bands_hold_what_they_promise(void)
{
    hc_residuals residuals = HC_RESIDUALS_INIT;
    hc_bands bands;
    double inside = 0.0;
    fill(&residuals, 0.0);
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &residuals, NULL), HC_OK);
    for (size_t i = 0; i < residuals.count; i++) {
        const hc_residual *row = &residuals.row[i];
        const hc_band_place place = {.mean = row->mean};
        double quantile[HC_QUANTILES];
        hc_bands_quantiles(&bands, &place, &settled, quantile);
        inside += quantile[2] <= row->actual && row->actual <= quantile[6];
    }
    CHECK_CLOSE(inside / (double)residuals.count, 0.80, 0.02);
    hc_residuals_clear(&residuals);
}

static void a_failing_allocation_is_reported(void)
{
    hc_residuals residuals = HC_RESIDUALS_INIT;
    hc_bands bands;
    fill(&residuals, 0.0);
    for (size_t k = 1; k <= 2; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_bands_fit(&bands, &residuals, NULL), HC_ERR_MEMORY);
        hc_heap_fail_at(0);
    }
    hc_residuals_clear(&residuals);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(the_variance_of_gamma_poisson_counts_is_found),
        HC_TEST(what_lasts_is_told_from_what_passes),
        HC_TEST(the_level_has_the_variance_that_it_is_told),
        HC_TEST(a_day_is_scored_by_the_mean_of_its_intervals),
        HC_TEST(bands_hold_what_they_promise),
        HC_TEST(a_failing_allocation_is_reported),
    };
    return hc_test_run("bands", tests, sizeof tests / sizeof *tests);
}
