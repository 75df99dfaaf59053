#include "forecast/measure/accuracy.h"

#include <math.h>

#define LEVEL_025 0 /* indices of the quantiles .025, .975 */
#define LEVEL_975 8
#define POISSON_LARGE                                                                          \
    1e6 /* above: the normal limit sqrt(2 mean / pi), equal to seven digits                    \
         */

double hc_poisson_mean_deviation(double mean)
{
    if (!(mean > 0.0)) { return 0.0; }
    if (mean > POISSON_LARGE) { return sqrt(2.0 * mean / 3.14159265358979323846); }
    const double below = floor(mean);
    return 2.0 * exp((below + 1.0) * log(mean) - mean - lgamma(below + 1.0));
}

/* Gaps, outages and closed hours say nothing of a forecast. */
static bool is_scored(const hc_queue *actual, size_t slot)
{
    return actual->state[slot] == HC_SLOT_OPEN && !hc_is_missing(actual->calls[slot]);
}

double hc_naive_error(const hc_series *history, size_t queue, int64_t origin_day)
{
    const hc_axis *axis = &history->axis;
    const hc_queue *data = &history->queues[queue];
    double sum = 0.0, n = 0.0;
    for (size_t day = 7; day < axis->days; day++) {
        if (axis->first_day + (int64_t)day >= origin_day) { break; }
        const size_t length = axis->day_first[day + 1] - axis->day_first[day];
        const size_t length_before = axis->day_first[day - 6] - axis->day_first[day - 7];
        for (size_t i = 0; i < length && i < length_before; i++) {
            const size_t slot = axis->day_first[day] + i, before = axis->day_first[day - 7] + i;
            if (!is_scored(data, slot) || !is_scored(data, before)) { continue; }
            sum += fabs(data->calls[slot] - data->calls[before]);
            n += 1.0;
        }
    }
    return n > 0.0 ? sum / n : HC_MISSING;
}

static void add_bands(hc_accuracy_sums *sums, const hc_queue *forecast, size_t slots,
                      size_t slot, double actual)
{
    if (forecast->quantile == NULL || hc_is_missing(forecast->quantile[slot])) { return; }
    const double *quantile = forecast->quantile + slot;
    sums->banded += 1.0;
    sums->inside_80 += quantile[HC_QUANTILE_10 * slots] <= actual &&
                       actual <= quantile[HC_QUANTILE_90 * slots];
    sums->inside_95 +=
        quantile[LEVEL_025 * slots] <= actual && actual <= quantile[LEVEL_975 * slots];
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        const double miss = actual - quantile[k * slots];
        sums->pinball += miss * (miss >= 0.0 ? hc_quantile_p[k] : hc_quantile_p[k] - 1.0);
    }
}

/* One interval; its error, so that the day's can be summed. */
static double add_interval(hc_accuracy_sums *sums, const hc_queue *forecast, size_t slots,
                           size_t slot, double actual)
{
    const double mean = forecast->calls[slot], error = mean - actual;
    sums->intervals += 1.0;
    sums->calls += actual;
    sums->error += error;
    sums->absolute_error += fabs(error);
    sums->squared_error += error * error;
    sums->poisson_error += hc_poisson_mean_deviation(mean);
    add_bands(sums, forecast, slots, slot, actual);
    return error;
}

void hc_accuracy_add(hc_accuracy_sums *sums, const hc_series *forecast, size_t forecast_queue,
                     const hc_series *actual, size_t actual_queue, int64_t first_day,
                     size_t days, double naive_error)
{
    const hc_queue *said = &forecast->queues[forecast_queue];
    const hc_queue *came = &actual->queues[actual_queue];
    const size_t slots = hc_axis_slots(&forecast->axis);
    const double absolute_before = sums->absolute_error, intervals_before = sums->intervals;
    for (size_t i = 0; i < days; i++) {
        const int64_t day = first_day + (int64_t)i;
        const int64_t at = day - forecast->axis.first_day, other = day - actual->axis.first_day;
        if (at < 0 || other < 0 || at >= (int64_t)forecast->axis.days ||
            other >= (int64_t)actual->axis.days) {
            continue;
        }
        const size_t from = forecast->axis.day_first[at], to = forecast->axis.day_first[at + 1];
        const size_t actual_from = actual->axis.day_first[other];
        double day_error = 0.0;
        for (size_t slot = from; slot < to; slot++) {
            const size_t actual_slot = actual_from + (slot - from);
            if (!is_scored(came, actual_slot)) { continue; }
            day_error += add_interval(sums, said, slots, slot, came->calls[actual_slot]);
        }
        sums->day_absolute_error += fabs(day_error);
    }
    const double intervals = sums->intervals - intervals_before;
    if (naive_error > 0.0 && intervals > 0.0) {
        const double absolute = sums->absolute_error - absolute_before;
        sums->naive_error += intervals * naive_error;
        sums->scaled_error += absolute / intervals / naive_error;
        sums->scaled_origins += 1.0;
    }
}

void hc_accuracy_merge(hc_accuracy_sums *into, const hc_accuracy_sums *from)
{
    into->intervals += from->intervals;
    into->calls += from->calls;
    into->error += from->error;
    into->absolute_error += from->absolute_error;
    into->squared_error += from->squared_error;
    into->day_absolute_error += from->day_absolute_error;
    into->poisson_error += from->poisson_error;
    into->naive_error += from->naive_error;
    into->scaled_error += from->scaled_error;
    into->scaled_origins += from->scaled_origins;
    into->banded += from->banded;
    into->inside_80 += from->inside_80;
    into->inside_95 += from->inside_95;
    into->pinball += from->pinball;
}

static double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : HC_MISSING;
}

hc_accuracy hc_accuracy_of(const hc_accuracy_sums *sums)
{
    const double calls = sums->calls;
    const double mean_calls = ratio(calls, sums->intervals);
    return (hc_accuracy){
        .wape_interval = ratio(sums->absolute_error, calls),
        .wape_day = ratio(sums->day_absolute_error, calls),
        .bias = ratio(sums->error, calls),
        .rmse = sqrt(ratio(sums->squared_error, sums->intervals)),
        .mase = ratio(sums->scaled_error, sums->scaled_origins),
        .poisson_floor = ratio(sums->poisson_error, calls),
        .coverage_80 = ratio(sums->inside_80, sums->banded),
        .coverage_95 = ratio(sums->inside_95, sums->banded),
        .wql = ratio(2.0 * ratio(sums->pinball, sums->banded * HC_QUANTILES), mean_calls),
    };
}
