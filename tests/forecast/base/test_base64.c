#include "forecast/base/base64.h"

#include <string.h>

#include "tests/support/hc_test.h"

/* RFC 4648, section 10 */
static void published_examples_are_met(void)
{
    static const char *const texts[] = {"",         "Zg==",     "Zm8=",    "Zm9v",
                                        "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    for (size_t length = 0; length < sizeof texts / sizeof *texts; length++) {
        char text[HC_BASE64_MAX(6)];
        hc_base64("foobar", length, text);
        CU_ASSERT_STRING_EQUAL(text, texts[length]);
        CU_ASSERT_EQUAL(strlen(text) + 1, HC_BASE64_MAX(length));
    }
}

static void bytes_above_ascii_are_bytes(void)
{
    char text[HC_BASE64_MAX(3)];
    hc_base64("\xFF\x80\x00", 3, text);
    CU_ASSERT_STRING_EQUAL(text, "/4AA");
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(published_examples_are_met),
        HC_TEST(bytes_above_ascii_are_bytes),
    };
    return hc_test_run("base64", tests, sizeof tests / sizeof *tests);
}
