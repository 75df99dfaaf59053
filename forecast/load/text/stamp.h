/*
 * Dates and times as exports write them, read in two steps: the text into its numbers, and,
 * once the whole column has shown which number is the day, the numbers into a day.
 */
#ifndef HC_FORECAST_LOAD_TEXT_STAMP_H
#define HC_FORECAST_LOAD_TEXT_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hc_date_order {
    HC_DATES_FOUND = 0, /* option: by evidence */
    HC_DATES_YMD,
    HC_DATES_DMY,
    HC_DATES_MDY
} hc_date_order;

typedef enum hc_stamp_order {
    HC_STAMP_YEAR_FIRST = 0, /* or the month by its name: a is the month, b the day */
    HC_STAMP_YEAR_LAST       /* 11/23/2026 or 23/11/2026: a and b as they stand */
} hc_stamp_order;

#define HC_STAMP_NO_BARE (-1)

typedef struct hc_stamp {
    bool has_date, has_time;
    hc_stamp_order order;
    int32_t year, a, b;
    int32_t minute;     /* of the day, 0..1440 */
    int32_t second;     /* within the minute */
    int32_t end_minute; /* of "09:00-09:30"; -1 when there is none */
    int32_t bare;       /* a time that is only a number, "9", "930": see hc_stamp_bare_minute */
    bool has_offset;
    bool has_letters; /* of a zone, "EST", which several places have: no offset */
    int32_t offset_s;
} hc_stamp;

/* Each reads the whole text or gives false: a date, a time of day, both together. */
bool hc_stamp_read_date(const char *text, size_t length, hc_stamp *stamp);
bool hc_stamp_read_time(const char *text, size_t length, hc_stamp *stamp);
bool hc_stamp_read(const char *text, size_t length, hc_stamp *stamp);

#define HC_DATED_TEXT_MAX 80

/* A date without a year, with this one in the way that it is read; false as below. */
bool hc_stamp_add_year(const char *text, size_t length, int32_t year,
                       char dated[HC_DATED_TEXT_MAX]);

/* The same of texts without a year, "02.03." and "Mar 02 09:00", as of this one; false where
 * the text has a year of its own, is none, or year is 0. */
bool hc_stamp_read_date_of_year(const char *text, size_t length, int32_t year, hc_stamp *stamp);
bool hc_stamp_read_of_year(const char *text, size_t length, int32_t year, hc_stamp *stamp);

/* The day (of minute 0; 24:00 is for the caller). False when there is no such date. */
bool hc_stamp_day(const hc_stamp *stamp, hc_date_order order, int64_t *day);

/* What the dates of a column show of their order. */
typedef struct hc_order_evidence {
    size_t year_last;              /* dates that have one */
    size_t day_first, month_first; /* of them those that can be read in one order alone */
} hc_order_evidence;

void hc_order_see(hc_order_evidence *seen, const hc_stamp *stamp);

/* The order of nearly all dates that show one, HC_DATES_YMD where none needs one;
 * HC_DATES_FOUND where none shows it, or both orders come. */
hc_date_order hc_order_of(const hc_order_evidence *seen);

/* Minute of a bare number: hours ("9") or, where the column shows it, hours and minutes
 * ("930"). False when it is neither. */
bool hc_stamp_bare_minute(int32_t bare, bool with_minutes, int32_t *minute);

#ifdef __cplusplus
}
#endif
#endif
