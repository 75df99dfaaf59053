/*
 * Whole numbers as the rules of work need them: minutes, days, counts.
 */
#ifndef HC_SCHEDULER_WHOLE_H
#define HC_SCHEDULER_WHOLE_H

#include <stdint.h>

static inline int32_t hc_least_of(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t hc_most_of(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The greatest whole number that divides both (Euclid); the other one where one is zero. */
static inline int32_t hc_common_divisor(int32_t a, int32_t b)
{
    while (b != 0) {
        const int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

#endif
