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

static void two_jumps_are_both_found(void)
{
    synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_day_matrix matrix = HC_DAY_MATRIX_INIT;
    hc_calendar calendar = HC_CALENDAR_INIT;
    hc_level_steps steps;
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        const size_t day = hc_axis_day_index(&history.axis, slot);
        history.queues[0].calls[slot] *= day < 30 ? 1.0 : day < 105 ? 2.0 : 5.0;
    }
    CU_ASSERT_EQUAL_FATAL(
        hc_day_matrix_make(&matrix, &history, 0, SYNTHETIC_FIRST + (int64_t)s.days, NULL),
        HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_calendar_make(&calendar, &matrix, NULL, 7, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_level_steps_align(&steps, &matrix, &calendar, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(steps.count, 2);
    CHECK_CLOSE(steps.step[0].ratio, 2.5, 0.06);
    CHECK_CLOSE(steps.step[1].ratio, 2.0, 0.06);
    hc_calendar_clear(&calendar);
    hc_day_matrix_clear(&matrix);
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_steady_or_growing_queue_has_no_steps),
        HC_TEST(a_jump_is_found_at_its_day_with_its_ratio),
        HC_TEST(two_jumps_are_both_found),
    };
    return hc_test_run("level steps", tests, sizeof tests / sizeof *tests);
}
