/* What one slot of a queue holds while rows come in. */
#include "forecast/load/ledger_fill.h"

static bool same_number(const double *kept, size_t slot, double value)
{
    if (kept == NULL) { return true; }
    if (hc_is_missing(kept[slot]) || hc_is_missing(value)) {
        return hc_is_missing(kept[slot]) && hc_is_missing(value);
    }
    return !(kept[slot] < value) && !(kept[slot] > value);
}

bool hc_slot_same(const hc_queue *queue, size_t slot, const hc_row_counts *values)
{
    return same_number(queue->calls, slot, values->calls) &&
           same_number(queue->handled, slot, values->handled) &&
           same_number(queue->abandoned, slot, values->abandoned) &&
           same_number(queue->aht_s, slot, values->aht_s);
}

void hc_slot_store(hc_queue *queue, size_t slot, const hc_row_counts *values)
{
    queue->state[slot] = (uint8_t)(HC_SLOT_OPEN | HC_STATE_BY_THIS_FILE);
    queue->calls[slot] = values->calls;
    if (queue->handled != NULL) { queue->handled[slot] = values->handled; }
    if (queue->abandoned != NULL) { queue->abandoned[slot] = values->abandoned; }
    if (queue->aht_s != NULL) { queue->aht_s[slot] = values->aht_s; }
    if (queue->wait_s != NULL) { queue->wait_s[slot] = values->wait_s; }
}

static double add_known(double a, double b)
{
    if (hc_is_missing(a)) { return b; }
    return hc_is_missing(b) ? a : a + b;
}

void hc_slot_add(hc_queue *queue, size_t slot, const hc_row_counts *values)
{
    hc_row_counts sum = *values;
    const double *weights = queue->handled != NULL ? queue->handled : queue->calls;
    const double old_weight = weights[slot];
    const double new_weight = queue->handled != NULL ? values->handled : values->calls;
    if (queue->aht_s != NULL && !hc_is_missing(queue->aht_s[slot])) {
        const double old_aht_s = queue->aht_s[slot];
        sum.aht_s = hc_is_missing(values->aht_s) ? old_aht_s : values->aht_s;
        if (!hc_is_missing(values->aht_s) && old_weight + new_weight > 0.0) {
            sum.aht_s = (old_aht_s * old_weight + values->aht_s * new_weight) /
                        (old_weight + new_weight);
        }
    }
    sum.calls = add_known(queue->calls[slot], values->calls);
    if (queue->handled != NULL) {
        sum.handled = add_known(queue->handled[slot], values->handled);
    }
    if (queue->abandoned != NULL) {
        sum.abandoned = add_known(queue->abandoned[slot], values->abandoned);
    }
    /* a sum of all waits is known only when all of them are */
    if (queue->wait_s != NULL) { sum.wait_s = queue->wait_s[slot] + values->wait_s; }
    hc_slot_store(queue, slot, &sum);
}

void hc_queue_add_slot(hc_queue *queue, size_t slot, const hc_queue *from)
{
    const hc_row_counts values = {from->calls[slot],
                                  from->handled != NULL ? from->handled[slot] : HC_MISSING,
                                  from->abandoned != NULL ? from->abandoned[slot] : HC_MISSING,
                                  from->aht_s != NULL ? from->aht_s[slot] : HC_MISSING,
                                  from->wait_s != NULL ? from->wait_s[slot] : HC_MISSING};
    if (from->state[slot] != HC_SLOT_OPEN) { return; }
    if (queue->state[slot] == HC_SLOT_OPEN) {
        hc_slot_add(queue, slot, &values);
    } else {
        hc_slot_store(queue, slot, &values);
    }
    queue->state[slot] = HC_SLOT_OPEN;
}
