/*
 * What may be a price in money or weight: a number of 0 or more.
 */
#ifndef HC_SCHEDULER_PRICE_H
#define HC_SCHEDULER_PRICE_H

#include <math.h>
#include <stdbool.h>

static inline bool hc_is_price(double value)
{
    return value >= 0.0 && isfinite(value);
}

#endif
