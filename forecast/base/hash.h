/* Hashes that find things again; no secret is safe behind one. */
#ifndef HC_FORECAST_BASE_HASH_H
#define HC_FORECAST_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HC_HASH_START 14695981039346656037U /* of 64-bit FNV-1a */

/* The hash goes on over more bytes. Source: Fowler, Noll & Vo, FNV-1a with 64 bits. */
uint64_t hc_hash_bytes(uint64_t hash, const void *bytes, size_t count);

#ifdef __cplusplus
}
#endif
#endif
