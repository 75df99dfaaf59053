#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/number.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void whole_texts_are_read_as_numbers(void)
{
    static const struct {
        const char *text;
        double value;
    } known[] = {
        {"0", 0.0},
        {"-0", -0.0},
        {"1", 1.0},
        {"+1", 1.0},
        {"007", 7.0},
        {"0.1", 0.1},
        {".5", 0.5},
        {"5.", 5.0},
        {"-12.25", -12.25},
        {"1e3", 1000.0},
        {"1E-3", 0.001},
        {"1.5e+2", 150.0},
        {"1e-400", 0.0},
        {"0e999999", 0.0},
        {"1.7976931348623157e308", DBL_MAX},
        {"5e-324", 0x1p-1074},
        {"9007199254740993", 9007199254740992.0},
    };
    for (size_t i = 0; i < COUNT(known); i++) {
        double value = 99.0;
        CU_ASSERT_TRUE(hc_parse_double(known[i].text, strlen(known[i].text), &value));
        CU_ASSERT_EQUAL(memcmp(&value, &known[i].value, sizeof value), 0);
    }
}

static void anything_else_is_no_number_and_leaves_the_value(void)
{
    static const char *const wrong[] = {
        "",     " ",     "-",     "+",      ".",   "e",   "e5",       "-.",
        " 1",   "1 ",    "1,5",   "1.2.3",  "--1", "+-1", "0x10",     "1e",
        "1e+",  "1e5.",  "1e400", "-1e400", "inf", "nan", "INF",      "1_000",
        "1\t",  "1e5e5", "５",    "1f",     "1d",  "NaN", "infinity", "1e99999999999999999999",
        "1..5", "1-",    "0b1",   "1'000"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        double value = 99.0;
        CU_ASSERT_FALSE(hc_parse_double(wrong[i], strlen(wrong[i]), &value));
        CU_ASSERT_EQUAL(value, 99.0);
    }
}

static void only_the_given_length_is_read(void)
{
    double value = 0.0;
    CU_ASSERT_TRUE(hc_parse_double("12345", 3, &value));
    CU_ASSERT_EQUAL(value, 123.0);
    CU_ASSERT_TRUE(hc_parse_double("1;2", 1, &value));
    CU_ASSERT_EQUAL(value, 1.0);
    CU_ASSERT_FALSE(hc_parse_double("1\0"
                                    "2",
                                    3, &value));
    CU_ASSERT_FALSE(hc_parse_double("x", 0, &value));
}

static void long_digits_are_read_exactly_up_to_the_limit(void)
{
    char text[1200];
    memset(text, '0', sizeof text);
    memcpy(text, "0.", 2);
    text[1023] = '1';
    double value = 9.0;
    CU_ASSERT_TRUE(hc_parse_double(text, 1024, &value));
    CU_ASSERT_EQUAL(value, 0.0);
    memset(text, '9', sizeof text);
    text[1] = '.';
    CU_ASSERT_TRUE(hc_parse_double(text, 1024, &value));
    CU_ASSERT_EQUAL(value, 10.0);
    CU_ASSERT_FALSE(hc_parse_double(text, 1025, &value));
}

/* A host program may have set one; our files keep their point. */
static void the_locale_changes_nothing(void)
{
    const char *const commas[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8"};
    const char *set = NULL;
    for (size_t i = 0; set == NULL && i < COUNT(commas); i++) {
        set = setlocale(LC_ALL, commas[i]);
    }
    if (set == NULL) { printf("\n    no locale with a comma here: checked in C only\n"); }
    double value = 0.0;
    char text[HC_NUMBER_TEXT_MAX];
    CU_ASSERT_TRUE(hc_parse_double("1.5", 3, &value));
    CU_ASSERT_EQUAL(value, 1.5);
    CU_ASSERT_FALSE(hc_parse_double("1,5", 3, &value));
    hc_format_double(1.5, text);
    CU_ASSERT_STRING_EQUAL(text, "1.5");
    hc_format_fixed(-1234.5678, 2, text);
    CU_ASSERT_STRING_EQUAL(text, "-1234.57");
    (void)setlocale(LC_ALL, "C");
}

static void integers_are_read_to_their_limits(void)
{
    static const struct {
        const char *text;
        int64_t value;
    } known[] = {{"0", 0},
                 {"-0", 0},
                 {"+12", 12},
                 {"-12", -12},
                 {"000123", 123},
                 {"9223372036854775807", INT64_MAX},
                 {"-9223372036854775808", INT64_MIN}};
    static const char *const wrong[] = {"",
                                        "-",
                                        "+",
                                        "1.0",
                                        "1e3",
                                        " 1",
                                        "1 ",
                                        "0x1",
                                        "9223372036854775808",
                                        "-9223372036854775809",
                                        "99999999999999999999"};
    for (size_t i = 0; i < COUNT(known); i++) {
        int64_t value = 99;
        CU_ASSERT_TRUE(hc_parse_int64(known[i].text, strlen(known[i].text), &value));
        CU_ASSERT_EQUAL(value, known[i].value);
    }
    for (size_t i = 0; i < COUNT(wrong); i++) {
        int64_t value = 99;
        CU_ASSERT_FALSE(hc_parse_int64(wrong[i], strlen(wrong[i]), &value));
        CU_ASSERT_EQUAL(value, 99);
    }
}

static void durations_are_seconds_or_clocks(void)
{
    static const struct {
        const char *text;
        double seconds;
    } known[] = {{"310", 310.0},       {"5:10", 310.0},     {"0:05:10", 310.0},
                 {"00:05:10", 310.0},  {"1:00:00", 3600.0}, {"90:00", 5400.0},
                 {"0:00", 0.0},        {"310.5", 310.5},    {"5:10.25", 310.25},
                 {"0:05:10.5", 310.5}, {"-1", -1.0},        {"100:59:59", 363599.0}};
    static const char *const wrong[] = {
        "",          ":",      "5:",           ":10",   "5:1",      "5:60",  "5:5:5",
        "0:60:00",   "0:5:10", "1:2:3:4",      "-5:10", "5:-1",     "5:10.", "5.5:10",
        "0:05.5:10", "a:10",   "5:1a",         "5:10 ", "5:10:1.5", "5:10:", "1234567890:00",
        "::",        "5:10e1", "0:00:59.999.9"};
    for (size_t i = 0; i < COUNT(known); i++) {
        double seconds = 99.0;
        CU_ASSERT_TRUE(hc_parse_duration_s(known[i].text, strlen(known[i].text), &seconds));
        CU_ASSERT_EQUAL(seconds, known[i].seconds);
    }
    for (size_t i = 0; i < COUNT(wrong); i++) {
        double seconds = 99.0;
        CU_ASSERT_FALSE(hc_parse_duration_s(wrong[i], strlen(wrong[i]), &seconds));
        CU_ASSERT_EQUAL(seconds, 99.0);
    }
}

static void fractions_are_shares_or_percent(void)
{
    static const struct {
        const char *text;
        double fraction;
    } known[] = {{"80%", 0.8},  {"80 %", 0.8}, {"0.8", 0.8},     {"0", 0.0},  {"1", 1.0},
                 {"0%", 0.0},   {"100%", 1.0}, {"99.9%", 0.999}, {".3", 0.3}, {"7%", 0.07},
                 {"29%", 0.29}, {"1e-1", 0.1}, {"57.3 %", 0.573}};
    static const char *const wrong[] = {"",     "%",   " %",    "80",   "1.01", "101%",  "-1%",
                                        "-0.1", "8%%", "80  %", "% 80", "x%",   "1e400%"};
    for (size_t i = 0; i < COUNT(known); i++) {
        double fraction = 99.0;
        CU_ASSERT_TRUE(hc_parse_fraction(known[i].text, strlen(known[i].text), &fraction));
        CU_ASSERT_EQUAL(fraction, known[i].fraction);
    }
    for (size_t i = 0; i < COUNT(wrong); i++) {
        double fraction = 99.0;
        CU_ASSERT_FALSE(hc_parse_fraction(wrong[i], strlen(wrong[i]), &fraction));
        CU_ASSERT_EQUAL(fraction, 99.0);
    }
}

static void numbers_are_printed_as_short_as_can_be(void)
{
    static const struct {
        double value;
        const char *text;
    } known[] = {{0.0, "0"},
                 {-0.0, "-0"},
                 {1.0, "1"},
                 {-1.5, "-1.5"},
                 {0.1, "0.1"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1.0 / 3.0, "0.3333333333333333"},
                 {100.0, "100"},
                 {123456.789, "123456.789"},
                 {1e15, "1000000000000000"},
                 {1e16, "1e16"},
                 {9007199254740993.0, "9007199254740992"},
                 {0.00001, "0.00001"},
                 {0.000001, "1e-6"},
                 {1.25e-7, "1.25e-7"},
                 {DBL_MAX, "1.7976931348623157e308"},
                 {DBL_MIN, "2.2250738585072014e-308"},
                 {0x1p-1074, "5e-324"},
                 {5e-323, "5e-323"},
                 {(double)INFINITY, "inf"},
                 {-(double)INFINITY, "-inf"},
                 {(double)NAN, ""}};
    for (size_t i = 0; i < COUNT(known); i++) {
        char text[HC_NUMBER_TEXT_MAX];
        hc_format_double(known[i].value, text);
        CU_ASSERT_STRING_EQUAL(text, known[i].text);
    }
}

static double random_double(hc_rng *rng)
{
    double value = (double)NAN;
    while (!isfinite(value)) {
        const uint64_t bits = hc_rng_u64(rng);
        memcpy(&value, &bits, sizeof value);
    }
    return value;
}

/* Against a second method: the first precision of %e that reads back. Seed 1. */
static size_t shortest_digits(double value)
{
    char text[64];
    for (int digits = 1; digits < 17; digits++) {
        (void)snprintf(text, sizeof text, "%.*e", digits - 1, value);
        const double back = strtod(text, NULL);
        if (!(back < value) && !(back > value)) { return (size_t)digits; }
    }
    return 17;
}

static size_t digits_in(const char *text)
{
    size_t digits = 0;
    size_t kept = 0;
    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text < '0' || *text > '9' || (digits == 0 && *text == '0')) { continue; }
        digits++;
        if (*text != '0') { kept = digits; }
    }
    return kept;
}

static void what_is_printed_reads_back_to_the_same_bits(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 1);
    size_t wrong = 0;
    for (int i = 0; i < 30000; i++) {
        char text[HC_NUMBER_TEXT_MAX];
        double back = 0.0;
        const double value =
            i % 2 == 0 ? random_double(&rng) : floor(hc_rng_uniform(&rng) * 1e6) / 1000.0;
        hc_format_double(value, text);
        const int read = hc_parse_double(text, strlen(text), &back);
        wrong += !read || memcmp(&back, &value, sizeof back) != 0 ? 1 : 0;
        wrong += strlen(text) >= HC_NUMBER_TEXT_MAX ? 1 : 0;
        if (value < 0.0 || value > 0.0) {
            wrong += digits_in(text) > shortest_digits(value) ? 1 : 0;
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

static void fixed_numbers_drop_zeros_and_minus_zero(void)
{
    static const struct {
        double value;
        int decimals;
        const char *text;
    } known[] = {{1.5, 2, "1.5"},
                 {1.0, 2, "1"},
                 {0.125, 2, "0.12"},
                 {-0.001, 2, "0"},
                 {-0.006, 2, "-0.01"},
                 {0.0, 3, "0"},
                 {-0.0, 0, "0"},
                 {1234567.891, 0, "1234568"},
                 {100.0, 0, "100"},
                 {-20.0, 1, "-20"},
                 {0.1, 12, "0.1"},
                 {2.0 / 3.0, 12, "0.666666666667"},
                 {1.25, -3, "1"},
                 {0.1, 99, "0.1"},
                 {1e15, 2, "1000000000000000"},
                 {-1e20, 2, "-1e20"},
                 {999999999999999.9, 12, "999999999999999.875"},
                 {(double)NAN, 2, ""},
                 {(double)INFINITY, 2, "inf"}};
    for (size_t i = 0; i < COUNT(known); i++) {
        char text[HC_NUMBER_TEXT_MAX];
        hc_format_fixed(known[i].value, known[i].decimals, text);
        CU_ASSERT_STRING_EQUAL(text, known[i].text);
    }
}

static void missing_is_not_a_number_and_not_zero(void)
{
    CU_ASSERT_TRUE(hc_is_missing(HC_MISSING));
    CU_ASSERT_FALSE(hc_is_missing(0.0));
    CU_ASSERT_FALSE(hc_is_missing((double)INFINITY));
}

static void rounding_up_forgives_a_billionth(void)
{
    CU_ASSERT_EQUAL(hc_ceil_forgiving(7.0), 7.0);
    CU_ASSERT_EQUAL(hc_ceil_forgiving(7.0 + 5e-10), 7.0);
    CU_ASSERT_EQUAL(hc_ceil_forgiving(7.0 + 2e-9), 8.0);
    CU_ASSERT_EQUAL(hc_ceil_forgiving(6.5), 7.0);
    CU_ASSERT_EQUAL(hc_ceil_forgiving(-0.5), 0.0);
    CU_ASSERT_FALSE(signbit(hc_ceil_forgiving(-0.5)));
    CU_ASSERT_EQUAL(hc_ceil_forgiving(7.0 / (1.0 - 0.3) * (1.0 - 0.3)), 7.0);
    CU_ASSERT_TRUE(hc_is_missing(hc_ceil_forgiving(HC_MISSING)));
}

static void sorted_numbers_ascend_and_are_the_same_ones(void)
{
    double values[] = {3.0, -1.0, 3.0, -(double)INFINITY, 0.0, 2.5};
    const double sorted[] = {-(double)INFINITY, -1.0, 0.0, 2.5, 3.0, 3.0};
    hc_sort_doubles(values, COUNT(values));
    for (size_t i = 0; i < COUNT(values); i++) {
        CU_ASSERT_EQUAL(values[i], sorted[i]);
    }
    hc_sort_doubles(NULL, 0);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(whole_texts_are_read_as_numbers),
        HC_TEST(anything_else_is_no_number_and_leaves_the_value),
        HC_TEST(only_the_given_length_is_read),
        HC_TEST(long_digits_are_read_exactly_up_to_the_limit),
        HC_TEST(the_locale_changes_nothing),
        HC_TEST(integers_are_read_to_their_limits),
        HC_TEST(durations_are_seconds_or_clocks),
        HC_TEST(fractions_are_shares_or_percent),
        HC_TEST(numbers_are_printed_as_short_as_can_be),
        HC_TEST(what_is_printed_reads_back_to_the_same_bits),
        HC_TEST(fixed_numbers_drop_zeros_and_minus_zero),
        HC_TEST(missing_is_not_a_number_and_not_zero),
        HC_TEST(rounding_up_forgives_a_billionth),
        HC_TEST(sorted_numbers_ascend_and_are_the_same_ones),
    };
    return hc_test_run("number", tests, sizeof tests / sizeof tests[0]);
}
