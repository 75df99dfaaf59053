#include <gsl/gsl_sf_gamma.h>
#include <string.h>

#include "forecast/base/status.h"
#include "tests/support/hc_test.h"

static void every_status_has_its_own_name_and_text(void)
{
    for (int a = 0; a < HC_STATUS_COUNT; a++) {
        CU_ASSERT_TRUE(strncmp(hc_status_name((hc_status)a), "HC_", 3) == 0);
        CU_ASSERT_TRUE(strlen(hc_status_text((hc_status)a)) > 3);
        for (int b = 0; b < a; b++) {
            CU_ASSERT_STRING_NOT_EQUAL(hc_status_name((hc_status)a),
                                       hc_status_name((hc_status)b));
            CU_ASSERT_STRING_NOT_EQUAL(hc_status_text((hc_status)a),
                                       hc_status_text((hc_status)b));
        }
    }
    CU_ASSERT_STRING_EQUAL(hc_status_name(HC_ERR_RANGE), "HC_ERR_RANGE");
    CU_ASSERT_STRING_EQUAL(hc_status_text(HC_OK), "done");
}

static void an_unknown_status_is_named_as_such(void)
{
    const int unknown[] = {-1, HC_STATUS_COUNT, 1000};
    for (int i = 0; i < 3; i++) {
        CU_ASSERT_STRING_EQUAL(hc_status_name((hc_status)unknown[i]), "HC_ERR_UNKNOWN");
        CU_ASSERT_STRING_EQUAL(hc_status_text((hc_status)unknown[i]), "an unknown status");
    }
}

static void an_error_names_place_message_and_hint(void)
{
    hc_error err = HC_ERROR_INIT;
    char text[256];
    const hc_place at = {.file = "calls.csv", .line = 1841, .column = 12};
    CU_ASSERT_EQUAL(hc_fail(&err, HC_ERR_RANGE, at, "is the column in minutes?",
                            "AHT must be above 0, found %g", -1.0),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(err.status, HC_ERR_RANGE);
    hc_error_text(&err, text, (int)sizeof text);
    CU_ASSERT_STRING_EQUAL(
        text, "calls.csv:1841:12: AHT must be above 0, found -1 (is the column in minutes?)");
}

static void what_is_not_known_is_left_out_of_the_text(void)
{
    hc_error err = HC_ERROR_INIT;
    char text[256];
    CU_ASSERT_EQUAL(
        hc_fail(&err, HC_ERR_PARSE, (hc_place){.file = "a.csv", .line = 3}, NULL, "odd"),
        HC_ERR_PARSE);
    hc_error_text(&err, text, (int)sizeof text);
    CU_ASSERT_STRING_EQUAL(text, "a.csv:3: odd");
    CU_ASSERT_EQUAL(
        hc_fail(&err, HC_ERR_PARSE, (hc_place){.file = "a.csv", .column = 9}, NULL, "odd"),
        HC_ERR_PARSE);
    hc_error_text(&err, text, (int)sizeof text);
    CU_ASSERT_STRING_EQUAL(text, "a.csv: odd");
    CU_ASSERT_EQUAL(
        hc_fail(&err, HC_ERR_PARSE, (hc_place){.line = 3, .column = 9}, NULL, "odd"),
        HC_ERR_PARSE);
    hc_error_text(&err, text, (int)sizeof text);
    CU_ASSERT_STRING_EQUAL(text, "odd");
    err = (hc_error){.status = HC_ERR_EMPTY};
    hc_error_text(&err, text, (int)sizeof text);
    CU_ASSERT_STRING_EQUAL(text, hc_status_text(HC_ERR_EMPTY));
}

static void an_error_may_be_left_out(void)
{
    CU_ASSERT_EQUAL(hc_fail(NULL, HC_ERR_LIMIT, HC_NOWHERE, NULL, "%s", "x"), HC_ERR_LIMIT);
}

static void context_can_be_added_from_the_error_itself(void)
{
    hc_error err = HC_ERROR_INIT;
    char text[256];
    (void)hc_fail(&err, HC_ERR_PARSE, (hc_place){.file = "a.csv", .line = 3}, "look", "odd");
    const hc_place same = {.file = err.file, .line = err.line};
    (void)hc_fail(&err, err.status, same, err.hint, "agents: %s", err.message);
    hc_error_text(&err, text, (int)sizeof text);
    CU_ASSERT_STRING_EQUAL(text, "a.csv:3: agents: odd (look)");
}

static void long_texts_are_cut_between_characters(void)
{
    char longest[2 * HC_ERROR_TEXT_MAX];
    for (size_t shift = 0; shift < 3; shift++) {
        hc_error err = HC_ERROR_INIT;
        memset(longest, 'x', shift);
        for (size_t at = shift; at + 3 < sizeof longest; at += 3) {
            memcpy(longest + at, "\xEA\xB0\x80", 4);
        }
        (void)hc_fail(&err, HC_ERR_PARSE, (hc_place){.file = longest}, longest, "%s", longest);
        const size_t kept = strlen(err.message);
        CU_ASSERT_TRUE(kept < HC_ERROR_TEXT_MAX && kept > HC_ERROR_TEXT_MAX - 4);
        CU_ASSERT_EQUAL((kept - shift) % 3, 0);
        CU_ASSERT_EQUAL((strlen(err.hint) - shift) % 3, 0);
        CU_ASSERT_EQUAL((strlen(err.file) - shift) % 3, 0);
    }
}

static void a_small_buffer_gets_what_fits(void)
{
    hc_error err = {.status = HC_ERR_PARSE, .message = "ab\xC3\xA9z"};
    char text[8] = "#######";
    hc_error_text(&err, text, 4);
    CU_ASSERT_STRING_EQUAL(text, "ab");
    CU_ASSERT_EQUAL(text[4], '#');
    hc_error_text(&err, text, 1);
    CU_ASSERT_STRING_EQUAL(text, "");
    text[0] = '#';
    hc_error_text(&err, text, 0);
    hc_error_text(&err, text, -5);
    CU_ASSERT_EQUAL(text[0], '#');
}

static hc_status passes_up(hc_status inner, int *after)
{
    HC_TRY(inner);
    *after = 1;
    return HC_OK;
}

static void try_returns_the_first_error_at_once(void)
{
    int after = 0;
    CU_ASSERT_EQUAL(passes_up(HC_ERR_LIMIT, &after), HC_ERR_LIMIT);
    CU_ASSERT_EQUAL(after, 0);
    CU_ASSERT_EQUAL(passes_up(HC_OK, &after), HC_OK);
    CU_ASSERT_EQUAL(after, 1);
}

/* With GSL's own handler this would abort the program. */
static void init_keeps_gsl_from_aborting(void)
{
    hc_init();
    const double pole = gsl_sf_gamma(-1.0);
    CU_ASSERT_TRUE(isnan(pole));
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(every_status_has_its_own_name_and_text),
        HC_TEST(an_unknown_status_is_named_as_such),
        HC_TEST(an_error_names_place_message_and_hint),
        HC_TEST(what_is_not_known_is_left_out_of_the_text),
        HC_TEST(an_error_may_be_left_out),
        HC_TEST(context_can_be_added_from_the_error_itself),
        HC_TEST(long_texts_are_cut_between_characters),
        HC_TEST(a_small_buffer_gets_what_fits),
        HC_TEST(try_returns_the_first_error_at_once),
        HC_TEST(init_keeps_gsl_from_aborting),
    };
    return hc_test_run("status", tests, sizeof tests / sizeof tests[0]);
}
