/*
 * One VEVENT as text into the days it covers, through libical. Part of load_ical: nothing else
 * uses it.
 */
#ifndef HC_FORECAST_LOAD_ICAL_EVENT_H
#define HC_FORECAST_LOAD_ICAL_EVENT_H

#include "forecast/load/load_ical.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_ical_span {
    const hc_zone *zone;         /* for times in UTC; may be NULL */
    int64_t first_day, last_day; /* days outside are left out */
    size_t rules;                /* events that repeat, seen so far */
} hc_ical_span;

/*
 * Adds the days of an event. text: "BEGIN:VEVENT" to "END:VEVENT" without components inside,
 * valid UTF-8; it is not kept. *fault: what is wrong with it, or NULL; only of one that repeats
 * too often days were added. HC_ERR_LIMIT past HC_ICAL_RULES_MAX; HC_ERR_MEMORY.
 */
hc_status hc_ical_event_add(const char *text, hc_ical_span *span, hc_special_days *days,
                            const char **fault, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
