/*
 * Handle time by weekday and interval, weighted by calls: absurd values clipped, thin cells
 * shrunk to the interval's, the weekday's and the queue's own level, a slow level of the queue.
 */
#ifndef HC_FORECAST_AHT_H
#define HC_FORECAST_AHT_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_aht_model {
    size_t slots;         /* wall-clock slots of a day */
    double *mean_s;       /* [7 * slots] expected AHT, weekday 0 Monday */
    double level_sd;      /* of the forecast's level, relative */
    double call_variance; /* variance of a single call's handle time, relative to mean^2 */
    bool learnt;          /* false: the default throughout */
} hc_aht_model;

#define HC_AHT_MODEL_INIT                                                                      \
    {                                                                                          \
        0                                                                                      \
    }

/* Learns from the queue's days before origin_day; default_s where the history has no handle
 * times. */
hc_status hc_aht_fit(hc_aht_model *model, const hc_series *history, size_t queue,
                     int64_t origin_day, double default_s, hc_error *err) HC_MUST_USE;

/* Expected AHT and the standard deviation of an interval's mean when `calls` are expected. */
double hc_aht_mean_s(const hc_aht_model *model, int32_t weekday, size_t slot);
double hc_aht_sd_s(const hc_aht_model *model, int32_t weekday, size_t slot, double calls);

/* The queue's plain mean of the last eight weeks, weighted by calls; HC_MISSING without AHT. */
double hc_aht_plain_s(const hc_series *history, size_t queue, int64_t origin_day);

void hc_aht_clear(hc_aht_model *model);

#ifdef __cplusplus
}
#endif
#endif
