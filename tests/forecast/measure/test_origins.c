#include "forecast/measure/origins.h"

#include "tests/support/hc_test.h"

/* A history of so many days from Wednesday 2026-01-07 on, without contacts. */
static hc_series history_of(size_t days)
{
    const hc_zone zone = HC_ZONE_FLOATING;
    const int64_t first = hc_day_from_date((hc_civil_date){2026, 1, 7});
    hc_axis axis = HC_AXIS_INIT;
    hc_series history = HC_SERIES_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_axis_make(&axis, &zone, 60, first, days, NULL), HC_OK);
    CU_ASSERT_EQUAL_FATAL(hc_series_make(&history, &axis, 1, 0, NULL), HC_OK);
    hc_axis_clear(&axis);
    return history;
}

static void by_default_they_are_the_last_mondays_with_a_week_to_come(void)
{
    int64_t origins[HC_BACKTEST_ORIGINS_DEFAULT];
    hc_series history = history_of(300); /* to Monday 2026-11-02 */
    CU_ASSERT_EQUAL(hc_origins_end(&history), hc_day_from_date((hc_civil_date){2026, 11, 3}));
    const size_t count = hc_origins_default(&history, origins);
    CU_ASSERT_EQUAL_FATAL(count, HC_BACKTEST_ORIGINS_DEFAULT);
    CU_ASSERT_EQUAL(origins[count - 1], hc_day_from_date((hc_civil_date){2026, 10, 26}));
    for (size_t k = 0; k < count; k++) {
        CU_ASSERT_EQUAL(hc_weekday(origins[k]), 0);
        CU_ASSERT(k == 0 || origins[k] == origins[k - 1] + 7);
    }
    hc_series_clear(&history);
}

/* Four weeks before the first of them. */
static void a_short_history_leaves_few_or_none(void)
{
    int64_t origins[HC_BACKTEST_ORIGINS_DEFAULT];
    hc_series none = history_of(39), one = history_of(40); /* to 2026-02-14, a Saturday, 15 */
    CU_ASSERT_EQUAL(hc_origins_default(&none, origins), 0);
    CU_ASSERT_EQUAL(hc_origins_default(&one, origins), 1);
    CU_ASSERT_EQUAL(origins[0], hc_day_from_date((hc_civil_date){2026, 2, 9}));
    hc_series_clear(&none);
    hc_series_clear(&one);
}

static void those_that_are_asked_for_come_in_order_and_once(void)
{
    const int64_t asked[] = {9, 3, 9, 1, 3};
    int64_t origins[5];
    CU_ASSERT_EQUAL_FATAL(hc_origins_sort(asked, 5, origins), 3);
    CU_ASSERT(origins[0] == 1 && origins[1] == 3 && origins[2] == 9);
    CU_ASSERT_EQUAL(hc_origins_sort(asked, 0, origins), 0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(by_default_they_are_the_last_mondays_with_a_week_to_come),
        HC_TEST(a_short_history_leaves_few_or_none),
        HC_TEST(those_that_are_asked_for_come_in_order_and_once),
    };
    return hc_test_run("origins", tests, sizeof tests / sizeof tests[0]);
}
