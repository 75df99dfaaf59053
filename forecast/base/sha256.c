#include "forecast/base/sha256.h"

#include <string.h>

/* FIPS 180-4, 4.2.2: fractional parts of the cube roots of the first 64 primes. */
static const uint32_t round_constant[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2};

static uint32_t turn_right(uint32_t word, int bits)
{
    return (word >> bits) | (word << (32 - bits));
}

static uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           (uint32_t)bytes[3];
}

/* FIPS 180-4, 6.2.2, step 1: the message schedule of one block. */
static void fill_schedule(const uint8_t block[64], uint32_t schedule[64])
{
    for (size_t t = 0; t < 16; t++) {
        schedule[t] = big_endian(block + 4 * t);
    }
    for (size_t t = 16; t < 64; t++) {
        const uint32_t early = schedule[t - 15];
        const uint32_t late = schedule[t - 2];
        const uint32_t s0 = turn_right(early, 7) ^ turn_right(early, 18) ^ (early >> 3);
        const uint32_t s1 = turn_right(late, 17) ^ turn_right(late, 19) ^ (late >> 10);
        schedule[t] = schedule[t - 16] + s0 + schedule[t - 7] + s1;
    }
}

/* Steps 2 to 4: the letters a..h of the standard are v[0]..v[7]. */
static void take_block(uint32_t state[8], const uint8_t block[64])
{
    uint32_t schedule[64];
    uint32_t v[8];
    fill_schedule(block, schedule);
    memcpy(v, state, sizeof v);
    for (size_t t = 0; t < 64; t++) {
        const uint32_t sum1 = turn_right(v[4], 6) ^ turn_right(v[4], 11) ^ turn_right(v[4], 25);
        const uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        const uint32_t t1 = v[7] + sum1 + choice + round_constant[t] + schedule[t];
        const uint32_t sum0 = turn_right(v[0], 2) ^ turn_right(v[0], 13) ^ turn_right(v[0], 22);
        const uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof v[0]);
        v[4] += t1;
        v[0] = t1 + sum0 + majority;
    }
    for (size_t i = 0; i < 8; i++) {
        state[i] += v[i];
    }
}

void hc_sha256_start(hc_sha256 *hash)
{
    /* 5.3.3: fractional parts of the square roots of the first 8 primes. */
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    *hash = (hc_sha256){0};
    memcpy(hash->state, start, sizeof start);
}

void hc_sha256_add(hc_sha256 *hash, const void *bytes, size_t count)
{
    const uint8_t *from = bytes;
    while (count > 0) {
        const size_t used = (size_t)(hash->length % 64);
        const size_t room = 64 - used;
        const size_t take = count < room ? count : room;
        memcpy(hash->block + used, from, take);
        hash->length += take;
        from += take;
        count -= take;
        if (used + take == 64) { take_block(hash->state, hash->block); }
    }
}

void hc_sha256_end(hc_sha256 *hash, uint8_t digest[HC_SHA256_BYTES])
{
    static const uint8_t padding[64] = {0x80};
    const uint64_t bits = hash->length * 8;
    const size_t used = (size_t)(hash->length % 64);
    hc_sha256_add(hash, padding, used < 56 ? 56 - used : 120 - used);
    uint8_t tail[8];
    for (size_t i = 0; i < 8; i++) {
        tail[i] = (uint8_t)(bits >> (56 - 8 * i));
    }
    hc_sha256_add(hash, tail, sizeof tail);
    for (size_t i = 0; i < HC_SHA256_BYTES; i++) {
        digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

void hc_sha256_of(const void *bytes, size_t count, uint8_t digest[HC_SHA256_BYTES])
{
    hc_sha256 hash;
    hc_sha256_start(&hash);
    hc_sha256_add(&hash, bytes, count);
    hc_sha256_end(&hash, digest);
}

void hc_sha256_hex(const uint8_t digest[HC_SHA256_BYTES], char text[HC_SHA256_HEX_MAX])
{
    static const char digit[] = "0123456789abcdef";
    for (size_t i = 0; i < HC_SHA256_BYTES; i++) {
        text[2 * i] = digit[digest[i] >> 4];
        text[2 * i + 1] = digit[digest[i] & 15];
    }
    text[HC_SHA256_HEX_MAX - 1] = '\0';
}
