#include "forecast/holidays.h"

#include <string.h>

#include "tests/support/hc_test.h"

#define KR_SPAN HC_HOLIDAYS_KR_FIRST_YEAR, HC_HOLIDAYS_KR_LAST_YEAR
#define SATURDAY 5
#define SUNDAY 6

static int64_t day_of(int32_t year, int32_t month, int32_t day)
{
    return hc_day_from_date((hc_civil_date){year, month, day});
}

static hc_special_days holidays(const char *country, int32_t first_year, int32_t last_year)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    hc_error err = HC_ERROR_INIT;
    const hc_status st = hc_holidays_add(country, first_year, last_year, &days, NULL, &err);
    CU_ASSERT_EQUAL(st, HC_OK);
    return days;
}

static size_t in_year(const hc_special_days *days, int32_t year)
{
    size_t count = 0;
    for (size_t i = 0; i < days->count; i++) {
        count += hc_date_from_day(days->days[i].day).year == year;
    }
    return count;
}

static bool has_name(const hc_special_days *days, int64_t day, const char *name)
{
    const hc_special_day *found = hc_special_days_find(days, day);
    return found != NULL && strstr(found->name, name) != NULL;
}

/* The first day of the year whose name begins like that. */
static int64_t named(const hc_special_days *days, int32_t year, const char *name)
{
    for (size_t i = 0; i < days->count; i++) {
        const hc_special_day *day = &days->days[i];
        if (hc_date_from_day(day->day).year == year &&
            strncmp(day->name, name, strlen(name)) == 0) {
            return day->day;
        }
    }
    return HC_DAY_NONE;
}

/* ------------------------------------------------------------------------------------ US */

/* The lists for federal employees that the Office of Personnel Management publishes. */
static void federal_holidays_of_2021_and_2026_are_the_published_ones(void)
{
    static const int32_t expected[][3] = {
        {2021, 1, 1},   {2021, 1, 18},  {2021, 2, 15},  {2021, 5, 31},  {2021, 6, 18},
        {2021, 6, 19},  {2021, 7, 4},   {2021, 7, 5},   {2021, 9, 6},   {2021, 10, 11},
        {2021, 11, 11}, {2021, 11, 25}, {2021, 12, 24}, {2021, 12, 25}, {2021, 12, 31},
        {2026, 1, 1},   {2026, 1, 19},  {2026, 2, 16},  {2026, 5, 25},  {2026, 6, 19},
        {2026, 7, 3},   {2026, 7, 4},   {2026, 9, 7},   {2026, 10, 12}, {2026, 11, 11},
        {2026, 11, 26}, {2026, 12, 25}};
    const size_t count = sizeof expected / sizeof *expected;
    hc_special_days days = holidays("US", 2021, 2026);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += hc_special_days_find(
                     &days, day_of(expected[i][0], expected[i][1], expected[i][2])) != NULL;
    }
    CU_ASSERT_EQUAL(found, count);
    CU_ASSERT_EQUAL(in_year(&days, 2021) + in_year(&days, 2026), count);
    CU_ASSERT_TRUE(has_name(&days, day_of(2021, 12, 31), "New Year's Day (observed)"));
    CU_ASSERT_TRUE(has_name(&days, day_of(2021, 6, 18), "Juneteenth (observed)"));
    CU_ASSERT_TRUE(has_name(&days, day_of(2026, 11, 26), "Thanksgiving Day"));
    CU_ASSERT_EQUAL(days.days[0].kind, HC_SPECIAL_HOLIDAY);
    CU_ASSERT_TRUE(hc_is_missing(days.days[0].uplift));
    hc_special_days_clear(&days);
}

static void juneteenth_begins_in_2021(void)
{
    hc_special_days days = holidays("us", 2019, 2022);
    CU_ASSERT_EQUAL(named(&days, 2020, "Juneteenth"), HC_DAY_NONE);
    CU_ASSERT_EQUAL(named(&days, 2022, "Juneteenth"), day_of(2022, 6, 19));
    hc_special_days_clear(&days);
}

static void every_federal_holiday_gives_a_working_day_off(void)
{
    hc_special_days days = holidays("US", 1990, 2060);
    for (int32_t year = 1991; year < 2060; year++) {
        size_t weekdays_off = 0;
        for (size_t i = 0; i < days.count; i++) {
            const int64_t day = days.days[i].day;
            weekdays_off += hc_date_from_day(day).year == year && hc_weekday(day) < SATURDAY;
        }
        /* A New Year's Day may be observed in the year before. */
        const size_t rules = year < 2021 ? 10 : 11;
        CU_ASSERT_TRUE(weekdays_off + 1 >= rules && weekdays_off <= rules + 1);
    }
    hc_special_days_clear(&days);
}

/* --------------------------------------------------------------------------------- Korea */

static void the_table_is_sorted_and_has_real_dates(void)
{
    int64_t before = HC_DAY_NONE;
    for (size_t i = 0; i < hc_holidays_kr_count; i++) {
        const hc_holiday_row *row = &hc_holidays_kr[i];
        const int64_t day = day_of(row->year, row->month, row->day);
        CU_ASSERT_TRUE(day > before);
        before = day;
    }
    CU_ASSERT_EQUAL(hc_holidays_kr[0].year, HC_HOLIDAYS_KR_FIRST_YEAR);
    CU_ASSERT_EQUAL(hc_holidays_kr[hc_holidays_kr_count - 1].year, HC_HOLIDAYS_KR_LAST_YEAR);
}

static void fixed_holidays_are_there_every_year(void)
{
    static const struct {
        int32_t month, day;
        const char *name;
        int32_t since;
    } fixed[] = {{1, 1, "New Year's Day", 0},  {3, 1, "Independence Movement Day", 0},
                 {5, 1, "Labour Day", 2026},   {5, 5, "Children's Day", 0},
                 {6, 6, "Memorial Day", 0},    {7, 17, "Constitution Day", 2026},
                 {8, 15, "Liberation Day", 0}, {10, 3, "National Foundation Day", 0},
                 {10, 9, "Hangeul Day", 0},    {12, 25, "Christmas Day", 0}};
    hc_special_days days = holidays("KR", KR_SPAN);
    for (int32_t year = HC_HOLIDAYS_KR_FIRST_YEAR; year <= HC_HOLIDAYS_KR_LAST_YEAR; year++) {
        for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
            CU_ASSERT_EQUAL(
                has_name(&days, day_of(year, fixed[i].month, fixed[i].day), fixed[i].name),
                year >= fixed[i].since);
        }
    }
    hc_special_days_clear(&days);
}

/* A lunar month has 29.53 days: Buddha's Birthday is the 8th of the 4th month, Chuseok the 15th
 * of the 8th, Seollal the 1st of the 1st, with or without a leap month between. */
static bool is_lunar_gap(int64_t gap, double months, double days)
{
    const double month = 29.530589;
    return fabs((double)gap - months * month - days) < 1.5 ||
           fabs((double)gap - (months + 1.0) * month - days) < 1.5;
}

static void lunar_holidays_keep_the_moons_distances(void)
{
    hc_special_days days = holidays("KR", KR_SPAN);
    int64_t last_seollal = HC_DAY_NONE;
    for (int32_t year = HC_HOLIDAYS_KR_FIRST_YEAR; year <= HC_HOLIDAYS_KR_LAST_YEAR; year++) {
        const int64_t seollal = named(&days, year, "Seollal");
        const int64_t chuseok = named(&days, year, "Chuseok");
        int64_t buddha = named(&days, year, "Buddha's Birthday");
        if (year == 2025) { buddha = day_of(2025, 5, 5); } /* on Children's Day */
        CU_ASSERT_TRUE(is_lunar_gap(chuseok - seollal, 7.0, 14.0));
        CU_ASSERT_TRUE(is_lunar_gap(buddha - seollal, 3.0, 7.0));
        if (last_seollal != HC_DAY_NONE) {
            CU_ASSERT_TRUE(is_lunar_gap(seollal - last_seollal, 12.0, 0.0));
        }
        CU_ASSERT_TRUE(has_name(&days, seollal - 1, "Day before Seollal"));
        CU_ASSERT_TRUE(has_name(&days, seollal + 1, "Day after Seollal"));
        CU_ASSERT_TRUE(has_name(&days, chuseok - 1, "Day before Chuseok"));
        CU_ASSERT_TRUE(has_name(&days, chuseok + 1, "Day after Chuseok"));
        last_seollal = seollal;
    }
    CU_ASSERT_EQUAL(named(&days, 2026, "Seollal"), day_of(2026, 2, 17));
    CU_ASSERT_EQUAL(named(&days, 2026, "Chuseok"), day_of(2026, 9, 25));
    hc_special_days_clear(&days);
}

/* From when a holiday on a weekend gives a substitute day (decrees of 2013, 2021, 2023, 2026).
 */
typedef struct substitute_rule {
    const char *name;
    int64_t since_year, since_month;
    bool saturday; /* also for a Saturday */
} substitute_rule;

static const substitute_rule substitute_rules[] = {{"Children's Day", 2014, 1, true},
                                                   {"Day before Seollal", 2014, 1, false},
                                                   {"Seollal", 2014, 1, false},
                                                   {"Day after Seollal", 2014, 1, false},
                                                   {"Day before Chuseok", 2014, 1, false},
                                                   {"Chuseok", 2014, 1, false},
                                                   {"Day after Chuseok", 2014, 1, false},
                                                   {"Liberation Day", 2021, 8, true},
                                                   {"National Foundation Day", 2021, 8, true},
                                                   {"Hangeul Day", 2021, 8, true},
                                                   {"Independence Movement Day", 2021, 8, true},
                                                   {"Buddha's Birthday", 2023, 5, true},
                                                   {"Christmas Day", 2023, 5, true},
                                                   {"Labour Day", 2026, 1, true},
                                                   {"Constitution Day", 2026, 1, true}};

static bool needs_substitute(const hc_holiday_row *row)
{
    if (strstr(row->name, " and ") != NULL) { return true; } /* two on one day */
    const int32_t weekday = hc_weekday(day_of(row->year, row->month, row->day));
    for (size_t i = 0; i < sizeof substitute_rules / sizeof *substitute_rules; i++) {
        const substitute_rule *rule = &substitute_rules[i];
        if (strcmp(row->name, rule->name) != 0) { continue; }
        if (row->year * 12 + row->month < rule->since_year * 12 + rule->since_month) {
            return false;
        }
        return weekday == SUNDAY || (rule->saturday && weekday == SATURDAY);
    }
    return false;
}

static void substitute_days_are_those_that_the_decrees_give(void)
{
    hc_special_days days = holidays("KR", KR_SPAN);
    size_t needed = 0;
    size_t listed = 0;
    for (size_t i = 0; i < hc_holidays_kr_count; i++) {
        const hc_holiday_row *row = &hc_holidays_kr[i];
        listed += strncmp(row->name, "Substitute for ", 15) == 0;
        if (!needs_substitute(row)) { continue; }
        needed++;
        int64_t day = day_of(row->year, row->month, row->day) + 1;
        while (hc_weekday(day) >= SATURDAY || (hc_special_days_find(&days, day) != NULL &&
                                               !has_name(&days, day, "Substitute for "))) {
            day++;
        }
        CU_ASSERT_TRUE(has_name(&days, day, "Substitute for "));
    }
    CU_ASSERT_EQUAL(listed, needed);
    hc_special_days_clear(&days);
}

static void temporary_and_election_days_are_known_by_both_names(void)
{
    hc_special_days days = holidays("KR", KR_SPAN);
    CU_ASSERT_TRUE(has_name(&days, day_of(2020, 8, 17), "Temporary holiday (임시공휴일)"));
    CU_ASSERT_TRUE(has_name(&days, day_of(2023, 10, 2), "Temporary holiday"));
    CU_ASSERT_TRUE(has_name(&days, day_of(2024, 10, 1), "Temporary holiday"));
    CU_ASSERT_TRUE(has_name(&days, day_of(2025, 1, 27), "Temporary holiday"));
    CU_ASSERT_TRUE(has_name(&days, day_of(2022, 3, 9), "Presidential election (대통령선거)"));
    CU_ASSERT_TRUE(has_name(&days, day_of(2025, 6, 3), "Presidential election (대통령선거)"));
    CU_ASSERT_TRUE(has_name(&days, day_of(2026, 6, 3), "Local elections"));
    CU_ASSERT_TRUE(has_name(&days, day_of(2025, 5, 5),
                            "Children's Day and Buddha's Birthday (어린이날, 부처님 오신 날)"));
    hc_special_days_clear(&days);
}

/* -------------------------------------------------------------------------------- others */

static void a_day_that_the_planner_listed_is_left_alone(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    const hc_special_day own = {.day = day_of(2026, 12, 25),
                                .kind = HC_SPECIAL_CLOSED,
                                .name = "We rest",
                                .uplift = HC_MISSING};
    CU_ASSERT_EQUAL(hc_special_days_add(&days, &own, NULL), HC_OK);
    hc_holidays_report report;
    CU_ASSERT_EQUAL(hc_holidays_add("KR", 2026, 2026, &days, &report, NULL), HC_OK);
    CU_ASSERT_TRUE(hc_special_days_is_closed(&days, own.day));
    CU_ASSERT_EQUAL(report.added + 1, days.count);
    CU_ASSERT_FALSE(report.beyond);
    CU_ASSERT_STRING_EQUAL(report.warning, "");
    hc_special_days_clear(&days);
}

static void years_beyond_the_table_are_never_silent(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    hc_holidays_report report;
    CU_ASSERT_EQUAL(hc_holidays_add("KR", 2027, 2029, &days, &report, NULL), HC_OK);
    CU_ASSERT_TRUE(report.beyond);
    CU_ASSERT_EQUAL(report.first_known_year, 2018);
    CU_ASSERT_EQUAL(report.last_known_year, 2027);
    CU_ASSERT_PTR_NOT_NULL(strstr(report.warning, "2018 to 2027"));
    CU_ASSERT_EQUAL(in_year(&days, 2027), days.count);
    const size_t before = days.count;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_holidays_add("KR", 2027, 2028, &days, NULL, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "2018 to 2027"));
    CU_ASSERT_EQUAL(hc_holidays_add("US", 1985, 1986, &days, NULL, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(days.count, before);
    hc_special_days_clear(&days);
}

static void unknown_countries_and_odd_years_are_errors(void)
{
    hc_special_days days = HC_SPECIAL_DAYS_INIT;
    hc_holidays_report report = {.added = 7};
    CU_ASSERT_EQUAL(hc_holidays_add("XX", 2026, 2026, &days, &report, NULL), HC_ERR_PARSE);
    CU_ASSERT_EQUAL(hc_holidays_add("", 2026, 2026, &days, &report, NULL), HC_ERR_PARSE);
    CU_ASSERT_EQUAL(hc_holidays_add("KRX", 2026, 2026, &days, &report, NULL), HC_ERR_PARSE);
    CU_ASSERT_EQUAL(hc_holidays_add("KR", 2026, 2025, &days, &report, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_holidays_add("KR", 1899, 2025, &days, &report, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_holidays_add("KR", 2026, 2201, &days, &report, NULL), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(report.added, 7);
    CU_ASSERT_EQUAL(days.count, 0);
    CU_ASSERT_TRUE(hc_holidays_is_country("kr"));
    CU_ASSERT_TRUE(hc_holidays_is_country("US"));
    CU_ASSERT_FALSE(hc_holidays_is_country("holidays.ics"));
    CU_ASSERT_FALSE(hc_holidays_is_country(""));
}

static void every_failed_allocation_leaves_the_list_alone(void)
{
    hc_special_days days = holidays("US", 2026, 2026);
    const size_t live = hc_heap_live(), before = days.count;
    size_t failed = 0;
    for (size_t k = 1; k < 50; k++) {
        hc_heap_fail_at(k);
        const hc_status st = hc_holidays_add("KR", 2018, 2027, &days, NULL, NULL);
        hc_heap_fail_at(0);
        if (st == HC_OK) { break; }
        CU_ASSERT_EQUAL(st, HC_ERR_MEMORY);
        CU_ASSERT_EQUAL(hc_heap_live(), live);
        CU_ASSERT_EQUAL(days.count, before);
        failed++;
    }
    CU_ASSERT_TRUE(failed >= 3);
    CU_ASSERT_TRUE(days.count > before);
    hc_special_days_clear(&days);
    hc_special_days_clear(&days);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(federal_holidays_of_2021_and_2026_are_the_published_ones),
        HC_TEST(juneteenth_begins_in_2021),
        HC_TEST(every_federal_holiday_gives_a_working_day_off),
        HC_TEST(the_table_is_sorted_and_has_real_dates),
        HC_TEST(fixed_holidays_are_there_every_year),
        HC_TEST(lunar_holidays_keep_the_moons_distances),
        HC_TEST(substitute_days_are_those_that_the_decrees_give),
        HC_TEST(temporary_and_election_days_are_known_by_both_names),
        HC_TEST(a_day_that_the_planner_listed_is_left_alone),
        HC_TEST(years_beyond_the_table_are_never_silent),
        HC_TEST(unknown_countries_and_odd_years_are_errors),
        HC_TEST(every_failed_allocation_leaves_the_list_alone),
    };
    return hc_test_run("holidays", tests, sizeof tests / sizeof tests[0]);
}
