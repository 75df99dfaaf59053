#include "forecast/load/text/quantity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/number.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

static double read(const char *text, char decimal)
{
    double value = HC_MISSING;
    return hc_quantity_read(text, strlen(text), decimal, &value) ? value : HC_MISSING;
}

/* Up to 14 digits with a point anywhere: the double nearest to the text, as strtod finds it. */
static void decimals_are_read_to_the_last_bit(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 1);
    for (size_t trial = 0; trial < 20000; trial++) {
        char text[32];
        const uint64_t digits = hc_rng_below(&rng, 100000000000000U);
        const size_t length =
            (size_t)snprintf(text, sizeof text, "%llu", (unsigned long long)digits);
        const size_t mark = 1 + (size_t)hc_rng_below(&rng, length);
        memmove(text + mark + 1, text + mark, length - mark + 1);
        text[mark] = '.';
        if (mark == length) { text[mark] = '\0'; }
        const double expected = strtod(text, NULL), got = read(text, '.');
        CU_ASSERT_EQUAL_FATAL(memcmp(&got, &expected, sizeof got), 0);
    }
}

static void the_decimal_mark_is_the_one_asked_for(void)
{
    CHECK_CLOSE(read("12,5", ','), 12.5, 0.0);
    CHECK_CLOSE(read("1.234,5", ','), 1234.5, 0.0);
    CHECK_CLOSE(read("1,234.5", '.'), 1234.5, 0.0);
    CHECK_CLOSE(read("1 234,5", ','), 1234.5, 0.0);
    CHECK_CLOSE(read("-3.5", '.'), -3.5, 0.0);
    CHECK_CLOSE(read(".5", '.'), 0.5, 0.0);
}

static void what_is_no_number_is_refused(void)
{
    static const char *const texts[] = {"",      ".",    "1.2.3", "1,23", "12a",
                                        "1e400", "0x10", "nan",   "--1",  "1 2"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        CU_ASSERT_TRUE(hc_is_missing(read(texts[i], '.')));
    }
}

static void seconds_may_stand_alone_behind_a_colon(void)
{
    double seconds = 0.0;
    CU_ASSERT_TRUE(hc_quantity_read_time(":45", 3, '.', HC_UNIT_SECONDS, &seconds));
    CHECK_CLOSE(seconds, 45.0, 0);
    CU_ASSERT_FALSE(hc_quantity_read_time(":75", 3, '.', HC_UNIT_SECONDS, &seconds));
    CU_ASSERT_FALSE(hc_quantity_read_time(":5", 2, '.', HC_UNIT_SECONDS, &seconds));
    CU_ASSERT_FALSE(hc_quantity_read_time(":.5", 3, '.', HC_UNIT_SECONDS, &seconds));
    CU_ASSERT_FALSE(hc_quantity_read_time(":", 1, '.', HC_UNIT_SECONDS, &seconds));
}

static void no_break_blanks_hide_no_decimal_mark(void)
{
    hc_mark_evidence seen = {0};
    double value = 0.0;
    hc_marks_see(&seen,
                 "1\xC2\xA0"
                 "234,5",
                 8);
    CU_ASSERT_EQUAL(hc_marks_decide(&seen, ';'), ',');
    CU_ASSERT_TRUE(hc_quantity_read("1\xC2\xA0"
                                    "234,5",
                                    8, ',', &value));
    CHECK_CLOSE(value, 1234.5, 0);
}

static void durations_may_be_iso_8601(void)
{
    double seconds = 0.0;
    CU_ASSERT_TRUE(hc_quantity_read_time("PT3M20S", 7, '.', HC_UNIT_SECONDS, &seconds));
    CHECK_CLOSE(seconds, 200.0, 0);
    CU_ASSERT_FALSE(hc_quantity_read_time("PT", 2, '.', HC_UNIT_SECONDS, &seconds));
    CU_ASSERT_FALSE(hc_quantity_read_time("PTS", 3, '.', HC_UNIT_SECONDS, &seconds));
}

/* An apostrophe before three digits sets thousands apart, as in Switzerland. */
static void minutes_may_end_in_an_apostrophe(void)
{
    static const struct {
        const char *text;
        double seconds; /* below 0: no time */
    } cases[] = {{"3'20", 200.0},   {"3'20\"", 200.0}, {"0'05", 5.0},  {"75'00", 4500.0},
                 {"1'200", 1200.0}, {"3'75", -1.0},    {"'20", -1.0},  {"3'2", -1.0},
                 {"3'", -1.0},      {"x'20", -1.0},    {"3'20x", -1.0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double seconds = -1.0;
        CU_ASSERT_EQUAL(hc_quantity_read_time(cases[i].text, strlen(cases[i].text), '.',
                                              HC_UNIT_SECONDS, &seconds),
                        cases[i].seconds >= 0.0);
        CHECK_CLOSE(seconds, cases[i].seconds, 0);
    }
}

static void errors_of_spreadsheets_are_absent(void)
{
    static const char *const absent[] = {"#DIV/0!", "#N/A", "#NV", "n.a.", "-", ""};
    for (size_t k = 0; k < sizeof absent / sizeof *absent; k++) {
        CU_ASSERT_TRUE(hc_quantity_is_absent(absent[k], strlen(absent[k])));
    }
    CU_ASSERT_FALSE(hc_quantity_is_absent("0", 1));
    CU_ASSERT_FALSE(hc_quantity_is_absent("#WRONG", 6));
}

/* What a cell's marks tell: one that decides, or one that can be either. */
static void marks_count_as_evidence(void)
{
    hc_mark_evidence seen = {0};
    static const char *const nothing[] = {"12", "1:30", "12 s", ""};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
        hc_marks_see(&seen, nothing[i], strlen(nothing[i]));
    }
    CU_ASSERT_EQUAL(seen.comma_decimal + seen.comma_group + seen.comma_either, 0);
    CU_ASSERT_EQUAL(seen.point_decimal + seen.point_group + seen.point_either, 0);
    hc_marks_see(&seen, "1.234", 5);
    CU_ASSERT_EQUAL(seen.point_either, 1);
    hc_marks_see(&seen, "12.5", 4);
    CU_ASSERT_EQUAL(seen.point_decimal, 1);
    hc_marks_see(&seen, "1.234,5", 7);
    CU_ASSERT_EQUAL(seen.point_group, 1);
    CU_ASSERT_EQUAL(seen.comma_decimal, 1);
}

/* A column of 812, 1,204 and 640: nobody writes decimals of three places to some only. */
static void small_numbers_without_a_mark_make_it_one_of_thousands(void)
{
    hc_size_evidence commas = {0}, points = {0};
    for (size_t k = 0; k < 19; k++) {
        hc_sizes_see(&commas, "1,204", 5);
        hc_sizes_see(&commas, "812", 3);
        hc_sizes_see(&points, "1.204", 5);
        hc_sizes_see(&points, "12", 2);
    }
    CU_ASSERT_EQUAL(hc_sizes_decide(&commas), '\0'); /* too few */
    hc_sizes_see(&commas, "0", 1);                   /* zero is written so in either way */
    hc_sizes_see(&commas, "1,204", 5);
    CU_ASSERT_EQUAL(hc_sizes_decide(&commas), '\0');
    hc_sizes_see(&commas, "812", 3);
    CU_ASSERT_EQUAL(hc_sizes_decide(&commas), '.');
    hc_sizes_see(&points, "1.204", 5);
    hc_sizes_see(&points, "99", 2);
    CU_ASSERT_EQUAL(hc_sizes_decide(&points), ',');
    hc_sizes_see(&points, "1204", 4); /* thousands without the mark */
    CU_ASSERT_EQUAL(hc_sizes_decide(&points), '\0');
    hc_sizes_see(&commas, "1.204", 5);
    CU_ASSERT_EQUAL(hc_sizes_decide(&commas), '\0');
}

/* A spreadsheet shows 200 seconds as 12:03:20 AM, and writes them with its first day. */
static void durations_that_look_like_moments_are_durations(void)
{
    static const struct {
        const char *text;
        double seconds;
    } cases[] = {{"0 days 00:03:20", 200.0},     {"1899-12-30 00:03:20", 200.0},
                 {"1899-12-30T00:03:20", 200.0}, {"1900-01-00 00:03:20", 200.0},
                 {"12:03:20 AM", 200.0},         {"01:03:20 AM", 3800.0},
                 {"12:03:20", 43400.0}};
    double seconds = 0.0;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        CU_ASSERT(hc_quantity_read_time(cases[k].text, strlen(cases[k].text), '.',
                                        HC_UNIT_CLOCK, &seconds));
        CU_ASSERT_EQUAL(seconds, cases[k].seconds);
    }
    CU_ASSERT_FALSE(
        hc_quantity_read_time("2026-06-01 00:03:20", 19, '.', HC_UNIT_CLOCK, &seconds));
    CU_ASSERT_FALSE(hc_quantity_read_time("12:03:20 PM", 11, '.', HC_UNIT_CLOCK, &seconds));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(decimals_are_read_to_the_last_bit),
        HC_TEST(the_decimal_mark_is_the_one_asked_for),
        HC_TEST(what_is_no_number_is_refused),
        HC_TEST(seconds_may_stand_alone_behind_a_colon),
        HC_TEST(no_break_blanks_hide_no_decimal_mark),
        HC_TEST(durations_may_be_iso_8601),
        HC_TEST(minutes_may_end_in_an_apostrophe),
        HC_TEST(errors_of_spreadsheets_are_absent),
        HC_TEST(marks_count_as_evidence),
        HC_TEST(durations_that_look_like_moments_are_durations),
        HC_TEST(small_numbers_without_a_mark_make_it_one_of_thousands),
    };
    return hc_test_run("quantity", tests, sizeof tests / sizeof *tests);
}
