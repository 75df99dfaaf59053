#include "forecast/load/text/stamp.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/calendar.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

static bool same(const hc_stamp *a, const hc_stamp *b)
{
    return a->has_date == b->has_date && a->has_time == b->has_time && a->order == b->order &&
           a->year == b->year && a->a == b->a && a->b == b->b && a->minute == b->minute &&
           a->second == b->second && a->end_minute == b->end_minute && a->bare == b->bare &&
           a->has_offset == b->has_offset && a->offset_s == b->offset_s;
}

/* ISO times are read by a short cut; a blank more at the end takes the long way. */
static void both_ways_of_reading_iso_times_agree(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 2);
    for (size_t trial = 0; trial < 20000; trial++) {
        char text[40], longer[41];
        (void)snprintf(text, sizeof text, "%04d-%02d-%02d%c%02d:%02d",
                       1990 + (int)hc_rng_below(&rng, 60), (int)hc_rng_below(&rng, 14),
                       (int)hc_rng_below(&rng, 34), hc_rng_below(&rng, 2) == 0 ? 'T' : ' ',
                       (int)hc_rng_below(&rng, 26), (int)hc_rng_below(&rng, 62));
        if (hc_rng_below(&rng, 2) == 0) {
            (void)snprintf(text + strlen(text), 4, ":%02d", (int)hc_rng_below(&rng, 62));
        }
        (void)snprintf(longer, sizeof longer, "%s ", text);
        hc_stamp quick, slow;
        const bool read = hc_stamp_read(text, strlen(text), &quick);
        CU_ASSERT_EQUAL_FATAL(read, hc_stamp_read(longer, strlen(longer), &slow));
        if (read) { CU_ASSERT_TRUE_FATAL(same(&quick, &slow)); }
    }
}

static void midnight_may_be_24_o_clock(void)
{
    hc_stamp stamp;
    CU_ASSERT_TRUE(hc_stamp_read("2026-11-23T24:00:00", 19, &stamp));
    CU_ASSERT_EQUAL(stamp.minute, HC_MINUTES_A_DAY);
    CU_ASSERT_FALSE(hc_stamp_read("2026-11-23T24:30:00", 19, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read("2026-11-23T12:60:00", 19, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read("2026-11-23T12:30:60", 19, &stamp));
}

/* The texts of one moment. */
static void check_moment(const char *text, int32_t month, int32_t day, int32_t minute)
{
    hc_stamp stamp;
    int64_t number = 0;
    const bool read = hc_stamp_read(text, strlen(text), &stamp);
    const bool is_day = read && hc_stamp_day(&stamp, HC_DATES_DMY, &number);
    CU_ASSERT_TRUE(is_day);
    CU_ASSERT_EQUAL(number, hc_day_from_date((hc_civil_date){2026, month, day}));
    CU_ASSERT_EQUAL(stamp.minute, minute);
    if (!is_day || stamp.minute != minute) { printf("\n    %s\n", text); }
}

static void months_have_names_in_many_languages(void)
{
    static const struct {
        const char *text;
        int32_t month, day;
    } dates[] = {
        {"5. Januar 2026 09:30", 1, 5},
        {"05.MÄRZ.2026 09:30", 3, 5},
        {"1. Mai 2026 09:30", 5, 1},
        {"24. Okt. 2026 09:30", 10, 24},
        {"3. Dezember 2026, 09:30", 12, 3},
        {"5 janv. 2026 09:30", 1, 5},
        {"5 févr. 2026 09:30", 2, 5},
        {"5 avril 2026 09:30", 4, 5},
        {"5 juin 2026 09:30", 6, 5},
        {"5 juil. 2026 09:30", 7, 5},
        {"5 août 2026 09:30", 8, 5},
        {"5 de enero de 2026 09:30", 1, 5},
        {"5 de agosto de 2026 09:30", 8, 5},
        {"31 dic 2026 09:30", 12, 31},
        {"02/fev/2026 09:30", 2, 2},
        {"2 de outubro de 2026 09:30", 10, 2},
        {"5 gennaio 2026 09:30", 1, 5},
        {"5-mag-26 09:30", 5, 5},
        {"5 luglio 2026 09:30", 7, 5},
        {"5 ottobre 2026 09:30", 10, 5},
        {"5 mrt 2026 09:30", 3, 5},
        {"5 mei 2026 09:30", 5, 5},
        {"Monday, January 5, 2026 09:30", 1, 5},
        {"Mon Jan 5 2026 09:30", 1, 5},
        {"lunes, 5 de enero de 2026 09:30", 1, 5},
        {"mar. 02/06/2026 09:30", 6, 2},
    };
    hc_stamp stamp;
    for (size_t k = 0; k < sizeof dates / sizeof *dates; k++) {
        check_moment(dates[k].text, dates[k].month, dates[k].day, 570);
    }
    CU_ASSERT_FALSE(hc_stamp_read_date("5 foo 2026", 10, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read_date("5. Januar", 9, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read_date("5.Jan-2026", 10, &stamp));
}

static void clocks_may_have_a_word_or_a_letter(void)
{
    static const char *const clocks[] = {"09:30 Uhr", "9h30",      "9 h 30",
                                         "09:30h",    "09:30 hrs", "9:30 AM"};
    hc_stamp stamp;
    for (size_t k = 0; k < sizeof clocks / sizeof *clocks; k++) {
        CU_ASSERT_TRUE(hc_stamp_read_time(clocks[k], strlen(clocks[k]), &stamp));
        CU_ASSERT_EQUAL(stamp.minute, 570);
        CU_ASSERT_EQUAL(stamp.bare, HC_STAMP_NO_BARE);
    }
    CU_ASSERT_TRUE(hc_stamp_read_time("14h", 3, &stamp));
    CU_ASSERT_EQUAL(stamp.minute, 840);
    CU_ASSERT_TRUE(hc_stamp_read_time("8h00 - 8h30", 11, &stamp));
    CU_ASSERT_EQUAL(stamp.end_minute, 510);
    CU_ASSERT_TRUE(hc_stamp_read_time("09.30", 5, &stamp));
    CU_ASSERT_EQUAL(stamp.minute, 570);
    CU_ASSERT_TRUE(hc_stamp_read_time("0.3958333", 9, &stamp)); /* of a day: 9.5 h / 24 h */
    CU_ASSERT_EQUAL(stamp.minute, 570);
    CU_ASSERT_TRUE(hc_stamp_read_time("0.75", 4, &stamp));
    CU_ASSERT_EQUAL(stamp.minute, 1080);
    CU_ASSERT_TRUE(hc_stamp_read_time("0.30", 4, &stamp)); /* half past midnight */
    CU_ASSERT_EQUAL(stamp.minute, 30);
    CU_ASSERT_FALSE(hc_stamp_read_time("9.5", 3, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read_time("9.300", 5, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read_time("9hello", 6, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read_time("25h30", 5, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read_time("9h3", 3, &stamp));
}

static void the_end_of_an_interval_may_stand_behind_its_start(void)
{
    static const char *const spans[] = {
        "09:30-10:00",  "09:30 ~ 10:00",     "09:30 to 10:00", "09:30 bis 10:00 Uhr",
        "9h30 à 10h00", "09:30:00-09:59:59", "9.30-10.00"};
    hc_stamp stamp;
    for (size_t k = 0; k < sizeof spans / sizeof *spans; k++) {
        CU_ASSERT_TRUE(hc_stamp_read_time(spans[k], strlen(spans[k]), &stamp));
        CU_ASSERT_EQUAL(stamp.minute, 570);
        CU_ASSERT_EQUAL(stamp.end_minute, 600);
    }
    CU_ASSERT_TRUE(hc_stamp_read("2026-01-05 09:30:00-05:00", 25, &stamp));
    CU_ASSERT_EQUAL(stamp.end_minute, -1);
    CU_ASSERT_EQUAL(stamp.offset_s, -5 * 3600);
    CU_ASSERT_FALSE(hc_stamp_read_time("09:30 and 10:00", 15, &stamp));
}

/* "0015" is a quarter past midnight, "15" an hour; a range is of an hour at the most. */
static void the_ends_of_an_interval_may_be_numbers_alone(void)
{
    static const struct {
        const char *text;
        int32_t minute, end; /* below 0: no time */
    } cases[] = {{"0900-0930", 540, 570}, {"900~930", 540, 570},
                 {"0000-0015", 0, 15},    {"2330-2400", 1410, 1440},
                 {"09-10", 540, 600},     {"23 - 24", 1380, 1440},
                 {"0-1", 0, 60},          {"09-12", -1, -1},
                 {"0900-1100", -1, -1},   {"0900-0970", -1, -1},
                 {"0930-0900", -1, -1}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        hc_stamp stamp;
        const bool read = hc_stamp_read_time(cases[k].text, strlen(cases[k].text), &stamp);
        CU_ASSERT_EQUAL(read, cases[k].minute >= 0);
        if (!read) { continue; }
        CU_ASSERT_EQUAL(stamp.minute, cases[k].minute);
        CU_ASSERT_EQUAL(stamp.end_minute, cases[k].end);
        CU_ASSERT_EQUAL(stamp.bare, HC_STAMP_NO_BARE);
    }
}

static void weekdays_and_utc_may_stand_behind(void)
{
    hc_stamp stamp;
    check_moment("2026-01-05(월) 09:30", 1, 5, 570);
    check_moment("05/01/2026 (Mon) 09:30", 1, 5, 570);
    check_moment("2026-01-05 09:30:00 UTC", 1, 5, 570);
    CU_ASSERT_TRUE(hc_stamp_read("2026-01-05 09:30 GMT", 20, &stamp));
    CU_ASSERT_TRUE(stamp.has_offset);
    CU_ASSERT_FALSE(stamp.has_letters);
    CU_ASSERT_FALSE(hc_stamp_read_date("2026-01-05 (", 12, &stamp));
}

static void both_ends_of_an_interval_may_have_their_date(void)
{
    static const char *const spans[] = {"2026-01-05 09:30:00 - 2026-01-05 10:00:00",
                                        "01/05/2026 9:30 AM - 01/05/2026 10:00 AM",
                                        "2026-01-05T09:30Z/2026-01-05T10:00Z"};
    hc_stamp stamp;
    for (size_t k = 0; k < sizeof spans / sizeof *spans; k++) {
        CU_ASSERT_TRUE(hc_stamp_read(spans[k], strlen(spans[k]), &stamp));
        CU_ASSERT_EQUAL(stamp.minute, 570);
        CU_ASSERT_EQUAL(stamp.end_minute, 600);
    }
    CU_ASSERT_FALSE(hc_stamp_read("2026-01-05 09:00 - 2026-01-05 17:00", 35, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read("2026-01-05 09:00 - soon", 23, &stamp));
}

/* 2026-01-05T09:30Z by `date -u -d @1767605400`. */
static void instants_may_be_seconds_since_1970(void)
{
    hc_stamp stamp;
    check_moment("1767605400", 1, 5, 570);
    check_moment("1767605400000", 1, 5, 570);
    check_moment("2026010509", 1, 5, 540); /* year, month, day, hour: no second of 2034 */
    CU_ASSERT_TRUE(hc_stamp_read("1767605400", 10, &stamp));
    CU_ASSERT_TRUE(stamp.has_offset && stamp.offset_s == 0);
    CU_ASSERT_FALSE(hc_stamp_read("1767605400x", 11, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read("0123456789", 10, &stamp)); /* 1973: a number of something */
    CU_ASSERT_FALSE(hc_stamp_read("17676054000", 11, &stamp));
}

static void days_follow_the_order_that_was_found(void)
{
    hc_stamp stamp;
    int64_t day = 0;
    CU_ASSERT_TRUE(hc_stamp_read("03/04/2026 09:30", 16, &stamp));
    CU_ASSERT_TRUE(hc_stamp_day(&stamp, HC_DATES_DMY, &day));
    CU_ASSERT_EQUAL(day, hc_day_from_date((hc_civil_date){2026, 4, 3}));
    CU_ASSERT_TRUE(hc_stamp_day(&stamp, HC_DATES_MDY, &day));
    CU_ASSERT_EQUAL(day, hc_day_from_date((hc_civil_date){2026, 3, 4}));
}

/* The half of the day stands once, behind the end. */
static void the_half_of_the_day_is_that_of_both_ends(void)
{
    static const struct {
        const char *text;
        int32_t minute;
    } cases[] = {{"1:00 - 1:30 PM", 780},    {"9:00 - 9:30 AM", 540},
                 {"11:30 - 12:00 PM", 690},  {"12:30 - 1:00 PM", 750},
                 {"11:30 - 12:00 AM", 1410}, {"12:00 - 12:30 AM", 0},
                 {"13:00 - 13:30", 780}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        hc_stamp stamp;
        CU_ASSERT_FATAL(hc_stamp_read_time(cases[k].text, strlen(cases[k].text), &stamp));
        CU_ASSERT_EQUAL(stamp.minute, cases[k].minute);
    }
}

/* Windows puts a narrow blank that does not break before AM and PM. */
static void blanks_of_spreadsheets_are_blanks(void)
{
    static const char *const texts[] = {"6/15/2026, 8:30:00\xE2\x80\xAFPM", "6/15/2026\xC2\xA0"
                                                                            "8:30 PM"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        hc_stamp stamp;
        CU_ASSERT_FATAL(hc_stamp_read(texts[k], strlen(texts[k]), &stamp));
        CU_ASSERT_EQUAL(stamp.minute, 20 * 60 + 30);
        CU_ASSERT_EQUAL(stamp.b, 15);
    }
}

/* Letters stand for different offsets in different places: the wall clock counts. */
static void letters_of_a_zone_are_no_offset(void)
{
    static const char *const texts[] = {"2026-06-01 08:00 CEST", "2026-06-01 08:00 EST",
                                        "2026-06-01 08:00 AM ET", "01.06.2026 08:00 MESZ"};
    hc_stamp stamp;
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        CU_ASSERT_FATAL(hc_stamp_read(texts[k], strlen(texts[k]), &stamp));
        CU_ASSERT_EQUAL(stamp.minute, 8 * 60);
        CU_ASSERT_FALSE(stamp.has_offset);
        CU_ASSERT(stamp.has_letters); /* which the loader tells */
    }
    CU_ASSERT_FALSE(hc_stamp_read("2026-06-01 08:00 Desk", 21, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read("2026-06-01 08:00 SALES", 22, &stamp));
}

static void an_offset_may_stand_behind_gmt_and_before_its_name(void)
{
    static const char text[] =
        "Mon Jun 01 2026 08:00:00 GMT+0200 (Central European Summer Time)";
    hc_stamp stamp;
    CU_ASSERT_FATAL(hc_stamp_read(text, strlen(text), &stamp));
    CU_ASSERT_EQUAL(stamp.minute, 8 * 60);
    CU_ASSERT(stamp.has_offset);
    CU_ASSERT_EQUAL(stamp.offset_s, 7200);
    CU_ASSERT_FATAL(hc_stamp_read("2026-06-01 08:00 UTC-05:30", 26, &stamp));
    CU_ASSERT_EQUAL(stamp.offset_s, -19800);
    CU_ASSERT_FATAL(hc_stamp_read("2026-06-01 08:00 UTC", 20, &stamp));
    CU_ASSERT(stamp.has_offset);
    CU_ASSERT_EQUAL(stamp.offset_s, 0);
    CU_ASSERT_FALSE(hc_stamp_read("2026-06-01 08:00 GMT+0200 (", 27, &stamp));
}

/* So many dates each: with the day first, with the month first, in either order. */
static hc_date_order order_of(size_t days, size_t months, size_t either)
{
    hc_order_evidence seen = {0};
    const char *const dates[] = {"23/11/2026", "11/23/2026", "03/04/2026"};
    const size_t counts[] = {days, months, either};
    for (size_t kind = 0; kind < 3; kind++) {
        hc_stamp stamp;
        CU_ASSERT_FATAL(hc_stamp_read_date(dates[kind], strlen(dates[kind]), &stamp));
        for (size_t k = 0; k < counts[kind]; k++) {
            hc_order_see(&seen, &stamp);
        }
    }
    return hc_order_of(&seen);
}

static void the_order_is_that_of_nearly_all_dates_that_show_one(void)
{
    CU_ASSERT_EQUAL(order_of(1, 0, 50), HC_DATES_DMY);
    CU_ASSERT_EQUAL(order_of(0, 1, 50), HC_DATES_MDY);
    CU_ASSERT_EQUAL(order_of(20, 1, 0), HC_DATES_DMY); /* one bad row */
    CU_ASSERT_EQUAL(order_of(1, 20, 0), HC_DATES_MDY);
    CU_ASSERT_EQUAL(order_of(19, 1, 0), HC_DATES_FOUND);
    CU_ASSERT_EQUAL(order_of(0, 0, 50), HC_DATES_FOUND);
    CU_ASSERT_EQUAL(order_of(0, 0, 0), HC_DATES_YMD);
}

static void dates_with_the_year_first_need_no_order(void)
{
    hc_order_evidence seen = {0};
    hc_stamp stamp;
    CU_ASSERT_FATAL(hc_stamp_read_date("2026-11-23", 10, &stamp));
    hc_order_see(&seen, &stamp);
    CU_ASSERT_EQUAL(hc_order_of(&seen), HC_DATES_YMD);
}

/* As of a year that is told; a date that has one is none. */
static void a_date_may_have_the_year_that_is_told(void)
{
    static const struct {
        const char *text;
        int32_t a, b;
        hc_stamp_order order;
    } cases[] = {
        {"02.03.", 2, 3, HC_STAMP_YEAR_LAST},   {"02.03", 2, 3, HC_STAMP_YEAR_LAST},
        {"3/2", 3, 2, HC_STAMP_YEAR_LAST},      {"Mar 02", 3, 2, HC_STAMP_YEAR_FIRST},
        {"2-Mar", 3, 2, HC_STAMP_YEAR_FIRST},   {"3월 2일", 3, 2, HC_STAMP_YEAR_FIRST},
        {"29 Feb", 2, 29, HC_STAMP_YEAR_FIRST},
    };
    hc_stamp stamp;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const char *text = cases[k].text;
        CU_ASSERT_FATAL(hc_stamp_read_date_of_year(text, strlen(text), 2024, &stamp));
        CU_ASSERT_EQUAL(stamp.year, 2024);
        CU_ASSERT_EQUAL(stamp.a, cases[k].a);
        CU_ASSERT_EQUAL(stamp.b, cases[k].b);
        CU_ASSERT_EQUAL(stamp.order, cases[k].order);
        CU_ASSERT_FALSE(hc_stamp_read_date_of_year(text, strlen(text), 0, &stamp));
    }
    CU_ASSERT(hc_stamp_read_of_year("Mar 2 09:30", 11, 2026, &stamp));
    CU_ASSERT(stamp.has_date && stamp.a == 3 && stamp.b == 2 && stamp.minute == 570);
    CU_ASSERT_FALSE(hc_stamp_read_date_of_year("2026-03-02", 10, 2024, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read_date_of_year("09:30", 5, 2024, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read_date_of_year("", 0, 2024, &stamp));
    CU_ASSERT_FALSE(hc_stamp_read_of_year("Sales 09:30", 11, 2026, &stamp));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(both_ways_of_reading_iso_times_agree),
        HC_TEST(midnight_may_be_24_o_clock),
        HC_TEST(months_have_names_in_many_languages),
        HC_TEST(clocks_may_have_a_word_or_a_letter),
        HC_TEST(the_end_of_an_interval_may_stand_behind_its_start),
        HC_TEST(the_ends_of_an_interval_may_be_numbers_alone),
        HC_TEST(weekdays_and_utc_may_stand_behind),
        HC_TEST(both_ends_of_an_interval_may_have_their_date),
        HC_TEST(instants_may_be_seconds_since_1970),
        HC_TEST(the_order_is_that_of_nearly_all_dates_that_show_one),
        HC_TEST(dates_with_the_year_first_need_no_order),
        HC_TEST(blanks_of_spreadsheets_are_blanks),
        HC_TEST(letters_of_a_zone_are_no_offset),
        HC_TEST(an_offset_may_stand_behind_gmt_and_before_its_name),
        HC_TEST(the_half_of_the_day_is_that_of_both_ends),
        HC_TEST(days_follow_the_order_that_was_found),
        HC_TEST(a_date_may_have_the_year_that_is_told),
    };
    return hc_test_run("stamp", tests, sizeof tests / sizeof *tests);
}
