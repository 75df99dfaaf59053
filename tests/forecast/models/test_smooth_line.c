#include "forecast/models/smooth_line.h"

#include <math.h>
#include <string.h>

#include "tests/support/hc_test.h"

#define SLOTS 48
#define PI 3.14159265358979323846

/* Independent values of variance 1 and their smoothing, whose variance is the sum of its
 * squared weights. Of a wide bell K, twice less itself smoothed by itself, that comes near the
 * integral of (2K - K*K)^2, by the products of normal densities (Wand & Jones 1995, app. C). */
static void smoothing_calms_as_much_as_its_weights_say(void)
{
    CHECK_CLOSE(hc_smoothing_calms(0.0), 1.0, 1e-12);
    const double squared = 4.0 / sqrt(2.0) - 4.0 / sqrt(3.0) + 1.0 / 2.0;
    CHECK_CLOSE(hc_smoothing_calms(4.0), sqrt(2.0 * PI) * 4.0 / squared, 0.02 * 9.84);
    double impulse[SLOTS] = {0.0}, smoothed[SLOTS], squares = 0.0;
    uint8_t open[SLOTS];
    memset(open, 1, sizeof open);
    impulse[SLOTS / 2] = 1.0;
    hc_smooth_line(impulse, open, SLOTS, 0.7, smoothed);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        squares += smoothed[slot] * smoothed[slot];
    }
    CHECK_CLOSE(hc_smoothing_calms(0.7), 1.0 / squares, 1e-12);
}

/* A local line follows a line to its ends, around a closed slot too. */
static void a_line_stays_as_it_is(void)
{
    double values[SLOTS], smoothed[SLOTS];
    uint8_t open[SLOTS];
    memset(open, 1, sizeof open);
    open[10] = 0;
    for (size_t slot = 0; slot < SLOTS; slot++) {
        values[slot] = 3.0 + 0.25 * (double)slot;
    }
    values[10] = 1e6;
    hc_smooth_line(values, open, SLOTS, 2.0, smoothed);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        CHECK_CLOSE(smoothed[slot], slot == 10 ? 0.0 : values[slot], 1e-12);
    }
}

/* What a bell adds to a parabola is a constant, which the second round takes off again; three
 * times the width from the ends and twice that, each round's bells are whole. */
static void a_parabola_keeps_its_peak(void)
{
    double values[SLOTS], smoothed[SLOTS];
    uint8_t open[SLOTS];
    memset(open, 1, sizeof open);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        const double x = (double)slot - 22.0;
        values[slot] = 900.0 - x * x;
    }
    hc_smooth_line(values, open, SLOTS, 2.0, smoothed);
    for (size_t slot = 12; slot < SLOTS - 12; slot++) {
        CHECK_CLOSE(smoothed[slot], values[slot], 1e-9);
    }
}

static void a_profile_keeps_its_sum(void)
{
    double profile[SLOTS] = {0.0}, root[SLOTS], smoothed[SLOTS], sum = 0.0;
    uint8_t open[SLOTS];
    memset(open, 1, sizeof open);
    profile[20] = 9.0;
    profile[30] = 16.0;
    hc_smooth_profile(profile, open, SLOTS, 1.5, root, smoothed);
    for (size_t slot = 0; slot < SLOTS; slot++) {
        CU_ASSERT(smoothed[slot] >= 0.0);
        sum += smoothed[slot];
    }
    CHECK_CLOSE(sum, 25.0, 1e-12);
    CU_ASSERT(smoothed[30] > smoothed[20]);
    CU_ASSERT(smoothed[20] > smoothed[25]);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(smoothing_calms_as_much_as_its_weights_say),
        HC_TEST(a_line_stays_as_it_is),
        HC_TEST(a_parabola_keeps_its_peak),
        HC_TEST(a_profile_keeps_its_sum),
    };
    return hc_test_run("smooth_line", tests, sizeof tests / sizeof tests[0]);
}
