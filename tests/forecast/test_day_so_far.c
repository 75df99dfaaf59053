#include "forecast/day_so_far.h"

#include "tests/support/hc_test.h"

/* Half of 100 contacts is over: 60 came. By the bands a day differs by 20 %, an interval by no
 * more than chance. */
static hc_day_sums half_a_day(void)
{
    return (hc_day_sums){.mean = 100.0,
                         .common_sd = 20.0,
                         .square = 500.0,
                         .known = 10,
                         .expected = 50.0,
                         .came = 60.0,
                         .own_variance = 50.0,
                         .recent_expected = 20.0,
                         .recent_came = 30.0,
                         .recent_noise = 15.0,
                         .rest_before = 50.0};
}

/* A gamma factor of variance .04 after 60 of 50 Poisson contacts: 1 + 2/3 of .2. */
static void without_past_days_the_bands_say_what_carries_on(void)
{
    const hc_day_sums sums = half_a_day();
    const hc_past_days none = {0};
    const hc_day_state state = hc_day_learn(&sums, &none);
    CHECK_CLOSE(state.carried, 2.0 / 3.0, 1e-14);
    CHECK_CLOSE(state.factor, 1.0 + 0.2 * 2.0 / 3.0, 1e-14);
    CHECK_CLOSE(state.factor_variance, 0.04 / 3.0 * state.factor, 1e-14);
    CHECK_CLOSE(state.surprise, 1.0, 1e-14);
    CHECK_CLOSE(state.local, 1.0, 1e-14); /* nothing beyond chance lasts for hours */
}

static void nothing_known_leaves_the_forecast(void)
{
    hc_day_sums sums = half_a_day();
    const hc_past_days none = {0};
    sums.known = 0;
    sums.expected = sums.came = sums.recent_expected = sums.recent_came = 0.0;
    const hc_day_state state = hc_day_learn(&sums, &none);
    CU_ASSERT_EQUAL(state.factor, 1.0);
    CU_ASSERT_EQUAL(state.carried, 0.0);
    CHECK_CLOSE(state.factor_variance, 0.04, 1e-15);
}

/* Both parts in deviations of the first, sqrt(.04 + 1/50); beyond three it counts no more. */
static void past_days_tell_how_the_second_part_follows_the_first(void)
{
    hc_day_sums sums = half_a_day();
    hc_past_days past = {0};
    hc_past_days_add(&sums, &past);
    CU_ASSERT_EQUAL(past.days, 0); /* what followed is not known */
    sums.later_expected = 50.0;
    sums.later_came = 55.0;
    hc_past_days_add(&sums, &past);
    CU_ASSERT_EQUAL(past.days, 1);
    CHECK_CLOSE(past.square, 0.04 / 0.06, 1e-13);
    CHECK_CLOSE(past.product, 0.02 / 0.06, 1e-13);
    sums.came = 500.0;
    hc_past_days_add(&sums, &past);
    CHECK_CLOSE(past.square, 0.04 / 0.06 + 9.0, 1e-13);
}

/* A thousand days whose second half was as far off as the first: all is carried on. */
static void much_evidence_outweighs_the_bands(void)
{
    const hc_day_sums sums = half_a_day();
    const hc_past_days same = {1000, 1000.0, 1000.0}, opposite = {1000, -1000.0, 1000.0};
    CHECK_CLOSE(hc_day_learn(&sums, &same).carried, 1.0, 0.005);
    CU_ASSERT_EQUAL(hc_day_learn(&sums, &opposite).carried, 0.0);
    CU_ASSERT_EQUAL(hc_day_learn(&sums, &opposite).factor, 1.0);
}

static void an_interval_varies_at_least_as_a_count(void)
{
    hc_day_sums sums = half_a_day();
    sums.own_variance = 10.0;
    CU_ASSERT_EQUAL(hc_day_dispersion(&sums), 1.0);
    sums.own_variance = 100.0;
    CU_ASSERT_EQUAL(hc_day_dispersion(&sums), 2.0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(without_past_days_the_bands_say_what_carries_on),
        HC_TEST(nothing_known_leaves_the_forecast),
        HC_TEST(past_days_tell_how_the_second_part_follows_the_first),
        HC_TEST(much_evidence_outweighs_the_bands),
        HC_TEST(an_interval_varies_at_least_as_a_count),
    };
    return hc_test_run("day_so_far", tests, sizeof tests / sizeof tests[0]);
}
