/* Queues that are the sum of the others: called so, or found to be. */
#include <math.h>

#include "forecast/base/memory.h"
#include "forecast/load/ledger_fill.h"

#define SUMS_LEAST 48     /* intervals with contacts in which a sum shows */
#define SUMS_SHARE 0.99   /* of them; the others may have lost a row */
#define OTHERS_LEAST 2    /* two queues alike are no sum of each other */
#define SUM_ACCURACY 1e-6 /* of contacts that are parts of one */

static bool is_total(const hc_loading *loading, size_t queue)
{
    return loading->names.entry[queue].is_total;
}

static size_t count_real(const hc_loading *loading)
{
    size_t real = 0;
    for (size_t queue = 0; queue < loading->series.queue_count; queue++) {
        real += !is_total(loading, queue);
    }
    return real;
}

static double calls_in(const hc_queue *queue, size_t slot)
{
    const bool open = (queue->state[slot] & (uint8_t)~HC_STATE_BY_THIS_FILE) == HC_SLOT_OPEN;
    return open ? queue->calls[slot] : 0.0;
}

static double sum_of_all(const hc_loading *loading, size_t slot)
{
    double sum = 0.0;
    for (size_t queue = 0; queue < loading->series.queue_count; queue++) {
        if (!is_total(loading, queue)) {
            sum += calls_in(&loading->series.queues[queue], slot);
        }
    }
    return sum;
}

/* How many intervals of a queue are half of what all have, of those in which others have some.
 */
typedef struct sums_seen {
    double intervals;
    double *halves; /* [queues] */
} sums_seen;

static void see_slot(const hc_loading *loading, size_t slot, sums_seen *seen)
{
    const double sum = sum_of_all(loading, slot);
    if (!(sum > 0.0)) { return; }
    seen->intervals += 1.0;
    for (size_t queue = 0; queue < loading->series.queue_count; queue++) {
        const double calls = calls_in(&loading->series.queues[queue], slot);
        if (fabs(2.0 * calls - sum) <= SUM_ACCURACY * sum) { seen->halves[queue] += 1.0; }
    }
}

/* The queue that is half of it all more often than any other; two that are so equally often
 * have the same contacts beside nothing, and neither is the other's sum. */
static size_t most_often(const sums_seen *seen, size_t queues)
{
    size_t best = 0;
    bool alone = true;
    for (size_t queue = 1; queue < queues; queue++) {
        if (seen->halves[queue] > seen->halves[best]) {
            best = queue;
            alone = true;
        } else if (!(seen->halves[queue] < seen->halves[best])) {
            alone = false;
        }
    }
    return alone ? best : queues;
}

/* "Whole centre" in any language. */
static hc_status find_sums(hc_loading *loading, hc_error *err)
{
    const hc_series *series = &loading->series;
    sums_seen seen = {0};
    if (count_real(loading) < OTHERS_LEAST + 1) { return HC_OK; }
    HC_TRY(hc_alloc(&seen.halves, series->queue_count, sizeof *seen.halves, err));
    for (size_t slot = 0; slot < hc_axis_slots(&series->axis); slot++) {
        see_slot(loading, slot, &seen);
    }
    const size_t best = most_often(&seen, series->queue_count);
    if (best < series->queue_count && seen.intervals >= SUMS_LEAST &&
        seen.halves[best] >= SUMS_SHARE * seen.intervals) {
        loading->names.entry[best].is_total = true;
    }
    hc_free(seen.halves);
    return HC_OK;
}

static void drop(hc_loading *loading, size_t queue)
{
    hc_load_note(loading->report, "queue \"%s\" is taken as the sum of the others: dropped",
                 loading->series.queues[queue].name);
    hc_queue_free_arrays(&loading->series.queues[queue]);
    if (loading->options->ledger != NULL) {
        hc_ledger_drop_kind(loading->options->ledger, queue);
    }
}

hc_status hc_drop_total_queues(hc_loading *loading, hc_error *err)
{
    hc_series *series = &loading->series;
    HC_TRY(find_sums(loading, err));
    const size_t real = count_real(loading);
    if (real == 0 || real == series->queue_count) { return HC_OK; }
    size_t to = 0;
    for (size_t queue = 0; queue < series->queue_count; queue++) {
        if (is_total(loading, queue)) {
            drop(loading, queue);
        } else {
            series->queues[to++] = series->queues[queue];
        }
    }
    series->queue_count = to;
    return HC_OK;
}
