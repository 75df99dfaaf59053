/* Sample paths: a Gaussian copula over the quantiles of a forecast. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "forecast/base/rng.h"
#include "forecast/forecast.h"

/*
 * The quantile at a normal score: linear in the score between the known quantiles, the outer
 * two continued beyond them, never below 0.
 */
static double quantile_at(const double *quantile, size_t slots, const double *score, double z)
{
    size_t above = 1;
    while (above + 1 < HC_QUANTILES && z > score[above]) {
        above++;
    }
    const double low = quantile[(above - 1) * slots], high = quantile[above * slots];
    const double share = (z - score[above - 1]) / (score[above] - score[above - 1]);
    return fmax(0.0, low + share * (high - low));
}

/* Rounds at random so that the expectation stays: 2.3 becomes 3 three times in ten. */
static double round_at_random(double value, hc_rng *rng)
{
    return floor(value + hc_rng_uniform(rng));
}

/* Where a path's chance comes from. Each path of each queue has a stream of its own, and each
 * path one that all queues read: what their busy days have in common. */
typedef struct path_chance {
    hc_rng own;
    hc_rng all;
} path_chance;

static path_chance chance_of(uint64_t seed, size_t queue, size_t path)
{
    path_chance chance;
    hc_rng_stream(&chance.own, seed, ((uint64_t)queue << 32) + path);
    hc_rng_stream(&chance.all, seed, ((uint64_t)HC_QUEUES_MAX << 32) + path);
    return chance;
}

/* What is new in a day's busyness: standard normal, queues correlated by their share. */
static double fresh_busyness(const hc_queue_report *report, path_chance *chance)
{
    const double all = hc_rng_normal(&chance->all);
    const double own = hc_rng_normal(&chance->own);
    return sqrt(report->queue_share) * all + sqrt(1.0 - report->queue_share) * own;
}

/* Of an interval's variance, what a level that may have moved adds: all days have it alike. */
static double moved_share(const hc_queue_report *report, double calls)
{
    const double chance = report->unsettled_chance, shift = report->unsettled;
    const double mean = 1.0 + chance * shift;
    const double moved = chance * (1.0 - chance) * shift * shift / (mean * mean);
    if (!(moved > 0.0) || !(calls > 0.0)) { return 0.0; }
    return moved / (report->band_a / calls + report->band_b + moved);
}

static void one_path(const hc_series *forecast, const hc_queue *queue,
                     const hc_queue_report *report, const double *score, path_chance *chance,
                     double *calls)
{
    const hc_axis *axis = &forecast->axis;
    hc_rng *rng = &chance->own;
    const size_t slots = hc_axis_slots(axis);
    const double common = sqrt(report->day_share), own = sqrt(1.0 - report->day_share);
    const double carried = report->day_memory, fresh = sqrt(1.0 - carried * carried);
    const double lasts = sqrt(report->level_share), passes = sqrt(1.0 - report->level_share);
    const double level = fresh_busyness(report, chance);
    double busy = fresh_busyness(report, chance);
    const double move = fabs(report->unsettled) > 0.0 ? hc_rng_normal(rng) : 0.0;
    for (size_t day = 0; day < axis->days; day++) {
        if (day > 0) { busy = carried * busy + fresh * fresh_busyness(report, chance); }
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            calls[slot] = 0.0;
            if (queue->state[slot] != HC_SLOT_OPEN) { continue; }
            const double usual =
                common * (lasts * level + passes * busy) + own * hc_rng_normal(rng);
            const double moved = moved_share(report, queue->calls[slot]);
            const double z = sqrt(1.0 - moved) * usual + sqrt(moved) * move;
            calls[slot] =
                round_at_random(quantile_at(queue->quantile + slot, slots, score, z), rng);
        }
    }
}

/* Deviations of a day's intervals, added up: what all days of a path have in common by a level
 * that may have moved, and the rest of them; and the squares of the rest. */
typedef struct day_spread {
    double moved, usual, squares;
} day_spread;

static day_spread spread_of_day(const hc_axis *axis, const hc_queue *queue,
                                const hc_queue_report *report, size_t day)
{
    const size_t slots = hc_axis_slots(axis);
    day_spread sum = {0.0, 0.0, 0.0};
    for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
        const double mean = queue->calls[slot];
        if (queue->state[slot] != HC_SLOT_OPEN || !(mean > 0.0)) { continue; }
        const double sd = (queue->quantile[HC_QUANTILE_90 * slots + slot] -
                           queue->quantile[HC_QUANTILE_10 * slots + slot]) /
                          (2.0 * HC_NORMAL_90);
        const double variance = fmax(sd * sd, mean); /* quantiles of rare calls are coarse */
        const double moved = moved_share(report, mean);
        sum.moved += sqrt(moved * variance);
        sum.usual += sqrt((1.0 - moved) * variance);
        sum.squares += (1.0 - moved) * variance;
    }
    return sum;
}

double hc_forecast_total_sd(const hc_series *forecast, const hc_queue_report *report,
                            size_t queue, size_t first, size_t days)
{
    const double lasts = report->level_share, passes = 1.0 - lasts;
    double moved = 0.0, level = 0.0, own = 0.0, busy = 0.0, carried = 0.0;
    for (size_t day = first; day < first + days; day++) {
        const day_spread here =
            spread_of_day(&forecast->axis, &forecast->queues[queue], report, day);
        moved += here.moved;
        level += here.usual;
        own += here.squares;
        carried *= report->day_memory; /* what the days before pass on to this one */
        busy += here.usual * (here.usual + 2.0 * carried);
        carried += here.usual;
    }
    return sqrt(moved * moved + (1.0 - report->day_share) * own +
                report->day_share * (lasts * level * level + passes * busy));
}

static hc_status check(const hc_forecast_report *report, const hc_series *forecast,
                       size_t queue, size_t paths, hc_error *err)
{
    if (queue >= forecast->queue_count || queue >= report->queue_count) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "the forecast has %zu queues",
                       forecast->queue_count);
    }
    if (forecast->queues[queue].quantile == NULL || paths == 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "sample paths need a forecast with quantiles and at least one path");
    }
    return HC_OK;
}

static void make_scores(double score[HC_QUANTILES])
{
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        score[k] = gsl_cdf_ugaussian_Pinv(hc_quantile_p[k]);
    }
}

hc_status hc_forecast_paths(const hc_series *forecast, const hc_forecast_report *report,
                            size_t queue, size_t paths, uint64_t seed, double *calls,
                            hc_error *err)
{
    double score[HC_QUANTILES];
    const size_t slots = hc_axis_slots(&forecast->axis);
    HC_TRY(check(report, forecast, queue, paths, err));
    make_scores(score);
    for (size_t path = 0; path < paths; path++) {
        path_chance chance = chance_of(seed, queue, path);
        one_path(forecast, &forecast->queues[queue], &report->queues[queue], score, &chance,
                 calls + path * slots);
    }
    return HC_OK;
}

hc_status hc_forecast_day_totals(const hc_series *forecast, const hc_forecast_report *report,
                                 size_t queue, size_t paths, uint64_t seed, double *totals,
                                 hc_error *err)
{
    const hc_axis *axis = &forecast->axis;
    double score[HC_QUANTILES];
    double *calls = NULL;
    HC_TRY(check(report, forecast, queue, paths, err));
    HC_TRY(hc_alloc(&calls, hc_axis_slots(axis), sizeof *calls, err));
    make_scores(score);
    for (size_t path = 0; path < paths; path++) {
        path_chance chance = chance_of(seed, queue, path);
        one_path(forecast, &forecast->queues[queue], &report->queues[queue], score, &chance,
                 calls);
        for (size_t day = 0; day < axis->days; day++) {
            double total = 0.0;
            for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
                total += calls[slot];
            }
            totals[day * paths + path] = total;
        }
    }
    hc_free(calls);
    return HC_OK;
}
