/*
 * A believable sample centre whose truth is known: weekday, intraday, month and holiday shapes,
 * a slow level, calls scattered more than Poisson, handle times, abandons and a few gaps. Same
 * options, same numbers.
 */
#ifndef HC_FORECAST_DEMO_H
#define HC_FORECAST_DEMO_H

#include "forecast/series.h"
#include "forecast/special_days.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_DEMO_WEEKS_MAX 520

typedef struct hc_demo_options {
    uint64_t seed;
    size_t queues;        /* 1..HC_QUEUES_MAX */
    size_t weeks;         /* 1..HC_DEMO_WEEKS_MAX */
    int32_t interval_min; /* 5..60, divides an hour */
    int64_t first_day;
    hc_zone zone;
    double calls_a_day; /* of the largest queue on an ordinary weekday, above 0 */
    bool gaps;          /* leave out a day, a stretch and some rows */
} hc_demo_options;

/* Seed 1, 3 queues, 52 weeks at 30 min from Monday 2025-11-24, floating zone, 1,500 calls. */
hc_demo_options hc_demo_options_default(void);

/*
 * observed: calls, handled, abandoned, aht_s; closed at night, gaps as asked. truth_mean: the
 * mean that calls were drawn from in each slot (before the day's own busyness, whose mean is 1)
 * and the true AHT, without gaps. days: the special days that are in the numbers.
 *
 * Errors  HC_ERR_RANGE names the option; HC_ERR_MEMORY. On error the outputs are as before.
 */
hc_status hc_demo_history(const hc_demo_options *options, hc_series *observed,
                          hc_series *truth_mean, hc_special_days *days,
                          hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
