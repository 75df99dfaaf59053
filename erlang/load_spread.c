#include "erlang/load_spread.h"

#include <math.h>

#include "erlang/uncertainty.h"

/* Handle times are known, and all queues are high together. */
static const hc_queue_spread together = {.day_share = 1.0, .queue_share = 1.0};

static const hc_queue_spread *spread_of(const hc_staff_rules *rules, size_t queue)
{
    return rules->spreads != NULL ? &rules->spreads[queue] : &together;
}

/* Deviations in Erlangs, summed over the queues of a pool as they add up. */
typedef struct pool_spread {
    double variance; /* of what each queue has for itself */
    double common;   /* deviation of what the queues' busy days share */
    double handle;   /* deviation of the level of handle times */
} pool_spread;

static void add_queue(const hc_queue_spread *spread, double load_erlangs, double rate_cv,
                      double calls, pool_spread *pool)
{
    const double rate = rate_cv * rate_cv;
    /* the day's share is one of the variance of counts, chance included */
    const double of_day = fmin(rate, spread->day_share * (rate + 1.0 / calls));
    const double shared = spread->queue_share * of_day;
    pool->variance += load_erlangs * load_erlangs * (rate - shared);
    pool->common += load_erlangs * sqrt(shared);
    pool->handle += load_erlangs * spread->aht_cv;
}

double hc_load_spread(const hc_series *forecast, const hc_staff_rules *rules,
                      const hc_need *needs, size_t need, size_t slot)
{
    const bool alone = need < forecast->queue_count;
    pool_spread pool = {0};
    for (size_t queue = 0; queue < forecast->queue_count; queue++) {
        const bool counts = alone ? queue == need : rules->queues[queue].work == HC_WORK_CALLS;
        if (!counts || !(needs[queue].load_erlangs[slot] > 0.0)) { continue; }
        add_queue(spread_of(rules, queue), needs[queue].load_erlangs[slot],
                  hc_rate_cv(forecast, queue, slot), needs[queue].calls[slot], &pool);
    }
    const double deviation =
        sqrt(pool.variance + pool.common * pool.common + pool.handle * pool.handle);
    return fmin(HC_RATE_CV_MAX, deviation / needs[need].load_erlangs[slot]);
}
