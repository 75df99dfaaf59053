#include "forecast/clean/clean_work.h"

#define INSERTED_MOST 16U /* values that are sorted by insertion */

size_t hc_clean_wall(const hc_axis *axis, size_t day, size_t slot)
{
    const size_t begin = axis->day_first[day];
    const bool ordinary = axis->day_first[day + 1] - begin == hc_axis_slots_a_day(axis);
    return ordinary ? slot - begin : hc_axis_wall_slot(axis, slot);
}

/* Most medians are of the few same weekdays around a day. */
static void insert_in_order(double *values, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const double value = values[i];
        size_t at = i;
        for (; at > 0 && values[at - 1] > value; at--) {
            values[at] = values[at - 1];
        }
        values[at] = value;
    }
}

double hc_clean_median(double *values, size_t count)
{
    if (count == 0) { return 0.0; }
    if (count <= INSERTED_MOST) {
        insert_in_order(values, count);
    } else {
        hc_sort_doubles(values, count);
    }
    return (values[(count - 1) / 2] + values[count / 2]) / 2.0;
}
