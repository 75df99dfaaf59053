/* Synthetic histories with a known truth, for the tests of the forecast. */
#ifndef HC_TESTS_FORECAST_SUPPORT_H
#define HC_TESTS_FORECAST_SUPPORT_H

#include <stdio.h>

#include "forecast/base/rng.h"
#include "forecast/models/queue_model.h"
#include "forecast/series.h"
#include "tests/support/hc_test.h"

#define SYNTHETIC_FIRST                                                                        \
    18264 /* 2020-01-03, a Friday: weeks begin in the middle of the axis                       \
           */

/* What a synthetic queue looks like: Mon-Sat from 08:00 to 18:00, Mondays busier. */
typedef struct synthetic {
    const char *zone;
    size_t days, queues;
    int32_t interval_min;
    double calls_a_day;
    double growth_a_day; /* log scale */
    size_t jump_day;     /* from this day on calls times jump_ratio; 0: never */
    double jump_ratio;
    bool around_the_clock;
    double aht_s; /* 0: none */
} synthetic;

static inline synthetic synthetic_default(void)
{
    return (synthetic){.zone = "",
                       .days = 140,
                       .queues = 1,
                       .interval_min = 30,
                       .calls_a_day = 800.0,
                       .jump_ratio = 1.0};
}

#define SYNTHETIC_GROWTH 0.003 /* a day: 2.1 % a week */

static inline synthetic synthetic_growing(size_t days)
{
    synthetic s = synthetic_default();
    s.days = days;
    s.growth_a_day = SYNTHETIC_GROWTH;
    return s;
}

/* Expected calls of a wall-clock slot of a day. */
static inline double synthetic_mean(const synthetic *s, size_t day, size_t slot)
{
    const int32_t weekday = hc_weekday(SYNTHETIC_FIRST + (int64_t)day);
    const double hour = (double)slot * s->interval_min / 60.0;
    double level = s->calls_a_day * exp(s->growth_a_day * (double)day);
    if (s->jump_day > 0 && day >= s->jump_day) { level *= s->jump_ratio; }
    level *= weekday == 0 ? 1.3 : weekday == 5 ? 0.6 : 1.0;
    if (s->around_the_clock) { return level * s->interval_min / 1440.0; }
    if (weekday == 6 || hour < 8.0 || hour >= 18.0) { return 0.0; }
    const double bell = exp(-0.5 * (hour - 11.0) * (hour - 11.0) / 9.0);
    return level * (0.3 + bell) * s->interval_min / 60.0 / 9.6;
}

/* Poisson counts around synthetic_mean; closed where that is 0. */
static inline hc_series synthetic_make(const synthetic *s)
{
    hc_error err = HC_ERROR_INIT;
    hc_zone zone = HC_ZONE_FLOATING;
    hc_axis axis = HC_AXIS_INIT;
    hc_series series = HC_SERIES_INIT;
    if (s->zone[0] != '\0') {
        CU_ASSERT_EQUAL_FATAL(hc_zone_load(s->zone, &zone, &err), HC_OK);
    }
    CU_ASSERT_EQUAL_FATAL(
        hc_axis_make(&axis, &zone, s->interval_min, SYNTHETIC_FIRST, s->days, &err), HC_OK);
    CU_ASSERT_EQUAL_FATAL(
        hc_series_make(&series, &axis, s->queues, s->aht_s > 0.0 ? HC_PART_AHT : 0, &err),
        HC_OK);
    for (size_t queue = 0; queue < s->queues; queue++) {
        hc_rng rng;
        hc_rng_stream(&rng, 7, queue);
        hc_queue *to = &series.queues[queue];
        snprintf(to->name, sizeof to->name, "queue %zu", queue);
        for (size_t slot = 0; slot < hc_axis_slots(&axis); slot++) {
            const double mean = synthetic_mean(s, hc_axis_day_index(&axis, slot),
                                               hc_axis_wall_slot(&axis, slot));
            to->state[slot] = mean > 0.0 ? HC_SLOT_OPEN : HC_SLOT_CLOSED;
            to->calls[slot] = mean > 0.0 ? hc_rng_poisson(&rng, mean) : 0.0;
            if (s->aht_s > 0.0 && to->calls[slot] > 0.0) {
                to->aht_s[slot] =
                    hc_rng_gamma(&rng, to->calls[slot], s->aht_s / to->calls[slot]);
            }
        }
    }
    hc_axis_clear(&axis);
    return series;
}

/* Log effect of a day. */
typedef double synthetic_shape(double day);

/* Days of the usual queue by hours, each with the shape's effect on its total. */
static inline hc_day_matrix synthetic_days(size_t days, synthetic_shape *shape)
{
    synthetic s = synthetic_default();
    hc_day_matrix matrix = HC_DAY_MATRIX_INIT;
    s.days = days;
    s.interval_min = 60;
    hc_series history = synthetic_make(&s);
    CU_ASSERT_EQUAL_FATAL(
        hc_day_matrix_make(&matrix, &history, 0, SYNTHETIC_FIRST + (int64_t)days, NULL), HC_OK);
    for (size_t day = 0; day < days; day++) {
        matrix.total[day] *= exp(shape((double)day));
    }
    hc_series_clear(&history);
    return matrix;
}

/* What is known of the first queue when the history's days are over. */
static inline hc_queue_model synthetic_model(const hc_series *history, size_t days,
                                             size_t ahead)
{
    hc_queue_model model = HC_QUEUE_MODEL_INIT;
    CU_ASSERT_EQUAL_FATAL(hc_queue_model_make(&model, history, 0,
                                              SYNTHETIC_FIRST + (int64_t)days, NULL, ahead,
                                              NULL),
                          HC_OK);
    return model;
}

#endif
