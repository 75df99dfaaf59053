#include "scheduler/roster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare_shifts(const void *a, const void *b)
{
    const hc_shift *left = a;
    const hc_shift *right = b;
    if (left->agent != right->agent) { return left->agent < right->agent ? -1 : 1; }
    if (left->day != right->day) { return left->day < right->day ? -1 : 1; }
    return (left->start_min > right->start_min) - (left->start_min < right->start_min);
}

static void swap_breaks(hc_shift *shift, size_t a, size_t b)
{
    const int32_t start = shift->break_start_min[a];
    const int32_t length = shift->break_length_min[a];
    const uint8_t rule = shift->break_rule[a];
    shift->break_start_min[a] = shift->break_start_min[b];
    shift->break_length_min[a] = shift->break_length_min[b];
    shift->break_rule[a] = shift->break_rule[b];
    shift->break_start_min[b] = start;
    shift->break_length_min[b] = length;
    shift->break_rule[b] = rule;
}

static void sort_breaks(hc_shift *shift)
{
    for (size_t done = 1; done < shift->break_count; done++) {
        for (size_t at = done;
             at > 0 && shift->break_start_min[at] < shift->break_start_min[at - 1]; at--) {
            swap_breaks(shift, at, at - 1);
        }
    }
}

void hc_roster_sort(hc_roster *roster)
{
    if (roster->shift_count == 0) { return; }
    qsort(roster->shifts, roster->shift_count, sizeof *roster->shifts, compare_shifts);
    for (size_t i = 0; i < roster->shift_count; i++) {
        sort_breaks(&roster->shifts[i]);
    }
}

/* Adds sign x the share of every interval of one day that lies in [from_min, to_min) of its
 * clock. */
static void add_day_span(const hc_axis *axis, size_t day, int32_t from_min, int32_t to_min,
                         double sign, double *cover)
{
    const int32_t interval = axis->interval_min;
    const size_t first = axis->day_first[day];
    const size_t count = axis->day_first[day + 1] - first;
    const bool ordinary = count == hc_axis_slots_a_day(axis);
    const size_t skip = ordinary && from_min > 0 ? (size_t)(from_min / interval) : 0;
    for (size_t slot = first + skip; slot < first + count; slot++) {
        const size_t wall = ordinary ? slot - first : hc_axis_wall_slot(axis, slot);
        const int32_t begins = (int32_t)wall * interval;
        const int32_t overlap = (to_min < begins + interval ? to_min : begins + interval) -
                                (from_min > begins ? from_min : begins);
        if (overlap > 0) { cover[slot] += sign * overlap / interval; }
        if (ordinary && begins >= to_min) { break; }
    }
}

static void add_span(const hc_axis *axis, size_t day, int32_t from_min, int32_t to_min,
                     double sign, double *cover)
{
    for (int32_t midnight = 0; midnight < to_min && day < axis->days;
         midnight += HC_MINUTES_A_DAY, day++) {
        if (from_min < midnight + HC_MINUTES_A_DAY) {
            add_day_span(axis, day, from_min - midnight, to_min - midnight, sign, cover);
        }
    }
}

void hc_shift_add_cover(const hc_axis *axis, const hc_shift *shift, double *cover)
{
    add_span(axis, shift->day, shift->start_min, shift->start_min + shift->length_min, 1.0,
             cover);
    for (size_t b = 0; b < shift->break_count; b++) {
        add_span(axis, shift->day, shift->break_start_min[b],
                 shift->break_start_min[b] + shift->break_length_min[b], -1.0, cover);
    }
}

void hc_roster_cover(const hc_roster *roster, double *cover)
{
    memset(cover, 0, hc_axis_slots(&roster->axis) * sizeof *cover);
    for (size_t i = 0; i < roster->shift_count; i++) {
        hc_shift_add_cover(&roster->axis, &roster->shifts[i], cover);
    }
}

hc_status hc_roster_count_phones(hc_roster *roster, hc_error *err)
{
    const size_t slots = hc_axis_slots(&roster->axis);
    double *cover = NULL;
    int32_t *on_phones = roster->on_phones;
    hc_status st = hc_alloc(&cover, slots, sizeof *cover, err);
    if (st == HC_OK && on_phones == NULL) {
        st = hc_alloc(&on_phones, slots, sizeof *on_phones, err);
    }
    if (st == HC_OK) {
        hc_roster_cover(roster, cover);
        for (size_t slot = 0; slot < slots; slot++) {
            on_phones[slot] = (int32_t)floor(cover[slot] + 1e-9); /* sums of shares round */
        }
        roster->on_phones = on_phones;
    }
    hc_free(cover);
    return st;
}

int32_t hc_shift_paid_min(const hc_contract *contract, const hc_shift *shift)
{
    int32_t paid = shift->length_min;
    for (size_t b = 0; b < shift->break_count; b++) {
        if (!hc_break_is_activity(shift, b) && !contract->breaks[shift->break_rule[b]].paid) {
            paid -= shift->break_length_min[b];
        }
    }
    return paid;
}

void hc_roster_clear(hc_roster *roster)
{
    hc_axis_clear(&roster->axis);
    hc_free(roster->agents);
    hc_free(roster->shifts);
    hc_free(roster->on_phones);
    *roster = (hc_roster)HC_ROSTER_INIT;
}
