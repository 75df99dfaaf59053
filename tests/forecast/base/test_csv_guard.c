#include <string.h>

#include "forecast/base/csv_guard.h"
#include "tests/support/hc_test.h"

static void formulas_need_a_guard_in_every_form(void)
{
    static const char *const formula[] = {"=1+1",
                                          "+1",
                                          "-1",
                                          "@SUM(A1)",
                                          "\t=1",
                                          "\r=1",
                                          "\n=1",
                                          "=",
                                          "\xEF\xBC\x9D"
                                          "1",
                                          "\xEF\xBC\x8B"
                                          "1",
                                          "\xEF\xBC\x8D"
                                          "1",
                                          "\xEF\xBC\xA0"
                                          "A1"};
    for (size_t i = 0; i < sizeof formula / sizeof formula[0]; i++) {
        CU_ASSERT_TRUE(hc_csv_needs_guard(formula[i], strlen(formula[i])));
        CU_ASSERT_FALSE(hc_csv_has_guard(formula[i], strlen(formula[i])));
    }
}

static void plain_text_needs_none(void)
{
    static const char *const plain[] = {"",  "sales", "a=b", "'s Gravenhage",
                                        "'", "''",    " =1", "\xEF\xBC"};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        CU_ASSERT_FALSE(hc_csv_needs_guard(plain[i], strlen(plain[i])));
        CU_ASSERT_FALSE(hc_csv_has_guard(plain[i], strlen(plain[i])));
    }
}

static void a_text_that_looks_guarded_gets_one_more(void)
{
    CU_ASSERT_TRUE(hc_csv_needs_guard("'=1", 3));
    CU_ASSERT_TRUE(hc_csv_needs_guard("''=1", 4));
    CU_ASSERT_TRUE(hc_csv_has_guard("''=1", 4));
}

/* Every text of up to five letters over an alphabet that holds all that matters. */
static void taking_the_guard_away_gives_the_text_back(void)
{
    static const char alphabet[] = {'\'', '=', 'a', '\t', '\xEF', '\xBC', '\x9D'};
    const size_t letters = sizeof alphabet;
    size_t combinations = 1;
    for (size_t length = 0; length <= 5; length++, combinations *= letters) {
        for (size_t number = 0; number < combinations; number++) {
            char text[8] = {HC_CSV_GUARD};
            size_t rest = number;
            for (size_t i = 0; i < length; i++, rest /= letters) {
                text[1 + i] = alphabet[rest % letters];
            }
            const size_t skipped = hc_csv_needs_guard(text + 1, length) ? 0 : 1;
            const char *written = text + skipped;
            const size_t written_length = length + 1 - skipped;
            const size_t taken = hc_csv_has_guard(written, written_length) ? 1 : 0;
            CU_ASSERT_EQUAL(written_length - taken, length);
            CU_ASSERT_PTR_EQUAL(written + taken, text + 1);
        }
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(formulas_need_a_guard_in_every_form),
        HC_TEST(plain_text_needs_none),
        HC_TEST(a_text_that_looks_guarded_gets_one_more),
        HC_TEST(taking_the_guard_away_gives_the_text_back),
    };
    return hc_test_run("csv_guard", tests, sizeof tests / sizeof tests[0]);
}
