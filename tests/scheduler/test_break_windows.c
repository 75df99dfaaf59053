#include "scheduler/break_windows.h"

#include <string.h>

#include "tests/scheduler/fixture.h"
#include "tests/support/hc_test.h"

static void without_limits_windows_are_those_of_the_rules(void)
{
    const hc_contract c = hc_contract_default();
    hc_break_windows breaks;
    CU_ASSERT_TRUE(hc_break_windows_make(&c, 510, &breaks));
    CU_ASSERT_EQUAL(breaks.count, 3);
    CU_ASSERT_FALSE(breaks.meet);
    for (size_t b = 0; b < 3; b++) {
        CU_ASSERT_EQUAL(breaks.windows[b].rule, b);
        CU_ASSERT_EQUAL(breaks.windows[b].earliest_min, c.breaks[b].earliest_min);
        CU_ASSERT_EQUAL(breaks.windows[b].latest_min, c.breaks[b].latest_min);
    }
}

/* Windows 90..165, 210..300, 360..435 and 510 min. From 120 min of work on and at most 120
 * between: lunch by 165 + 15 + 120, the last break by 510 - 15 - 90 and not before 390, so
 * lunch not before 390 - 30 - 120 and the first break not before 240 - 15 - 120. */
static void limits_narrow_windows_from_both_ends(void)
{
    hc_contract c = hc_contract_default();
    hc_break_windows breaks;
    c.work_before_breaks.least_min = 100;
    c.work_between_breaks.most_min = 120;
    c.work_after_breaks = (hc_work_limit){90, 105};
    CU_ASSERT_TRUE(hc_break_windows_make(&c, 510, &breaks));
    CU_ASSERT_TRUE(breaks.meet);
    CU_ASSERT_EQUAL(breaks.windows[2].earliest_min, 390);
    CU_ASSERT_EQUAL(breaks.windows[2].latest_min, 405);
    CU_ASSERT_EQUAL(breaks.windows[1].earliest_min, 240);
    CU_ASSERT_EQUAL(breaks.windows[1].latest_min, 300);
    CU_ASSERT_EQUAL(breaks.windows[0].earliest_min, 105);
    CU_ASSERT_EQUAL(breaks.windows[0].latest_min, 165);
}

static void a_length_without_place_for_its_breaks_does_not_work(void)
{
    hc_contract c = hc_contract_default();
    c.shift_longest_min = 630;
    c.shift_step_min = 60;
    CU_ASSERT_EQUAL(hc_longest_working_shift(&c), 630);
    c.work_after_breaks.most_min = 120; /* the last break ends at 450 at the latest */
    CU_ASSERT_TRUE(hc_shift_length_works(&c, 570));
    CU_ASSERT_FALSE(hc_shift_length_works(&c, 571));
    CU_ASSERT_EQUAL(hc_longest_working_shift(&c), 570);
    c.work_between_breaks.least_min = 400;
    CU_ASSERT_EQUAL(hc_longest_working_shift(&c), 0);
}

static void a_shift_without_break_is_one_stretch(void)
{
    hc_contract c = hc_contract_default();
    c.break_count = 0;
    c.work_before_breaks.most_min = 60; /* there is none */
    c.work_after_breaks.least_min = 600;
    CU_ASSERT_TRUE(hc_shift_length_works(&c, 510));
    c.unbroken_work_min_most = 509;
    CU_ASSERT_FALSE(hc_shift_length_works(&c, 510));
    CU_ASSERT_TRUE(hc_shift_length_works(&c, 509));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(without_limits_windows_are_those_of_the_rules),
        HC_TEST(limits_narrow_windows_from_both_ends),
        HC_TEST(a_length_without_place_for_its_breaks_does_not_work),
        HC_TEST(a_shift_without_break_is_one_stretch),
    };
    return hc_test_run("scheduler/break_windows", tests, sizeof tests / sizeof tests[0]);
}
