/*
 * Do all queues have their busy days together? A pool of queues that do is far less sure of its
 * week than one of queues that do not.
 */
#ifndef HC_FORECAST_BUSY_DAYS_H
#define HC_FORECAST_BUSY_DAYS_H

#include "forecast/base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How busy each day was for each queue beside its forecast, standardised. */
typedef struct hc_busy_days {
    size_t queues;
    size_t days;
    double *score;  /* [queues * days]; HC_MISSING where not known */
    double *common; /* [queues] variance of a day's true busyness in the score */
} hc_busy_days;

/* Every score HC_MISSING, every variance 0. HC_ERR_MEMORY. */
hc_status hc_busy_days_make(hc_busy_days *busy, size_t queues, size_t days,
                            hc_error *err) HC_MUST_USE;

/*
 * Correlation of the true busyness of two queues on one day, the same for any two, 0..1; 0 with
 * one queue, or where nothing could be learnt. Source: docs/math.md, Volume
 */
double hc_busy_days_share(const hc_busy_days *busy);

void hc_busy_days_clear(hc_busy_days *busy);

#ifdef __cplusplus
}
#endif
#endif
