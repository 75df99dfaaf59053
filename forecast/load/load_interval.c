/* The interval of a history: found from the minutes of its rows, mended where it changes. */
#include <string.h>

#include "forecast/clean/regrid.h"
#include "forecast/load/load_file.h"

#define CALLS_INTERVAL_MIN 30 /* single calls are counted into half hours */
#define MINUTE_SHARE 0.002    /* of the fullest minute: less is bad rows, not an interval */
#define GRID_SHARE 0.95       /* rows on the grid that make it the interval */
#define STREAK_ROWS 24        /* rows in a row on the coarser grid that chance does not make */

static const int32_t intervals[] = {5, 6, 10, 12, 15, 20, 30, 60};
#define INTERVALS (sizeof intervals / sizeof intervals[0])

static size_t rows_on_grid(const size_t *minute_seen, int32_t interval_min, size_t *all)
{
    size_t on = 0;
    for (int32_t minute = 0; minute < HC_MINUTES_AN_HOUR; minute++) {
        *all += minute_seen[minute];
        if (interval_min > 0 && minute % interval_min == 0) { on += minute_seen[minute]; }
    }
    return on;
}

/* True when every interval of the hour is in use. */
static bool is_full_grid(const size_t *minute_seen, int32_t interval_min, size_t fullest)
{
    for (int32_t minute = 0; minute < HC_MINUTES_AN_HOUR; minute += interval_min) {
        const double seen = (double)minute_seen[minute];
        if (!(seen > 0.0) || seen < MINUTE_SHARE * (double)fullest) { return false; }
    }
    return true;
}

/* The finest interval that is in use throughout the hour and holds nearly all rows; else the
 * coarsest that holds nearly all; else the finest in use; 0 when there is none. */
static int32_t interval_of(const size_t *minute_seen)
{
    size_t fullest = 0;
    for (size_t minute = 0; minute < HC_MINUTES_AN_HOUR; minute++) {
        if (minute_seen[minute] > fullest) { fullest = minute_seen[minute]; }
    }
    int32_t best = 0;
    int best_merit = 0;
    for (size_t i = 0; fullest > 0 && i < INTERVALS; i++) {
        size_t all = 0;
        const size_t on = rows_on_grid(minute_seen, intervals[i], &all);
        const bool holds = (double)on >= GRID_SHARE * (double)all;
        const bool full = is_full_grid(minute_seen, intervals[i], fullest);
        const int merit = holds && full ? 3 : holds ? 2 : full ? 1 : 0;
        if (merit > best_merit || (merit == 2 && best_merit == 2)) {
            best = intervals[i];
            best_merit = merit;
        }
    }
    return best;
}

/* Calls come at any minute: they are counted into what the other files have, or half hours. */
static void interval_of_calls(hc_loading *loading)
{
    bool any = false;
    for (size_t file = 0; file < loading->file_count; file++) {
        if (!loading->plan[file].map.is_calls) { continue; }
        memset(loading->plan[file].minute_seen, 0, sizeof loading->plan[file].minute_seen);
        any = true;
    }
    if (!any) { return; }
    const int32_t asked = loading->options->interval_min;
    for (size_t file = 0; file < loading->file_count; file++) {
        hc_load_plan *plan = &loading->plan[file];
        const int32_t step = asked > 0 ? asked : CALLS_INTERVAL_MIN;
        for (int32_t minute = 0; plan->map.is_calls && minute < HC_MINUTES_AN_HOUR;
             minute += step) {
            plan->minute_seen[minute] = 1;
        }
    }
}

hc_status hc_decide_interval(hc_loading *loading, hc_error *err)
{
    size_t seen[HC_MINUTES_AN_HOUR] = {0};
    const int32_t asked = loading->options->interval_min;
    interval_of_calls(loading);
    for (size_t file = 0; file < loading->file_count; file++) {
        for (size_t minute = 0; minute < HC_MINUTES_AN_HOUR; minute++) {
            seen[minute] += loading->plan[file].minute_seen[minute];
        }
        loading->report->files[file].interval_min =
            interval_of(loading->plan[file].minute_seen);
    }
    size_t all = 0;
    loading->interval_min = interval_of(seen);
    const size_t on = rows_on_grid(seen, loading->interval_min, &all);
    const hc_place at = {.file = loading->plan[0].name};
    if (all > 0 && on * 2 < all) {
        return hc_fail(err, HC_ERR_FORMAT, at,
                       "is it a list of single calls? one row an interval is needed",
                       "%zu of %zu times lie on no common interval of 5 to 60 minutes",
                       all - on, all);
    }
    if (asked > 0 && (loading->interval_min == 0 || asked % loading->interval_min != 0)) {
        if (loading->interval_min != 0) {
            return hc_fail(err, HC_ERR_RANGE, at, NULL,
                           "the rows are %d minutes apart: %d is no multiple of it",
                           (int)loading->interval_min, (int)asked);
        }
        loading->interval_min = asked;
    }
    return HC_OK;
}

/* ---------------------------------------------------------------- an interval that changes */

/* Marks in coarse[day] the interval, a multiple of the series' own, that a queue's rows keep to
 * for long enough; 0 where they do not. */
static int32_t steps_of_day(const hc_axis *axis, const hc_queue *queue, size_t day,
                            size_t *rows)
{
    static const int32_t steps[] = {60, 30, 20, 15, 12, 10, 6, 5};
    bool fits[sizeof steps / sizeof steps[0]];
    memset(fits, true, sizeof fits);
    *rows = 0;
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        if (queue->state[slot] == HC_SLOT_GAP) { continue; }
        const int32_t minute = (int32_t)(slot - axis->day_first[day]) * axis->interval_min;
        ++*rows;
        for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
            fits[i] = fits[i] && minute % steps[i] == 0;
        }
    }
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (fits[i] && steps[i] > axis->interval_min) { return steps[i]; }
    }
    return axis->interval_min;
}

/* Sets step[day] for the streaks of days on one coarser grid that have rows enough. */
static void find_streaks(const hc_axis *axis, const hc_queue *queue, int32_t *step)
{
    size_t start = 0;
    size_t rows_in_streak = 0;
    int32_t current = 0;
    for (size_t day = 0; day <= axis->days; day++) {
        size_t rows = 0;
        const int32_t here = day < axis->days ? steps_of_day(axis, queue, day, &rows) : -1;
        if (here >= 0 && rows == 0) {
            step[day] = axis->interval_min;
            continue;
        }
        if (here != current) {
            const bool believed = rows_in_streak >= STREAK_ROWS;
            for (size_t i = start; i < day; i++) {
                step[i] = believed && current > 0 ? current : axis->interval_min;
            }
            start = day;
            current = here;
            rows_in_streak = 0;
        }
        rows_in_streak += rows;
    }
}

/* Coarsest interval in use; HC_ERR_FORMAT when two do not nest. */
static hc_status merge_steps(const hc_loading *loading, const int32_t *step, size_t days,
                             int32_t *coarsest, hc_error *err)
{
    for (size_t day = 0; day < days; day++) {
        const int32_t large = step[day] > *coarsest ? step[day] : *coarsest;
        const int32_t small = step[day] > *coarsest ? *coarsest : step[day];
        if (large % small != 0) {
            const hc_place at = {.file = loading->plan[0].name};
            return hc_fail(
                err, HC_ERR_FORMAT, at, "load the two stretches one by one",
                "the history has intervals of %d and of %d minutes, which do not nest",
                (int)small, (int)large);
        }
        *coarsest = large;
    }
    return HC_OK;
}

/* On a coarse day the fine slots beside a row are part of it: closed, so that sums stay whole.
 */
static void fill_coarse_days(hc_series *series, hc_queue *queue, const int32_t *step)
{
    const hc_axis *axis = &series->axis;
    for (size_t day = 0; day < axis->days; day++) {
        const size_t wide = (size_t)(step[day] / axis->interval_min);
        const size_t begin = axis->day_first[day];
        for (size_t slot = begin; wide > 1 && slot < axis->day_first[day + 1]; slot++) {
            const size_t head = slot - (slot - begin) % wide;
            if (slot != head && queue->state[head] == HC_SLOT_OPEN) {
                queue->state[slot] = HC_SLOT_CLOSED;
                queue->calls[slot] = 0.0;
            }
        }
    }
}

hc_status hc_mend_interval(hc_loading *loading, hc_error *err)
{
    hc_series *series = &loading->series;
    int32_t *step = NULL;
    int32_t coarsest = series->axis.interval_min;
    hc_status st = hc_alloc(&step, series->axis.days, sizeof *step, err);
    for (size_t i = 0; st == HC_OK && i < series->queue_count; i++) {
        find_streaks(&series->axis, &series->queues[i], step);
        st = merge_steps(loading, step, series->axis.days, &coarsest, err);
        if (st == HC_OK) { fill_coarse_days(series, &series->queues[i], step); }
    }
    hc_free(step);
    if (st != HC_OK) { return st; }
    if (coarsest > series->axis.interval_min) {
        hc_load_note(loading->report,
                     "the interval changes from %d to %d minutes: all is on %d minutes",
                     (int)series->axis.interval_min, (int)coarsest, (int)coarsest);
    }
    loading->report->coarsest_min = coarsest;
    const int32_t asked = loading->options->interval_min;
    if (asked > coarsest) {
        if (asked % coarsest != 0) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                           "%d minutes is no multiple of the history's %d", (int)asked,
                           (int)coarsest);
        }
        coarsest = asked;
    }
    return coarsest > series->axis.interval_min ? hc_regrid_in_place(series, coarsest, err)
                                                : HC_OK;
}
