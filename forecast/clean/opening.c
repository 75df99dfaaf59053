/* Closed, gap or zero: the rules of docs/math.md, "Opening hours and outages". */
#include <math.h>
#include <string.h>

#include "forecast/clean/clean_work.h"

/* A slot served on fewer days than this share is not served. */
#define RARE_SHARE 0.05
/* Calls that an open but quiet slot would have, as a share of the busy level. */
#define QUIET_SHARE 0.05
/* Expected calls whose absence is no accident: exp(-4) is 2 %. */
#define EVIDENCE_CALLS 4.0
/* With fewer days of a weekday a hole inside its hours is a gap. */
#define FEW_DAYS 3
/* Weeks on each side that show the hours of then, and days needed to tell. */
#define REGIME_WEEKS 6
#define REGIME_DAYS_MIN 6
/* The same for slots without rows: so many days on one side, none with a row. */
#define ABSENT_DAYS 3
/* Share of a usual day's calls outside hours that is an extra opening, not strays. */
#define EXTRA_SHARE 0.05
/* Share of rows of one call, in a file without zeros, that says zeros are left out. */
#define ONES_SHARE 0.05

static size_t week_at(const hc_clean_work *work, size_t day, size_t wall)
{
    const int32_t weekday = hc_weekday(work->series->axis.first_day + (int64_t)day);
    return (size_t)weekday * work->wide + wall;
}

static uint8_t cell_at(const hc_clean_work *work, size_t day, size_t wall)
{
    return work->cell[day * work->wide + wall];
}

/* ---------------------------------------------------------------- what there is */

static void read_cells(hc_clean_work *work)
{
    const hc_axis *axis = &work->series->axis;
    const hc_queue *queue = &work->series->queues[work->queue];
    memset(work->cell, HC_CELL_NONE, axis->days * work->wide);
    for (size_t day = 0; day < axis->days; day++) {
        work->day_calls[day] = 0.0;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
            uint8_t *cell = &work->cell[day * work->wide + hc_clean_wall(axis, day, slot)];
            const uint8_t here = queue->calls[slot] > 0.0 ? HC_CELL_CALLS : HC_CELL_ZERO;
            if (here > *cell) { *cell = here; }
            work->day_calls[day] += queue->calls[slot];
        }
    }
}

static bool day_has_rows(const hc_clean_work *work, size_t day)
{
    for (size_t wall = 0; wall < work->wide; wall++) {
        if (cell_at(work, day, wall) != HC_CELL_NONE) { return true; }
    }
    return false;
}

/* A week (Monday to Sunday) without any row says nothing of hours. */
static void find_live_weeks(hc_clean_work *work)
{
    const hc_axis *axis = &work->series->axis;
    for (size_t day = 0; day < axis->days;) {
        const int32_t weekday = hc_weekday(axis->first_day + (int64_t)day);
        size_t end = day + (size_t)(HC_CLEAN_WEEKDAYS - weekday);
        if (end > axis->days) { end = axis->days; }
        bool live = false;
        for (size_t i = day; i < end; i++) {
            live = live || day_has_rows(work, i);
        }
        memset(work->live_day + day, live, end - day);
        day = end;
    }
}

/* Files that leave out rows without calls: no zero anywhere, yet many ones. */
static bool leaves_zeros_out(const hc_clean_work *work)
{
    const hc_queue *queue = &work->series->queues[work->queue];
    const size_t slots = hc_axis_slots(&work->series->axis);
    size_t rows = 0;
    size_t ones = 0;
    for (size_t slot = 0; slot < slots; slot++) {
        if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
        if (!(queue->calls[slot] > 0.0)) { return false; }
        rows++;
        ones += queue->calls[slot] < 1.5;
    }
    return (double)ones > ONES_SHARE * (double)rows;
}

/* On days with rows, absent is zero. */
static void put_zeros(hc_clean_work *work)
{
    for (size_t day = 0; day < work->series->axis.days; day++) {
        if (!day_has_rows(work, day)) { continue; }
        for (size_t wall = 0; wall < work->wide; wall++) {
            uint8_t *cell = &work->cell[day * work->wide + wall];
            if (*cell == HC_CELL_NONE) { *cell = HC_CELL_ZERO; }
        }
    }
}

static void count_week(hc_clean_work *work)
{
    const hc_axis *axis = &work->series->axis;
    const hc_queue *queue = &work->series->queues[work->queue];
    memset(work->week, 0, HC_CLEAN_WEEKDAYS * work->wide * sizeof *work->week);
    for (size_t day = 0; day < axis->days; day++) {
        if (!work->live_day[day] ||
            hc_special_days_is_closed(work->special, axis->first_day + (int64_t)day)) {
            continue;
        }
        for (size_t wall = 0; wall < work->wide; wall++) {
            hc_week_cell *cell = &work->week[week_at(work, day, wall)];
            const uint8_t here = cell_at(work, day, wall);
            cell->live++;
            cell->rows += here != HC_CELL_NONE;
            cell->busy += here == HC_CELL_CALLS;
        }
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
            work->week[week_at(work, day, hc_clean_wall(axis, day, slot))].calls +=
                queue->calls[slot];
        }
    }
}

/* ---------------------------------------------------------------- the hours of the week */

/* Calls that share an interval with a call, sum c(c-1) / sum c: the level of the busy hours,
 * free of the one call itself, so that it holds for six calls a day, too. */
static double busy_level(const hc_clean_work *work)
{
    const hc_queue *queue = &work->series->queues[work->queue];
    const size_t slots = hc_axis_slots(&work->series->axis);
    double pairs = 0.0;
    double calls = 0.0;
    double rows = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
        pairs += queue->calls[slot] * fmax(queue->calls[slot] - 1.0, 0.0);
        calls += queue->calls[slot];
        rows += 1.0;
    }
    if (!(calls > 0.0)) { return 0.0; }
    return fmax(pairs / calls, calls / rows);
}

static bool is_never(const hc_week_cell *cell)
{
    return (double)cell->rows <= RARE_SHARE * (double)cell->live;
}

static bool is_dead(const hc_week_cell *cell)
{
    return (double)cell->busy <= RARE_SHARE * (double)cell->rows;
}

/* Runs of slots without calls, round the week: closed where so long a silence is no accident.
 */
static void close_silent_runs(hc_clean_work *work, double quiet_calls)
{
    const size_t cells = HC_CLEAN_WEEKDAYS * work->wide;
    size_t start = 0;
    while (start < cells && is_dead(&work->week[start])) {
        start++;
    }
    if (start == cells) { return; } /* never a call: nothing to learn */
    for (size_t i = 0; i < cells;) {
        double expected = 0.0;
        size_t length = 0;
        while (i + length < cells && is_dead(&work->week[(start + i + length) % cells])) {
            expected += quiet_calls * (double)work->week[(start + i + length) % cells].rows;
            length++;
        }
        for (size_t j = 0; expected >= EVIDENCE_CALLS && j < length; j++) {
            work->week[(start + i + j) % cells].closed = true;
        }
        i += length > 0 ? length : 1;
    }
}

/* True when the weekday has rows both before and after the slot. */
static bool is_hole(const hc_week_cell *day, size_t wide, size_t wall)
{
    bool before = false;
    bool after = false;
    for (size_t i = 0; i < wide; i++) {
        before = before || (i < wall && !is_never(&day[i]));
        after = after || (i > wall && !is_never(&day[i]));
    }
    return before && after;
}

static void close_absent(hc_clean_work *work)
{
    for (size_t weekday = 0; weekday < HC_CLEAN_WEEKDAYS; weekday++) {
        hc_week_cell *day = work->week + weekday * work->wide;
        for (size_t wall = 0; wall < work->wide; wall++) {
            if (!is_never(&day[wall])) { continue; }
            day[wall].closed = day[wall].live >= FEW_DAYS || !is_hole(day, work->wide, wall);
        }
    }
}

/* ---------------------------------------------------------------- the hours of then */

/* Same weekdays of live weeks around a day: with rows, with calls. */
typedef struct around {
    size_t rows, busy;
} around;

static around look_around(const hc_clean_work *work, size_t day, size_t wall)
{
    around seen = {0};
    const size_t days = work->series->axis.days;
    for (size_t week = 1; week <= REGIME_WEEKS; week++) {
        const size_t back = week * HC_CLEAN_WEEKDAYS;
        const size_t places[2] = {day - back, day + back};
        for (size_t i = 0; i < 2; i++) {
            if ((i == 0 && back > day) || places[i] >= days || !work->live_day[places[i]]) {
                continue;
            }
            const uint8_t cell = cell_at(work, places[i], wall);
            seen.rows += cell != HC_CELL_NONE;
            seen.busy += cell == HC_CELL_CALLS;
        }
    }
    return seen;
}

/* True when the nearest live days of that weekday on one side have no row in the slot either:
 * the hours were not yet, or no longer, these. */
static bool is_absent_beyond(const hc_clean_work *work, size_t day, size_t wall, bool before)
{
    const size_t days = work->series->axis.days;
    size_t seen = 0;
    for (size_t back = HC_CLEAN_WEEKDAYS; seen < ABSENT_DAYS; back += HC_CLEAN_WEEKDAYS) {
        if (before ? back > day : day + back >= days) { return false; }
        const size_t other = before ? day - back : day + back;
        if (!work->live_day[other]) { continue; }
        if (cell_at(work, other, wall) != HC_CELL_NONE) { return false; }
        seen++;
    }
    return true;
}

/* A slot of the week that is open now and then, silent for months: closed in those months. */
static bool was_closed(const hc_clean_work *work, size_t day, size_t wall)
{
    const hc_week_cell *cell = &work->week[week_at(work, day, wall)];
    if (cell_at(work, day, wall) == HC_CELL_NONE) {
        return work->live_day[day] && (is_absent_beyond(work, day, wall, true) ||
                                       is_absent_beyond(work, day, wall, false));
    }
    const double mean = cell->calls / (double)(cell->rows > 0 ? cell->rows : 1);
    if (mean * (2.0 * REGIME_WEEKS + 1.0) < EVIDENCE_CALLS) { return false; }
    const around seen = look_around(work, day, wall);
    return seen.rows >= REGIME_DAYS_MIN && seen.busy == 0 &&
           mean * (double)(seen.rows + 1) >= EVIDENCE_CALLS;
}

/* ---------------------------------------------------------------- states */

static double usual_day(hc_clean_work *work)
{
    size_t count = 0;
    for (size_t day = 0; day < work->series->axis.days; day++) {
        if (work->day_calls[day] > 0.0) { work->sorted[count++] = work->day_calls[day]; }
    }
    return hc_clean_median(work->sorted, count);
}

/* Calls of a day in slots of the week that are closed. */
static double calls_outside(const hc_clean_work *work, size_t day)
{
    const hc_axis *axis = &work->series->axis;
    const hc_queue *queue = &work->series->queues[work->queue];
    double calls = 0.0;
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        if (queue->state[slot] == HC_SLOT_OPEN &&
            work->week[week_at(work, day, hc_clean_wall(axis, day, slot))].closed) {
            calls += queue->calls[slot];
        }
    }
    return calls;
}

static void close_slot(hc_queue *queue, size_t slot)
{
    queue->state[slot] = HC_SLOT_CLOSED;
    queue->calls[slot] = 0.0;
}

static void settle_slot(hc_clean_work *work, size_t day, size_t slot, bool shut, bool extra)
{
    hc_queue *queue = &work->series->queues[work->queue];
    hc_clean_queue *seen = &work->report->queues[work->queue];
    const size_t wall = hc_clean_wall(&work->series->axis, day, slot);
    const bool closed = work->week[week_at(work, day, wall)].closed;
    const bool row = queue->state[slot] == HC_SLOT_OPEN;
    if (row && queue->calls[slot] > 0.0) {
        if (!closed || extra || shut) { return; }
        seen->stray_slots++;
        seen->stray_calls += queue->calls[slot];
        close_slot(queue, slot);
    } else if (closed || shut || was_closed(work, day, wall)) {
        close_slot(queue, slot);
    } else if (!row && seen->absent_is_zero && cell_at(work, day, wall) == HC_CELL_ZERO) {
        queue->state[slot] = HC_SLOT_OPEN;
        queue->calls[slot] = 0.0;
        seen->filled_zeros++;
    }
}

static void settle_days(hc_clean_work *work)
{
    const hc_axis *axis = &work->series->axis;
    const double usual = usual_day(work);
    for (size_t day = 0; day < axis->days; day++) {
        const bool shut =
            hc_special_days_is_closed(work->special, axis->first_day + (int64_t)day);
        const bool extra = calls_outside(work, day) > EXTRA_SHARE * usual;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            settle_slot(work, day, slot, shut, extra);
        }
        work->report->queues[work->queue].closed_days += shut && !(work->day_calls[day] > 0.0);
    }
}

void hc_clean_opening(hc_clean_work *work)
{
    hc_clean_queue *seen = &work->report->queues[work->queue];
    read_cells(work);
    find_live_weeks(work);
    seen->absent_is_zero = leaves_zeros_out(work);
    const double level = busy_level(work);
    if (seen->absent_is_zero) { put_zeros(work); }
    count_week(work);
    close_absent(work);
    close_silent_runs(work, QUIET_SHARE * level);
    settle_days(work);
}
