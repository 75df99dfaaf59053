/*
 * From what was recorded to what can be learnt: opening hours, outages. The rules and their
 * reasons are in docs/math.md, "Opening hours and outages".
 */
#ifndef HC_FORECAST_CLEAN_CLEAN_H
#define HC_FORECAST_CLEAN_CLEAN_H

#include "forecast/clean/hours.h"
#include "forecast/series.h"
#include "forecast/special_days.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_OUTAGES_MAX 1000 /* details kept; totals are exact */

typedef struct hc_clean_options {
    bool learn_hours;  /* false: rows alone decide, every slot without a row is a gap */
    bool find_outages; /* false: nothing is left out */
    double outage_day; /* a day below this fraction of its weekday level is an outage, if it is
                          also far outside what the queue's days scatter; 0..1 */
} hc_clean_options;

/* Hours and outages on, outage below 0.3 of the weekday level. */
hc_clean_options hc_clean_options_default(void);

/* One stretch of a day that was left out. */
typedef struct hc_outage {
    size_t queue;
    int64_t day;
    int32_t from_min, until_min; /* wall-clock minutes of the day */
    double calls;                /* recorded */
    double expected;             /* from the same weekdays around it */
} hc_outage;

typedef struct hc_clean_queue {
    size_t open_slots, closed_slots, gap_slots, outage_slots;
    size_t gap_days;     /* whole days without a row on weekdays that are usually served */
    size_t closed_days;  /* days that the list of special days says are closed, without calls */
    size_t stray_slots;  /* slots with calls outside opening hours: counted here, then closed */
    double stray_calls;  /* and the calls in them */
    bool absent_is_zero; /* rows are left out where there were no calls: filled with 0 */
    size_t filled_zeros; /* slots filled so */
} hc_clean_queue;

typedef struct hc_clean_report {
    size_t queue_count;
    hc_clean_queue *queues;
    hc_hours hours; /* as they are now: what the last weeks of each queue show */
    size_t outage_count;
    size_t outage_capacity;
    hc_outage *outages; /* the first HC_OUTAGES_MAX */
    size_t outage_total;
} hc_clean_report;

#define HC_CLEAN_REPORT_INIT                                                                   \
    {                                                                                          \
        0                                                                                      \
    }

/*
 * Tells closed from gap from zero in a loaded history, and marks outages. Only state changes,
 * and calls of slots that become closed (0) or that are filled with zero; a slot with calls in
 * opening hours always keeps them. special may be NULL; a day that it calls ordinary is demand
 * whatever it looks like: never an outage.
 *
 * Errors  HC_ERR_RANGE (options), HC_ERR_MEMORY; on error series and report are as before.
 */
hc_status hc_clean(hc_series *series, const hc_special_days *special,
                   const hc_clean_options *options, hc_clean_report *report,
                   hc_error *err) HC_MUST_USE;

void hc_clean_report_clear(hc_clean_report *report);

#ifdef __cplusplus
}
#endif
#endif
