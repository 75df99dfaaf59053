/* Counts that were added up all day long. */
#include <stdlib.h>

#define LOADED_FILE TEST_FILE("load_running_totals.csv")
#include "tests/forecast/load/loaded.h"

#define NOTE "contacts only rise through the day"

/* Five days of so many half hours, of 3 to 7 contacts each. */
static loaded *load_days(int intervals, bool running, int restarts)
{
    static char text[16384];
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,offered\n");
    for (int day = 0; day < 5; day++) {
        int total = 0;
        for (int k = 0; k < intervals; k++) {
            const int calls = 3 + (7 * day + 11 * k) % 5;
            if (day < restarts && k == intervals / 2) { total = 0; }
            total += calls;
            used +=
                (size_t)snprintf(text + used, sizeof text - used, "2026-03-%02d %02d:%02d,%d\n",
                                 day + 2, 8 + k / 2, 30 * (k % 2), running ? total : calls);
        }
    }
    return load_text(text, NULL);
}

static void running_totals_are_told(void)
{
    loaded *made = load_days(20, true, 0);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT(has_note(made, NOTE ", on 5 of 5 days"));
    unload(made);
}

static void contacts_of_intervals_are_not(void)
{
    loaded *made = load_days(20, false, 0);
    CU_ASSERT_FALSE(has_note(made, NOTE));
    unload(made);
    made = load_days(20, true, 1); /* a day that falls in the middle is no running total */
    CU_ASSERT_FALSE(has_note(made, NOTE));
    unload(made);
}

static void few_intervals_may_rise_by_chance(void)
{
    loaded *made = load_days(7, true, 0);
    CU_ASSERT_FALSE(has_note(made, NOTE));
    unload(made);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(running_totals_are_told),
        HC_TEST(contacts_of_intervals_are_not),
        HC_TEST(few_intervals_may_rise_by_chance),
    };
    return hc_test_run("running_totals", tests, sizeof tests / sizeof tests[0]);
}
