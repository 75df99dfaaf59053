/*
 * Special days: holidays, closures and events that a planner knows in advance. A sorted list,
 * one entry a day; it is read from a CSV file by load/load_days.h.
 */
#ifndef HC_FORECAST_SPECIAL_DAYS_H
#define HC_FORECAST_SPECIAL_DAYS_H

#include "forecast/base/calendar.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SPECIAL_NAME_MAX 128
#define HC_SPECIAL_UPLIFT_MAX 10.0 /* above that: a percentage without its sign */
#define HC_HALF_LIFE_DAYS_MAX 28.0 /* a slower fall cannot be told from the level */
#define HC_TAIL_SHARE_LEAST 0.02   /* what is left of an event ends below this share of it */

typedef enum hc_special_kind {
    HC_SPECIAL_CLOSED = 0, /* no service */
    HC_SPECIAL_HOLIDAY,    /* like the weekly rest day, where there is one */
    HC_SPECIAL_EVE,        /* closes early */
    HC_SPECIAL_HALF_DAY,   /* reduced */
    HC_SPECIAL_EVENT,      /* campaign, launch, billing run */
    HC_SPECIAL_ORDINARY    /* a day like any other, whatever a holiday table says or its
                              contacts look like */
} hc_special_kind;

#define HC_SPECIAL_KINDS 6

typedef struct hc_special_day {
    int64_t day; /* calendar.h day number */
    hc_special_kind kind;
    char name[HC_SPECIAL_NAME_MAX];
    double uplift; /* fraction added to an ordinary day, 0.2 is +20 %, above -1; HC_MISSING
                      unless given */
    double half_life_days; /* an event falls back over the days after it: days until half of
                              its uplift is gone; 0 it is gone the next day */
    double tail_share; /* what the day has left of an earlier event, 0.02..1; 0: it is none of
                          the days after one */
} hc_special_day;

typedef struct hc_special_days {
    size_t count;
    size_t capacity;
    hc_special_day *days; /* ascending by day, no day twice */
} hc_special_days;

#define HC_SPECIAL_DAYS_INIT                                                                   \
    {                                                                                          \
        0                                                                                      \
    }

/* "closed", "holiday", "eve", "half_day", "event", "ordinary"; NULL for an unknown value. */
const char *hc_special_kind_name(hc_special_kind kind);

/* Reads a kind's name, without regard to case; blanks and '-' count as '_'. */
bool hc_special_kind_find(const char *text, hc_special_kind *kind);

/* Puts a day in its place; one already there is replaced (the later file wins).
 * HC_ERR_RANGE for a day outside 1900..2200 or an uplift outside -1..HC_SPECIAL_UPLIFT_MAX. */
hc_status hc_special_days_add(hc_special_days *special, const hc_special_day *day,
                              hc_error *err) HC_MUST_USE;

/* Names an entry; a longer name is cut at a character. */
void hc_special_day_name(hc_special_day *day, const char *name);

/* Makes *to hold the same days as *from. On error *to is as before. */
hc_status hc_special_days_copy(hc_special_days *to, const hc_special_days *from,
                               hc_error *err) HC_MUST_USE;

/* What makes a day special, or NULL: an ordinary day has no such entry. special may be NULL.
 * Valid until the list changes. */
const hc_special_day *hc_special_days_find(const hc_special_days *special, int64_t day);

/* The entry of a day of any kind, or NULL. special may be NULL. Valid until the list changes.
 */
const hc_special_day *hc_special_days_entry(const hc_special_days *special, int64_t day);

/* Puts the days of `from` that the list has no entry for into it. On error it is as before. */
hc_status hc_special_days_add_missing(hc_special_days *special, const hc_special_days *from,
                                      hc_error *err) HC_MUST_USE;

/*
 * Puts the days after every event with a half life into the list, each with what it has left of
 * the event: share 0.5^(k / half_life_days) of its uplift k days later, as long as that is
 * HC_TAIL_SHARE_LEAST or more. A day with an entry keeps it; of two events the later has the
 * day. To be called when the list is whole; again it changes nothing. On error it is as before.
 */
hc_status hc_special_days_spread(hc_special_days *special, hc_error *err) HC_MUST_USE;

/* True when the list says that the day has no service (kind closed). special may be NULL. */
bool hc_special_days_is_closed(const hc_special_days *special, int64_t day);

void hc_special_days_clear(hc_special_days *special);

#ifdef __cplusplus
}
#endif
#endif
