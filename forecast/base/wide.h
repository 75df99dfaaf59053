/*
 * HC_WIDE before a function: also compiled for processors with wider registers, chosen when the
 * program starts: half the time and less. The order of operations is the same, so are the bytes
 * of the result.
 */
#ifndef HC_BASE_WIDE_H
#define HC_BASE_WIDE_H

#include <stdint.h> /* says what the C library is */

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&   \
    !defined(__SANITIZE_ADDRESS__)
#define HC_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define HC_WIDE
#endif

#endif
