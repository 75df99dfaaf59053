/* Opening hours of each queue by weekday and wall-clock slot. */
#ifndef HC_FORECAST_CLEAN_HOURS_H
#define HC_FORECAST_CLEAN_HOURS_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_hours {
    size_t queue_count;
    size_t slots_a_day;
    int32_t interval_min;
    uint8_t *open; /* [queue_count * 7 * slots_a_day], 1 open; weekday 0 is Monday */
} hc_hours;

#define HC_HOURS_INIT                                                                          \
    {                                                                                          \
        0                                                                                      \
    }

/* The hours that the states of a cleaned series show: open where most of the last (up to eight)
 * same weekdays with a known state were open. On error *hours is as before. */
hc_status hc_hours_learn(const hc_series *series, hc_hours *hours, hc_error *err) HC_MUST_USE;

bool hc_hours_is_open(const hc_hours *hours, size_t queue, int32_t weekday, size_t wall_slot);

/* First and last open minute of a weekday (last: end of the last open slot); false: closed. */
bool hc_hours_span(const hc_hours *hours, size_t queue, int32_t weekday, int32_t *from_min,
                   int32_t *until_min);

void hc_hours_clear(hc_hours *hours);

#ifdef __cplusplus
}
#endif
#endif
