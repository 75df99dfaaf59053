#include "erlang/late_calls.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "erlang/requirement_people.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define WIDTH 40
#define OPEN_SLOT 0
#define EMPTY_SLOT 1
#define CALLS 100.0

/* One day of two slots of interest: the first with calls, the second without. */
static hc_series one_queue(void)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 30, 20000, 1, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&series, &axis, 1, HC_PART_AHT, NULL), HC_OK);
    (void)snprintf(series.queues[0].name, HC_QUEUE_NAME_MAX, "calls");
    for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
        series.queues[0].state[slot] = HC_SLOT_OPEN;
        series.queues[0].calls[slot] = slot == OPEN_SLOT ? CALLS : 0.0;
        series.queues[0].aht_s[slot] = 180.0;
    }
    hc_axis_clear(&axis);
    return series;
}

static void late_calls_are_those_that_the_service_level_leaves(void)
{
    hc_series forecast = one_queue();
    const hc_queue_rules queue = hc_queue_rules_default();
    const hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
    hc_requirement made = HC_REQUIREMENT_INIT;
    double late[WIDTH];
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    hc_late_calls(&forecast, &rules, &made, 0, OPEN_SLOT, 0.5, late, WIDTH);
    CHECK_CLOSE(late[0], CALLS, 1e-9); /* nobody answers */
    for (size_t people = 1; people < WIDTH; people++) {
        hc_metrics metrics;
        CU_ASSERT_EQUAL(hc_requirement_serve(&made, &rules, 0, OPEN_SLOT, 0.5 * (double)people,
                                             &metrics, NULL),
                        HC_OK);
        CHECK_CLOSE(late[people], CALLS * (1.0 - metrics.sl_offered), 1e-5);
        CU_ASSERT_TRUE(late[people] <= late[people - 1] + 1e-9);
    }
    hc_late_calls(&forecast, &rules, &made, 0, EMPTY_SLOT, 0.5, late, WIDTH);
    for (size_t people = 0; people < WIDTH; people++) {
        CU_ASSERT_EQUAL(late[people], 0.0);
    }
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

/* Of a wide curve some points are worked out, its ends among them, and the others lie between.
 */
static void a_wide_curve_has_its_ends_and_every_third_point(void)
{
    enum { WIDE = 102 };
    hc_series forecast = one_queue();
    const hc_queue_rules queue = hc_queue_rules_default();
    const hc_staff_rules rules = hc_staff_rules_default(&queue, 1);
    hc_requirement made = HC_REQUIREMENT_INIT;
    double late[WIDE];
    CU_ASSERT_EQUAL_FATAL(hc_requirement_build(&forecast, &rules, &made, NULL), HC_OK);
    hc_late_calls(&forecast, &rules, &made, 0, OPEN_SLOT, 0.2, late, WIDE);
    for (size_t people = 0; people < WIDE; people++) {
        const size_t left = people / 3 * 3, right = left + 3 < WIDE ? left + 3 : WIDE - 1;
        const double share = (double)(people - left) / (double)(right - left);
        const double ends[] = {
            CALLS * (1.0 - hc_requirement_expected(&forecast, &rules, &made, 0, OPEN_SLOT,
                                                   0.2 * (double)left)),
            CALLS * (1.0 - hc_requirement_expected(&forecast, &rules, &made, 0, OPEN_SLOT,
                                                   0.2 * (double)right))};
        if (left == right) { continue; }
        CHECK_CLOSE(late[people], ends[0] + share * (ends[1] - ends[0]), 1e-9);
    }
    hc_requirement_clear(&made);
    hc_series_clear(&forecast);
}

static void the_width_goes_past_twice_the_people(void)
{
    CU_ASSERT_EQUAL(hc_late_width(0), 1);
    CU_ASSERT_TRUE(hc_late_width(1) > 2);
    CU_ASSERT_TRUE(hc_late_width(1000) > 2000);
}

static void the_hull_is_the_largest_convex_function_below(void)
{
    double values[] = {10.0, 9.0, 3.0, 2.0, 2.0};
    static const double hull[] = {10.0, 6.5, 3.0, 2.0, 2.0};
    double one[] = {4.0};
    hc_lower_hull(values, 5);
    for (size_t k = 0; k < 5; k++) {
        CHECK_CLOSE(values[k], hull[k], 1e-12);
    }
    hc_lower_hull(one, 1);
    CU_ASSERT_EQUAL(one[0], 4.0);
}

static bool is_convex(const double *values, size_t count)
{
    for (size_t k = 2; k < count; k++) {
        if (values[k] - 2.0 * values[k - 1] + values[k - 2] < -1e-9) { return false; }
    }
    return true;
}

/* Hull by trying every chord: no point lies above one that spans it. */
static double brute_hull(const double *values, size_t count, size_t at)
{
    double least = values[at];
    for (size_t a = 0; a <= at; a++) {
        for (size_t b = at; b < count; b++) {
            if (a == b) { continue; }
            const double share = (double)(at - a) / (double)(b - a);
            least = fmin(least, values[a] + share * (values[b] - values[a]));
        }
    }
    return least;
}

static void hulls_of_chance_are_those_of_trying_every_chord(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 5);
    for (size_t round = 0; round < 200; round++) {
        double values[WIDTH];
        double hull[WIDTH];
        const size_t count = 1 + (size_t)hc_rng_below(&rng, WIDTH);
        for (size_t k = 0; k < count; k++) {
            values[k] = hull[k] = 100.0 * hc_rng_uniform(&rng);
        }
        hc_lower_hull(hull, count);
        CU_ASSERT_TRUE(is_convex(hull, count));
        for (size_t k = 0; k < count; k++) {
            CHECK_CLOSE(hull[k], brute_hull(values, count, k), 1e-9);
        }
    }
}

static size_t corners(const double *values, size_t count)
{
    size_t found = 0;
    for (size_t k = 1; k + 1 < count; k++) {
        if (fabs(values[k - 1] - 2.0 * values[k] + values[k + 1]) > 1e-9) { found++; }
    }
    return found;
}

static void few_pieces_keep_ends_and_shape_and_lie_above(void)
{
    double before = 1e300;
    for (size_t pieces = 1; pieces <= HC_LATE_PIECES_MAX; pieces++) {
        double values[WIDTH];
        double worst = 0.0;
        for (size_t k = 0; k < WIDTH; k++) {
            values[k] = pow((double)(WIDTH - 1 - k), 2.0);
        }
        hc_few_pieces(values, WIDTH, pieces);
        CU_ASSERT_TRUE(is_convex(values, WIDTH));
        CU_ASSERT_EQUAL(corners(values, WIDTH), pieces - 1);
        CU_ASSERT_EQUAL(values[0], pow(WIDTH - 1, 2.0));
        CU_ASSERT_EQUAL(values[WIDTH - 1], 0.0);
        for (size_t k = 0; k < WIDTH; k++) {
            const double above = values[k] - pow((double)(WIDTH - 1 - k), 2.0);
            CU_ASSERT_TRUE(above >= -1e-9);
            worst = fmax(worst, above);
        }
        CU_ASSERT_TRUE(worst <= before);
        before = worst;
    }
    CU_ASSERT_TRUE(before < 10.0); /* of 1521 */
}

static void a_straight_line_stays_as_it_is(void)
{
    double few[] = {3.0, 1.0};
    hc_few_pieces(few, 0, 3);
    hc_few_pieces(few, 2, 3);
    CU_ASSERT_EQUAL(few[0], 3.0);
    CU_ASSERT_EQUAL(few[1], 1.0);
    double line[] = {6.0, 4.0, 2.0, 0.0};
    hc_few_pieces(line, 4, HC_LATE_PIECES_MAX);
    for (size_t k = 0; k < 4; k++) {
        CU_ASSERT_EQUAL(line[k], 6.0 - 2.0 * (double)k);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(late_calls_are_those_that_the_service_level_leaves),
        HC_TEST(a_wide_curve_has_its_ends_and_every_third_point),
        HC_TEST(the_width_goes_past_twice_the_people),
        HC_TEST(the_hull_is_the_largest_convex_function_below),
        HC_TEST(hulls_of_chance_are_those_of_trying_every_chord),
        HC_TEST(few_pieces_keep_ends_and_shape_and_lie_above),
        HC_TEST(a_straight_line_stays_as_it_is),
    };
    return hc_test_run("erlang/late_calls", tests, sizeof tests / sizeof tests[0]);
}
