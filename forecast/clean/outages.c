/* Days and stretches far below their weekday's level: docs/math.md, "Opening hours and
 * outages". */
#include <math.h>

#include "forecast/clean/clean_work.h"

#define NEIGHBOURS 4     /* same weekdays on each side that make the yardstick */
#define NEIGHBOURS_MIN 2 /* fewer on a side: that side is not known */
#define WEEKS_SEARCHED 10
#define DAY_CALLS_MIN 30.0     /* expected; below, a low day may be chance */
#define SIGMA_OF_MEDIAN 1.4826 /* standard deviation / median deviation, normal */
#define SPREADS 5.0       /* a drop within so many usual deviations (log scale) is believable */
#define EDGE_FACTOR 0.3   /* with one side only a new level looks like an outage: be stricter */
#define STRETCH_SHARE 0.1 /* of the expected calls at most, for a stretch */
#define STRETCH_CALLS_MIN 25.0 /* expected in the stretch: Poisson(25) <= 2 has 5e-9 */
#define STRETCH_EDGE_CALLS_MIN 60.0

/* The lower of the medians before and after: a change of level is no outage. */
typedef struct yardstick {
    double calls;
    bool edge; /* one side only */
} yardstick;

static double value_of(const hc_clean_work *work, size_t day, size_t offset, bool whole_day)
{
    const hc_axis *axis = &work->series->axis;
    const hc_queue *queue = &work->series->queues[work->queue];
    if (whole_day) { return work->day_calls[day]; }
    const size_t slot = axis->day_first[day] + offset;
    if (slot >= axis->day_first[day + 1]) { return HC_MISSING; }
    const uint8_t state = queue->state[slot];
    if (state == HC_SLOT_CLOSED) { return 0.0; }
    return state == HC_SLOT_OPEN ? queue->calls[slot] : HC_MISSING;
}

/* Median of the nearest same weekdays on one side; false when too few are known. */
static bool side(const hc_clean_work *work, size_t day, size_t offset, bool whole_day,
                 bool before, double *median)
{
    double values[NEIGHBOURS];
    size_t count = 0;
    for (size_t week = 1; week <= WEEKS_SEARCHED && count < NEIGHBOURS; week++) {
        const size_t back = week * HC_CLEAN_WEEKDAYS;
        if (before && back > day) { break; }
        const size_t other = before ? day - back : day + back;
        if (other >= work->series->axis.days) { break; }
        if (work->apart[other]) { continue; }
        const double value = value_of(work, other, offset, whole_day);
        if (!hc_is_missing(value)) { values[count++] = value; }
    }
    if (count < NEIGHBOURS_MIN) { return false; }
    *median = hc_clean_median(values, count);
    return true;
}

static yardstick expect(const hc_clean_work *work, size_t day, size_t offset, bool whole_day)
{
    double before = 0.0;
    double after = 0.0;
    const bool has_before = side(work, day, offset, whole_day, true, &before);
    const bool has_after = side(work, day, offset, whole_day, false, &after);
    if (has_before && has_after) { return (yardstick){fmin(before, after), false}; }
    return (yardstick){has_before ? before : has_after ? after : 0.0, true};
}

static void leave_out(hc_clean_work *work, size_t day, size_t begin, size_t end,
                      double expected)
{
    hc_queue *queue = &work->series->queues[work->queue];
    const hc_axis *axis = &work->series->axis;
    hc_outage outage = {
        .queue = work->queue, .day = axis->first_day + (int64_t)day, .expected = expected};
    for (size_t slot = begin; slot < end; slot++) {
        if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
        queue->state[slot] = HC_SLOT_OUTAGE;
        outage.calls += queue->calls[slot];
    }
    outage.from_min = (int32_t)hc_clean_wall(axis, day, begin) * axis->interval_min;
    outage.until_min = (int32_t)(hc_clean_wall(axis, day, end - 1) + 1) * axis->interval_min;
    hc_clean_report *report = work->report;
    report->outage_total++;
    if (report->outage_count < report->outage_capacity) {
        report->outages[report->outage_count++] = outage;
    }
}

/* First and last slot of the day that has a row; false when none has, or a part is a gap: a day
 * of which much is missing is low for that reason. */
static bool open_span(const hc_clean_work *work, size_t day, size_t *begin, size_t *end)
{
    const hc_axis *axis = &work->series->axis;
    const uint8_t *state = work->series->queues[work->queue].state;
    bool any = false;
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        if (state[slot] == HC_SLOT_GAP) { return false; }
        if (state[slot] != HC_SLOT_OPEN) { continue; }
        if (!any) { *begin = slot; }
        *end = slot + 1;
        any = true;
    }
    return any;
}

/* Share of the weekday's level that this queue's days never fall to by themselves: days that
 * scatter widely need a deeper drop. */
static double unbelievable_share(const hc_clean_work *work)
{
    size_t count = 0;
    for (size_t day = 0; day < work->series->axis.days; day++) {
        if (work->apart[day] || hc_is_missing(work->day_calls[day])) { continue; }
        const yardstick usual = expect(work, day, 0, true);
        if (usual.edge || usual.calls < DAY_CALLS_MIN) { continue; }
        work->sorted[count++] = fabs(log((work->day_calls[day] + 1.0) / (usual.calls + 1.0)));
    }
    return exp(-SPREADS * SIGMA_OF_MEDIAN * hc_clean_median(work->sorted, count));
}

static bool is_outage_day(hc_clean_work *work, size_t day, double least_share)
{
    size_t begin = 0;
    size_t end = 0;
    if (!open_span(work, day, &begin, &end)) { return false; }
    const yardstick usual = expect(work, day, 0, true);
    const double share = least_share * (usual.edge ? EDGE_FACTOR : 1.0);
    if (usual.calls < DAY_CALLS_MIN || !(work->day_calls[day] < share * usual.calls)) {
        return false;
    }
    leave_out(work, day, begin, end, usual.calls);
    return true;
}

/* One stretch of silent slots from `begin` on; returns its end. */
static size_t measure_stretch(const hc_clean_work *work, size_t day, size_t begin,
                              double *expected, bool *edge)
{
    const hc_axis *axis = &work->series->axis;
    const hc_queue *queue = &work->series->queues[work->queue];
    size_t slot = begin;
    *expected = 0.0;
    *edge = false;
    for (; slot < axis->day_first[day + 1] && queue->state[slot] == HC_SLOT_OPEN; slot++) {
        const yardstick usual = expect(work, day, slot - axis->day_first[day], false);
        if (!(usual.calls > 0.0) || queue->calls[slot] > STRETCH_SHARE * usual.calls) { break; }
        *expected += usual.calls;
        *edge = *edge || usual.edge;
    }
    return slot;
}

static void find_stretches(hc_clean_work *work, size_t day)
{
    const hc_axis *axis = &work->series->axis;
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1];) {
        double expected = 0.0;
        bool edge = false;
        const size_t end = measure_stretch(work, day, slot, &expected, &edge);
        if (expected >= (edge ? STRETCH_EDGE_CALLS_MIN : STRETCH_CALLS_MIN)) {
            leave_out(work, day, slot, end, expected);
        }
        slot = end > slot ? end : slot + 1;
    }
}

void hc_clean_outages(hc_clean_work *work)
{
    const hc_axis *axis = &work->series->axis;
    const hc_queue *queue = &work->series->queues[work->queue];
    for (size_t day = 0; day < axis->days; day++) {
        work->day_calls[day] = 0.0;
        size_t known = 0;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
            work->day_calls[day] += queue->calls[slot];
            known++;
        }
        if (known == 0) { work->day_calls[day] = HC_MISSING; }
    }
    const double least_share = fmin(work->options->outage_day, unbelievable_share(work));
    for (size_t day = 0; day < axis->days; day++) {
        if (work->apart[day] || hc_is_missing(work->day_calls[day])) { continue; }
        if (!is_outage_day(work, day, least_share)) { find_stretches(work, day); }
    }
}
