/* Dates and times in columns of their own: weeks of ISO 8601 with weekdays, months and hours.
 */
#include "forecast/load/csv/csv_time_parts.h"

#define LOADED_FILE TEST_FILE("time_parts.csv")
#include "forecast/base/calendar.h"
#include "tests/forecast/load/loaded.h"

/* Contacts of the hour from 9 on of a day. */
static double calls_at_9(const loaded *made, int32_t year, int32_t month, int32_t day)
{
    const hc_axis *axis = &made->series.axis;
    const int64_t at = hc_day_from_date((hc_civil_date){year, month, day}) - axis->first_day;
    CU_ASSERT_TRUE_FATAL(at >= 0 && (size_t)at < axis->days);
    return made->series.queues[0].calls[axis->day_first[at] + 9];
}

/* Week 1 has the year's first Thursday: that of 2026 begins in 2025, and 53 ends in 2027. */
static void weeks_begin_on_mondays_and_may_reach_into_other_years(void)
{
    static const char *const texts[] = {
        "year,week,weekday,hour,offered\n2026,1,Mon,9,7\n2026,23,Tue,9,6\n2026,53,Sun,9,5\n",
        "week,weekday,time,offered\n2026-W01,Monday,09:00,7\n2026W23,Tuesday,09:00,6\n"
        "2026-W53,Sunday,09:00,5\n",
        "Jahr;KW;Wochentag;Stunde;Anrufe\n2026;KW 1;Mo;9;7\n2026;KW 23;Di;9;6\n"
        "2026;KW 53;So;9;5\n"};
    for (size_t k = 0; k < 3; k++) {
        loaded *made = load_text(texts[k], NULL);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        CU_ASSERT_EQUAL(calls_at_9(made, 2025, 12, 29), 7.0);
        CU_ASSERT_EQUAL(calls_at_9(made, 2026, 6, 2), 6.0);
        CU_ASSERT_EQUAL(calls_at_9(made, 2027, 1, 3), 5.0);
        CU_ASSERT_EQUAL(sum_calls(&made->series), 18.0);
        CU_ASSERT_TRUE(has_note(made, "as ISO 8601 does"));
        unload(made);
    }
}

/* 2025 has 52 weeks: such a row is refused, and has not the date of the row above. */
static void weeks_that_no_year_has_are_refused_where_they_stand(void)
{
    loaded *made = load_text("week,weekday,time,offered\n2026-W23,Mon,09:00,5\n"
                             "2025-W53,Fri,09:00,8\n2026-W54,Mon,09:00,8\n2026-W0,Mon,09:00,8\n"
                             "2026-W23,Tue,09:00,6\n",
                             NULL);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(made->series.axis.days, 2);
    CU_ASSERT_EQUAL(calls_at_9(made, 2026, 6, 1), 5.0);
    CU_ASSERT_EQUAL(calls_at_9(made, 2026, 6, 2), 6.0);
    CU_ASSERT_EQUAL_FATAL(made->report.rejects.count, 3);
    for (size_t k = 0; k < 3; k++) {
        CU_ASSERT_EQUAL(made->report.rejects.list[k].line, (int64_t)k + 3);
    }
    unload(made);
}

/* Weeks by the date they begin with, days by name or by number; no row says which of its
 * numbers is the month, but only one order has all weeks begin on one weekday. */
static void weeks_may_be_told_by_their_first_date(void)
{
    static const char *const texts[] = {
        "Week starting,Day,Time,Calls\n2026-06-01,Tue,09:00,6\n2026-06-08,Mon,09:00,7\n",
        "Week commencing,Day,Time,Calls\n01/06/2026,2,09:00,6\n08/06/2026,1,09:00,7\n",
        "W/C,Weekday,Hour,Minute,Calls\n06/01/2026,Tue,9,0,6\n06/08/2026,Mon,9,0,7\n",
        "Week,Day,Time,Calls\n31/05/2026,3,09:00,6\n07/06/2026,2,09:00,7\n"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        loaded *made = load_text(texts[k], NULL);
        CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
        CU_ASSERT_EQUAL(made->report.rejects.total, 0);
        CU_ASSERT_EQUAL(calls_at_9(made, 2026, 6, 2), 6.0);
        CU_ASSERT_EQUAL(calls_at_9(made, 2026, 6, 8), 7.0);
        CU_ASSERT_EQUAL(sum_calls(&made->series), 13.0);
        CU_ASSERT_FALSE(has_note(made, "as ISO 8601 does"));
        unload(made);
    }
    hc_load_options options = hc_load_options_default();
    options.date_order = HC_DATES_MDY;
    loaded *made = load_text("Week of,Day,Time,Calls\n06/01/2026,Tue,09:00,6\n", &options);
    CU_ASSERT_EQUAL_FATAL(made->status, HC_OK);
    CU_ASSERT_EQUAL(calls_at_9(made, 2026, 6, 2), 6.0);
    unload(made);
}

/* Behind the number of a week a day's number may count from Sunday or from Monday. */
static void days_of_numbered_weeks_need_their_names(void)
{
    loaded *made = load_text("Year,Week,Weekday,Time,Calls\n2026,23,2,09:00,6\n", NULL);
    CU_ASSERT_EQUAL(made->status, HC_ERR_EMPTY);
    CU_ASSERT_PTR_NOT_NULL(strstr(made->err.hint, "write weekdays by their names"));
    unload(made);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(weeks_begin_on_mondays_and_may_reach_into_other_years),
        HC_TEST(weeks_may_be_told_by_their_first_date),
        HC_TEST(days_of_numbered_weeks_need_their_names),
        HC_TEST(weeks_that_no_year_has_are_refused_where_they_stand),
    };
    return hc_test_run("csv_time_parts", tests, sizeof tests / sizeof tests[0]);
}
