#include <string.h>

#include "forecast/base/utf8.h"
#include "tests/support/hc_test.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void right_texts_are_valid(void)
{
    static const char *const right[] = {"",
                                        "plain",
                                        "상담",
                                        "\x7F",
                                        "\xC2\x80",
                                        "\xDF\xBF",
                                        "\xE0\xA0\x80",
                                        "\xED\x9F\xBF",
                                        "\xEE\x80\x80",
                                        "\xEF\xBF\xBF",
                                        "\xF0\x90\x80\x80",
                                        "\xF4\x8F\xBF\xBF"};
    for (size_t i = 0; i < COUNT(right); i++) {
        size_t bad_at = 99;
        CU_ASSERT_TRUE(hc_utf8_is_valid(right[i], strlen(right[i]), &bad_at));
        CU_ASSERT_EQUAL(bad_at, 99);
    }
}

/* Each is wrong at its third byte, after "ab": the Unicode Standard, table 3-7. */
static void wrong_bytes_are_found_where_they_begin(void)
{
    static const char *const wrong[] = {"ab\x80",
                                        "ab\xBF",
                                        "ab\xC0\x80",
                                        "ab\xC1\xBF",
                                        "ab\xC2",
                                        "ab\xC2"
                                        "a",
                                        "ab\xE0\x9F\xBF",
                                        "ab\xE0\xA0",
                                        "ab\xED\xA0\x80",
                                        "ab\xED\xBF\xBF",
                                        "ab\xE1\x80"
                                        "a",
                                        "ab\xF0\x8F\xBF\xBF",
                                        "ab\xF4\x90\x80\x80",
                                        "ab\xF5\x80\x80\x80",
                                        "ab\xF0\x90\x80",
                                        "ab\xFE",
                                        "ab\xFF",
                                        "ab\xF8\x88\x80\x80\x80"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        size_t bad_at = 99;
        CU_ASSERT_FALSE(hc_utf8_is_valid(wrong[i], strlen(wrong[i]), &bad_at));
        CU_ASSERT_EQUAL(bad_at, 2);
    }
}

/* Every code point written out, surrogates the only ones refused. */
static void every_code_point_but_surrogates_is_valid(void)
{
    size_t wrong = 0;
    for (unsigned code = 0x800; code <= 0x10FFFF; code++) {
        char text[4];
        size_t length = 3;
        size_t bad_at = 0;
        if (code < 0x10000) {
            text[0] = (char)(0xE0 | code >> 12);
        } else {
            text[0] = (char)(0xF0 | code >> 18);
            text[1] = (char)(0x80 | (code >> 12 & 0x3F));
            length = 4;
        }
        text[length - 2] = (char)(0x80 | (code >> 6 & 0x3F));
        text[length - 1] = (char)(0x80 | (code & 0x3F));
        const int surrogate = code >= 0xD800 && code <= 0xDFFF;
        wrong += hc_utf8_is_valid(text, length, &bad_at) == (surrogate == 0) ? 0 : 1;
    }
    CU_ASSERT_EQUAL(wrong, 0);
}

static void a_cut_text_is_not_read_past_its_length(void)
{
    size_t bad_at = 99;
    CU_ASSERT_FALSE(hc_utf8_is_valid("a\xEC\x83\x81", 3, &bad_at));
    CU_ASSERT_EQUAL(bad_at, 1);
    CU_ASSERT_TRUE(hc_utf8_is_valid("a\xEC\x83\x81", 1, &bad_at));
}

static void widths_are_columns_on_a_terminal(void)
{
    static const struct {
        const char *text;
        size_t columns;
    } known[] = {{"", 0},
                 {"abc", 3},
                 {"상담", 4},
                 {"受付", 4},
                 {"e\xCC\x81", 1},                /* e and a combining acute */
                 {"\xC3\xA9", 1},                 /* é in one */
                 {"a\tb\n", 2},                   /* control characters */
                 {"\xE1\x84\x80\xE1\x85\xA1", 2}, /* 가 in two letters */
                 {"\xEF\xBC\xA1", 2},             /* full-width A */
                 {"\xF0\x9F\x98\x80", 2},         /* a face */
                 {"\xC2\x85\xC2\xA0", 1},         /* next line (control), no-break space */
                 {"\xE2\x80\x8B", 0},             /* zero-width space */
                 {"a\xFF"
                  "b",
                  3},                      /* a wrong byte shows as one sign */
                 {"\xF0\xA0\x80\x80", 2}}; /* CJK extension B */
    for (size_t i = 0; i < COUNT(known); i++) {
        CU_ASSERT_EQUAL(hc_utf8_width(known[i].text), known[i].columns);
    }
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(right_texts_are_valid),
        HC_TEST(wrong_bytes_are_found_where_they_begin),
        HC_TEST(every_code_point_but_surrogates_is_valid),
        HC_TEST(a_cut_text_is_not_read_past_its_length),
        HC_TEST(widths_are_columns_on_a_terminal),
    };
    return hc_test_run("utf8", tests, sizeof tests / sizeof tests[0]);
}
