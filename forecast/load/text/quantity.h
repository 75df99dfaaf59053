/*
 * Numbers and handle times as exports write them: 1,234.5 and 1.234,5, 310 and 5:10 and 3분
 * 20초. Which of the two a column uses is evidence gathered over all its cells.
 */
#ifndef HC_FORECAST_LOAD_TEXT_QUANTITY_H
#define HC_FORECAST_LOAD_TEXT_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Unit of a handle time. */
typedef enum hc_time_unit {
    HC_UNIT_BY_EVIDENCE = 0,
    HC_UNIT_SECONDS,
    HC_UNIT_MINUTES,
    HC_UNIT_MILLISECONDS,
    HC_UNIT_CLOCK,         /* m:ss or h:mm:ss */
    HC_UNIT_CLOCK_MINUTES, /* h:mm */
    HC_UNIT_HOURS,
    HC_UNIT_DAYS /* a spreadsheet's own: parts of a day */
} hc_time_unit;

/* How often commas and points could only be one thing, and how often either. */
typedef struct hc_mark_evidence {
    size_t comma_decimal, comma_group, comma_either;
    size_t point_decimal, point_group, point_either;
} hc_mark_evidence;

void hc_marks_see(hc_mark_evidence *seen, const char *text, size_t length);

/* '.' or ','; '\0' when the cells can be read both ways. */
char hc_marks_decide(const hc_mark_evidence *seen, char delimiter);

/* One column's numbers, for files where no cell decides. */
typedef struct hc_size_evidence {
    size_t comma, point; /* 1,234 and 1.234 */
    size_t small, large; /* plain whole numbers, 10 to 999 and from 1000 on */
} hc_size_evidence;

void hc_sizes_see(hc_size_evidence *seen, const char *text, size_t length);

/* '.' or ',' where marks can only be those of thousands, as smaller numbers have none and
 * larger ones always; '\0': it does not tell. */
char hc_sizes_decide(const hc_size_evidence *seen);

/* Whole text, groups of three allowed, or false. decimal is '.' or ','. */
bool hc_quantity_read(const char *text, size_t length, char decimal, double *value);

/* Seconds, from a number in `unit` or from a clock. Two-part clocks are m:ss, or h:mm with
 * HC_UNIT_CLOCK_MINUTES. */
bool hc_quantity_read_time(const char *text, size_t length, char decimal, hc_time_unit unit,
                           double *seconds);

/* "", "-", "N/A" and their like: no value. */
bool hc_quantity_is_absent(const char *text, size_t length);

#ifdef __cplusplus
}
#endif
#endif
