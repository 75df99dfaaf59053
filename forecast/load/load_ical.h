/* Special days from an iCalendar file (RFC 5545), such as a holiday calendar people subscribe
 * to. */
#ifndef HC_FORECAST_LOAD_ICAL_H
#define HC_FORECAST_LOAD_ICAL_H

#include "forecast/base/zone.h"
#include "forecast/load/rejects.h"
#include "forecast/special_days.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_ICAL_EVENT_BYTES_MAX 65536 /* of one VEVENT */
#define HC_ICAL_EVENTS_MAX 100000     /* of a file */
#define HC_ICAL_RULES_MAX 2000        /* events that repeat: each is walked year by year */
#define HC_ICAL_EVENT_DAYS_MAX 366    /* of one event: longer is no special day */
#define HC_ICAL_OCCURRENCES_MAX 1000  /* of one repeating event, from its own start */

/*
 * Adds the days of every VEVENT of a file ("-": standard input) that lie in
 * first_year..last_year; days already in the list are replaced, and of two events on a day the
 * later in the file is kept.
 *
 * Days    from DTSTART to DTEND (not itself part of it) or by DURATION; without either one day.
 *         Times count with every day they touch. A day is the one written, in the event's own
 *         zone; times in UTC are taken to the day of `zone` (NULL: as written). A RRULE may
 *         repeat yearly (HC_ICAL_OCCURRENCES_MAX times, more are rejected); EXDATE and RDATE
 * count, cancelled events do not. A moved occurrence (RECURRENCE-ID) is one more event. Name
 * SUMMARY. Kind: the first of CATEGORIES that is closed, holiday, eve, half_day, event or
 * ordinary; holiday when none is. rejects events that cannot be used, with line and reason (may
 * be NULL: then they are skipped); file index 0. Errors  HC_ERR_RANGE  years out of 1900..2200
 * or order; HC_ERR_INPUT, HC_ERR_EMPTY (no event), HC_ERR_FORMAT (no iCalendar file);
 * HC_ERR_LIMIT; HC_ERR_MEMORY. On error *days is as before. Switches off libical's aborting of
 * the process on errors (process-wide).
 */
hc_status hc_special_days_load_ical(const char *path, const hc_zone *zone, int32_t first_year,
                                    int32_t last_year, hc_special_days *days,
                                    hc_rejects *rejects, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
