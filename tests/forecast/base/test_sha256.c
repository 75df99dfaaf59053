#include <string.h>

#include "forecast/base/sha256.h"
#include "tests/support/hc_test.h"

static void check_hex(const void *bytes, size_t count, const char *expected)
{
    uint8_t digest[HC_SHA256_BYTES];
    char text[HC_SHA256_HEX_MAX];
    hc_sha256_of(bytes, count, digest);
    hc_sha256_hex(digest, text);
    CU_ASSERT_STRING_EQUAL(text, expected);
}

/* NIST, Cryptographic Standards and Guidelines, example values of SHA-256. */
static void published_examples_are_met(void)
{
    check_hex("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_hex("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    check_hex(two_blocks, strlen(two_blocks),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_million_letters_in_uneven_pieces_give_the_published_digest(void)
{
    char letters[997];
    memset(letters, 'a', sizeof letters);
    hc_sha256 hash;
    hc_sha256_start(&hash);
    for (size_t left = 1000000, piece = 1; left > 0; piece = piece % sizeof letters + 1) {
        const size_t take = piece < left ? piece : left;
        hc_sha256_add(&hash, letters, take);
        left -= take;
    }
    uint8_t digest[HC_SHA256_BYTES];
    char text[HC_SHA256_HEX_MAX];
    hc_sha256_end(&hash, digest);
    hc_sha256_hex(digest, text);
    CU_ASSERT_STRING_EQUAL(text,
                           "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* Lengths around the block and padding borders agree with the same bytes added one by one. */
static void every_length_up_to_three_blocks_is_padded_right(void)
{
    uint8_t bytes[192];
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(i * 7 + 1);
    }
    for (size_t length = 0; length <= sizeof bytes; length++) {
        uint8_t whole[HC_SHA256_BYTES];
        uint8_t single[HC_SHA256_BYTES];
        hc_sha256_of(bytes, length, whole);
        hc_sha256 hash;
        hc_sha256_start(&hash);
        for (size_t i = 0; i < length; i++) {
            hc_sha256_add(&hash, bytes + i, 1);
        }
        hc_sha256_end(&hash, single);
        CU_ASSERT_EQUAL(memcmp(whole, single, sizeof whole), 0);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(published_examples_are_met),
        HC_TEST(a_million_letters_in_uneven_pieces_give_the_published_digest),
        HC_TEST(every_length_up_to_three_blocks_is_padded_right),
    };
    return hc_test_run("sha256", tests, sizeof tests / sizeof tests[0]);
}
