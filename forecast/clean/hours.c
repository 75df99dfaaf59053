#include "forecast/clean/hours.h"

#include <string.h>

#include "forecast/clean/clean_work.h"

#define DAYS_READ 8 /* newest same weekdays that tell today's hours */

hc_status hc_hours_make(const hc_series *series, hc_hours *hours, hc_error *err)
{
    const size_t wide = hc_axis_slots_a_day(&series->axis);
    size_t cells = 0;
    if (!hc_size_mul(series->queue_count, wide * HC_CLEAN_WEEKDAYS, &cells)) {
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, NULL, "out of memory");
    }
    uint8_t *open = NULL;
    HC_TRY(hc_alloc(&open, cells, sizeof *open, err));
    *hours = (hc_hours){series->queue_count, wide, series->axis.interval_min, open};
    return HC_OK;
}

/* Adds what one day shows: +1 open, -1 closed. */
static void count_day(const hc_axis *axis, const uint8_t *state, size_t day, int32_t *votes,
                      bool *known)
{
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        if (state[slot] == HC_SLOT_GAP) { continue; }
        const size_t wall = hc_clean_wall(axis, day, slot);
        votes[wall] += state[slot] == HC_SLOT_CLOSED ? -1 : 1;
        *known = *known || state[slot] != HC_SLOT_CLOSED;
    }
}

/* A weekday that served nobody on any of its days is closed; days shut now and then (holidays)
 * do not vote. */
static void read_weekday(const hc_series *series, size_t queue, int32_t weekday, uint8_t *open,
                         size_t wide)
{
    const hc_axis *axis = &series->axis;
    int32_t votes[HC_MINUTES_A_DAY] = {0};
    size_t read = 0;
    const int32_t newest = hc_weekday(axis->first_day + (int64_t)axis->days - 1);
    size_t ago = (size_t)((newest - weekday + HC_CLEAN_WEEKDAYS) % HC_CLEAN_WEEKDAYS);
    for (; ago < axis->days && read < DAYS_READ; ago += HC_CLEAN_WEEKDAYS) {
        const size_t day = axis->days - 1 - ago;
        int32_t here[HC_MINUTES_A_DAY] = {0};
        bool served = false;
        count_day(axis, series->queues[queue].state, day, here, &served);
        for (size_t slot = 0; served && slot < wide; slot++) {
            votes[slot] += here[slot];
        }
        read += served;
    }
    for (size_t slot = 0; slot < wide; slot++) {
        open[slot] = votes[slot] > 0;
    }
}

void hc_hours_read(const hc_series *series, hc_hours *hours)
{
    for (size_t queue = 0; queue < hours->queue_count; queue++) {
        for (int32_t weekday = 0; weekday < HC_CLEAN_WEEKDAYS; weekday++) {
            const size_t at =
                (queue * HC_CLEAN_WEEKDAYS + (size_t)weekday) * hours->slots_a_day;
            read_weekday(series, queue, weekday, hours->open + at, hours->slots_a_day);
        }
    }
}

hc_status hc_hours_learn(const hc_series *series, hc_hours *hours, hc_error *err)
{
    hc_hours made = HC_HOURS_INIT;
    HC_TRY(hc_hours_make(series, &made, err));
    hc_hours_read(series, &made);
    hc_hours_clear(hours);
    *hours = made;
    return HC_OK;
}

bool hc_hours_is_open(const hc_hours *hours, size_t queue, int32_t weekday, size_t wall_slot)
{
    const size_t day = queue * HC_CLEAN_WEEKDAYS + (size_t)weekday;
    return hours->open[day * hours->slots_a_day + wall_slot] != 0;
}

bool hc_hours_span(const hc_hours *hours, size_t queue, int32_t weekday, int32_t *from_min,
                   int32_t *until_min)
{
    bool any = false;
    for (size_t slot = 0; slot < hours->slots_a_day; slot++) {
        if (!hc_hours_is_open(hours, queue, weekday, slot)) { continue; }
        if (!any) { *from_min = (int32_t)slot * hours->interval_min; }
        *until_min = ((int32_t)slot + 1) * hours->interval_min;
        any = true;
    }
    return any;
}

void hc_hours_clear(hc_hours *hours)
{
    hc_free(hours->open);
    *hours = (hc_hours)HC_HOURS_INIT;
}
