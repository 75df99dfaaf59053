#include "forecast/aht_level.h"
#include "tests/support/hc_test.h"

#define CALL_VARIANCE 0.8

/* Weeks of so many calls each: the latest `late` of them of late_s a call, the others of
 * early_s. */
static hc_weekly_aht weeks_of(double calls, size_t late, double late_s, double early_s)
{
    hc_weekly_aht weeks = {{0}, {0}};
    for (size_t week = 0; week < HC_AHT_WEEKS; week++) {
        weeks.calls[week] = calls;
        weeks.seconds[week] = calls * (week < late ? late_s : early_s);
    }
    return weeks;
}

static void a_level_that_stands_still_is_itself(void)
{
    const hc_weekly_aht weeks = weeks_of(2000.0, 0, 0.0, 200.0);
    const hc_aht_level level = hc_aht_level_of_late(&weeks, CALL_VARIANCE);
    CHECK_CLOSE(level.seconds, 200.0, 1e-12);
    CU_ASSERT_TRUE(level.sd > 0.0 && level.sd < 0.02);
}

static void a_jump_is_followed_within_weeks(void)
{
    double before_s = 200.0;
    for (size_t late = 1; late <= 4; late++) {
        const hc_weekly_aht weeks = weeks_of(2000.0, late, 300.0, 200.0);
        const hc_aht_level level = hc_aht_level_of_late(&weeks, CALL_VARIANCE);
        CU_ASSERT_TRUE(level.seconds > before_s && level.seconds < 301.0);
        CU_ASSERT_TRUE(level.sd > 0.02); /* what was missed of late says so */
        before_s = level.seconds;
    }
    CU_ASSERT_TRUE(before_s > 290.0);
}

/* The latest week, of few calls that took long, moves a level of many calls by little. */
static void chance_in_few_calls_is_no_jump(void)
{
    hc_weekly_aht weeks = weeks_of(2000.0, 0, 0.0, 200.0);
    weeks.calls[0] = 3.0;
    weeks.seconds[0] = 3.0 * 300.0;
    const hc_aht_level level = hc_aht_level_of_late(&weeks, CALL_VARIANCE);
    CU_ASSERT_TRUE(level.seconds > 200.0 && level.seconds < 202.0);
}

static void weeks_without_calls_say_nothing(void)
{
    hc_weekly_aht weeks = {{0}, {0}};
    weeks.calls[30] = 5000.0;
    weeks.seconds[30] = 5000.0 * 180.0;
    const hc_aht_level level = hc_aht_level_of_late(&weeks, CALL_VARIANCE);
    CHECK_CLOSE(level.seconds, 180.0, 1e-12);
    weeks.calls[30] = 1.0;
    weeks.seconds[30] = 180.0;
    const hc_aht_level one_call = hc_aht_level_of_late(&weeks, CALL_VARIANCE);
    CU_ASSERT_TRUE(level.sd > 0.0 && level.sd < one_call.sd);
    CU_ASSERT_EQUAL(one_call.sd, 0.5); /* known no better than not at all */
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(a_level_that_stands_still_is_itself),
        HC_TEST(a_jump_is_followed_within_weeks),
        HC_TEST(chance_in_few_calls_is_no_jump),
        HC_TEST(weeks_without_calls_say_nothing),
    };
    return hc_test_run("aht_level", tests, sizeof tests / sizeof tests[0]);
}
