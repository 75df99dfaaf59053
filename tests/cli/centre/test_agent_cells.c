#include "cli/centre/agent_cells.h"

#include <string.h>

#include "tests/support/hc_test.h"

#define MONDAY 20787 /* 2026-11-30 */
#define DAYS 14

static hc_axis two_weeks(void)
{
    const hc_zone floating = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &floating, 30, MONDAY, DAYS, NULL), HC_OK);
    return axis;
}

static void days_are_dates_ranges_and_weekdays(void)
{
    hc_axis axis = two_weeks();
    uint8_t days[DAYS] = {0};
    const char *fault = NULL;
    CU_ASSERT_TRUE(
        hc_parse_days(&axis, "2026-12-01; 2026-12-12..2027-01-06 Sun", days, &fault));
    const uint8_t expected[DAYS] = {0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1};
    CU_ASSERT_EQUAL(memcmp(days, expected, sizeof days), 0);
    CU_ASSERT_TRUE(hc_parse_days(&axis, " ; ", days, &fault));
    hc_axis_clear(&axis);
}

static void a_part_that_is_no_day_is_pointed_at(void)
{
    hc_axis axis = two_weeks();
    uint8_t days[DAYS] = {0};
    const char *fault = NULL;
    CU_ASSERT_FALSE(hc_parse_days(&axis, "Sat someday", days, &fault));
    CU_ASSERT_STRING_EQUAL(fault, "someday");
    CU_ASSERT_FALSE(hc_parse_days(&axis, "2026-12-01..", days, &fault));
    hc_axis_clear(&axis);
}

static void hours_hold_for_all_days_or_some_and_later_parts_win(void)
{
    hc_axis axis = two_weeks();
    uint8_t room[DAYS];
    hc_day_hours hours[DAYS];
    const char *fault = NULL;
    CU_ASSERT_TRUE(hc_parse_hours(&axis,
                                  "09:00-17:30; Sat 10:00- ;2026-12-02 -14:30;Sun 22:00-06:00",
                                  room, hours, &fault));
    CU_ASSERT_EQUAL(hours[0].from_min, 540);
    CU_ASSERT_EQUAL(hours[0].to_min, 1050);
    CU_ASSERT_EQUAL(hours[5].from_min, 600);
    CU_ASSERT_EQUAL(hours[5].to_min, HC_NO_LIMIT);
    CU_ASSERT_EQUAL(hours[2].from_min, 0);
    CU_ASSERT_EQUAL(hours[2].to_min, 870);
    CU_ASSERT_EQUAL(hours[13].from_min, 1320);
    CU_ASSERT_EQUAL(hours[13].to_min, 1800); /* six in the morning after */
    hc_axis_clear(&axis);
}

static void hours_that_make_no_sense_are_pointed_at(void)
{
    hc_axis axis = two_weeks();
    uint8_t room[DAYS];
    hc_day_hours hours[DAYS];
    const char *fault = NULL;
    static const char *const wrong[] = {"09:00",      "9-17",  "Funday 09:00-17:00",
                                        "Mon 25:00-", "Mon -", "-"};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        CU_ASSERT_FALSE(hc_parse_hours(&axis, wrong[k], room, hours, &fault));
        CU_ASSERT_STRING_EQUAL(fault, wrong[k]);
    }
    hc_axis_clear(&axis);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(days_are_dates_ranges_and_weekdays),
        HC_TEST(a_part_that_is_no_day_is_pointed_at),
        HC_TEST(hours_hold_for_all_days_or_some_and_later_parts_win),
        HC_TEST(hours_that_make_no_sense_are_pointed_at),
    };
    return hc_test_run("cli/agent_cells", tests, sizeof tests / sizeof tests[0]);
}
