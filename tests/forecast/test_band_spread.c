#include "forecast/bands.h"

#include "tests/forecast/forecast_support.h"

#define WEEKS 10
#define SLOTS 48
#define SATURDAY 5
#define CLOSES 20 /* half hours that are served */

static const hc_level_move settled = {0.0, 0.0, 0.0};

/* Intervals whose deviation is that of Poisson calls, times saturday_sd on Saturdays and
 * morning_sd in the first quarter of the hours; every day has a deviation of its own besides.
 */
static void fill(hc_residuals *residuals, double saturday_sd, double morning_sd, uint64_t seed)
{
    hc_rng rng;
    hc_rng_seed(&rng, seed);
    CU_ASSERT_EQUAL_FATAL(hc_residuals_reserve(residuals, WEEKS * 7 * SLOTS, NULL), HC_OK);
    for (uint32_t day = 0; day < WEEKS * 7; day++) {
        const double busy = hc_rng_normal(&rng);
        for (uint8_t slot = 0; slot < CLOSES; slot++) {
            const double mean = 60.0 + (slot * 7) % CLOSES;
            const double sd = sqrt(mean) * (day % 7 == SATURDAY ? saturday_sd : 1.0) *
                              (slot < CLOSES / 4 ? morning_sd : 1.0);
            const double z = 0.4 * busy + sqrt(1.0 - 0.16) * hc_rng_normal(&rng);
            hc_residuals_add(residuals, &(hc_residual){.actual = mean + sd * z,
                                                       .mean = mean,
                                                       .day = day,
                                                       .weekday = (uint8_t)(day % 7),
                                                       .half_hour = slot});
        }
    }
}

static double width_of(const hc_bands *bands, uint8_t weekday, uint8_t half_hour)
{
    const hc_band_place place = {.mean = 80.0, .weekday = weekday, .half_hour = half_hour};
    double quantile[HC_QUANTILES];
    hc_bands_quantiles(bands, &place, &settled, quantile);
    return quantile[6] - quantile[2];
}

/* Ten Saturdays of twice the deviation: most of it is believed. */
static void a_weekday_that_is_harder_to_foresee_has_wider_bands(void)
{
    hc_residuals residuals = HC_RESIDUALS_INIT;
    hc_bands bands;
    fill(&residuals, 2.0, 1.0, 3);
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &residuals, NULL), HC_OK);
    CHECK_CLOSE(width_of(&bands, SATURDAY, 10) / width_of(&bands, 0, 10), 1.75, 0.15);
    CHECK_CLOSE(width_of(&bands, 3, 10) / width_of(&bands, 0, 10), 1.0, 0.12);
    hc_residuals_clear(&residuals);
}

static void a_time_of_day_that_is_harder_to_foresee_has_wider_bands(void)
{
    hc_residuals residuals = HC_RESIDUALS_INIT;
    hc_bands bands;
    fill(&residuals, 1.0, 1.6, 4);
    CU_ASSERT_EQUAL(hc_bands_fit(&bands, &residuals, NULL), HC_OK);
    CHECK_CLOSE(width_of(&bands, 0, 1) / width_of(&bands, 0, 15), 1.55, 0.12);
    CHECK_CLOSE(width_of(&bands, 0, 12) / width_of(&bands, 0, 17), 1.0, 0.1);
    hc_residuals_clear(&residuals);
}

/* Where classes do not differ, what they seem to differ by is chance: over twenty histories the
 * factors stray by far less than the classes' own spreads, .11 a weekday, would. */
static void classes_that_are_alike_have_bands_that_are_alike(void)
{
    double strays = 0.0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        hc_residuals residuals = HC_RESIDUALS_INIT;
        hc_bands bands;
        fill(&residuals, 1.0, 1.0, 100 + seed);
        CU_ASSERT_EQUAL(hc_bands_fit(&bands, &residuals, NULL), HC_OK);
        for (size_t weekday = 0; weekday < 7; weekday++) {
            strays += pow(log(bands.by_weekday[weekday]), 2.0) / (20.0 * 7.0);
        }
        for (size_t part = CLOSES; part < SLOTS; part++) {
            CU_ASSERT_EQUAL(bands.by_half_hour[part], 1.0); /* never seen */
        }
        hc_residuals_clear(&residuals);
    }
    CU_ASSERT(sqrt(strays) < 0.04);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_weekday_that_is_harder_to_foresee_has_wider_bands),
        HC_TEST(a_time_of_day_that_is_harder_to_foresee_has_wider_bands),
        HC_TEST(classes_that_are_alike_have_bands_that_are_alike),
    };
    return hc_test_run("band_spread", tests, sizeof tests / sizeof *tests);
}
