/*
 * Civil calendar: days as numbers, weekdays, ISO 8601 dates and times. No zones here (zone.h).
 * A day is an int64_t: days since 1970-01-01 in the proleptic Gregorian calendar.
 */
#ifndef HC_BASE_CALENDAR_H
#define HC_BASE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HC_DAY_MIN (-25567) /* 1900-01-01 */
#define HC_DAY_MAX 84370    /* 2200-12-31 */
#define HC_DAY_NONE INT64_MIN
#define HC_MINUTES_A_DAY 1440
#define HC_SECONDS_A_DAY 86400
#define HC_TIME_TEXT_MAX 32 /* bytes of any text written here or by zone.h */

typedef struct hc_civil_date {
    int32_t year;
    int32_t month; /* 1..12 */
    int32_t day;   /* 1..31 */
} hc_civil_date;

/* Wall clock in a zone that is named elsewhere. second_of_day is 0..86399. */
typedef struct hc_local_time {
    int64_t day;
    int32_t second_of_day;
} hc_local_time;

bool hc_date_is_valid(hc_civil_date date);    /* real date, 1900..2200 */
int64_t hc_day_from_date(hc_civil_date date); /* HC_DAY_NONE: no real date of 1..9999 */
hc_civil_date hc_date_from_day(int64_t day);  /* {0, 0, 0} outside the years 1..9999 */
int32_t hc_weekday(int64_t day);              /* 0 Monday .. 6 Sunday */
int32_t hc_days_in_month(int32_t year, int32_t month); /* 0 when there is no such month */
const char *hc_weekday_name(int32_t weekday); /* "Mon" .. "Sun"; "" for any other number */

/* "2026-11-23" exactly; false otherwise. */
bool hc_parse_date(const char *text, size_t length, int64_t *day);

/*
 * ISO 8601 date, or date and time ("T" or one blank between; seconds optional, a fraction of
 * them is dropped; "Z", +hh, +hhmm, +hh:mm or +hh:mm:ss optional, at most 18 hours).
 * *has_offset tells whether an offset was given, else *offset_s is 0. 24:00 is midnight of the
 * next day. False: all untouched.
 */
bool hc_parse_iso_time(const char *text, size_t length, hc_local_time *time, bool *has_offset,
                       int32_t *offset_s);

/* text has HC_TIME_TEXT_MAX bytes. A day outside the years 1..9999 is written as nothing. */
void hc_format_date(int64_t day, char *text);         /* 2026-11-23 */
void hc_format_local(hc_local_time time, char *text); /* 2026-11-23T09:30:00 */

/* 09:30; 24:00 for 1440, 25:30 for 1530. */
void hc_format_clock(int32_t minute_of_day, char *text);

#ifdef __cplusplus
}
#endif
#endif
