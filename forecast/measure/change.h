/*
 * What has changed: the newest weeks of a history against those before them, and the service of
 * each weekday. What a decision on people looks at first.
 */
#ifndef HC_FORECAST_MEASURE_CHANGE_H
#define HC_FORECAST_MEASURE_CHANGE_H

#include "forecast/measure/kpi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CHANGE_RECENT_DAYS 28
#define HC_CHANGE_BEFORE_DAYS 182 /* at most, in whole weeks */
#define HC_CHANGE_WEEKDAY_DAYS 56 /* eight of every weekday */

typedef struct hc_change {
    int64_t before_first; /* first day of the earlier weeks; recent_first when there are none */
    int64_t recent_first;
    int64_t end; /* day after the last */
    hc_kpi_sums recent;
    hc_kpi_sums before;
    double recent_a_day; /* contacts offered, over calendar days */
    double before_a_day; /* HC_MISSING without earlier weeks */
    double level_low;    /* 95 % interval of the recent level, relative to it: chance alone */
    double level_high;
    double aht_now_s;       /* of the kinds of contact that both have; HC_MISSING: not known */
    double aht_before_s;    /* the earlier handle times of those kinds in the recent mix */
    hc_kpi_sums weekday[7]; /* of the last eight weeks */
} hc_change;

/* Over the newest days of the ledger. HC_ERR_EMPTY without rows; HC_ERR_MEMORY. */
hc_status hc_change_make(const hc_ledger *ledger, hc_change *change, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
