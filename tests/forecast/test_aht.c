#include "forecast/aht.h"
#include "tests/forecast/forecast_support.h"

static synthetic with_aht(void)
{
    synthetic s = synthetic_default();
    s.aht_s = 240.0;
    return s;
}

static void a_queue_of_one_mean_gets_that_mean_everywhere(void)
{
    const synthetic s = with_aht();
    hc_series history = synthetic_make(&s);
    hc_aht_model model = HC_AHT_MODEL_INIT;
    CU_ASSERT_EQUAL(
        hc_aht_fit(&model, &history, 0, SYNTHETIC_FIRST + (int64_t)s.days, 300.0, NULL), HC_OK);
    CU_ASSERT(model.learnt);
    for (int32_t weekday = 0; weekday < 6; weekday++) {
        CHECK_CLOSE(hc_aht_mean_s(&model, weekday, 22), 240.0, 0.05);
    }
    /* handle times are exponential: one call's relative variance is 1 */
    CHECK_CLOSE(model.call_variance, 1.0, 0.1);
    CU_ASSERT(hc_aht_sd_s(&model, 0, 22, 10.0) > hc_aht_sd_s(&model, 0, 22, 100.0));
    CHECK_CLOSE(hc_aht_plain_s(&history, 0, SYNTHETIC_FIRST + (int64_t)s.days), 240.0, 0.03);
    hc_aht_clear(&model);
    hc_series_clear(&history);
}

/* Levels that differ by 10 % from week to week are known to about that and no better than their
 * calls tell; those that stand still to a percent or so. */
static void a_level_is_known_as_well_as_past_weeks_were_told(void)
{
    const synthetic s = with_aht();
    hc_series history = synthetic_make(&s);
    hc_aht_model steady = HC_AHT_MODEL_INIT, restless = HC_AHT_MODEL_INIT;
    const int64_t origin = SYNTHETIC_FIRST + (int64_t)s.days;
    CU_ASSERT_EQUAL(hc_aht_fit(&steady, &history, 0, origin, 300.0, NULL), HC_OK);
    CU_ASSERT(steady.level_sd > 0.0 && steady.level_sd < 0.03);
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        const size_t week = hc_axis_day_index(&history.axis, slot) / 7;
        history.queues[0].aht_s[slot] *= week % 2 == 0 ? 1.1 : 0.9;
    }
    CU_ASSERT_EQUAL(hc_aht_fit(&restless, &history, 0, origin, 300.0, NULL), HC_OK);
    CHECK_CLOSE(restless.level_sd, 0.1, 0.3);
    CU_ASSERT(hc_aht_sd_s(&restless, 0, 22, 1e6) > 3.0 * hc_aht_sd_s(&steady, 0, 22, 1e6));
    hc_aht_clear(&steady);
    hc_aht_clear(&restless);
    hc_series_clear(&history);
}

static void a_weekday_with_longer_calls_is_learnt(void)
{
    const synthetic s = with_aht();
    hc_series history = synthetic_make(&s);
    hc_aht_model model = HC_AHT_MODEL_INIT;
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        const int64_t day = SYNTHETIC_FIRST + (int64_t)hc_axis_day_index(&history.axis, slot);
        if (hc_weekday(day) == 2) { history.queues[0].aht_s[slot] *= 1.5; }
    }
    CU_ASSERT_EQUAL(
        hc_aht_fit(&model, &history, 0, SYNTHETIC_FIRST + (int64_t)s.days, 300.0, NULL), HC_OK);
    CHECK_CLOSE(hc_aht_mean_s(&model, 2, 22) / hc_aht_mean_s(&model, 1, 22), 1.5, 0.06);
    hc_aht_clear(&model);
    hc_series_clear(&history);
}

/* One cell of 19,247 s, as a real log had, must hardly move its interval. */
static void an_absurd_handle_time_is_clipped(void)
{
    const synthetic s = with_aht();
    hc_series history = synthetic_make(&s);
    hc_aht_model model = HC_AHT_MODEL_INIT;
    history.queues[0].aht_s[history.axis.day_first[s.days - 2] + 22] = 19247.0;
    CU_ASSERT_EQUAL(
        hc_aht_fit(&model, &history, 0, SYNTHETIC_FIRST + (int64_t)s.days, 300.0, NULL), HC_OK);
    for (int32_t weekday = 0; weekday < 6; weekday++) {
        CHECK_CLOSE(hc_aht_mean_s(&model, weekday, 22), 240.0, 0.08);
    }
    hc_aht_clear(&model);
    hc_series_clear(&history);
}

/* A fall of 3 % a week down to 240 s is followed; the plain mean of eight weeks lags by 12 %.
 */
static void a_falling_handle_time_is_followed(void)
{
    const synthetic s = with_aht();
    hc_series history = synthetic_make(&s);
    hc_aht_model model = HC_AHT_MODEL_INIT;
    const double weeks = (double)s.days / 7.0;
    for (size_t slot = 0; slot < hc_axis_slots(&history.axis); slot++) {
        const double week = (double)hc_axis_day_index(&history.axis, slot) / 7.0;
        history.queues[0].aht_s[slot] *= exp(0.03 * (weeks - week));
    }
    const int64_t origin = SYNTHETIC_FIRST + (int64_t)s.days;
    CU_ASSERT_EQUAL(hc_aht_fit(&model, &history, 0, origin, 300.0, NULL), HC_OK);
    const double plain = hc_aht_plain_s(&history, 0, origin);
    CU_ASSERT(plain > 240.0 * 1.09);
    CU_ASSERT(hc_aht_mean_s(&model, 1, 22) - 240.0 < 0.5 * (plain - 240.0));
    CU_ASSERT(hc_aht_mean_s(&model, 1, 22) > 240.0 * 0.97);
    hc_aht_clear(&model);
    hc_series_clear(&history);
}

/* `times` as long from three weeks before the origin on: the level that is forecast. */
static double level_after_jump(double times)
{
    const synthetic s = with_aht();
    hc_series history = synthetic_make(&s);
    hc_aht_model model = HC_AHT_MODEL_INIT;
    for (size_t slot = history.axis.day_first[s.days - 21]; slot < hc_axis_slots(&history.axis);
         slot++) {
        history.queues[0].aht_s[slot] *= times;
    }
    CU_ASSERT_EQUAL(
        hc_aht_fit(&model, &history, 0, SYNTHETIC_FIRST + (int64_t)s.days, 300.0, NULL), HC_OK);
    const double level_s = hc_aht_mean_s(&model, 1, 22);
    hc_aht_clear(&model);
    hc_series_clear(&history);
    return level_s;
}

/* Three weeks after a jump it is followed, up or down; a mean of eight weeks has made three
 * eighths of it. */
static void a_jump_of_the_handle_time_is_followed(void)
{
    CHECK_CLOSE(level_after_jump(1.2), 240.0 * 1.2, 0.03);
    CHECK_CLOSE(level_after_jump(0.8), 240.0 * 0.8, 0.03);
}

/* Handle times that stand still make no restless forecast: at twelve origins a week apart the
 * mean of five weekdays is within 1.5 % of the truth. */
static void a_steady_handle_time_is_left_alone(void)
{
    const synthetic s = with_aht();
    hc_series history = synthetic_make(&s);
    hc_aht_model model = HC_AHT_MODEL_INIT;
    for (int64_t back = 0; back < 12; back++) {
        const int64_t origin = SYNTHETIC_FIRST + (int64_t)s.days - 7 * back;
        CU_ASSERT_EQUAL(hc_aht_fit(&model, &history, 0, origin, 300.0, NULL), HC_OK);
        double sum = 0.0;
        for (int32_t weekday = 0; weekday < 5; weekday++) {
            sum += hc_aht_mean_s(&model, weekday, 22);
        }
        CHECK_CLOSE(sum / 5.0, 240.0, 0.015);
    }
    hc_aht_clear(&model);
    hc_series_clear(&history);
}

static void without_handle_times_the_default_is_used(void)
{
    const synthetic s = synthetic_default();
    hc_series history = synthetic_make(&s);
    hc_aht_model model = HC_AHT_MODEL_INIT;
    CU_ASSERT_EQUAL(
        hc_aht_fit(&model, &history, 0, SYNTHETIC_FIRST + (int64_t)s.days, 310.0, NULL), HC_OK);
    CU_ASSERT_FALSE(model.learnt);
    CU_ASSERT_EQUAL(hc_aht_mean_s(&model, 3, 5), 310.0);
    CU_ASSERT(hc_is_missing(hc_aht_plain_s(&history, 0, SYNTHETIC_FIRST + (int64_t)s.days)));
    hc_aht_clear(&model);
    hc_series_clear(&history);
}

static void each_failing_allocation_is_reported(void)
{
    const synthetic s = with_aht();
    hc_series history = synthetic_make(&s);
    hc_aht_model model = HC_AHT_MODEL_INIT;
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 8; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(
            hc_aht_fit(&model, &history, 0, SYNTHETIC_FIRST + (int64_t)s.days, 300.0, NULL),
            HC_ERR_MEMORY);
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_series_clear(&history);
}

int main(void)
{
    hc_init();
    static const hc_test tests[] = {
        HC_TEST(a_queue_of_one_mean_gets_that_mean_everywhere),
        HC_TEST(a_level_is_known_as_well_as_past_weeks_were_told),
        HC_TEST(a_weekday_with_longer_calls_is_learnt),
        HC_TEST(an_absurd_handle_time_is_clipped),
        HC_TEST(a_falling_handle_time_is_followed),
        HC_TEST(a_jump_of_the_handle_time_is_followed),
        HC_TEST(a_steady_handle_time_is_left_alone),
        HC_TEST(without_handle_times_the_default_is_used),
        HC_TEST(each_failing_allocation_is_reported),
    };
    return hc_test_run("aht", tests, sizeof tests / sizeof *tests);
}
