/*
 * SHA-256 (FIPS 180-4): the fingerprint of inputs in plans and of scripts in the report's
 * security policy. Our own because none of the libraries we link has one, and a checksum such
 * as zlib's CRC-32 would not show that a file was changed on purpose.
 */
#ifndef HC_BASE_SHA256_H
#define HC_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SHA256_BYTES 32
#define HC_SHA256_HEX_MAX 65 /* bytes of the hexadecimal text with its end mark */

typedef struct hc_sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    uint8_t block[64];
} hc_sha256;

void hc_sha256_start(hc_sha256 *hash);
void hc_sha256_add(hc_sha256 *hash, const void *bytes, size_t count);
void hc_sha256_end(hc_sha256 *hash, uint8_t digest[HC_SHA256_BYTES]);

/* All three at once. */
void hc_sha256_of(const void *bytes, size_t count, uint8_t digest[HC_SHA256_BYTES]);

void hc_sha256_hex(const uint8_t digest[HC_SHA256_BYTES], char text[HC_SHA256_HEX_MAX]);

#ifdef __cplusplus
}
#endif
#endif
