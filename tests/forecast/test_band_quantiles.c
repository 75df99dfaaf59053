#include "forecast/bands.h"

#include <gsl/gsl_cdf.h>

#include "tests/forecast/forecast_support.h"

static const hc_level_move settled = {0.0, 0.0, 0.0};

static void quantiles_of(const hc_bands *bands, hc_band_place place, const hc_level_move *move,
                         double quantile[HC_QUANTILES])
{
    hc_bands_quantiles(bands, &place, move, quantile);
}

static void quantiles_ascend_widen_and_never_go_below_zero(void)
{
    const hc_residuals none = HC_RESIDUALS_INIT;
    hc_bands bands;
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &none, NULL), HC_OK);
    double small[HC_QUANTILES], later[HC_QUANTILES], special[HC_QUANTILES], zero[HC_QUANTILES];
    quantiles_of(&bands, (hc_band_place){.mean = 0.7}, &settled, small);
    quantiles_of(&bands, (hc_band_place){.mean = 0.7, .week = 3}, &settled, later);
    quantiles_of(&bands, (hc_band_place){.mean = 0.7, .extra = 0.5}, &settled, special);
    quantiles_of(&bands, (hc_band_place){.mean = 0.0, .extra = 0.5}, &settled, zero);
    double doubted[HC_QUANTILES];
    quantiles_of(&bands, (hc_band_place){.mean = 0.7, .week = 3, .doubt = 9.0}, &settled,
                 doubted);
    CU_ASSERT(doubted[8] > later[8]);
    CU_ASSERT(small[0] >= 0.0);
    CU_ASSERT(later[8] > small[8]);
    CU_ASSERT(special[8] > small[8]);
    CU_ASSERT_EQUAL(zero[8], 0.0);
    for (size_t k = 1; k < HC_QUANTILES; k++) {
        CU_ASSERT(small[k] >= small[k - 1]);
    }
}

/* What is not known of a day is normal beside residuals of any shape: where it is nearly all,
 * the 80 % band is 1.28 of its sd either way although most residuals are near none. */
static void the_doubt_of_a_special_day_is_normal_beside_the_residuals(void)
{
    const hc_residuals none = HC_RESIDUALS_INIT;
    hc_bands bands;
    double usual[HC_QUANTILES], special[HC_QUANTILES];
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &none, NULL), HC_OK);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        bands.z[k] *= 0.4;
    }
    const double sd = sqrt(1.5 * 1e4 + 0.02 * 1e8);
    quantiles_of(&bands, (hc_band_place){.mean = 1e4}, &settled, usual);
    quantiles_of(&bands, (hc_band_place){.mean = 1e4, .extra = 0.09}, &settled, special);
    CHECK_CLOSE(usual[6] - 1e4, 0.4 * 1.282 * sd, 1e-9);
    CHECK_CLOSE(special[6] - 1e4, 1.282 * hypot(0.4 * sd, 3e3), 1e-9);
    CHECK_CLOSE(1e4 - special[2], 1.282 * hypot(0.4 * sd, 3e3), 1e-9);
}

/* Of two levels, 100 and 150, the band of 125 is what lies below in either: the mixture of two
 * normals with the default bands' sd sqrt(1.5 mu + .02 mu^2). */
static void a_level_that_may_have_moved_has_the_band_of_both(void)
{
    const hc_residuals none = HC_RESIDUALS_INIT;
    const hc_level_move even = {0.5, 0.5, 0.0}, sure = {1.0, 0.5, 0.0}, fall = {0.5, -0.5, 0.0};
    hc_bands bands;
    double usual[HC_QUANTILES], up[HC_QUANTILES], down[HC_QUANTILES], moved[HC_QUANTILES];
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &none, NULL), HC_OK);
    quantiles_of(&bands, (hc_band_place){.mean = 150.0}, &settled, usual);
    quantiles_of(&bands, (hc_band_place){.mean = 150.0}, &sure, moved);
    quantiles_of(&bands, (hc_band_place){.mean = 125.0}, &even, up);
    quantiles_of(&bands, (hc_band_place){.mean = 75.0}, &fall, down);
    const double low_sd = sqrt(1.5 * 100.0 + 0.02 * 1e4);
    const double high_sd = sqrt(1.5 * 150.0 + 0.02 * 22500.0);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        CHECK_CLOSE(moved[k], usual[k], 1e-3);
        const double below = 0.5 * gsl_cdf_ugaussian_P((up[k] - 100.0) / low_sd) +
                             0.5 * gsl_cdf_ugaussian_P((up[k] - 150.0) / high_sd);
        CU_ASSERT(fabs(below - hc_quantile_p[k]) < 0.005);
        CU_ASSERT(k == 0 || up[k] > up[k - 1]);
        CU_ASSERT(k == 0 || down[k] > down[k - 1]);
    }
    CU_ASSERT(down[2] < 50.0 && down[6] > 100.0);
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
    quantiles_of(&bands, (hc_band_place){.mean = 0.3}, &settled, quantile);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        CU_ASSERT_EQUAL(quantile[k], expected[k]);
    }
}

/* Over means between 2 and 8 Poisson bands hold on average what they say: whole-number ones
 * would hold .87 and .97, for their ends belong to them. */
static void bands_of_few_calls_hold_what_they_promise(void)
{
    const hc_residuals none = HC_RESIDUALS_INIT;
    hc_bands bands;
    double quantile[HC_QUANTILES], in80 = 0.0, in95 = 0.0, above = 0.0;
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &none, NULL), HC_OK);
    bands.a = 1.0;
    bands.b = 0.0;
    for (size_t step = 0; step < 600; step++) {
        const double mean = 2.0 + 0.01 * (double)step;
        double chance = exp(-mean);
        quantiles_of(&bands, (hc_band_place){.mean = mean}, &settled, quantile);
        for (double calls = 0.0; calls < 60.0; calls += 1.0) {
            in80 += quantile[2] <= calls && calls <= quantile[6] ? chance / 600.0 : 0.0;
            in95 += quantile[0] <= calls && calls <= quantile[8] ? chance / 600.0 : 0.0;
            above += calls > quantile[6] ? chance / 600.0 : 0.0;
            chance *= mean / (calls + 1.0);
        }
    }
    CHECK_CLOSE(in80, 0.81, 0.015);
    CHECK_CLOSE(in95, 0.956, 0.012);
    CHECK_CLOSE(above, 0.10, 0.05);
}

/* Down to where numbers next to each other are farther apart than the bands of both. */
static void a_move_too_small_to_tell_moves_no_quantile(void)
{
    const hc_residuals none = HC_RESIDUALS_INIT;
    const hc_band_place place = {.mean = 120.0};
    hc_bands bands;
    double before[HC_QUANTILES], after[HC_QUANTILES];
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &none, NULL), HC_OK);
    quantiles_of(&bands, place, &settled, before);
    for (double shift = 1e-3; shift > 1e-18; shift /= 8.0) {
        const hc_level_move move = {.chance = 0.3, .shift = shift};
        quantiles_of(&bands, place, &move, after);
        for (size_t k = 0; k < HC_QUANTILES; k++) {
            CU_ASSERT(fabs(after[k] / before[k] - 1.0) <= shift + 1e-15);
        }
    }
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(quantiles_ascend_widen_and_never_go_below_zero),
        HC_TEST(the_doubt_of_a_special_day_is_normal_beside_the_residuals),
        HC_TEST(a_level_that_may_have_moved_has_the_band_of_both),
        HC_TEST(a_move_too_small_to_tell_moves_no_quantile),
        HC_TEST(quantiles_of_rare_calls_are_whole_numbers_of_calls),
        HC_TEST(bands_of_few_calls_hold_what_they_promise),
    };
    return hc_test_run("band_quantiles", tests, sizeof tests / sizeof *tests);
}
