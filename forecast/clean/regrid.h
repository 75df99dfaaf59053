/* A series on coarser intervals. */
#ifndef HC_FORECAST_CLEAN_REGRID_H
#define HC_FORECAST_CLEAN_REGRID_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Sums contacts into intervals of interval_min, a multiple of the series' own that divides a
 * day; handle times are weighted by contacts answered (offered where that is unknown). A coarse
 * slot is a gap when any part is, else an outage when any part is, else open when any part is.
 * A clock change that does not fall on a coarse boundary leaves a shorter last slot of that
 * day. Quantiles and AHT spread are not carried. One queue after the other, so that it needs
 * little memory. On error the series is as before: HC_ERR_RANGE when the intervals do not nest.
 */
hc_status hc_regrid_in_place(hc_series *series, int32_t interval_min,
                             hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
