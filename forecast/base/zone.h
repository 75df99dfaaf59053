/*
 * Time zones: instants (UTC seconds since 1970) to wall clock and back, for a named IANA zone.
 * The empty name is the floating zone: wall clock without daylight saving, printed without
 * offset; it is what a history without zone gets. A zone is a plain value: copy it freely.
 */
#ifndef HC_BASE_ZONE_H
#define HC_BASE_ZONE_H

#include "forecast/base/calendar.h"
#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_ZONE_NAME_MAX 64
#define HC_ZONE_CHANGES_MAX 512 /* offset changes from 1970 to 2100 of any zone */

typedef struct hc_zone {
    char name[HC_ZONE_NAME_MAX]; /* "" floating */
    int32_t offset_before_s; /* offset before the first change, east of Greenwich positive */
    size_t changes;
    int64_t change_utc_s[HC_ZONE_CHANGES_MAX]; /* ascending */
    int32_t offset_after_s[HC_ZONE_CHANGES_MAX];
} hc_zone;

#define HC_ZONE_FLOATING                                                                       \
    {                                                                                          \
        0                                                                                      \
    }

typedef enum hc_wall_kind {
    HC_WALL_ONCE = 0, /* the wall time happens once */
    HC_WALL_TWICE,    /* clocks go back: it happens twice */
    HC_WALL_NEVER     /* clocks go forward: it does not happen */
} hc_wall_kind;

#define HC_ZONE_FOLDER "/usr/share/zoneinfo" /* of the Debian package tzdata */

/*
 * The zone of that name. HC_ERR_PARSE with near names in the hint when there is none;
 * HC_ERR_INPUT when there is no zone data at all or a file cannot be read; HC_ERR_FORMAT when
 * it is damaged. Offsets are exact from 1970 to 2100; before and after that the nearest one is
 * used.
 */
hc_status hc_zone_load(const char *name, hc_zone *zone, hc_error *err) HC_MUST_USE;

/* The same from another folder of compiled zones. */
hc_status hc_zone_load_from(const char *folder, const char *name, hc_zone *zone,
                            hc_error *err) HC_MUST_USE;

int32_t hc_zone_offset_s(const hc_zone *zone, int64_t utc_s);
hc_local_time hc_zone_to_local(const hc_zone *zone, int64_t utc_s);

/*
 * Instant of a wall time. TWICE: *first_utc_s and *second_utc_s are both set. ONCE: both equal.
 * NEVER: both are the instant of the change. Past two, the first and the last are given.
 */
hc_wall_kind hc_zone_to_utc(const hc_zone *zone, hc_local_time time, int64_t *first_utc_s,
                            int64_t *second_utc_s);

/* Instant at which a local day begins (the first instant that bears its date). */
int64_t hc_zone_day_start_utc_s(const hc_zone *zone, int64_t day);

/* 2026-11-23T09:30:00+09:00; without offset in the floating zone. text: HC_TIME_TEXT_MAX bytes.
 * Liberia until 1972 has seconds in its offset: -00:44:30. */
void hc_format_instant(const hc_zone *zone, int64_t utc_s, char *text);

#ifdef __cplusplus
}
#endif
#endif
