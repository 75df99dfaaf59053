/*
 * The time axis that every room shares: whole local days of a zone, each cut into intervals
 * from its own midnight. A day of 24 hours at 15 minutes has 96 slots, a day with a clock
 * change 92 or 100. Slots are numbered through; day_first says where each day begins.
 */
#ifndef HC_BASE_AXIS_H
#define HC_BASE_AXIS_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/base/zone.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_INTERVAL_MIN_MIN 1
#define HC_INTERVAL_MIN_MAX 1440
#define HC_AXIS_DAYS_MAX 120000

typedef struct hc_axis {
    int32_t interval_min; /* divides 1440 */
    hc_zone zone;
    int64_t first_day; /* calendar.h day number of the first local day */
    size_t days;
    size_t *day_first;  /* [days + 1]: first slot of each day; the last is the slot count */
    int64_t *day_utc_s; /* [days + 1]: instant at which each day begins; the last is the end */
} hc_axis;

#define HC_AXIS_INIT                                                                           \
    {                                                                                          \
        0                                                                                      \
    }

/*
 * HC_ERR_RANGE when interval_min does not divide 1440, the days leave 1900..2200, or intervals
 * are longer than an hour and a day with a change of clocks is no whole number of them;
 * HC_ERR_LIMIT past HC_AXIS_DAYS_MAX. *axis must hold HC_AXIS_INIT or an axis, which is
 * cleared; on error it is as before. Where a day is no whole number of intervals (a change of
 * 30 minutes on an hourly axis), its last slot is short; a day that a zone skipped has none.
 */
hc_status hc_axis_make(hc_axis *axis, const hc_zone *zone, int32_t interval_min,
                       int64_t first_day, size_t days, hc_error *err) HC_MUST_USE;
hc_status hc_axis_copy(hc_axis *axis, const hc_axis *from, hc_error *err) HC_MUST_USE;
void hc_axis_clear(hc_axis *axis);

size_t hc_axis_slots(const hc_axis *axis);
size_t hc_axis_slots_a_day(const hc_axis *axis); /* of an ordinary day: 1440 / interval_min */
int64_t hc_axis_utc_s(const hc_axis *axis, size_t slot);
hc_local_time hc_axis_local(const hc_axis *axis, size_t slot);
size_t hc_axis_day_index(const hc_axis *axis, size_t slot); /* 0 .. days-1 */

/* Instant at which a slot ends: the next slot's begin. */
int64_t hc_axis_slot_end_utc_s(const hc_axis *axis, size_t slot);

/* Wall-clock slot of the day (local minute / interval_min): a repeated hour's twins share it.
 */
size_t hc_axis_wall_slot(const hc_axis *axis, size_t slot);

/* The slot that contains an instant; false outside the axis. */
bool hc_axis_find(const hc_axis *axis, int64_t utc_s, size_t *slot);

#ifdef __cplusplus
}
#endif
#endif
