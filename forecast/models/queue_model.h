/*
 * What is known of a queue before its candidates are asked: its days, their calendar and
 * levels, its growth, the calendar's effects, slow waves and robust weights.
 */
#ifndef HC_FORECAST_MODELS_QUEUE_MODEL_H
#define HC_FORECAST_MODELS_QUEUE_MODEL_H

#include "forecast/models/day_process.h"
#include "forecast/models/level_steps.h"
#include "forecast/models/share_mix.h"
#include "forecast/models/waves.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is learnt once a queue and used at every origin inside its history. */
typedef struct hc_queue_model {
    hc_day_matrix matrix;
    hc_calendar calendar;
    hc_level_steps steps; /* the matrix is at the level after the last of them */
    hc_day_process process;
    hc_waves waves;
    double growth_a_day; /* log: what is taken out of the days, and put back ahead */
    double *weight;      /* [matrix.days] robust day weights; 0 unknown */
    hc_share_form form[HC_SHARE_SPEEDS];
    hc_speed_misses speed_misses; /* of the blocks before the back-tests */
} hc_queue_model;

#define HC_QUEUE_MODEL_INIT                                                                    \
    {                                                                                          \
        .matrix = HC_DAY_MATRIX_INIT                                                           \
    }

/* Everything that is known before the origin; `ahead` days of calendar after it. */
hc_status hc_queue_model_make(hc_queue_model *model, const hc_series *history, size_t queue,
                              int64_t origin_day, const hc_special_days *special, size_t ahead,
                              hc_error *err) HC_MUST_USE;

/* Log level of a day by the growth that is taken out: 0 on the first day ahead. */
double hc_growth_line(const hc_queue_model *model, size_t day);

void hc_queue_model_clear(hc_queue_model *model);

#ifdef __cplusplus
}
#endif
#endif
