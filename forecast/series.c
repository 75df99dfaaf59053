#include "forecast/series.h"

#include <string.h>

const double hc_quantile_p[HC_QUANTILES] = {0.025, 0.05, 0.10, 0.25, 0.50,
                                            0.75,  0.90, 0.95, 0.975};

static hc_status make_numbers(double **numbers, size_t blocks, size_t slots, hc_error *err)
{
    size_t count = 0;
    double *made = NULL;
    if (!hc_size_mul(blocks, slots, &count)) { count = SIZE_MAX; }
    HC_TRY(hc_alloc(&made, count, sizeof *made, err));
    for (size_t at = 0; at < count; at++) {
        made[at] = HC_MISSING;
    }
    *numbers = made;
    return HC_OK;
}

static hc_status make_part(double **numbers, unsigned parts, hc_series_part part, size_t blocks,
                           size_t slots, hc_error *err)
{
    return (parts & (unsigned)part) != 0 ? make_numbers(numbers, blocks, slots, err) : HC_OK;
}

static hc_status make_queue(hc_queue *queue, size_t slots, unsigned parts, hc_error *err)
{
    HC_TRY(hc_alloc(&queue->state, slots, sizeof *queue->state, err)); /* zero is HC_SLOT_GAP */
    HC_TRY(make_numbers(&queue->calls, 1, slots, err));
    HC_TRY(make_part(&queue->aht_s, parts, HC_PART_AHT, 1, slots, err));
    HC_TRY(make_part(&queue->handled, parts, HC_PART_HANDLED, 1, slots, err));
    HC_TRY(make_part(&queue->abandoned, parts, HC_PART_ABANDONED, 1, slots, err));
    HC_TRY(make_part(&queue->wait_s, parts, HC_PART_WAIT, 1, slots, err));
    HC_TRY(make_part(&queue->quantile, parts, HC_PART_QUANTILE, HC_QUANTILES, slots, err));
    return make_part(&queue->aht_sd_s, parts, HC_PART_AHT_SD, 1, slots, err);
}

hc_status hc_series_make(hc_series *series, const hc_axis *axis, size_t queue_count,
                         unsigned parts, hc_error *err)
{
    if (queue_count > HC_QUEUES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "is the queue column the right one?",
                       "%zu queues are more than the %d allowed", queue_count, HC_QUEUES_MAX);
    }
    hc_series made = HC_SERIES_INIT;
    hc_status st = hc_axis_copy(&made.axis, axis, err);
    if (st == HC_OK) { st = hc_alloc(&made.queues, queue_count, sizeof *made.queues, err); }
    if (st == HC_OK) { made.queue_count = queue_count; }
    for (size_t queue = 0; st == HC_OK && queue < queue_count; queue++) {
        st = make_queue(&made.queues[queue], hc_axis_slots(&made.axis), parts, err);
    }
    if (st == HC_OK) { hc_series_move(series, &made); }
    hc_series_clear(&made);
    return st;
}

static hc_status copy_numbers(double **to, const double *from, size_t count, hc_error *err)
{
    if (from == NULL) { return HC_OK; }
    HC_TRY(hc_alloc(to, count, sizeof **to, err));
    memcpy(*to, from, count * sizeof **to);
    return HC_OK;
}

static hc_status copy_queue(hc_queue *to, const hc_queue *from, size_t slots, hc_error *err)
{
    memcpy(to->name, from->name, sizeof to->name);
    memcpy(to->channel, from->channel, sizeof to->channel);
    HC_TRY(hc_alloc(&to->state, slots, sizeof *to->state, err));
    memcpy(to->state, from->state, slots * sizeof *to->state);
    HC_TRY(copy_numbers(&to->calls, from->calls, slots, err));
    HC_TRY(copy_numbers(&to->aht_s, from->aht_s, slots, err));
    HC_TRY(copy_numbers(&to->handled, from->handled, slots, err));
    HC_TRY(copy_numbers(&to->abandoned, from->abandoned, slots, err));
    HC_TRY(copy_numbers(&to->wait_s, from->wait_s, slots, err));
    HC_TRY(copy_numbers(&to->quantile, from->quantile, HC_QUANTILES * slots, err));
    return copy_numbers(&to->aht_sd_s, from->aht_sd_s, slots, err);
}

hc_status hc_series_copy(hc_series *to, const hc_series *from, hc_error *err)
{
    const size_t slots = hc_axis_slots(&from->axis);
    hc_series made = HC_SERIES_INIT;
    hc_status st = hc_axis_copy(&made.axis, &from->axis, err);
    if (st == HC_OK) {
        st = hc_alloc(&made.queues, from->queue_count, sizeof *made.queues, err);
    }
    if (st == HC_OK) { made.queue_count = from->queue_count; }
    for (size_t queue = 0; st == HC_OK && queue < from->queue_count; queue++) {
        st = copy_queue(&made.queues[queue], &from->queues[queue], slots, err);
    }
    if (st == HC_OK) { hc_series_move(to, &made); }
    hc_series_clear(&made);
    return st;
}

void hc_series_move(hc_series *to, hc_series *from)
{
    if (to == from) { return; }
    hc_series_clear(to);
    *to = *from;
    memset(from, 0, sizeof *from);
}

void hc_queue_free_arrays(const hc_queue *queue)
{
    hc_free(queue->state);
    hc_free(queue->calls);
    hc_free(queue->aht_s);
    hc_free(queue->handled);
    hc_free(queue->abandoned);
    hc_free(queue->wait_s);
    hc_free(queue->quantile);
    hc_free(queue->aht_sd_s);
}

void hc_series_keep_queues(hc_series *series, size_t first, size_t count)
{
    for (size_t at = 0; at < series->queue_count; at++) {
        if (at < first || at >= first + count) { hc_queue_free_arrays(&series->queues[at]); }
    }
    if (count > 0) {
        memmove(series->queues, series->queues + first, count * sizeof *series->queues);
    }
    series->queue_count = count;
}

void hc_series_clear(hc_series *series)
{
    for (size_t at = 0; at < series->queue_count; at++) {
        hc_queue_free_arrays(&series->queues[at]);
    }
    hc_free(series->queues);
    hc_axis_clear(&series->axis);
    memset(series, 0, sizeof *series);
}

bool hc_series_find(const hc_series *series, const char *name, size_t *queue)
{
    for (size_t at = 0; at < series->queue_count; at++) {
        if (strcmp(series->queues[at].name, name) == 0) {
            *queue = at;
            return true;
        }
    }
    return false;
}

double hc_series_calls(const hc_series *series, size_t queue)
{
    const double *calls = series->queues[queue].calls;
    double sum = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
        if (calls[slot] > 0.0) { sum += calls[slot]; }
    }
    return sum;
}

static bool is_count(double value)
{
    return isfinite(value) && value >= 0.0;
}

static bool is_count_or_missing(double value)
{
    return hc_is_missing(value) || is_count(value);
}

static bool are_calls_right(int state, double calls)
{
    switch (state) {
    case HC_SLOT_GAP:
        return hc_is_missing(calls);
    case HC_SLOT_OPEN:
        return is_count(calls);
    case HC_SLOT_CLOSED:
        return is_count(calls) && !(calls > 0.0);
    case HC_SLOT_OUTAGE:
        return is_count_or_missing(calls);
    default:
        return false;
    }
}

static bool is_optional_count_right(const double *numbers, size_t slot)
{
    return numbers == NULL || is_count_or_missing(numbers[slot]);
}

static bool is_aht_right(const double *aht_s, size_t slot)
{
    if (aht_s == NULL || hc_is_missing(aht_s[slot])) { return true; }
    return aht_s[slot] > 0.0 && aht_s[slot] <= HC_AHT_MAX_S;
}

static bool are_quantiles_right(const double *quantile, size_t slots, size_t slot)
{
    for (size_t k = 0; quantile != NULL && k < HC_QUANTILES; k++) {
        const double value = quantile[k * slots + slot];
        if (!is_count_or_missing(value)) { return false; }
        if (k > 0 && value < quantile[(k - 1) * slots + slot]) { return false; }
    }
    return true;
}

/* What is wrong with a slot, NULL when nothing is. */
static const char *slot_fault(const hc_queue *queue, size_t slots, size_t slot)
{
    if (queue->state[slot] > HC_SLOT_OUTAGE) { return "the state is unknown"; }
    if (!are_calls_right(queue->state[slot], queue->calls[slot])) {
        return "the calls do not fit the state";
    }
    if (!is_aht_right(queue->aht_s, slot)) {
        return "the AHT is not above 0 and at most a day";
    }
    if (!is_optional_count_right(queue->handled, slot)) {
        return "the handled calls are no count";
    }
    if (!is_optional_count_right(queue->abandoned, slot)) {
        return "the abandoned calls are no count";
    }
    if (!is_optional_count_right(queue->wait_s, slot)) {
        return "the wait is below 0 or infinite";
    }
    if (!is_optional_count_right(queue->aht_sd_s, slot)) {
        return "the AHT's deviation is below 0 or infinite";
    }
    if (!are_quantiles_right(queue->quantile, slots, slot)) {
        return "the quantiles are no ascending counts";
    }
    return NULL;
}

static hc_status check_queue(const hc_series *series, const hc_queue *queue, hc_error *err)
{
    const size_t slots = hc_axis_slots(&series->axis);
    if (memchr(queue->name, '\0', sizeof queue->name) == NULL) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL, "a queue's name has no end");
    }
    for (size_t slot = 0; slot < slots; slot++) {
        const char *fault = slot_fault(queue, slots, slot);
        if (fault != NULL) {
            char when[HC_TIME_TEXT_MAX];
            hc_format_instant(&series->axis.zone, hc_axis_utc_s(&series->axis, slot), when);
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL, "queue \"%s\" at %s: %s",
                           queue->name, when, fault);
        }
    }
    return HC_OK;
}

hc_status hc_series_check(const hc_series *series, hc_error *err)
{
    for (size_t queue = 0; queue < series->queue_count; queue++) {
        HC_TRY(check_queue(series, &series->queues[queue], err));
    }
    return HC_OK;
}
