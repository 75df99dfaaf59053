#include "forecast/clean/regrid.h"

/* What the fine slots of one coarse slot hold. */
typedef struct slot_sum {
    size_t gaps, outages, open, closed;
    double calls, handled, abandoned, wait_s, time_s, weight;
    bool has_calls, has_handled, has_abandoned;
} slot_sum;

static void add_known(const double *numbers, size_t slot, double *sum, bool *has)
{
    if (numbers == NULL || hc_is_missing(numbers[slot])) { return; }
    *sum += numbers[slot];
    *has = true;
}

static void add_slot(const hc_queue *queue, size_t slot, slot_sum *sum)
{
    const uint8_t state = queue->state[slot];
    sum->gaps += state == HC_SLOT_GAP;
    sum->outages += state == HC_SLOT_OUTAGE;
    sum->open += state == HC_SLOT_OPEN;
    sum->closed += state == HC_SLOT_CLOSED;
    add_known(queue->calls, slot, &sum->calls, &sum->has_calls);
    add_known(queue->handled, slot, &sum->handled, &sum->has_handled);
    add_known(queue->abandoned, slot, &sum->abandoned, &sum->has_abandoned);
    if (queue->wait_s != NULL && state != HC_SLOT_CLOSED) {
        sum->wait_s += queue->wait_s[slot]; /* one unknown leaves the sum unknown */
    }
    if (queue->aht_s == NULL || hc_is_missing(queue->aht_s[slot])) { return; }
    const double *weights = queue->handled != NULL ? queue->handled : queue->calls;
    const double weight = hc_is_missing(weights[slot]) ? 0.0 : weights[slot];
    sum->time_s += weight * queue->aht_s[slot];
    sum->weight += weight;
}

static void store_slot(hc_queue *queue, size_t slot, const slot_sum *sum)
{
    uint8_t state = HC_SLOT_CLOSED;
    if (sum->open > 0) { state = HC_SLOT_OPEN; }
    if (sum->outages > 0) { state = HC_SLOT_OUTAGE; }
    if (sum->gaps > 0) { state = HC_SLOT_GAP; }
    const bool known = state != HC_SLOT_GAP;
    queue->state[slot] = state;
    queue->calls[slot] = known && sum->has_calls ? sum->calls : HC_MISSING;
    if (queue->handled != NULL) {
        queue->handled[slot] = known && sum->has_handled ? sum->handled : HC_MISSING;
    }
    if (queue->abandoned != NULL) {
        queue->abandoned[slot] = known && sum->has_abandoned ? sum->abandoned : HC_MISSING;
    }
    if (queue->wait_s != NULL) { queue->wait_s[slot] = known ? sum->wait_s : HC_MISSING; }
    if (queue->aht_s != NULL) {
        queue->aht_s[slot] =
            known && sum->weight > 0.0 ? sum->time_s / sum->weight : HC_MISSING;
    }
}

/* Fine slots go to the coarse slot of their day in order. to may be from: a coarse slot never
 * lies behind the fine ones it is made of. */
static void sum_queue(const hc_axis *fine, const hc_queue *from, const hc_axis *coarse,
                      hc_queue *to)
{
    if (fine->day_first == NULL || coarse->day_first == NULL) { return; } /* no days at all */
    const size_t wide = (size_t)(coarse->interval_min / fine->interval_min);
    for (size_t day = 0; day < fine->days; day++) {
        const size_t end = fine->day_first[day + 1];
        for (size_t slot = coarse->day_first[day]; slot < coarse->day_first[day + 1]; slot++) {
            const size_t begin = fine->day_first[day] + (slot - coarse->day_first[day]) * wide;
            slot_sum sum = {0};
            for (size_t part = begin; part < begin + wide && part < end; part++) {
                add_slot(from, part, &sum);
            }
            store_slot(to, slot, &sum);
        }
    }
}

static hc_status make_axis(const hc_series *series, int32_t interval_min, hc_axis *axis,
                           hc_error *err)
{
    const int32_t own = series->axis.interval_min;
    if (own <= 0 || interval_min < own || interval_min % own != 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "%d minutes is no multiple of the series' %d", (int)interval_min,
                       (int)own);
    }
    return hc_axis_make(axis, &series->axis.zone, interval_min, series->axis.first_day,
                        series->axis.days, err);
}

hc_status hc_regrid_in_place(hc_series *series, int32_t interval_min, hc_error *err)
{
    hc_axis axis = HC_AXIS_INIT;
    HC_TRY(make_axis(series, interval_min, &axis, err));
    for (size_t i = 0; i < series->queue_count; i++) {
        sum_queue(&series->axis, &series->queues[i], &axis, &series->queues[i]);
    }
    hc_axis_clear(&series->axis);
    series->axis = axis;
    return HC_OK;
}
