/*
 * Where a queue's handle time stands of late: ways that its level may move from week to week
 * are followed side by side, each with the weight that the weeks give it. Part of aht.
 */
#ifndef HC_FORECAST_AHT_LEVEL_H
#define HC_FORECAST_AHT_LEVEL_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HC_AHT_WEEKS 60 /* that are learnt from */

/* Calls of each week before the origin, and the handle time in them that the patterns do not
 * explain. */
typedef struct hc_weekly_aht {
    double calls[HC_AHT_WEEKS], seconds[HC_AHT_WEEKS];
} hc_weekly_aht;

typedef struct hc_aht_level {
    double seconds; /* of late */
    double sd;      /* of its forecast, relative */
} hc_aht_level;

/* call_variance: of a single call's handle time, relative to mean^2. Some week has calls. */
hc_aht_level hc_aht_level_of_late(const hc_weekly_aht *weeks, double call_variance);

#ifdef __cplusplus
}
#endif
#endif
