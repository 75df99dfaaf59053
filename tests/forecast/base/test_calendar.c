#include <string.h>

#include "forecast/base/calendar.h"
#include "tests/support/hc_test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void known_dates_have_their_numbers(void)
{
    static const struct {
        hc_civil_date date;
        int64_t day;
        int32_t weekday;
    } known[] = {
        {{1970, 1, 1}, 0, 3}, /* a Thursday */
        {{1969, 12, 31}, -1, 2},       {{2000, 2, 29}, 11016, 1},
        {{1900, 1, 1}, HC_DAY_MIN, 0}, {{2200, 12, 31}, HC_DAY_MAX, 2},
        {{2026, 11, 23}, 20780, 0},    {{1899, 12, 30}, -25569, 5}, /* a spreadsheet's day 0 */
        {{1, 1, 1}, -719162, 0},       {{9999, 12, 31}, 2932896, 4},
    };
    for (size_t i = 0; i < COUNT(known); i++) {
        CU_ASSERT_EQUAL(hc_day_from_date(known[i].date), known[i].day);
        CU_ASSERT_EQUAL(hc_weekday(known[i].day), known[i].weekday);
    }
}

/* Against a second method: counting one day at a time by the rules of the Gregorian calendar.
 */
static void every_day_of_1900_to_2200_goes_there_and_back(void)
{
    hc_civil_date date = {1900, 1, 1};
    int32_t weekday = 0; /* 1900-01-01 was a Monday */
    size_t wrong = 0;
    for (int64_t day = HC_DAY_MIN; day <= HC_DAY_MAX; day++) {
        const hc_civil_date got = hc_date_from_day(day);
        wrong += hc_day_from_date(date) != day ? 1 : 0;
        wrong +=
            got.year != date.year || got.month != date.month || got.day != date.day ? 1 : 0;
        wrong += !hc_date_is_valid(date) || hc_weekday(day) != weekday ? 1 : 0;
        weekday = weekday == 6 ? 0 : weekday + 1;
        if (++date.day > hc_days_in_month(date.year, date.month)) {
            date.day = 1;
            date.month++;
        }
        if (date.month > 12) {
            date.month = 1;
            date.year++;
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(date.year, 2201);
}

static void only_real_dates_are_valid(void)
{
    static const hc_civil_date wrong[] = {{1899, 12, 31}, {2201, 1, 1},  {2026, 0, 1},
                                          {2026, 13, 1},  {2026, 1, 0},  {2026, 1, 32},
                                          {2026, 2, 29},  {1900, 2, 29}, {2100, 2, 29},
                                          {2026, 4, 31},  {2026, -1, 5}, {0, 0, 0}};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        CU_ASSERT_FALSE(hc_date_is_valid(wrong[i]));
    }
    CU_ASSERT_TRUE(hc_date_is_valid((hc_civil_date){2000, 2, 29}));
    CU_ASSERT_TRUE(hc_date_is_valid((hc_civil_date){2024, 2, 29}));
}

static void what_is_no_date_has_no_number(void)
{
    CU_ASSERT_EQUAL(hc_day_from_date((hc_civil_date){2026, 2, 30}), HC_DAY_NONE);
    CU_ASSERT_EQUAL(hc_day_from_date((hc_civil_date){0, 12, 31}), HC_DAY_NONE);
    CU_ASSERT_EQUAL(hc_day_from_date((hc_civil_date){10000, 1, 1}), HC_DAY_NONE);
    static const int64_t far[] = {HC_DAY_NONE, INT64_MAX, -719163, 2932897};
    for (size_t i = 0; i < COUNT(far); i++) {
        CU_ASSERT_EQUAL(hc_date_from_day(far[i]).month, 0);
        const int32_t weekday = hc_weekday(far[i]);
        CU_ASSERT_TRUE(weekday >= 0 && weekday <= 6);
    }
}

static void months_have_their_days(void)
{
    CU_ASSERT_EQUAL(hc_days_in_month(2026, 2), 28);
    CU_ASSERT_EQUAL(hc_days_in_month(2024, 2), 29);
    CU_ASSERT_EQUAL(hc_days_in_month(2100, 2), 28);
    CU_ASSERT_EQUAL(hc_days_in_month(2026, 11), 30);
    CU_ASSERT_EQUAL(hc_days_in_month(2026, 0), 0);
    CU_ASSERT_EQUAL(hc_days_in_month(2026, 13), 0);
}

static void weekdays_have_names(void)
{
    CU_ASSERT_STRING_EQUAL(hc_weekday_name(0), "Mon");
    CU_ASSERT_STRING_EQUAL(hc_weekday_name(6), "Sun");
    CU_ASSERT_STRING_EQUAL(hc_weekday_name(-1), "");
    CU_ASSERT_STRING_EQUAL(hc_weekday_name(7), "");
}

static void dates_are_read_exactly(void)
{
    static const char *const wrong[] = {
        "",           "2026-11-2",  "2026-11-231", "2026/11/23", "26-11-23",    "2026-1-23",
        "2026-11-31", "2026-00-10", "1899-12-31",  "2201-01-01", " 2026-11-23", "2026-11-23 ",
        "20261123",   "2026-11-2x", "+026-11-23",  "2026-11--3"};
    int64_t day = 99;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        CU_ASSERT_FALSE(hc_parse_date(wrong[i], strlen(wrong[i]), &day));
    }
    CU_ASSERT_EQUAL(day, 99);
    CU_ASSERT_TRUE(hc_parse_date("2026-11-23", 10, &day));
    CU_ASSERT_EQUAL(day, 20780);
    CU_ASSERT_TRUE(hc_parse_date("2026-11-23T09:30", 10, &day));
}

static void times_are_read_in_every_iso_form(void)
{
    static const struct {
        const char *text;
        int64_t day;
        int32_t second;
        bool has_offset;
        int32_t offset_s;
    } known[] = {
        {"2026-11-23", 20780, 0, false, 0},
        {"2026-11-23T09:30", 20780, 34200, false, 0},
        {"2026-11-23 09:30", 20780, 34200, false, 0},
        {"2026-11-23T09:30:15", 20780, 34215, false, 0},
        {"2026-11-23T09:30:15.999", 20780, 34215, false, 0},
        {"2026-11-23T09:30:15.1Z", 20780, 34215, true, 0},
        {"2026-11-23T09:30Z", 20780, 34200, true, 0},
        {"2026-11-23T09:30:00+09:00", 20780, 34200, true, 32400},
        {"2026-11-23 09:30:00-0330", 20780, 34200, true, -12600},
        {"2026-11-23T09:30+09", 20780, 34200, true, 32400},
        {"2026-11-23T09:30:00-00:44:30", 20780, 34200, true, -2670},
        {"2026-11-23T09:30:00+18:00", 20780, 34200, true, 64800},
        {"2026-11-23T24:00", 20781, 0, false, 0},
        {"2026-12-31T24:00:00Z", 20819, 0, true, 0},
        {"2026-11-23T23:59:59", 20780, 86399, false, 0},
    };
    for (size_t i = 0; i < COUNT(known); i++) {
        hc_local_time time = {0};
        bool has_offset = !known[i].has_offset;
        int32_t offset_s = 7;
        CU_ASSERT_TRUE(hc_parse_iso_time(known[i].text, strlen(known[i].text), &time,
                                         &has_offset, &offset_s));
        CU_ASSERT_EQUAL(time.day, known[i].day);
        CU_ASSERT_EQUAL(time.second_of_day, known[i].second);
        CU_ASSERT_EQUAL(has_offset, known[i].has_offset);
        CU_ASSERT_EQUAL(offset_s, known[i].offset_s);
    }
}

static void wrong_times_leave_everything_as_it_was(void)
{
    static const char *const wrong[] = {
        "",
        "2026-11-23T",
        "2026-11-23 ",
        "2026-11-23T9:30",
        "2026-11-23T09",
        "2026-11-23T0930",
        "2026-11-23T09:3",
        "2026-11-23T09:60",
        "2026-11-23T09:30:60",
        "2026-11-23T24:01",
        "2026-11-23T24:00:01",
        "2026-11-23T25:00",
        "2026-11-23T99:99",
        "2026-11-23t09:30",
        "2026-11-23T09:30z",
        "2026-11-23T09:30 Z",
        "2026-11-23T09:30ZZ",
        "2026-11-23T09:30:15.",
        "2026-11-23T09:30:15.Z",
        "2026-11-23T09:30.5",
        "2026-11-23T09:30+9",
        "2026-11-23T09:30+09:0",
        "2026-11-23T09:30+09:60",
        "2026-11-23T09:30+18:01",
        "2026-11-23T09:30+09:00:60",
        "2026-11-23T09:30+09:00:0",
        "2026-11-23T09:30+09:00:00:00",
        "2026-11-23T09:30*09:00",
        "2026-13-23T09:30",
        "2026-11-23  09:30",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        hc_local_time time = {.day = 5, .second_of_day = 6};
        bool has_offset = true;
        int32_t offset_s = 7;
        CU_ASSERT_FALSE(
            hc_parse_iso_time(wrong[i], strlen(wrong[i]), &time, &has_offset, &offset_s));
        CU_ASSERT_TRUE(time.day == 5 && time.second_of_day == 6 && has_offset && offset_s == 7);
    }
}

static void what_is_written_reads_back(void)
{
    for (int64_t day = HC_DAY_MIN; day <= HC_DAY_MAX; day += 97) {
        const hc_local_time time = {.day = day,
                                    .second_of_day = (int32_t)(day * 7919 % 43200 + 43200)};
        char text[HC_TIME_TEXT_MAX];
        hc_local_time back = {0};
        bool has_offset = false;
        int32_t offset_s = 0;
        hc_format_local(time, text);
        CU_ASSERT_TRUE(hc_parse_iso_time(text, strlen(text), &back, &has_offset, &offset_s));
        CU_ASSERT_TRUE(back.day == time.day && back.second_of_day == time.second_of_day);
    }
}

static void clocks_go_past_midnight(void)
{
    static const struct {
        int32_t minute;
        const char *text;
    } known[] = {{0, "00:00"},    {570, "09:30"},  {1440, "24:00"},
                 {1530, "25:30"}, {-30, "-00:30"}, {INT32_MIN, "-35791394:08"}};
    for (size_t i = 0; i < COUNT(known); i++) {
        char text[HC_TIME_TEXT_MAX];
        hc_format_clock(known[i].minute, text);
        CU_ASSERT_STRING_EQUAL(text, known[i].text);
    }
}

static void a_day_out_of_reach_is_written_as_nothing(void)
{
    char text[HC_TIME_TEXT_MAX] = "x";
    hc_format_date(HC_DAY_NONE, text);
    CU_ASSERT_STRING_EQUAL(text, "");
    hc_format_date(20780, text);
    CU_ASSERT_STRING_EQUAL(text, "2026-11-23");
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(known_dates_have_their_numbers),
        HC_TEST(every_day_of_1900_to_2200_goes_there_and_back),
        HC_TEST(only_real_dates_are_valid),
        HC_TEST(what_is_no_date_has_no_number),
        HC_TEST(months_have_their_days),
        HC_TEST(weekdays_have_names),
        HC_TEST(dates_are_read_exactly),
        HC_TEST(times_are_read_in_every_iso_form),
        HC_TEST(wrong_times_leave_everything_as_it_was),
        HC_TEST(what_is_written_reads_back),
        HC_TEST(clocks_go_past_midnight),
        HC_TEST(a_day_out_of_reach_is_written_as_nothing),
    };
    return hc_test_run("calendar", tests, sizeof tests / sizeof tests[0]);
}
