#include "erlang/patience.h"

#include <math.h>
#include <stdio.h>

#define NORMAL_95 1.959963984540054

/* What the open slots of one queue add up to. */
typedef struct waiting_sums {
    double calls;
    double abandons;
    double wait_s;
} waiting_sums;

static waiting_sums sum_waits(const hc_queue *queue, size_t slots)
{
    waiting_sums sums = {0};
    for (size_t slot = 0; slot < slots; slot++) {
        const double wait_s = queue->wait_s != NULL ? queue->wait_s[slot] : 0.0;
        const double calls = queue->calls[slot];
        const double abandons = queue->abandoned[slot];
        const bool known = calls >= 0.0 && abandons >= 0.0 && wait_s >= 0.0;
        if (queue->state[slot] != HC_SLOT_OPEN || !known) { continue; }
        sums.calls += calls;
        sums.abandons += abandons;
        sums.wait_s += wait_s;
    }
    return sums;
}

static void use_default(hc_patience *patience, const char *why)
{
    patience->patience_s = HC_PATIENCE_DEFAULT_S;
    patience->source = HC_PATIENCE_DEFAULT;
    (void)snprintf(patience->reason, sizeof patience->reason, "%s", why);
}

static void use_waits(hc_patience *patience, const waiting_sums *sums)
{
    const double spread = exp(NORMAL_95 / sqrt(sums->abandons));
    patience->patience_s = sums->wait_s / sums->abandons;
    patience->low_s = patience->patience_s / spread;
    patience->high_s = patience->patience_s * spread;
    patience->source = HC_PATIENCE_FROM_WAITS;
    (void)snprintf(
        patience->reason, sizeof patience->reason,
        "callers waited %.0f s in sum and %.0f of %.0f hung up; 95 %% sure of %.0f to "
        "%.0f s",
        sums->wait_s, sums->abandons, sums->calls, patience->low_s, patience->high_s);
}

hc_status hc_patience_estimate(const hc_series *history, size_t queue, hc_patience *patience,
                               hc_error *err)
{
    if (queue >= history->queue_count) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "there is no queue number %zu",
                       queue);
    }
    const hc_queue *asked = &history->queues[queue];
    hc_patience made = {.low_s = HC_MISSING, .high_s = HC_MISSING, .abandon_rate = HC_MISSING};
    if (asked->abandoned == NULL) {
        use_default(&made, "the history has no abandoned calls");
        *patience = made;
        return HC_OK;
    }
    const waiting_sums sums = sum_waits(asked, hc_axis_slots(&history->axis));
    const double estimate_s = sums.wait_s / sums.abandons;
    made.abandons = sums.abandons;
    if (sums.calls > 0.0) { made.abandon_rate = sums.abandons / sums.calls; }
    if (asked->wait_s == NULL) {
        use_default(&made, "the history has no waits, and abandons alone cannot tell impatient "
                           "callers from few agents");
    } else if (sums.abandons < HC_PATIENCE_ABANDONS_MIN) {
        use_default(&made, "too few abandons with a known wait");
    } else if (!(estimate_s >= HC_PATIENCE_S_MIN && estimate_s <= HC_PATIENCE_S_MAX)) {
        use_default(&made, "the waits make no sense beside the abandons; are they in seconds?");
    } else {
        use_waits(&made, &sums);
    }
    *patience = made;
    return HC_OK;
}
