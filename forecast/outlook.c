#include "forecast/outlook.h"

#include "forecast/models/robust.h"

#define LEVEL_WEEKS_LEAST 3 /* of a level that must be known */
#define PAIRS_LEAST 12
#define FARTHEST_WEEKS 13
#define NORMAL_OF_MEDIAN 1.482602218505602 /* 1 / z(0.75) */
#define ASSUMED_LOG_SD 0.10
#define ASSUMED_AHT_LOG_SD 0.05

/* ---- weekly totals ------------------------------------------------------------------------
 */

double hc_day_total(const hc_series *history, size_t day)
{
    const hc_axis *axis = &history->axis;
    double total = 0.0;
    bool closed = true;
    for (size_t q = 0; q < history->queue_count; q++) {
        const hc_queue *queue = &history->queues[q];
        size_t open = 0, unknown = 0;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + 1]; slot++) {
            open += queue->state[slot] == HC_SLOT_OPEN;
            unknown +=
                queue->state[slot] == HC_SLOT_GAP || queue->state[slot] == HC_SLOT_OUTAGE;
            if (queue->state[slot] == HC_SLOT_OPEN) { total += queue->calls[slot]; }
        }
        if (unknown > open) { return HC_MISSING; }
        closed = closed && open == 0;
    }
    return closed ? 0.0 : total;
}

/* week[count], the newest last; a week with an unknown day is HC_MISSING. */
static void sum_weeks(const hc_series *history, double *week, size_t count)
{
    const size_t first = history->axis.days - 7 * count;
    for (size_t k = 0; k < count; k++) {
        week[k] = 0.0;
        for (size_t day = 0; day < 7; day++) {
            week[k] += hc_day_total(history, first + 7 * k + day);
        }
    }
}

static void add_days(const hc_series *forecast, size_t queue, size_t first, size_t end,
                     double *calls, double *seconds, double *timed)
{
    const hc_queue *from = &forecast->queues[queue];
    const hc_axis *axis = &forecast->axis;
    for (size_t slot = axis->day_first[first]; slot < axis->day_first[end]; slot++) {
        if (!(from->calls[slot] > 0.0)) { continue; }
        *calls += from->calls[slot];
        if (from->aht_s == NULL || hc_is_missing(from->aht_s[slot])) { continue; }
        *seconds += from->calls[slot] * from->aht_s[slot];
        *timed += from->calls[slot];
    }
}

/* Mean handle times of the weeks; HC_MISSING where no contact has one. */
static void time_weeks(const hc_series *history, double *week, size_t count)
{
    const size_t first = history->axis.days - 7 * count;
    for (size_t k = 0; k < count; k++) {
        double calls = 0.0, seconds = 0.0, timed = 0.0;
        for (size_t q = 0; q < history->queue_count; q++) {
            add_days(history, q, first + 7 * k, first + 7 * (k + 1), &calls, &seconds, &timed);
        }
        week[k] = timed > 0.0 ? seconds / timed : HC_MISSING;
    }
}

/* Mean of the known weeks of the level that ends with week `last`; HC_MISSING for too few. */
static double level_at(const double *week, size_t last)
{
    double sum = 0.0, known = 0.0;
    for (size_t k = 0; k < HC_LEVEL_WEEKS; k++) {
        const double total = week[last - k];
        if (hc_is_missing(total)) { continue; }
        sum += total;
        known += 1.0;
    }
    return known >= LEVEL_WEEKS_LEAST && sum > 0.0 ? sum / known : HC_MISSING;
}

/* ---- drift --------------------------------------------------------------------------------
 */

/* The median of |log ratio| over pairs so many weeks apart, as a standard deviation. ratio is
 * room for count numbers. */
static double drift_at(const double *week, size_t count, size_t apart, double *ratio,
                       size_t *pairs)
{
    *pairs = 0;
    for (size_t last = HC_LEVEL_WEEKS - 1; last + apart < count; last++) {
        const double log_ratio = log(level_at(week, last + apart) / level_at(week, last));
        if (!hc_is_missing(log_ratio)) { ratio[(*pairs)++] = fabs(log_ratio); }
    }
    if (*pairs < PAIRS_LEAST) { return HC_MISSING; }
    return NORMAL_OF_MEDIAN * hc_median(ratio, *pairs);
}

static void find_drift(const double *week, size_t count, double assumed_log_sd, double *ratio,
                       hc_level_drift *drift)
{
    const size_t quarter = count / 4;
    size_t apart = quarter < FARTHEST_WEEKS ? quarter : FARTHEST_WEEKS;
    size_t pairs = 0;
    const double nearest = drift_at(week, count, HC_LEVEL_WEEKS, ratio, &pairs);
    *drift = (hc_level_drift){.log_sd = assumed_log_sd,
                              .weeks_apart = HC_LEVEL_WEEKS,
                              .nearest_log_sd = assumed_log_sd};
    if (hc_is_missing(nearest)) { return; }
    *drift = (hc_level_drift){.log_sd = nearest,
                              .weeks_apart = HC_LEVEL_WEEKS,
                              .pairs = pairs,
                              .nearest_log_sd = nearest};
    if (apart <= HC_LEVEL_WEEKS) { return; }
    const double farthest = drift_at(week, count, apart, ratio, &pairs);
    if (hc_is_missing(farthest)) { return; }
    drift->weeks_apart = apart;
    drift->pairs = pairs;
    drift->log_sd = farthest > nearest ? farthest : nearest;
}

typedef void fill_weeks(const hc_series *history, double *week, size_t count);

static hc_status drift_of(const hc_series *history, fill_weeks *fill, double assumed_log_sd,
                          hc_level_drift *drift, hc_error *err)
{
    const size_t count = history->axis.days / 7;
    double *week = NULL;
    double *ratio = NULL;
    hc_status st = hc_alloc(&week, count, sizeof *week, err);
    if (st == HC_OK) { st = hc_alloc(&ratio, count, sizeof *ratio, err); }
    if (st == HC_OK) {
        fill(history, week, count);
        find_drift(week, count, assumed_log_sd, ratio, drift);
    }
    hc_free(week);
    hc_free(ratio);
    return st;
}

hc_status hc_level_drift_of(const hc_series *history, hc_level_drift *drift, hc_error *err)
{
    return drift_of(history, sum_weeks, ASSUMED_LOG_SD, drift, err);
}

hc_status hc_aht_drift_of(const hc_series *history, hc_level_drift *drift, hc_error *err)
{
    return drift_of(history, time_weeks, ASSUMED_AHT_LOG_SD, drift, err);
}

double hc_level_log_sd(const hc_level_drift *drift, double weeks_ahead)
{
    /* From the middle of the last level: half of its weeks before the end. */
    const double apart = weeks_ahead + HC_LEVEL_WEEKS / 2.0;
    const double farthest = (double)drift->weeks_apart;
    if (apart <= HC_LEVEL_WEEKS) { return drift->nearest_log_sd; }
    if (apart >= farthest) { return drift->log_sd * sqrt(apart / farthest); }
    const double part = (apart - HC_LEVEL_WEEKS) / (farthest - HC_LEVEL_WEEKS);
    return drift->nearest_log_sd + part * (drift->log_sd - drift->nearest_log_sd);
}

/* ---- a month ------------------------------------------------------------------------------
 */

hc_outlook hc_outlook_of(const hc_series *forecast, const hc_drifts *drifts, int64_t first_day,
                         size_t days)
{
    const hc_axis *axis = &forecast->axis;
    const int64_t from = first_day > axis->first_day ? first_day - axis->first_day : 0;
    const int64_t until = first_day + (int64_t)days - axis->first_day;
    const size_t first = (size_t)from < axis->days ? (size_t)from : axis->days;
    const size_t end = until < (int64_t)first       ? first
                       : (size_t)until < axis->days ? (size_t)until
                                                    : axis->days;
    double calls = 0.0, seconds = 0.0, timed = 0.0;
    for (size_t q = 0; q < forecast->queue_count; q++) {
        add_days(forecast, q, first, end, &calls, &seconds, &timed);
    }
    const double middle = ((double)first + (double)end) / 2.0 / 7.0;
    const double volume = exp(HC_NORMAL_90 * hc_level_log_sd(&drifts->volume, middle));
    const double aht = exp(HC_NORMAL_90 * hc_level_log_sd(&drifts->aht, middle));
    const double aht_s = timed > 0.0 ? seconds / timed : HC_MISSING;
    return (hc_outlook){calls, aht_s, calls / volume, calls * volume, aht_s / aht, aht_s * aht};
}
