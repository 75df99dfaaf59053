#include "forecast/base/hash.h"

#include "tests/support/hc_test.h"

/* Values of the authors' own test vectors for FNV-1a. */
static void known_answers(void)
{
    CU_ASSERT_EQUAL(hc_hash_bytes(HC_HASH_START, "", 0), 0xcbf29ce484222325U);
    CU_ASSERT_EQUAL(hc_hash_bytes(HC_HASH_START, "a", 1), 0xaf63dc4c8601ec8cU);
    CU_ASSERT_EQUAL(hc_hash_bytes(HC_HASH_START, "foobar", 6), 0x85944171f73967e8U);
}

static void a_hash_goes_on_where_it_ended(void)
{
    const uint64_t foo = hc_hash_bytes(HC_HASH_START, "foo", 3);
    CU_ASSERT_EQUAL(hc_hash_bytes(foo, "bar", 3), hc_hash_bytes(HC_HASH_START, "foobar", 6));
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(known_answers),
        HC_TEST(a_hash_goes_on_where_it_ended),
    };
    return hc_test_run("hash", tests, sizeof tests / sizeof tests[0]);
}
