#include <math.h>
#include <stdio.h>

#include "erlang/gamma_ratio.h"
#include "tests/support/hc_test.h"

static hc_gamma_ratio at_point(double s, double x)
{
    return hc_gamma_ratio_at(s, x, x - s);
}

/* L by its positive series, in any order of magnitude that converges: a second road. */
static double lower_by_series(double s, double x)
{
    double term = 1.0;
    double sum = 1.0;
    for (int k = 1; k < 200000 && term > 1e-20 * sum; k++) {
        term *= x / (s + k);
        sum += term;
    }
    return sum;
}

/* U for whole s: 1/B - 1 by the recurrence of Erlang B. */
static double upper_by_recurrence(int s, double x)
{
    double idle = 0.0;
    for (int k = 1; k <= s; k++) {
        idle = k / x * (1.0 + idle);
    }
    return idle;
}

static void lower_ratio_agrees_with_its_series(void)
{
    const double sizes[] = {0.003, 0.7,   5.5,   23.9,    24.0,   63.9,
                            64.0,  511.0, 512.5, 16383.0, 16385.0};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const double s = sizes[i];
        for (double share = 0.05; share <= 1.0; share += 0.05) {
            const hc_gamma_ratio at = at_point(s, s * share);
            CU_ASSERT_TRUE(at.below);
            CHECK_CLOSE(at.ratio, lower_by_series(s, s * share), 4e-15 * (1.0 + sqrt(s)));
        }
    }
}

static void upper_ratio_agrees_with_the_recurrence(void)
{
    const int sizes[] = {1, 2, 10, 23, 24, 63, 64, 300, 511, 512, 5000, 20000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (double share = 1.15; share < 3.0; share += 0.1) {
            const double s = sizes[i];
            const hc_gamma_ratio at = at_point(s, s * share + 1.0);
            CU_ASSERT_FALSE(at.below);
            CHECK_CLOSE(at.ratio, upper_by_recurrence(sizes[i], s * share + 1.0), 2e-14);
        }
    }
}

/* M(s,x) = 1 + x / (s+1) M(s+1,x): across the border of the expansion and all its tiers. */
static void neighbours_obey_the_recurrence(void)
{
    for (double s = 0.5; s < 1e9; s *= 1.37) {
        for (double z = -6.0; z <= 0.0; z += 0.25) {
            const double x = s + z * sqrt(s);
            if (x <= 0.0) { continue; }
            const hc_gamma_ratio here = hc_gamma_ratio_at(s, x, z * sqrt(s));
            const hc_gamma_ratio next = hc_gamma_ratio_at(s + 1.0, x, z * sqrt(s) - 1.0);
            CHECK_CLOSE(here.ratio, 1.0 + x / (s + 1.0) * next.ratio, 3e-14);
            CHECK_CLOSE(here.rest, x / (s + 1.0) * next.ratio, 3e-14);
        }
    }
}

static void lower_and_upper_meet_at_the_middle(void)
{
    for (double s = 25.0; s < 1e12; s *= 3.7) {
        const hc_gamma_ratio below = hc_gamma_ratio_at(s, s, 0.0);
        const hc_gamma_ratio above = hc_gamma_ratio_at(s, s, 1e-9);
        CHECK_CLOSE(below.ratio * below.density + above.ratio * above.density, 1.0, 1e-9);
        CHECK_CLOSE(below.ratio * below.density + hc_gamma_upper(&below), 1.0, 1e-15);
    }
}

static void mean_queue_keeps_its_digits_far_from_the_load(void)
{
    /* x / g - ... : for s = 1e6, x = 1e3 the fraction x / (g+1 + 2x / (g+2 + 3x / ..)) by hand
     */
    const double g = 1e6 - 1e3;
    const double by_hand = 1e3 / (g + 1.0 + 2e3 / (g + 2.0 + 3e3 / (g + 3.0)));
    CHECK_CLOSE(at_point(1e6, 1e3).queue, by_hand, 1e-15);
    CHECK_CLOSE(at_point(0.5, 1e-9).queue, 1e-9 / 1.5, 1e-8);
}

static void density_is_the_poisson_weight(void)
{
    /* D(s,x) = x^s e^-x / s!: 3^2 e^-3 / 2, and a sum of logarithms for 40 */
    CHECK_CLOSE(at_point(2.0, 3.0).density, 4.5 * exp(-3.0), 1e-14);
    double log_weight = 40.0 * log(30.0) - 30.0;
    for (int k = 2; k <= 40; k++) {
        log_weight -= log(k);
    }
    CHECK_CLOSE(at_point(40.0, 30.0).density, exp(log_weight), 1e-13);
}

static void far_tails_underflow_to_zero_and_stay_numbers(void)
{
    const hc_gamma_ratio heavy = at_point(8e4, 1e5);
    const hc_gamma_ratio light = at_point(1e9, 1.0);
    CU_ASSERT_TRUE(heavy.density >= 0.0 && heavy.density < 1e-300);
    CU_ASSERT_EQUAL(light.density, 0.0);
    CHECK_CLOSE(light.ratio, 1.0, 1e-8);
    CU_ASSERT_TRUE(isfinite(heavy.ratio));
}

static void scaled_erfc_agrees_with_the_library(void)
{
    for (double z = 0.0; z < 26.0; z += 0.01) {
        CHECK_CLOSE(hc_erfcx(z), exp(z * z) * erfc(z), 4e-16 * (4.0 + z * z));
    }
    CHECK_CLOSE(hc_erfcx(1e8), 1.0 / (1e8 * sqrt(3.14159265358979323846)), 1e-15);
}

static void exponential_rest_has_no_cancellation(void)
{
    CHECK_CLOSE(hc_exp_rest(1e-9), 0.5e-18, 1e-9);
    CHECK_CLOSE(hc_exp_rest(2.0), exp(-2.0) + 1.0, 1e-15);
    CHECK_CLOSE(hc_exp_rest(-0.4), exp(0.4) - 1.4, 1e-14);
    CHECK_CLOSE(hc_exp_rest(0.5), hc_exp_rest(0.5 + 1e-12), 1e-11);
}

/* For x -> 0 the integral of t exp(-(s+1) t) is 1 / (s+1)^2. */
static void wait_integral_of_an_empty_queue_is_exact(void)
{
    for (double s = 0.01; s < 1e6; s *= 3.1) {
        const hc_gamma_ratio at = hc_gamma_ratio_at(s, 1e-30, -s);
        CHECK_CLOSE(hc_gamma_wait(s, 1e-30, -s, &at), 1.0 / ((s + 1.0) * (s + 1.0)), 1e-12);
    }
}

/* Minus the derivative of L(s+1,x) / (s+1), by a central difference. */
static void wait_integral_is_the_derivative_by_s(void)
{
    const double points[][2] = {{3.0, 2.0}, {12.0, 12.5}, {40.0, 30.0}, {500.0, 480.0}};
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        const double s = points[i][0];
        const double x = points[i][1];
        const double h = 1e-4 * s;
        const hc_gamma_ratio at = at_point(s, x);
        const double up = lower_by_series(s + 1.0 + h, x) / (s + 1.0 + h);
        const double down = lower_by_series(s + 1.0 - h, x) / (s + 1.0 - h);
        CHECK_CLOSE(hc_gamma_wait(s, x, x - s, &at), (down - up) / (2.0 * h), 1e-6);
    }
}

/* s + 1 and the excess over s need not round the same way. */
static void forms_meet_at_the_seam_of_the_wait_integral(void)
{
    const hc_gamma_ratio at = hc_gamma_ratio_at(10.0, 11.0, 1.0);
    CU_ASSERT_TRUE(at.below);
    CHECK_CLOSE(hc_gamma_wait(10.0, 11.0, 1.0 + 0x1p-52, &at),
                hc_gamma_wait(10.0, 11.0, 1.0, &at), 1e-13);
}

static void what_is_no_number_has_an_end(void)
{
    const hc_gamma_ratio at = hc_gamma_ratio_at(1.0, (double)NAN, (double)NAN);
    CU_ASSERT_TRUE(isnan(at.ratio));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(lower_ratio_agrees_with_its_series),
        HC_TEST(upper_ratio_agrees_with_the_recurrence),
        HC_TEST(neighbours_obey_the_recurrence),
        HC_TEST(lower_and_upper_meet_at_the_middle),
        HC_TEST(mean_queue_keeps_its_digits_far_from_the_load),
        HC_TEST(density_is_the_poisson_weight),
        HC_TEST(far_tails_underflow_to_zero_and_stay_numbers),
        HC_TEST(scaled_erfc_agrees_with_the_library),
        HC_TEST(exponential_rest_has_no_cancellation),
        HC_TEST(wait_integral_of_an_empty_queue_is_exact),
        HC_TEST(wait_integral_is_the_derivative_by_s),
        HC_TEST(forms_meet_at_the_seam_of_the_wait_integral),
        HC_TEST(what_is_no_number_has_an_end),
    };
    return hc_test_run("gamma_ratio", tests, sizeof tests / sizeof tests[0]);
}
