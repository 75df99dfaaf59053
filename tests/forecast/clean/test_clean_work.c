#include "forecast/clean/clean_work.h"

#include "tests/support/hc_test.h"

static void medians_are_of_few_and_of_many(void)
{
    double few[] = {5.0, 1.0, 3.0};
    double even[] = {4.0, 1.0, 3.0, 2.0};
    double many[41];
    for (size_t k = 0; k < 41; k++) {
        many[k] = (double)((k * 17) % 41); /* 0 .. 40, each once */
    }
    CU_ASSERT_EQUAL(hc_clean_median(few, 0), 0.0);
    CU_ASSERT_EQUAL(hc_clean_median(few, 3), 3.0);
    CU_ASSERT_EQUAL(hc_clean_median(even, 4), 2.5);
    CU_ASSERT_EQUAL(hc_clean_median(many, 41), 20.0);
    CU_ASSERT_EQUAL(many[40], 40.0); /* sorted by then */
}

/* On 2026-03-29 Berlin has no 02:00 .. 03:00: its third hour is wall clock slot 3. */
static void a_slot_of_a_short_day_is_where_the_clock_says(void)
{
    hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_zone_load("Europe/Berlin", &zone, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_axis_make(&axis, &zone, 60, hc_day_from_date((hc_civil_date){2026, 3, 28}), 3, NULL),
        HC_OK);
    CU_ASSERT_EQUAL(hc_clean_wall(&axis, 0, 5), 5);
    CU_ASSERT_EQUAL(hc_clean_wall(&axis, 1, 24 + 1), 1);
    CU_ASSERT_EQUAL(hc_clean_wall(&axis, 1, 24 + 2), 3);
    CU_ASSERT_EQUAL(hc_clean_wall(&axis, 2, 24 + 23), 0);
    hc_axis_clear(&axis);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(medians_are_of_few_and_of_many),
        HC_TEST(a_slot_of_a_short_day_is_where_the_clock_says),
    };
    return hc_test_run("clean_work", tests, sizeof tests / sizeof tests[0]);
}
