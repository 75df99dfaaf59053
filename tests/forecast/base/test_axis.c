#include <string.h>

#include "forecast/base/axis.h"
#include "tests/support/hc_test.h"

static hc_axis make(const char *zone_name, int32_t interval_min, const char *first, size_t days)
{
    hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    int64_t first_day = 0;
    CU_ASSERT_EQUAL_FATAL(hc_zone_load(zone_name, &zone, NULL), HC_OK);
    CU_ASSERT_TRUE_FATAL(hc_parse_date(first, strlen(first), &first_day));
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, interval_min, first_day, days, NULL),
                          HC_OK);
    return axis;
}

static void an_ordinary_day_has_1440_minutes(void)
{
    hc_axis axis = make("Asia/Seoul", 15, "2026-11-23", 7);
    CU_ASSERT_EQUAL(hc_axis_slots(&axis), 7 * 96);
    CU_ASSERT_EQUAL(hc_axis_slots_a_day(&axis), 96);
    CU_ASSERT_EQUAL(hc_axis_day_index(&axis, 95), 0);
    CU_ASSERT_EQUAL(hc_axis_day_index(&axis, 96), 1);
    CU_ASSERT_EQUAL(hc_axis_day_index(&axis, 7 * 96 - 1), 6);
    CU_ASSERT_EQUAL(hc_axis_wall_slot(&axis, 96 + 38), 38);
    CU_ASSERT_EQUAL(hc_axis_local(&axis, 38).second_of_day, 34200);
    CU_ASSERT_EQUAL(hc_axis_utc_s(&axis, 0), 20780 * INT64_C(86400) - 32400);
    hc_axis_clear(&axis);
}

static void days_of_a_clock_change_have_92_and_100_quarters(void)
{
    hc_axis spring = make("Europe/Berlin", 15, "2026-03-28", 3);
    hc_axis autumn = make("Europe/Berlin", 15, "2026-10-24", 3);
    CU_ASSERT_EQUAL(spring.day_first[2] - spring.day_first[1], 92);
    CU_ASSERT_EQUAL(autumn.day_first[2] - autumn.day_first[1], 100);
    CU_ASSERT_EQUAL(hc_axis_slots(&spring), 96 + 92 + 96);
    CU_ASSERT_EQUAL(hc_axis_slots(&autumn), 96 + 100 + 96);
    /* 2:00 to 3:00 does not happen: slot 8 shows 3:00 */
    CU_ASSERT_EQUAL(hc_axis_wall_slot(&spring, 96 + 7), 7);
    CU_ASSERT_EQUAL(hc_axis_wall_slot(&spring, 96 + 8), 12);
    /* 2:00 to 3:00 happens twice: the twins share their wall slots */
    CU_ASSERT_EQUAL(hc_axis_wall_slot(&autumn, 96 + 8), 8);
    CU_ASSERT_EQUAL(hc_axis_wall_slot(&autumn, 96 + 12), 8);
    CU_ASSERT_EQUAL(hc_axis_wall_slot(&autumn, 96 + 99), 95);
    hc_axis_clear(&spring);
    hc_axis_clear(&autumn);
}

static void every_slot_is_found_again_from_its_instants(void)
{
    static const int32_t intervals[] = {1, 5, 15, 20, 30, 60};
    static const char *const zones[] = {"Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia",
                                        "America/Sao_Paulo", ""};
    for (size_t i = 0; i < 6 * 5; i++) {
        hc_axis axis = make(zones[i % 5], intervals[i / 5], "2011-10-01", 190);
        size_t wrong = 0;
        int64_t end = hc_axis_utc_s(&axis, 0);
        for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
            size_t found = SIZE_MAX;
            const int64_t begin = hc_axis_utc_s(&axis, slot);
            wrong += begin != end ? 1 : 0;
            end = hc_axis_slot_end_utc_s(&axis, slot);
            wrong += !hc_axis_find(&axis, begin, &found) || found != slot ? 1 : 0;
            wrong += !hc_axis_find(&axis, end - 1, &found) || found != slot ? 1 : 0;
            const size_t day = hc_axis_day_index(&axis, slot);
            wrong += slot < axis.day_first[day] || slot >= axis.day_first[day + 1] ? 1 : 0;
            wrong += hc_axis_wall_slot(&axis, slot) >= hc_axis_slots_a_day(&axis) ? 1 : 0;
        }
        wrong += end != axis.day_utc_s[190] ? 1 : 0;
        CU_ASSERT_EQUAL(wrong, 0);
        hc_axis_clear(&axis);
    }
}

static void instants_outside_are_not_found(void)
{
    hc_axis axis = make("Asia/Seoul", 30, "2026-11-23", 2);
    size_t slot = 7;
    CU_ASSERT_FALSE(hc_axis_find(&axis, axis.day_utc_s[0] - 1, &slot));
    CU_ASSERT_FALSE(hc_axis_find(&axis, axis.day_utc_s[2], &slot));
    CU_ASSERT_EQUAL(slot, 7);
    hc_axis_clear(&axis);
    CU_ASSERT_FALSE(hc_axis_find(&axis, 0, &slot));
}

static void a_skipped_day_has_no_slots(void)
{
    hc_axis axis = make("Pacific/Apia", 60, "2011-12-29", 3);
    CU_ASSERT_EQUAL(axis.day_first[1], 24);
    CU_ASSERT_EQUAL(axis.day_first[2], 24);
    CU_ASSERT_EQUAL(hc_axis_slots(&axis), 48);
    CU_ASSERT_EQUAL(hc_axis_day_index(&axis, 24), 2);
    hc_axis_clear(&axis);
}

static void a_change_of_half_an_hour_leaves_a_short_slot(void)
{
    hc_axis axis = make("Australia/Lord_Howe", 60, "2026-04-05", 1); /* 24 h 30 min */
    CU_ASSERT_EQUAL(hc_axis_slots(&axis), 25);
    CU_ASSERT_EQUAL(hc_axis_slot_end_utc_s(&axis, 24) - hc_axis_utc_s(&axis, 24), 1800);
    hc_axis_clear(&axis);
}

/* 25 hours are no whole number of two hours; without clock changes any length is fine. */
static void long_intervals_are_refused_where_clocks_change(void)
{
    hc_axis axis = make("Europe/Berlin", 120, "2026-11-02", 20);
    CU_ASSERT_EQUAL(hc_axis_slots(&axis), 20 * 12);
    hc_zone zone = axis.zone;
    hc_error err = HC_ERROR_INIT;
    const int64_t first = hc_day_from_date((hc_civil_date){2026, 10, 20});
    CU_ASSERT_EQUAL(hc_axis_make(&axis, &zone, 120, first, 10, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(
        err.message, "intervals of 120 minutes do not fit 2026-10-25, which has 25 hours"));
    CU_ASSERT_EQUAL(hc_axis_slots(&axis), 20 * 12); /* as it was */
    hc_axis_clear(&axis);
    axis = make("Asia/Seoul", 1440, "2026-01-01", 365);
    CU_ASSERT_EQUAL(hc_axis_slots(&axis), 365);
    hc_axis_clear(&axis);
}

static void an_axis_may_be_empty(void)
{
    hc_axis axis = make("", 15, "2026-11-23", 0);
    size_t slot = 0;
    CU_ASSERT_EQUAL(hc_axis_slots(&axis), 0);
    CU_ASSERT_FALSE(hc_axis_find(&axis, axis.day_utc_s[0], &slot));
    hc_axis_clear(&axis);
    CU_ASSERT_EQUAL(hc_axis_slots(&axis), 0);
    CU_ASSERT_EQUAL(hc_axis_slots_a_day(&axis), 0);
    hc_axis_clear(&axis);
}

static void wrong_intervals_and_days_are_errors_and_change_nothing(void)
{
    static const struct {
        int32_t interval_min;
        int64_t first_day;
        size_t days;
        hc_status status;
    } wrong[] = {{0, 0, 1, HC_ERR_RANGE},
                 {-15, 0, 1, HC_ERR_RANGE},
                 {7, 0, 1, HC_ERR_RANGE},
                 {2880, 0, 1, HC_ERR_RANGE},
                 {15, HC_DAY_MIN - 1, 1, HC_ERR_RANGE},
                 {15, HC_DAY_MAX + 1, 0, HC_ERR_RANGE},
                 {15, HC_DAY_MAX, 2, HC_ERR_RANGE},
                 {15, HC_DAY_NONE, 1, HC_ERR_RANGE},
                 {15, 0, HC_AXIS_DAYS_MAX + 1, HC_ERR_LIMIT},
                 {15, 0, SIZE_MAX, HC_ERR_LIMIT}};
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = make("", 15, "2026-11-23", 2);
    const size_t *kept = axis.day_first;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        hc_error err = HC_ERROR_INIT;
        CU_ASSERT_EQUAL(hc_axis_make(&axis, &zone, wrong[i].interval_min, wrong[i].first_day,
                                     wrong[i].days, &err),
                        wrong[i].status);
        CU_ASSERT_TRUE(strlen(err.message) > 0);
        CU_ASSERT_PTR_EQUAL(axis.day_first, kept);
    }
    CU_ASSERT_EQUAL(hc_axis_make(&axis, &zone, 15, HC_DAY_MAX, 1, NULL), HC_OK);
    hc_axis_clear(&axis);
}

static void a_copy_is_its_own_and_may_be_of_itself(void)
{
    hc_axis axis = make("Europe/Berlin", 15, "2026-03-28", 3);
    hc_axis copy = HC_AXIS_INIT;
    CU_ASSERT_EQUAL(hc_axis_copy(&copy, &axis, NULL), HC_OK);
    CU_ASSERT_EQUAL(hc_axis_copy(&axis, &axis, NULL), HC_OK);
    CU_ASSERT_PTR_NOT_EQUAL(copy.day_first, axis.day_first);
    CU_ASSERT_EQUAL(memcmp(copy.day_utc_s, axis.day_utc_s, 4 * sizeof(int64_t)), 0);
    CU_ASSERT_EQUAL(memcmp(copy.day_first, axis.day_first, 4 * sizeof(size_t)), 0);
    CU_ASSERT_STRING_EQUAL(copy.zone.name, "Europe/Berlin");
    hc_axis_clear(&axis);
    hc_axis_clear(&axis);
    CU_ASSERT_EQUAL(hc_axis_slots(&copy), 284);
    hc_axis_clear(&copy);
}

static void every_failing_allocation_leaves_the_axis_as_it_was(void)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = make("", 15, "2026-11-23", 2);
    const size_t live = hc_heap_live();
    for (size_t k = 1; k <= 2; k++) {
        hc_heap_fail_at(k);
        CU_ASSERT_EQUAL(hc_axis_make(&axis, &zone, 30, 0, 5, NULL), HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_axis_slots(&axis), 192);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
    }
    hc_heap_fail_at(3);
    CU_ASSERT_EQUAL(hc_axis_make(&axis, &zone, 30, 0, 5, NULL), HC_OK);
    hc_heap_fail_at(0);
    CU_ASSERT_EQUAL(hc_heap_live(), live);
    hc_axis_clear(&axis);
    CU_ASSERT_EQUAL(hc_heap_live(), 0);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(an_ordinary_day_has_1440_minutes),
        HC_TEST(days_of_a_clock_change_have_92_and_100_quarters),
        HC_TEST(every_slot_is_found_again_from_its_instants),
        HC_TEST(instants_outside_are_not_found),
        HC_TEST(a_skipped_day_has_no_slots),
        HC_TEST(a_change_of_half_an_hour_leaves_a_short_slot),
        HC_TEST(long_intervals_are_refused_where_clocks_change),
        HC_TEST(an_axis_may_be_empty),
        HC_TEST(wrong_intervals_and_days_are_errors_and_change_nothing),
        HC_TEST(a_copy_is_its_own_and_may_be_of_itself),
        HC_TEST(every_failing_allocation_leaves_the_axis_as_it_was),
    };
    return hc_test_run("axis", tests, sizeof tests / sizeof tests[0]);
}
