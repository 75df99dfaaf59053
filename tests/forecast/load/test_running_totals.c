/* Counts that were added up all day long. */
#include <stdlib.h>

#define LOADED_FILE TEST_FILE("load_running_totals.csv")
#include "tests/forecast/load/loaded.h"

#define NOTE "contacts only rise through the day"

typedef struct made_days {
    int days, intervals; /* half hours of each, from 8:00 or, where there are more, midnight */
    bool running;        /* added up all day long */
    int restarts;        /* days on which that begins anew at noon */
    int every;           /* contacts in one interval of so many, none between; 0: in all; below
                            0: in all but one of so many */
    bool level;          /* always as many */
    int cut;             /* intervals that the first day has fewer */
} made_days;

/* Of 3 to 7 contacts each. */
static loaded *load_days(const made_days *made)
{
    static char text[32768];
    size_t used = (size_t)snprintf(text, sizeof text, "timestamp,offered\n");
    for (int day = 0; day < made->days; day++) {
        int total = 0;
        const int intervals = made->intervals - (day == 0 ? made->cut : 0);
        for (int k = 0; k < intervals; k++) {
            const int at = k + (made->intervals > 32 ? 0 : 16);
            const bool quiet = made->every > 0   ? k % made->every != 0
                               : made->every < 0 ? k % -made->every == 1
                                                 : false;
            const int calls = quiet ? 0 : made->level ? 4 : 3 + (7 * day + 11 * k) % 5;
            if (day < made->restarts && k == made->intervals / 2) { total = 0; }
            total += calls;
            used +=
                (size_t)snprintf(text + used, sizeof text - used, "2026-03-%02d %02d:%02d,%d\n",
                                 day + 2, at / 2, 30 * (at % 2), made->running ? total : calls);
        }
    }
    return load_text(text, NULL);
}

static void expect_note(const made_days *made, const char *note)
{
    loaded *read = load_days(made);
    CU_ASSERT_EQUAL_FATAL(read->status, HC_OK);
    CU_ASSERT_EQUAL(has_note(read, NOTE), note != NULL);
    if (note != NULL) { CU_ASSERT(has_note(read, note)); }
    unload(read);
}

static void running_totals_are_told(void)
{
    expect_note(&(made_days){5, 20, true, 0, 0, false, 0}, NOTE ", on 5 of 5 days");
    expect_note(&(made_days){3, 8, true, 0, 0, false, 0}, NOTE ", on 3 of 3 days");
}

/* They begin anew at midnight, between the last interval of a day and the first of the next. */
static void those_of_a_day_round_the_clock_are_told(void)
{
    expect_note(&(made_days){5, 48, true, 0, 0, false, 0}, NOTE ", on 5 of 5 days");
}

static void contacts_of_intervals_are_not(void)
{
    expect_note(&(made_days){5, 20, false, 0, 0, false, 0}, NULL);
    expect_note(&(made_days){5, 20, false, 0, 0, true, 0}, NULL); /* nothing falls, nor rises */
}

/* A day that falls in the middle is no running total; one in ten may be. */
static void a_restart_is_no_total_of_its_day(void)
{
    expect_note(&(made_days){5, 20, true, 1, 0, false, 0}, NULL);
    expect_note(&(made_days){10, 20, true, 1, 0, false, 0}, NOTE ", on 9 of 10 days");
}

/* A total rests where nobody calls. With calls in every second interval it rises at 10 of 21.
 */
static void a_total_may_stand_still_but_not_most_of_the_time(void)
{
    expect_note(&(made_days){5, 20, true, 0, -3, false, 0}, NOTE ", on 5 of 5 days");
    expect_note(&(made_days){5, 21, true, 0, 2, false, 0}, NULL);
}

static void few_intervals_or_days_may_rise_by_chance(void)
{
    expect_note(&(made_days){5, 7, true, 0, 0, false, 0}, NULL);
    expect_note(&(made_days){2, 20, true, 0, 0, false, 0}, NULL);
    expect_note(&(made_days){5, 20, true, 0, 0, false, 15}, NOTE ", on 4 of 4 days");
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(running_totals_are_told),
        HC_TEST(those_of_a_day_round_the_clock_are_told),
        HC_TEST(contacts_of_intervals_are_not),
        HC_TEST(a_restart_is_no_total_of_its_day),
        HC_TEST(a_total_may_stand_still_but_not_most_of_the_time),
        HC_TEST(few_intervals_or_days_may_rise_by_chance),
    };
    return hc_test_run("running_totals", tests, sizeof tests / sizeof tests[0]);
}
