#include "forecast/base/axis.h"

#include <string.h>

#include "forecast/base/memory.h"

#define MINUTE_S 60
#define HOUR_MIN 60

static int64_t interval_s(const hc_axis *axis)
{
    return (int64_t)axis->interval_min * MINUTE_S;
}

static hc_status check(int32_t interval_min, int64_t first_day, size_t days, hc_error *err)
{
    if (interval_min < HC_INTERVAL_MIN_MIN || interval_min > HC_INTERVAL_MIN_MAX ||
        HC_MINUTES_A_DAY % interval_min != 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "5, 10, 15, 30 and 60 are usual",
                       "an interval of %d minutes does not divide a day", (int)interval_min);
    }
    if (days > HC_AXIS_DAYS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "is a date wrong?",
                       "%zu days are more than the %d allowed", days, HC_AXIS_DAYS_MAX);
    }
    if (first_day < HC_DAY_MIN || first_day > HC_DAY_MAX ||
        (int64_t)days > HC_DAY_MAX + 1 - first_day) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "is a date wrong?",
                       "the days must lie in the years 1900 to 2200");
    }
    return HC_OK;
}

static void fill_days(hc_axis *axis)
{
    for (size_t day = 0; day <= axis->days; day++) {
        axis->day_utc_s[day] =
            hc_zone_day_start_utc_s(&axis->zone, axis->first_day + (int64_t)day);
    }
    for (size_t day = 0; day < axis->days; day++) {
        const int64_t length_s = axis->day_utc_s[day + 1] - axis->day_utc_s[day];
        const int64_t slots = (length_s + interval_s(axis) - 1) / interval_s(axis);
        axis->day_first[day + 1] = axis->day_first[day] + (size_t)slots;
    }
}

/* Intervals longer than an hour have no place to put the hour that a change of clocks adds or
 * takes: they would begin at other wall-clock times from there on. */
static hc_status check_long_intervals(const hc_axis *axis, hc_error *err)
{
    for (size_t day = 0; axis->interval_min > HOUR_MIN && day < axis->days; day++) {
        const int64_t length_s = axis->day_utc_s[day + 1] - axis->day_utc_s[day];
        if (length_s % interval_s(axis) == 0) { continue; }
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(axis->first_day + (int64_t)day, date);
        return hc_fail(
            err, HC_ERR_RANGE, HC_NOWHERE, "take intervals of 60 minutes or less, or no zone",
            "intervals of %d minutes do not fit %s, which has %g hours in %s",
            (int)axis->interval_min, date, (double)length_s / 3600.0, axis->zone.name);
    }
    return HC_OK;
}

hc_status hc_axis_make(hc_axis *axis, const hc_zone *zone, int32_t interval_min,
                       int64_t first_day, size_t days, hc_error *err)
{
    HC_TRY(check(interval_min, first_day, days, err));
    hc_axis made = {
        .interval_min = interval_min, .zone = *zone, .first_day = first_day, .days = days};
    hc_status st = hc_alloc(&made.day_first, days + 1, sizeof *made.day_first, err);
    if (st == HC_OK) { st = hc_alloc(&made.day_utc_s, days + 1, sizeof *made.day_utc_s, err); }
    if (st == HC_OK) {
        fill_days(&made);
        st = check_long_intervals(&made, err);
    }
    if (st != HC_OK) {
        hc_axis_clear(&made);
        return st;
    }
    hc_axis_clear(axis);
    *axis = made;
    return HC_OK;
}

hc_status hc_axis_copy(hc_axis *axis, const hc_axis *from, hc_error *err)
{
    return hc_axis_make(axis, &from->zone, from->interval_min, from->first_day, from->days,
                        err);
}

void hc_axis_clear(hc_axis *axis)
{
    hc_free(axis->day_first);
    hc_free(axis->day_utc_s);
    memset(axis, 0, sizeof *axis);
}

size_t hc_axis_slots(const hc_axis *axis)
{
    return axis->day_first != NULL ? axis->day_first[axis->days] : 0;
}

size_t hc_axis_slots_a_day(const hc_axis *axis)
{
    return axis->interval_min > 0 ? (size_t)(HC_MINUTES_A_DAY / axis->interval_min) : 0;
}

/* Last day that begins at or before the slot; days without slots are passed over. */
size_t hc_axis_day_index(const hc_axis *axis, size_t slot)
{
    size_t low = 0;
    size_t high = axis->days;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (axis->day_first[middle] <= slot) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

int64_t hc_axis_utc_s(const hc_axis *axis, size_t slot)
{
    const size_t day = hc_axis_day_index(axis, slot);
    return axis->day_utc_s[day] + (int64_t)(slot - axis->day_first[day]) * interval_s(axis);
}

int64_t hc_axis_slot_end_utc_s(const hc_axis *axis, size_t slot)
{
    const size_t day = hc_axis_day_index(axis, slot);
    const int64_t end =
        axis->day_utc_s[day] + (int64_t)(slot + 1 - axis->day_first[day]) * interval_s(axis);
    return end < axis->day_utc_s[day + 1] ? end : axis->day_utc_s[day + 1];
}

hc_local_time hc_axis_local(const hc_axis *axis, size_t slot)
{
    return hc_zone_to_local(&axis->zone, hc_axis_utc_s(axis, slot));
}

size_t hc_axis_wall_slot(const hc_axis *axis, size_t slot)
{
    const int64_t second = hc_axis_local(axis, slot).second_of_day;
    return (size_t)(second / interval_s(axis));
}

bool hc_axis_find(const hc_axis *axis, int64_t utc_s, size_t *slot)
{
    if (hc_axis_slots(axis) == 0) { return false; }
    if (utc_s < axis->day_utc_s[0] || utc_s >= axis->day_utc_s[axis->days]) { return false; }
    size_t low = 0;
    size_t high = axis->days;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (axis->day_utc_s[middle] <= utc_s) {
            low = middle;
        } else {
            high = middle;
        }
    }
    *slot = axis->day_first[low] + (size_t)((utc_s - axis->day_utc_s[low]) / interval_s(axis));
    return true;
}
