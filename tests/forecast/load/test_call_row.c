/* What the cells of a list of calls say. */
#include <string.h>

#include "forecast/load/ledger_fill.h"
#include "tests/support/hc_test.h"

static hc_csv_cell_text cell(const char *text)
{
    return (hc_csv_cell_text){text, strlen(text)};
}

/* Marks of a call that was abandoned, or is complete: words, and counts or times of it. */
static void yes_is_a_word_or_anything_above_nothing(void)
{
    static const char *const yes[] = {"yes", "Yes", "TRUE", "true",     "Y",
                                      "y",   "1",   "7",    "00:00:05", "0.5"};
    static const char *const other[] = {"",  "no",       "N", "false",
                                        "0", "00:00:00", "-", "yesterday"};
    for (size_t k = 0; k < sizeof yes / sizeof *yes; k++) {
        CU_ASSERT_TRUE(hc_call_cell_is_yes(cell(yes[k])));
        CU_ASSERT_FALSE(hc_call_cell_is_no(cell(yes[k])));
    }
    for (size_t k = 0; k < sizeof other / sizeof *other; k++) {
        CU_ASSERT_FALSE(hc_call_cell_is_yes(cell(other[k])));
    }
}

static void no_is_said(void)
{
    static const char *const no[] = {"no", "No", "FALSE", "false", "n", "N"};
    static const char *const other[] = {"", "0", "-", "none", "yes", "Nobody"};
    for (size_t k = 0; k < sizeof no / sizeof *no; k++) {
        CU_ASSERT_TRUE(hc_call_cell_is_no(cell(no[k])));
    }
    for (size_t k = 0; k < sizeof other / sizeof *other; k++) {
        CU_ASSERT_FALSE(hc_call_cell_is_no(cell(other[k])));
    }
}

/* Words that others begin with stand alone: an outage, an international call and a powerful
 * one come in. */
static void calls_that_go_out_are_told_from_their_beginnings(void)
{
    static const char *const out[] = {
        "out",           "Outbound",    "OUTBOUND CALL", "outgoing",  "Internal",
        "internal call", "intern",      "Manual",        "preview",   "Power",
        "predictive",    "progressive", "autodial",      "O/B",       "ob",
        "sortant",       "Ausgehend",   "saliente",      "In uscita", "uitgaand",
        "발신",          "발신 통화",   "아웃바운드"};
    static const char *const in[] = {
        "",     "Inbound",  "in",       "Outage",   "International",
        "obey", "powerful", "manually", "incoming", "수신"};
    for (size_t k = 0; k < sizeof out / sizeof *out; k++) {
        CU_ASSERT_TRUE(hc_call_is_outbound(cell(out[k])));
    }
    for (size_t k = 0; k < sizeof in / sizeof *in; k++) {
        CU_ASSERT_FALSE(hc_call_is_outbound(cell(in[k])));
    }
}

/* The first call of an interval fills a gap, the others are added. */
static void calls_of_an_interval_are_added_up(void)
{
    double calls[2] = {0.0}, aht_s[2] = {0.0};
    uint8_t state[2] = {HC_SLOT_GAP, HC_SLOT_GAP};
    hc_queue queue = {.calls = calls, .aht_s = aht_s, .state = state};
    const hc_row_counts one = {1.0, 0.0, 0.0, HC_MISSING, 0.0};
    for (int k = 0; k < 3; k++) {
        hc_call_put(&queue, 1, &one);
    }
    CU_ASSERT_EQUAL(calls[0], 0.0);
    CU_ASSERT_EQUAL(state[0], HC_SLOT_GAP);
    CU_ASSERT_EQUAL(calls[1], 3.0);
    CU_ASSERT_EQUAL(hc_slot_state_of(&queue, 1), HC_SLOT_OPEN);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(yes_is_a_word_or_anything_above_nothing),
        HC_TEST(no_is_said),
        HC_TEST(calls_that_go_out_are_told_from_their_beginnings),
        HC_TEST(calls_of_an_interval_are_added_up),
    };
    return hc_test_run("forecast/load/call_row", tests, sizeof tests / sizeof tests[0]);
}
