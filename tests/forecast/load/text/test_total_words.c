#include "forecast/load/text/total_words.h"

#include <string.h>

#include "tests/support/hc_test.h"

static void sums_are_known_by_their_words(void)
{
    static const char *const whole[] = {"Total", "GRAND TOTAL", "합계:", "Gesamtergebnis"};
    for (size_t k = 0; k < sizeof whole / sizeof *whole; k++) {
        CU_ASSERT(hc_is_total_word(whole[k], strlen(whole[k])));
    }
    CU_ASSERT_FALSE(hc_is_total_word("Totals desk", strlen("Totals desk")));
}

static void such_a_word_may_stand_before_or_behind_a_group(void)
{
    CU_ASSERT(hc_begins_with_total_word("Summe Montag", strlen("Summe Montag")));
    CU_ASSERT(hc_ends_with_total_word("03/02/2026 Total", strlen("03/02/2026 Total")));
    CU_ASSERT_FALSE(hc_ends_with_total_word("Total", strlen("Total"))); /* of no group */
    CU_ASSERT_FALSE(hc_ends_with_total_word("Sales Totally", strlen("Sales Totally")));
    CU_ASSERT_FALSE(hc_ends_with_total_word("", 0));
    CU_ASSERT_FALSE(hc_begins_with_total_word("", 0));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(sums_are_known_by_their_words),
        HC_TEST(such_a_word_may_stand_before_or_behind_a_group),
    };
    return hc_test_run("forecast/load/text/total_words", tests, sizeof tests / sizeof *tests);
}
