/* Moving between axes: a few days of a series, and a requirement on the schedule's grid. */
#ifndef HC_CLI_BASE_SLOTS_H
#define HC_CLI_BASE_SLOTS_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The days first_day .. first_day+days-1 of a series. HC_ERR_RANGE when it does not have them.
 */
hc_status hc_series_days(const hc_series *series, int64_t first_day, size_t days,
                         hc_series *out, hc_error *err) HC_MUST_USE;

/*
 * Numbers of one axis on another of the same days and zone: a coarser slot gets the most that
 * any part of it asks for, a finer one what its interval asks for. from[slots], to[slots].
 */
void hc_slots_most(const hc_axis *from_axis, const int32_t *from, const hc_axis *to_axis,
                   double *to);

/*
 * Sums of one axis spread evenly over the time of their slots, on another of the same days and
 * zone; each slot has `width` of them: from[slots][width], to[slots][width].
 */
void hc_slots_share(const hc_axis *from_axis, const double *from, size_t width,
                    const hc_axis *to_axis, double *to);

#ifdef __cplusplus
}
#endif
#endif
