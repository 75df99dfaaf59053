#include "cli/base/slots.h"

#include <string.h>

static void copy_numbers(double *to, const double *from, size_t first, size_t count)
{
    if (to != NULL && from != NULL) { memcpy(to, from + first, count * sizeof *to); }
}

static void copy_queue(const hc_queue *from, size_t slots, size_t first, size_t count,
                       hc_queue *to)
{
    memcpy(to->name, from->name, sizeof to->name);
    memcpy(to->state, from->state + first, count);
    copy_numbers(to->calls, from->calls, first, count);
    copy_numbers(to->aht_s, from->aht_s, first, count);
    copy_numbers(to->handled, from->handled, first, count);
    copy_numbers(to->abandoned, from->abandoned, first, count);
    copy_numbers(to->wait_s, from->wait_s, first, count);
    copy_numbers(to->aht_sd_s, from->aht_sd_s, first, count);
    for (size_t k = 0; k < HC_QUANTILES && from->quantile != NULL; k++) {
        copy_numbers(to->quantile + k * count, from->quantile + k * slots, first, count);
    }
}

static unsigned parts_of(const hc_series *series)
{
    unsigned parts = 0;
    for (size_t q = 0; q < series->queue_count; q++) {
        const hc_queue *queue = &series->queues[q];
        parts |= queue->aht_s != NULL ? (unsigned)HC_PART_AHT : 0U;
        parts |= queue->handled != NULL ? (unsigned)HC_PART_HANDLED : 0U;
        parts |= queue->abandoned != NULL ? (unsigned)HC_PART_ABANDONED : 0U;
        parts |= queue->wait_s != NULL ? (unsigned)HC_PART_WAIT : 0U;
        parts |= queue->quantile != NULL ? (unsigned)HC_PART_QUANTILE : 0U;
        parts |= queue->aht_sd_s != NULL ? (unsigned)HC_PART_AHT_SD : 0U;
    }
    return parts;
}

hc_status hc_series_days(const hc_series *series, int64_t first_day, size_t days,
                         hc_series *out, hc_error *err)
{
    const hc_axis *from = &series->axis;
    const int64_t skip = first_day - from->first_day;
    if (skip < 0 || (size_t)skip + days > from->days) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "the days asked for are not there");
    }
    hc_axis axis = HC_AXIS_INIT;
    hc_series made = HC_SERIES_INIT;
    hc_status st = hc_axis_make(&axis, &from->zone, from->interval_min, first_day, days, err);
    if (st == HC_OK) {
        st = hc_series_make(&made, &axis, series->queue_count, parts_of(series), err);
    }
    for (size_t q = 0; st == HC_OK && q < series->queue_count; q++) {
        copy_queue(&series->queues[q], hc_axis_slots(from), from->day_first[skip],
                   hc_axis_slots(&axis), &made.queues[q]);
    }
    if (st == HC_OK) { hc_series_move(out, &made); }
    hc_series_clear(&made);
    hc_axis_clear(&axis);
    return st;
}

void hc_slots_most(const hc_axis *from_axis, const int32_t *from, const hc_axis *to_axis,
                   double *to)
{
    const int32_t finer_min = from_axis->interval_min < to_axis->interval_min
                                  ? from_axis->interval_min
                                  : to_axis->interval_min;
    for (size_t slot = 0; slot < hc_axis_slots(to_axis); slot++) {
        const int64_t start_s = hc_axis_utc_s(to_axis, slot);
        double most = 0.0;
        for (int32_t at_min = 0; at_min < to_axis->interval_min; at_min += finer_min) {
            size_t part = 0;
            if (hc_axis_find(from_axis, start_s + (int64_t)at_min * 60, &part) &&
                from[part] > most) {
                most = from[part];
            }
        }
        to[slot] = most;
    }
}

static void add_share(const double *from, double share, size_t width, double *to)
{
    for (size_t k = 0; k < width; k++) {
        to[k] += share * from[k];
    }
}

void hc_slots_share(const hc_axis *from_axis, const double *from, size_t width,
                    const hc_axis *to_axis, double *to)
{
    const int32_t finer_min = from_axis->interval_min < to_axis->interval_min
                                  ? from_axis->interval_min
                                  : to_axis->interval_min;
    const double share = (double)finer_min / from_axis->interval_min;
    memset(to, 0, hc_axis_slots(to_axis) * width * sizeof *to);
    for (size_t slot = 0; slot < hc_axis_slots(to_axis); slot++) {
        const int64_t start_s = hc_axis_utc_s(to_axis, slot);
        for (int32_t at_min = 0; at_min < to_axis->interval_min; at_min += finer_min) {
            size_t part = 0;
            if (hc_axis_find(from_axis, start_s + (int64_t)at_min * 60, &part)) {
                add_share(&from[part * width], share, width, &to[slot * width]);
            }
        }
    }
}
