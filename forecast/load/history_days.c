/* Which days the history is of: believed, widened by what labels mean, trimmed to their rows.
 */
#include <string.h>

#include "forecast/load/load_file.h"

#define APART_DAYS 400     /* a longer hole separates a slip of the year from the history */
#define CLUSTER_SHARE 0.01 /* rows that a stretch beyond such a hole needs to be believed */

/* First and last day of the stretches that are believed: a year mistyped is not 100 years of
 * gap. */
static hc_status believe_days(hc_loading *loading, hc_error *err)
{
    const uint32_t *rows = loading->days.all;
    double all = 0.0;
    for (size_t i = 0; i < (size_t)HC_LOAD_DAYS; i++) {
        all += rows[i];
    }
    size_t first = SIZE_MAX;
    size_t last = 0;
    for (size_t i = 0; i < (size_t)HC_LOAD_DAYS;) {
        double cluster = 0.0;
        size_t end = i;
        if (rows[i] == 0) {
            i++;
            continue;
        }
        for (size_t j = i; j < (size_t)HC_LOAD_DAYS && j <= end + APART_DAYS; j++) {
            if (rows[j] == 0) { continue; }
            cluster += rows[j];
            end = j;
        }
        if (cluster >= CLUSTER_SHARE * all) {
            first = first == SIZE_MAX ? i : first;
            last = end;
        }
        i = end + 1;
    }
    if (first == SIZE_MAX) { return hc_load_no_days(loading, 0, err); }
    loading->first_day = (int64_t)first + HC_DAY_MIN;
    loading->last_day = (int64_t)last + HC_DAY_MIN;
    return HC_OK;
}

/* Labels at midnight may belong to the day before or, as 24:00, to the day after. */
static void widen_days(hc_loading *loading)
{
    const hc_load_options *options = loading->options;
    bool ends = false;
    bool late = false;
    for (size_t file = 0; file < loading->file_count; file++) {
        ends = ends || loading->plan[file].label == HC_LABEL_END;
        late = late || loading->plan[file].midnights_24 > 0;
    }
    if (ends && loading->first_day > HC_DAY_MIN) { loading->first_day--; }
    if (late && loading->last_day < HC_DAY_MAX) { loading->last_day++; }
    if (options->from_day != HC_DAY_NONE && options->from_day > loading->first_day &&
        options->from_day <= loading->last_day) {
        loading->first_day = options->from_day;
    }
    if (options->until_day != HC_DAY_NONE && options->until_day <= loading->last_day &&
        options->until_day > loading->first_day) {
        loading->last_day = options->until_day - 1;
    }
}

/* A file of rows without one date that can be read is misread, whatever others hold. */
static hc_status check_days(const hc_loading *loading, hc_error *err)
{
    for (size_t file = 0; file < loading->file_count; file++) {
        const hc_load_plan *plan = &loading->plan[file];
        if (plan->stamps == 0 && plan->timeless_line > 0) {
            return hc_load_no_days(loading, file, err);
        }
    }
    return HC_OK;
}

hc_status hc_load_days_find(hc_loading *loading, hc_error *err)
{
    HC_TRY(check_days(loading, err));
    HC_TRY(believe_days(loading, err));
    widen_days(loading);
    return HC_OK;
}

hc_status hc_load_days_axis(hc_loading *loading, hc_error *err)
{
    static const hc_zone floating = HC_ZONE_FLOATING;
    const hc_zone *zone = loading->options->zone != NULL ? loading->options->zone : &floating;
    return hc_axis_make(&loading->series.axis, zone, loading->interval_min, loading->first_day,
                        (size_t)(loading->last_day - loading->first_day + 1), err);
}

static bool day_has_rows(const hc_series *series, size_t day)
{
    const size_t begin = series->axis.day_first[day];
    const size_t slots = series->axis.day_first[day + 1] - begin;
    for (size_t i = 0; i < series->queue_count; i++) {
        const uint8_t *state = series->queues[i].state + begin;
        for (size_t slot = 0; slot < slots; slot++) {
            if (state[slot] != HC_SLOT_GAP) { return true; }
        }
    }
    return false;
}

static void move_back(double *numbers, size_t from, size_t slots)
{
    if (numbers != NULL) { memmove(numbers, numbers + from, slots * sizeof *numbers); }
}

hc_status hc_load_days_trim(hc_series *series, hc_error *err)
{
    size_t first = 0;
    size_t end = series->axis.days;
    while (first < end && !day_has_rows(series, first)) {
        first++;
    }
    while (end > first && !day_has_rows(series, end - 1)) {
        end--;
    }
    if (end - first == series->axis.days) { return HC_OK; }
    const size_t from = series->axis.day_first[first];
    const size_t slots = series->axis.day_first[end] - from;
    hc_axis axis = HC_AXIS_INIT;
    HC_TRY(hc_axis_make(&axis, &series->axis.zone, series->axis.interval_min,
                        series->axis.first_day + (int64_t)first, end - first, err));
    for (size_t i = 0; i < series->queue_count; i++) {
        hc_queue *queue = &series->queues[i];
        memmove(queue->state, queue->state + from, slots);
        move_back(queue->calls, from, slots);
        move_back(queue->aht_s, from, slots);
        move_back(queue->handled, from, slots);
        move_back(queue->abandoned, from, slots);
        move_back(queue->wait_s, from, slots);
    }
    hc_axis_clear(&series->axis);
    series->axis = axis;
    return HC_OK;
}
