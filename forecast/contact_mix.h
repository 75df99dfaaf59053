/*
 * What contacts are about, and what happens to volume and handle time when some of them go
 * elsewhere or come back: deflection to self-service, and repeats of contacts that were not
 * settled.
 */
#ifndef HC_FORECAST_CONTACT_MIX_H
#define HC_FORECAST_CONTACT_MIX_H

#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_REASONS_MAX 64
#define HC_REASON_NAME_MAX 64
#define HC_REPEAT_SHARE_MAX 0.9 /* above it one matter takes ten contacts */

/* One reason to call. The shares of a queue add up to 1 at most; the rest has no name. */
typedef struct hc_contact_reason {
    char name[HC_REASON_NAME_MAX];
    double share; /* 0..1 of the queue's contacts */
    double aht_s;
} hc_contact_reason;

/* Factors on the contacts of every interval and on their handle time. */
typedef struct hc_mix_change {
    double calls_factor;
    double aht_factor;
} hc_mix_change;

/*
 * Contacts of reasons[k] go elsewhere by deflected[k], 0..1. What stays has the handle time of
 * its own mix: deflecting short contacts makes the rest longer on average.
 *
 * Units   aht_s seconds, mean of the whole queue: it gives the handle time of contacts without
 *         a named reason. Where the shares add up to 1 the reasons' own mean is used instead.
 * Errors  HC_ERR_RANGE  a share, deflection or handle time out of range; shares above 1 in all;
 *         reasons that alone take more time than the queue has (named, with both figures);
 *         nothing left of the queue. On error *change is untouched.
 * Source  docs/math.md#what-if
 */
hc_status hc_contacts_deflect(const hc_contact_reason *reasons, const double *deflected,
                              size_t count, double aht_s, hc_mix_change *change,
                              hc_error *err) HC_MUST_USE;

/*
 * Factor on all contacts when the share of repeats among them goes from `today` to `then`, the
 * matters behind them being as many: (1 - today) / (1 - then). HC_ERR_RANGE for a share not in
 * 0..HC_REPEAT_SHARE_MAX.
 */
hc_status hc_contacts_repeat(double today, double then, double *factor,
                             hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
