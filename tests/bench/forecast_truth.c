/*
 * How near the forecast comes to the mean that calls were really drawn from, on sample centres
 * whose truth is known. The oracle knows the true shape of every interval and day (weekday,
 * month, special days, slow level up to the origin) and only has to learn one number, the level
 * of the last eight weeks; no method that learns shapes can do better than it by more than
 * luck.
 */
#include <math.h>
#include <stdio.h>

#include "forecast/clean/clean.h"
#include "forecast/demo.h"
#include "forecast/forecast.h"
#include "forecast/measure/accuracy.h"

#define CENTRES 8
#define ORIGINS 5
#define ORIGIN_STEP_DAYS 21 /* so that they fall on different places in the month */
#define AHEAD_DAYS 7
#define LEVEL_DAYS 56 /* days the oracle learns the level from */

/* Sums over intervals of one week. */
typedef struct truth_sums {
    double forecast2, oracle2, mean2; /* squared errors against the true mean */
    double bias, calls;
    double absolute, absolute_oracle;
    double inside_80, inside_95, counted; /* of what was really drawn */
} truth_sums;

static double oracle_level(const hc_series *history, const hc_series *truth, size_t queue,
                           size_t origin)
{
    double came = 0.0, meant = 0.0;
    const hc_axis *axis = &history->axis;
    for (size_t slot = axis->day_first[origin - LEVEL_DAYS]; slot < axis->day_first[origin];
         slot++) {
        if (history->queues[queue].state[slot] != HC_SLOT_OPEN) { continue; }
        came += history->queues[queue].calls[slot];
        meant += truth->queues[queue].calls[slot];
    }
    return meant > 0.0 ? came / meant : 1.0;
}

static void add_slot(truth_sums *sums, double said, double oracle, double truth)
{
    sums->forecast2 += (said - truth) * (said - truth);
    sums->oracle2 += (oracle - truth) * (oracle - truth);
    sums->mean2 += truth * truth;
    sums->bias += said - truth;
    sums->calls += truth;
    sums->absolute += fabs(said - truth);
    sums->absolute_oracle += fabs(oracle - truth);
}

static void add_bands(truth_sums *sums, const hc_series *out, size_t queue, size_t at,
                      double came)
{
    const size_t slots = hc_axis_slots(&out->axis);
    const double *quantile = out->queues[queue].quantile;
    sums->inside_80 += came >= quantile[2 * slots + at] && came <= quantile[6 * slots + at];
    sums->inside_95 += came >= quantile[at] && came <= quantile[8 * slots + at];
    sums->counted += 1.0;
}

static void add_week(truth_sums *sums, const hc_series *out, const hc_series *history,
                     const hc_series *truth, size_t queue, size_t origin)
{
    const double level = oracle_level(history, truth, queue, origin);
    const size_t begin = history->axis.day_first[origin];
    for (size_t at = 0; at < hc_axis_slots(&out->axis); at++) {
        const double mean = truth->queues[queue].calls[begin + at];
        if (hc_is_missing(mean) || out->queues[queue].state[at] != HC_SLOT_OPEN) { continue; }
        add_slot(sums, out->queues[queue].calls[at], level * mean, mean);
        if (history->queues[queue].state[begin + at] == HC_SLOT_OPEN) {
            add_bands(sums, out, queue, at, history->queues[queue].calls[begin + at]);
        }
    }
}

static hc_status run_origin(const hc_series *history, const hc_series *truth,
                            const hc_special_days *special, size_t origin, truth_sums *sums,
                            hc_error *err)
{
    hc_series out = HC_SERIES_INIT;
    hc_forecast_options options = hc_forecast_options_default();
    options.origin_day = history->axis.first_day + (int64_t)origin;
    options.horizon_days = AHEAD_DAYS;
    options.special = special;
    HC_TRY(hc_forecast_run(history, &options, &out, NULL, err));
    for (size_t queue = 0; queue < history->queue_count; queue++) {
        add_week(&sums[queue], &out, history, truth, queue, origin);
    }
    hc_series_clear(&out);
    return HC_OK;
}

static hc_status run_centre(uint64_t seed, truth_sums *sums, hc_error *err)
{
    hc_series history = HC_SERIES_INIT, truth = HC_SERIES_INIT;
    hc_special_days special = HC_SPECIAL_DAYS_INIT;
    hc_clean_report cleaned = HC_CLEAN_REPORT_INIT;
    hc_demo_options demo = hc_demo_options_default();
    const hc_clean_options clean = hc_clean_options_default();
    demo.seed = seed;
    demo.gaps = true;
    hc_status st = hc_demo_history(&demo, &history, &truth, &special, err);
    if (st == HC_OK) { st = hc_clean(&history, &special, &clean, &cleaned, err); }
    for (size_t i = 0; st == HC_OK && i < ORIGINS; i++) {
        const size_t origin = history.axis.days - AHEAD_DAYS - i * ORIGIN_STEP_DAYS;
        st = run_origin(&history, &truth, &special, origin, sums, err);
    }
    hc_clean_report_clear(&cleaned);
    hc_series_clear(&history);
    hc_series_clear(&truth);
    hc_special_days_clear(&special);
    return st;
}

int main(void)
{
    hc_error err = HC_ERROR_INIT;
    truth_sums sums[3] = {{0}};
    hc_init();
    for (uint64_t seed = 1; seed <= CENTRES; seed++) {
        if (run_centre(seed, sums, &err) != HC_OK) {
            fprintf(stderr, "%s\n", err.message);
            return 1;
        }
    }
    printf("one week ahead against the true mean, %d sample centres, %d origins each\n",
           CENTRES, ORIGINS);
    for (size_t queue = 0; queue < 3; queue++) {
        const truth_sums *s = &sums[queue];
        printf("queue %zu: RMSE / mean square root %.4f, oracle %.4f (ratio %.2f); WAPE %.4f, "
               "oracle %.4f; bias %+.4f; calls inside 80 %%: %.3f, inside 95 %%: %.3f\n",
               queue + 1, sqrt(s->forecast2 / s->mean2), sqrt(s->oracle2 / s->mean2),
               sqrt(s->forecast2 / s->oracle2), s->absolute / s->calls,
               s->absolute_oracle / s->calls, s->bias / s->calls, s->inside_80 / s->counted,
               s->inside_95 / s->counted);
    }
    return 0;
}
