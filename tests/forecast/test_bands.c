#include "forecast/bands.h"
#include "tests/forecast/forecast_support.h"

/* Gamma-Poisson counts: variance mu + b mu^2. */
static void fill(hc_residuals *residuals, double b)
{
    hc_rng rng;
    hc_rng_seed(&rng, 11);
    CU_ASSERT_EQUAL_FATAL(hc_residuals_reserve(residuals, 20000, NULL), HC_OK);
    for (size_t i = 0; i < 20000; i++) {
        const double mean = 5.0 + (double)(i % 20) * 10.0;
        const double rate = b > 0.0 ? hc_rng_gamma(&rng, 1.0 / b, b * mean) : mean;
        hc_residuals_add(residuals, hc_rng_poisson(&rng, rate), mean, 0, (uint32_t)(i / 20));
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

/* 80 % bands learnt from Poisson counts hold close to 80 % of them (they are a little
 * narrowed). */
static void bands_hold_what_they_promise(void)
{
    hc_residuals residuals = HC_RESIDUALS_INIT;
    hc_bands bands;
    double inside = 0.0;
    fill(&residuals, 0.0);
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &residuals, NULL), HC_OK);
    for (size_t i = 0; i < residuals.count; i++) {
        double quantile[HC_QUANTILES];
        hc_bands_quantiles(&bands, residuals.mean[i], 0, 0.0, quantile);
        inside += quantile[2] <= residuals.actual[i] && residuals.actual[i] <= quantile[6];
    }
    CHECK_CLOSE(inside / (double)residuals.count, 0.79, 0.03);
    hc_residuals_clear(&residuals);
}

static void quantiles_ascend_widen_and_never_go_below_zero(void)
{
    const hc_residuals none = HC_RESIDUALS_INIT;
    hc_bands bands;
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &none, NULL), HC_OK);
    double small[HC_QUANTILES], later[HC_QUANTILES], special[HC_QUANTILES], zero[HC_QUANTILES];
    hc_bands_quantiles(&bands, 0.7, 0, 0.0, small);
    hc_bands_quantiles(&bands, 0.7, 3, 0.0, later);
    hc_bands_quantiles(&bands, 0.7, 0, 0.5, special);
    hc_bands_quantiles(&bands, 0.0, 0, 0.5, zero);
    CU_ASSERT(small[0] >= 0.0);
    CU_ASSERT(later[8] > small[8]);
    CU_ASSERT(special[8] > small[8]);
    CU_ASSERT_EQUAL(zero[8], 0.0);
    for (size_t k = 1; k < HC_QUANTILES; k++) {
        CU_ASSERT(small[k] >= small[k - 1]);
    }
}

/* Poisson with mean .3: P(0) = .7408, P(<= 1) = .9631, P(<= 2) = .9964 by the formula. */
static void quantiles_of_rare_calls_are_whole_numbers_of_calls(void)
{
    static const double expected[HC_QUANTILES] = {0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 2.0};
    const hc_residuals none = HC_RESIDUALS_INIT;
    hc_bands bands;
    double quantile[HC_QUANTILES];
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &none, NULL), HC_OK);
    bands.a = 1.0;
    bands.b = 0.0;
    hc_bands_quantiles(&bands, 0.3, 0, 0.0, quantile);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        CU_ASSERT_EQUAL(quantile[k], expected[k]);
    }
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
        HC_TEST(bands_hold_what_they_promise),
        HC_TEST(quantiles_ascend_widen_and_never_go_below_zero),
        HC_TEST(quantiles_of_rare_calls_are_whole_numbers_of_calls),
        HC_TEST(a_failing_allocation_is_reported),
    };
    return hc_test_run("bands", tests, sizeof tests / sizeof *tests);
}
