#include "forecast/models/level_steps.h"
#include "tests/forecast/forecast_support.h"

static hc_level_steps steps_of(const synthetic *s, double *first_total)
{
    hc_series history = synthetic_make(s);
    hc_day_matrix matrix = HC_DAY_MATRIX_INIT;
    hc_calendar calendar = HC_CALENDAR_INIT;
    hc_level_steps steps;
    CU_ASSERT_EQUAL_FATAL(
        hc_day_matrix_make(&matrix, &history, 0, SYNTHETIC_FIRST + (int64_t)s->days, NULL),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&calendar, &matrix, NULL, 7, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_level_steps_align(&steps, &matrix, &calendar, NULL), HC_OK);
    if (first_total != NULL) { *first_total = matrix.total[0]; }
    hc_calendar_clear(&calendar);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
    return steps;
}

static void a_steady_or_growing_queue_has_no_steps(void)
{
    synthetic s = synthetic_default();
    CU_ASSERT_EQUAL(steps_of(&s, NULL).count, 0);
    s.growth_a_day = log(10.0) / (double)s.days;
    s.calls_a_day = 200.0;
    CU_ASSERT_EQUAL(steps_of(&s, NULL).count, 0);
}

static void a_jump_is_found_at_its_day_with_its_ratio(void)
{
    synthetic s = synthetic_default();
    s.jump_day = 80;
    s.jump_ratio = 0.5;
    double first_total = 0.0;
    const hc_level_steps steps = steps_of(&s, &first_total);
    CU_ASSERT_EQUAL_FATAL(steps.count, 1);
    CU_ASSERT(steps.step[0].day >= 79 && steps.step[0].day <= 81);
    CHECK_CLOSE(steps.step[0].ratio, 0.5, 0.05);
    CHECK_CLOSE(first_total, 0.98 * 800.0 * 0.5, 0.15); /* the old days are at the new level */
}

typedef double (*level_of_day)(const double *shape, size_t day);

/* Steps of a history that is multiplied by a level of its own every day. */
static hc_level_steps steps_of_shape(level_of_day level, const double *shape)
{
    synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_day_matrix matrix = HC_DAY_MATRIX_INIT;
    hc_calendar calendar = HC_CALENDAR_INIT;
    hc_level_steps steps;
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        history.queues[0].calls[slot] *= level(shape, hc_axis_day_index(&history.axis, slot));
    }
    CU_ASSERT_EQUAL_FATAL(
        hc_day_matrix_make(&matrix, &history, 0, SYNTHETIC_FIRST + (int64_t)s.days, NULL),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&calendar, &matrix, NULL, 7, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_level_steps_align(&steps, &matrix, &calendar, NULL), HC_OK);
    hc_calendar_clear(&calendar);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
    return steps;
}

/* shape: the first days of the second and the third level, then the levels. */
static double of_three(const double *shape, size_t day)
{
    const double *level = shape + 2;
    return (double)day < shape[0] ? level[0] : (double)day < shape[1] ? level[1] : level[2];
}

/* Steps of a history of three levels. */
static hc_level_steps steps_of_levels(const double level[3], size_t first, size_t second)
{
    const double shape[5] = {(double)first, (double)second, level[0], level[1], level[2]};
    return steps_of_shape(of_three, shape);
}

static void two_jumps_are_both_found(void)
{
    const double level[3] = {1.0, 2.0, 5.0};
    const hc_level_steps steps = steps_of_levels(level, 30, 105);
    CU_ASSERT_EQUAL_FATAL(steps.count, 2);
    CHECK_CLOSE(steps.step[0].ratio, 2.5, 0.06);
    CHECK_CLOSE(steps.step[1].ratio, 2.0, 0.06);
}

/* Five weeks on a higher level, and five days ago back again: both ends are steps, and the days
 * before both are at the level of today. */
static void a_return_to_the_level_before_a_jump_is_found(void)
{
    const double level[3] = {1.0, 1.6, 1.0};
    const hc_level_steps steps = steps_of_levels(level, 100, 135);
    CU_ASSERT_EQUAL_FATAL(steps.count, 2);
    CU_ASSERT(steps.step[0].day > steps.step[1].day);
    CHECK_CLOSE(steps.step[0].ratio, 1.0 / 1.6, 0.08);
    CHECK_CLOSE(steps.step[0].ratio * steps.step[1].ratio, 1.0, 0.08);
    CU_ASSERT_EQUAL(hc_level_steps_after(&steps, 50), 2);
    CU_ASSERT_EQUAL(hc_level_steps_after(&steps, 139), 0);
}

/* Two days tell a return, and three a new level of a steady queue; two days at a new level may
 * be anything. */
static void a_return_shows_sooner_than_a_new_level(void)
{
    const double back[3] = {1.0, 1.6, 1.0}, new[3] = {1.0, 1.0, 1.6};
    const hc_level_steps returned = steps_of_levels(back, 100, 138);
    CU_ASSERT_EQUAL_FATAL(returned.count, 2);
    CU_ASSERT_EQUAL(returned.step[0].day, 138);
    CHECK_CLOSE(returned.step[0].ratio, 1.0 / 1.6, 0.1);
    CU_ASSERT_EQUAL(steps_of_levels(new, 50, 138).count, 0);
    CU_ASSERT_EQUAL(steps_of_levels(new, 50, 137).count, 1);
}

/* Two jumps the same way within the days that tell where a level was heading are no growth. */
static void two_jumps_the_same_way_are_found_six_weeks_apart(void)
{
    const double level[3] = {1.0, 1.5, 2.25};
    const hc_level_steps steps = steps_of_levels(level, 65, 107);
    CU_ASSERT_EQUAL_FATAL(steps.count, 2);
    CHECK_CLOSE(steps.step[0].ratio, 1.5, 0.08);
    CHECK_CLOSE(steps.step[1].ratio, 1.5, 0.08);
}

/* shape: slope of the log level a day, phase of how weeks and days are off it. */
static double of_growth(const double *shape, size_t day)
{
    const size_t weeks = day / 7;
    const double week = (double)weeks, number = (double)day;
    const double by_week = sin(2.0 * shape[1] + 0.9 * week * week);
    const double by_day = sin(shape[1] + 0.7 * number * number);
    return exp(shape[0] * number + 0.1 * (by_week + by_day));
}

/* Growth of 8 % a week in lumps: a lump as large as a step may pass for one now and then, but
 * slope tells most of them, and no two of one history. */
static void growth_in_lumps_is_no_staircase(void)
{
    size_t without = 0;
    for (int draw = 0; draw < 40; draw++) {
        const double shape[2] = {0.08 / 7.0, 0.157 * draw};
        const size_t count = steps_of_shape(of_growth, shape).count;
        CU_ASSERT(count <= 1);
        without += count == 0;
    }
    CU_ASSERT(without >= 36);
}

/* shape: slope of the log level a day from a first jump on, its day and log, and those of a
 * second. */
static double of_slope(const double *shape, size_t day)
{
    const double since = (double)day - shape[1];
    const double fall = since < 0.0 ? -shape[2] : shape[0] * since;
    return exp(fall + ((double)day < shape[3] ? 0.0 : shape[4]));
}

/* The days before are on average higher than the last of them and hide a part of it. */
static void a_jump_against_the_slope_is_found(void)
{
    const double shape[5] = {-0.01, 50.0, 0.6, 80.0, 0.35};
    const hc_level_steps steps = steps_of_shape(of_slope, shape);
    CU_ASSERT_EQUAL_FATAL(steps.count, 2);
    CU_ASSERT(steps.step[0].day >= 79 && steps.step[0].day <= 81);
    CHECK_CLOSE(log(steps.step[0].ratio), 0.35, 0.3);
}

/* Ten days could be the slope's own scatter: until twelve tell the level it is no jump. */
static void ten_days_tell_no_jump_against_the_slope(void)
{
    const double shape[5] = {-0.01, 100.0, 0.6, 130.0, 0.35};
    CU_ASSERT_EQUAL(steps_of_shape(of_slope, shape).count, 1);
}

/* Growth of 8 % a week, and a fall to a level that it had some six weeks before. */
static void a_fall_out_of_growth_is_no_return_to_a_level_of_before(void)
{
    const double shape[5] = {0.08 / 7.0, 0.0, 0.0, 115.0, -0.48};
    const hc_level_steps steps = steps_of_shape(of_slope, shape);
    CU_ASSERT_EQUAL_FATAL(steps.count, 1);
    CU_ASSERT(steps.step[0].day >= 114 && steps.step[0].day <= 116);
    CHECK_CLOSE(log(steps.step[0].ratio), -0.48, 0.25);
}

/* shape: the days that a surge builds up from and that it ends on, and its log at the end. */
static double of_surge(const double *shape, size_t day)
{
    const double part = ((double)day - shape[0]) / (shape[1] - shape[0]);
    return exp(part > 0.0 && part < 1.0 ? part * shape[2] : 0.0);
}

/* A season that builds up over five weeks and ends is not the growth of a history. */
static void the_end_of_a_surge_is_no_step(void)
{
    const double shape[3] = {80.0, 115.0, 0.5};
    CU_ASSERT_EQUAL(steps_of_shape(of_surge, shape).count, 0);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_steady_or_growing_queue_has_no_steps),
        HC_TEST(a_jump_is_found_at_its_day_with_its_ratio),
        HC_TEST(two_jumps_are_both_found),
        HC_TEST(a_return_to_the_level_before_a_jump_is_found),
        HC_TEST(a_return_shows_sooner_than_a_new_level),
        HC_TEST(two_jumps_the_same_way_are_found_six_weeks_apart),
        HC_TEST(growth_in_lumps_is_no_staircase),
        HC_TEST(a_jump_against_the_slope_is_found),
        HC_TEST(ten_days_tell_no_jump_against_the_slope),
        HC_TEST(a_fall_out_of_growth_is_no_return_to_a_level_of_before),
        HC_TEST(the_end_of_a_surge_is_no_step),
    };
    return hc_test_run("level steps", tests, sizeof tests / sizeof *tests);
}
