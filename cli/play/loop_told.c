#include "cli/play/loop_told.h"

#include <math.h>
#include <string.h>

/* ---- weeks as they came -------------------------------------------------------------------
 */

/* Only what was served counts: an outage or a gap is no demand that anyone can be asked to
 * meet. */
static void keep_served(hc_queue *queue, size_t slots)
{
    for (size_t slot = 0; slot < slots; slot++) {
        if (queue->state[slot] != HC_SLOT_OPEN || !(queue->calls[slot] > 0.0)) {
            queue->calls[slot] = 0.0;
            if (queue->state[slot] != HC_SLOT_OPEN) { queue->state[slot] = HC_SLOT_CLOSED; }
        }
    }
}

/* Where a slot of the week has calls and no handle time, the forecast's is taken. */
static void lend_aht(const hc_series *forecast, hc_series *week)
{
    const size_t slots = hc_axis_slots(&week->axis);
    for (size_t q = 0; q < week->queue_count; q++) {
        for (size_t slot = 0; slot < slots; slot++) {
            double *aht_s = &week->queues[q].aht_s[slot];
            if (!(*aht_s > 0.0)) { *aht_s = forecast->queues[q].aht_s[slot]; }
        }
    }
}

/* An empty week on the forecast's axis with room for handle times. */
static hc_status make_week(const hc_loop_origin *it, hc_series *week, hc_error *err)
{
    HC_TRY(
        hc_series_make(week, &it->forecast.axis, it->forecast.queue_count, HC_PART_AHT, err));
    for (size_t q = 0; q < week->queue_count; q++) {
        memcpy(week->queues[q].name, it->forecast.queues[q].name, HC_QUEUE_NAME_MAX);
    }
    return HC_OK;
}

/* The slot of an earlier week at the same day and place in the day: clock changes cut or leave
 * out. */
static bool slot_before(const hc_series *history, const hc_series *week, size_t slot,
                        size_t weeks_ago, size_t *then)
{
    const size_t day = hc_axis_day_index(&week->axis, slot);
    const int64_t old_day = week->axis.first_day + (int64_t)day - 7 * (int64_t)weeks_ago;
    const int64_t at = old_day - history->axis.first_day;
    if (at < 0 || at >= (int64_t)history->axis.days) { return false; }
    *then = history->axis.day_first[at] + (slot - week->axis.day_first[day]);
    return *then < history->axis.day_first[at + 1];
}

/* Mean of some weeks before the origin, or with `first` 0 the week from the origin on itself.
 */
static void average_slot(const hc_queue *from, const hc_series *history, size_t first,
                         size_t last, size_t slot, hc_series *week, hc_queue *to)
{
    double calls = 0.0;
    double weeks = 0.0;
    double handled = 0.0;
    double work_s = 0.0;
    for (size_t ago = first; ago <= last; ago++) {
        size_t then = 0;
        if (!slot_before(history, week, slot, ago, &then) ||
            from->state[then] != HC_SLOT_OPEN || !(from->calls[then] >= 0.0)) {
            continue;
        }
        weeks += 1.0;
        calls += from->calls[then];
        if (from->aht_s != NULL && from->aht_s[then] > 0.0) {
            handled += from->calls[then];
            work_s += from->calls[then] * from->aht_s[then];
        }
    }
    to->state[slot] = weeks > 0.0 ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
    to->calls[slot] = weeks > 0.0 ? calls / weeks : 0.0;
    to->aht_s[slot] = handled > 0.0 ? work_s / handled : HC_MISSING;
}

hc_status hc_loop_average_weeks(const hc_loop_origin *it, size_t first, size_t last,
                                hc_series *week, hc_error *err)
{
    const hc_series *history = &it->history->series;
    HC_TRY(make_week(it, week, err));
    for (size_t q = 0; q < week->queue_count; q++) {
        for (size_t slot = 0; slot < hc_axis_slots(&week->axis); slot++) {
            average_slot(&history->queues[q], history, first, last, slot, week,
                         &week->queues[q]);
        }
        keep_served(&week->queues[q], hc_axis_slots(&week->axis));
    }
    lend_aht(&it->forecast, week);
    return HC_OK;
}

/* ---- the forecast, told more --------------------------------------------------------------
 */

static double contacts_between(const hc_queue *queue, size_t first, size_t end)
{
    double sum = 0.0;
    for (size_t slot = first; slot < end; slot++) {
        if (queue->calls[slot] > 0.0) { sum += queue->calls[slot]; }
    }
    return sum;
}

/* Scales one day to what came; `within` of the deviations is not its day's and stays. */
static void tell_day(double came, double within, size_t slots, size_t first, size_t end,
                     hc_queue *told)
{
    const double said = contacts_between(told, first, end);
    const double factor = said > 0.0 ? came / said : 0.0;
    for (size_t slot = first; slot < end; slot++) {
        const double mean = told->calls[slot];
        if (!(mean > 0.0)) { continue; }
        for (size_t k = 0; k < HC_QUANTILES; k++) {
            double *quantile = &told->quantile[k * slots + slot];
            *quantile = factor * fmax(0.0, mean + within * (*quantile - mean));
        }
        told->calls[slot] = factor * mean;
    }
}

static void tell_day_totals(const hc_loop_origin *it, size_t q, hc_queue *told,
                            hc_queue_report *report)
{
    const hc_axis *axis = &it->forecast.axis;
    const double within = sqrt(1.0 - report->day_share);
    report->day_share = 0.0;
    for (size_t day = 0; day < axis->days; day++) {
        const size_t first = axis->day_first[day], end = axis->day_first[day + 1];
        tell_day(contacts_between(&it->real.queues[q], first, end), within, hc_axis_slots(axis),
                 first, end, told);
    }
}

/* Every interval's contacts, and no doubt about them. */
static void tell_contacts(const hc_queue *came, size_t slots, hc_queue *told)
{
    memcpy(told->calls, came->calls, slots * sizeof *told->calls);
    memcpy(told->state, came->state, slots * sizeof *told->state);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        memcpy(told->quantile + k * slots, came->calls, slots * sizeof *told->calls);
    }
}

hc_status hc_loop_tell(const hc_loop_origin *it, hc_loop_feed what, hc_series *told,
                       hc_forecast_report *report, hc_error *err)
{
    const size_t queues = it->from->report.queue_count;
    HC_TRY(hc_series_copy(told, &it->forecast, err));
    HC_TRY(hc_alloc(&report->queues, queues, sizeof *report->queues, err));
    report->queue_count = queues;
    memcpy(report->queues, it->from->report.queues, queues * sizeof *report->queues);
    for (size_t q = 0; q < queues; q++) {
        if (what == HC_LOOP_DAY_TOTALS) {
            tell_day_totals(it, q, &told->queues[q], &report->queues[q]);
        }
        if (what == HC_LOOP_CONTACTS) {
            tell_contacts(&it->real.queues[q], hc_axis_slots(&told->axis), &told->queues[q]);
        }
    }
    return HC_OK;
}
