/*
 * Lasting jumps of the level (a merged queue, a lost client): found, and the days before them
 * brought to the level of today, so that no method has to wait until it has forgotten the old
 * level.
 */
#ifndef HC_FORECAST_MODELS_LEVEL_STEPS_H
#define HC_FORECAST_MODELS_LEVEL_STEPS_H

#include "forecast/models/calendar.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LEVEL_STEPS_MAX 16

typedef struct hc_level_step {
    size_t day;   /* first day of the new level, index in the matrix */
    double ratio; /* new level / old level */
} hc_level_step;

typedef struct hc_level_steps {
    size_t count;
    hc_level_step step[HC_LEVEL_STEPS_MAX]; /* the latest first */
} hc_level_steps;

/* Steps after a day of the matrix. */
size_t hc_level_steps_after(const hc_level_steps *steps, size_t day);

/* Finds the steps and scales the matrix's rows and totals before each. */
hc_status hc_level_steps_align(hc_level_steps *steps, hc_day_matrix *matrix,
                               const hc_calendar *calendar, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
