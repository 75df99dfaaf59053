#include "forecast/load/text/call_outcome.h"

#include <string.h>

#include "tests/support/hc_test.h"

static hc_call_outcome outcome_of(const char *text)
{
    return hc_call_outcome_of(text, strlen(text));
}

static void words_of_answered_calls_are_known(void)
{
    static const char *const words[] = {"Answered",   "ANSWERED", "Completed", "COMPLETEAGENT",
                                        "Angenommen", "traité",   "Atendida",  "응답호"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        CU_ASSERT_EQUAL(outcome_of(words[i]), HC_OUTCOME_ANSWERED);
    }
}

static void words_of_lost_calls_are_known(void)
{
    static const char *const words[] = {
        "Abandoned", "abandoned_in_queue", "Short Abandon", "NO ANSWER",     "NoAnswer",
        "Missed",    "Missed call",        "Hung up",       "Queue Exit",    "EXITWITHTIMEOUT",
        "Aufgelegt", "Verpasst",           "Sans réponse",  "No contestada", "포기호"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        CU_ASSERT_EQUAL(outcome_of(words[i]), HC_OUTCOME_LOST);
    }
}

/* A lost card, a cancelled order: only beside calls that were answered is the call meant. */
static void words_that_may_be_about_something_else_are_told_apart(void)
{
    CU_ASSERT_EQUAL(outcome_of("Lost"), HC_OUTCOME_MAYBE_LOST);
    CU_ASSERT_EQUAL(outcome_of("cancelled"), HC_OUTCOME_MAYBE_LOST);
    CU_ASSERT_EQUAL(outcome_of("Verloren"), HC_OUTCOME_MAYBE_LOST);
}

static void what_a_call_was_about_is_no_outcome(void)
{
    static const char *const words[] = {
        "",     "Missed payment", "Lost card",  "Complete order",
        "Open", "Answer machine", "Transferred"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        CU_ASSERT_EQUAL(outcome_of(words[i]), HC_OUTCOME_UNKNOWN);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(words_of_answered_calls_are_known),
        HC_TEST(words_of_lost_calls_are_known),
        HC_TEST(words_that_may_be_about_something_else_are_told_apart),
        HC_TEST(what_a_call_was_about_is_no_outcome),
    };
    return hc_test_run("call_outcome", tests, sizeof tests / sizeof tests[0]);
}
