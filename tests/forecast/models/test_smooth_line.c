#include "forecast/models/smooth_line.h"

#include <math.h>
#include <string.h>

#include "tests/support/hc_test.h"

#define SLOTS 48
#define PI 3.14159265358979323846

/* Independent values of variance 1 and their smoothing, whose variance is the sum of its
 * squared weights; a wide bell's comes near 1 / (2 sqrt(pi) width) (Wand & Jones 1995). */
static void smoothing_calms_as_much_as_its_weights_say(void)
{
    CHECK_CLOSE(hc_smoothing_calms(0.0), 1.0, 1e-12);
    CHECK_CLOSE(hc_smoothing_calms(4.0), 2.0 * sqrt(PI) * 4.0, 0.02 * 14.2);
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
        HC_TEST(a_profile_keeps_its_sum),
    };
    return hc_test_run("smooth_line", tests, sizeof tests / sizeof tests[0]);
}
