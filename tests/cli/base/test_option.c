#include "cli/base/option.h"

#include <math.h>
#include <string.h>

#include "cli/base/suggest.h"
#include "forecast/base/number.h"
#include "tests/support/hc_test.h"

typedef struct settings {
    bool flag;
    const char *text;
    double number, share, seconds;
    int64_t whole, days, day;
    hc_time_option time;
    hc_target_option target;
    int32_t choice;
} settings;

#define AT(field) offsetof(settings, field)

static const hc_option options[] = {
    {"flag", 'f', true, HC_OPTION_FLAG, AT(flag), "", 0, 0, ""},
    {"text", 't', true, HC_OPTION_TEXT, AT(text), "WORD", 0, 0, ""},
    {"number", 0, true, HC_OPTION_NUMBER, AT(number), "N", 1, 10, ""},
    {"share", 0, true, HC_OPTION_FRACTION, AT(share), "SHARE", 0, 1, ""},
    {"seconds", 0, true, HC_OPTION_DURATION, AT(seconds), "SECONDS", 0, 0, ""},
    {"whole", 0, true, HC_OPTION_WHOLE, AT(whole), "N", 0, 0, ""},
    {"days", 0, true, HC_OPTION_DAYS, AT(days), "DAYS", 1, 400, ""},
    {"day", 0, true, HC_OPTION_DATE, AT(day), "DATE", 0, 0, ""},
    {"time", 0, true, HC_OPTION_TIME, AT(time), "TIME", 0, 0, ""},
    {"target", 0, true, HC_OPTION_TARGET, AT(target), "PERCENT/SECONDS", 0, 0, ""},
    {"choice", 0, true, HC_OPTION_CHOICE, AT(choice), "table|csv|json", 0, 0, ""},
};

static settings got;
static const char *files[16];
static size_t file_count;
static hc_error err;

/* Reads a command line into the variables above. */
static hc_status read_line(const char *const *arguments, size_t count)
{
    const hc_option_set set = {options, sizeof options / sizeof *options, &got};
    got = (settings){.choice = HC_CHOICE_NONE};
    err = (hc_error)HC_ERROR_INIT;
    return hc_options_read(&set, 1, arguments, count, files, &file_count, &err);
}

#define READ(...)                                                                              \
    read_line((const char *const[]){__VA_ARGS__},                                              \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void values_follow_their_option_or_an_equals_sign(void)
{
    CU_ASSERT_EQUAL(READ("--text", "a", "--number=2.5"), HC_OK);
    CU_ASSERT_STRING_EQUAL(got.text, "a");
    CHECK_CLOSE(got.number, 2.5, 0);
    CU_ASSERT_EQUAL(READ("-t", "b", "-f"), HC_OK);
    CU_ASSERT_STRING_EQUAL(got.text, "b");
    CU_ASSERT(got.flag);
    CU_ASSERT_EQUAL(READ("-tc"), HC_OK);
    CU_ASSERT_STRING_EQUAL(got.text, "c");
    CU_ASSERT_EQUAL(READ("--text=--flag"), HC_OK);
    CU_ASSERT_STRING_EQUAL(got.text, "--flag");
}

static void files_may_stand_anywhere_and_a_dash_is_one(void)
{
    CU_ASSERT_EQUAL(READ("one", "--flag", "-", "--", "--number"), HC_OK);
    CU_ASSERT_EQUAL_FATAL(file_count, 3);
    CU_ASSERT_STRING_EQUAL(files[0], "one");
    CU_ASSERT_STRING_EQUAL(files[1], "-");
    CU_ASSERT_STRING_EQUAL(files[2], "--number");
}

static void every_kind_reads_its_forms(void)
{
    CU_ASSERT_EQUAL(READ("--share", "30%", "--seconds", "4:00", "--whole", "-3"), HC_OK);
    CHECK_CLOSE(got.share, 0.3, 1e-15);
    CHECK_CLOSE(got.seconds, 240, 0);
    CU_ASSERT_EQUAL(got.whole, -3);
    CU_ASSERT_EQUAL(READ("--days", "4w", "--day", "1970-01-03", "--choice", "csv"), HC_OK);
    CU_ASSERT_EQUAL(got.days, 28);
    CU_ASSERT_EQUAL(got.day, 2);
    CU_ASSERT_EQUAL(got.choice, 1);
    CU_ASSERT_EQUAL(READ("--days", "28d", "--time", "1970-01-02T09:30"), HC_OK);
    CU_ASSERT_EQUAL(got.days, 28);
    CU_ASSERT_EQUAL(got.time.local.day, 1);
    CU_ASSERT_EQUAL(got.time.local.second_of_day, 9 * 3600 + 30 * 60);
}

static void a_target_is_percent_over_seconds(void)
{
    static const char *const same[] = {"80/20", "80%/20s", "0.8/20", "0.8/0:20"};
    for (size_t k = 0; k < sizeof same / sizeof *same; k++) {
        CU_ASSERT_EQUAL(READ("--target", same[k]), HC_OK);
        CHECK_CLOSE(got.target.level, 0.8, 1e-15);
        CHECK_CLOSE(got.target.seconds, 20, 0);
    }
    static const char *const wrong[] = {"80", "80/", "/20", "0/20", "101/20", "a/b", "80/-1"};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        CU_ASSERT_EQUAL(READ("--target", wrong[k]), HC_ERR_USAGE);
    }
}

static void a_wrong_value_is_named_with_what_was_wanted(void)
{
    CU_ASSERT_EQUAL(READ("--number", "x"), HC_ERR_USAGE);
    CU_ASSERT_STRING_EQUAL(err.message,
                           "--number needs a number such as 100 or 2.5, found 'x'");
    CU_ASSERT_EQUAL(READ("--number", "11"), HC_ERR_USAGE);
    CU_ASSERT_STRING_EQUAL(err.message, "--number must be 1 to 10, found '11'");
    CU_ASSERT_EQUAL(READ("--choice", "xml"), HC_ERR_USAGE);
    CU_ASSERT_STRING_EQUAL(err.message, "--choice must be one of table|csv|json, found 'xml'");
    CU_ASSERT_EQUAL(READ("--number"), HC_ERR_USAGE);
    CU_ASSERT_STRING_EQUAL(err.message, "--number needs N after it");
    CU_ASSERT_EQUAL(READ("--number", "--flag"), HC_ERR_USAGE); /* forgotten, not a value */
    CU_ASSERT_STRING_EQUAL(err.message, "--number needs N after it, found --flag");
    CU_ASSERT_EQUAL(READ("--text", "--other"), HC_OK); /* no option: a value as any other */
    CU_ASSERT_EQUAL(READ("--flag=yes"), HC_ERR_USAGE);
    CU_ASSERT_STRING_EQUAL(err.message, "--flag takes no value");
    CU_ASSERT_EQUAL(READ("--day", "2026-02-30"), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(READ("--number", "nan"), HC_ERR_USAGE);
    CU_ASSERT_EQUAL(READ("--text", ""), HC_ERR_USAGE);
}

static void an_unknown_option_is_met_by_its_nearest(void)
{
    CU_ASSERT_EQUAL(READ("--numbr", "3"), HC_ERR_USAGE);
    CU_ASSERT_STRING_EQUAL(err.hint, "did you mean --number?");
    CU_ASSERT_EQUAL(READ("--secnods=3"), HC_ERR_USAGE);
    CU_ASSERT_STRING_EQUAL(err.hint, "did you mean --seconds?");
    CU_ASSERT_EQUAL(READ("--zzzzzz"), HC_ERR_USAGE);
    CU_ASSERT_STRING_EQUAL(err.hint, "--help lists the options");
    CU_ASSERT_EQUAL(READ("-x"), HC_ERR_USAGE);
}

static void edit_distance_counts_single_slips(void)
{
    CU_ASSERT_EQUAL(hc_edit_distance("", ""), 0);
    CU_ASSERT_EQUAL(hc_edit_distance("plan", "plan"), 0);
    CU_ASSERT_EQUAL(hc_edit_distance("paln", "plan"), 1); /* a swap is one slip */
    CU_ASSERT_EQUAL(hc_edit_distance("pln", "plan"), 1);
    CU_ASSERT_EQUAL(hc_edit_distance("plans", "plan"), 1);
    CU_ASSERT_EQUAL(hc_edit_distance("kitten", "sitting"), 3); /* Levenshtein's own example */
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(values_follow_their_option_or_an_equals_sign),
        HC_TEST(files_may_stand_anywhere_and_a_dash_is_one),
        HC_TEST(every_kind_reads_its_forms),
        HC_TEST(a_target_is_percent_over_seconds),
        HC_TEST(a_wrong_value_is_named_with_what_was_wanted),
        HC_TEST(an_unknown_option_is_met_by_its_nearest),
        HC_TEST(edit_distance_counts_single_slips),
    };
    return hc_test_run("option", tests, sizeof tests / sizeof *tests);
}
