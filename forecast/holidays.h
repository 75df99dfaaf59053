/*
 * Public holidays of a country as special days of kind holiday: the Korean ones from a table of
 * the official calendar, the federal ones of the United States by rule. A day that is already
 * in the list is left alone: what the planner says always wins.
 */
#ifndef HC_FORECAST_HOLIDAYS_H
#define HC_FORECAST_HOLIDAYS_H

#include "forecast/special_days.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_HOLIDAYS_KR_FIRST_YEAR 2018
#define HC_HOLIDAYS_KR_LAST_YEAR 2027
#define HC_HOLIDAYS_US_FIRST_YEAR 1986 /* since then the rules are today's, but Juneteenth */
#define HC_HOLIDAYS_US_LAST_YEAR 2199
#define HC_HOLIDAYS_WARNING_MAX 200

/* One day of a table. Both names of a day with two holidays hold both, joined by " and ". */
typedef struct hc_holiday_row {
    int32_t year, month, day;
    const char *name;       /* English */
    const char *local_name; /* the country's own language */
} hc_holiday_row;

/* The Korean table (holidays_kr.c), ascending by date. */
extern const hc_holiday_row hc_holidays_kr[];
extern const size_t hc_holidays_kr_count;

typedef struct hc_holidays_report {
    size_t added;             /* days put into the list */
    int32_t first_known_year; /* years for which the holidays are known */
    int32_t last_known_year;
    bool beyond;                           /* some of the years asked for are not among them */
    char warning[HC_HOLIDAYS_WARNING_MAX]; /* then: a sentence that says so; else "" */
} hc_holidays_report;

/*
 * Adds the holidays of first_year..last_year (1900..2200, both included).
 *
 * country  "KR" or "US", without regard to case. KR includes the days beside Seollal and
 * Chuseok, substitute, temporary and election days. US: the eleven federal holidays (Juneteenth
 *          from 2021), and the working day on which one is observed that falls on a weekend,
 *          named "... (observed)"; no inauguration days.
 * report   what was done; years without known holidays are told there. Without a report (NULL)
 *          such a year is an error, so that it is never silent.
 * Errors   HC_ERR_PARSE  a country that is not known; HC_ERR_RANGE  years out of range or
 * order, or beyond what is known and no report; HC_ERR_MEMORY. On error the list is as before.
 * Source   docs/math.md, Public holidays
 */
hc_status hc_holidays_add(const char *country, int32_t first_year, int32_t last_year,
                          hc_special_days *days, hc_holidays_report *report,
                          hc_error *err) HC_MUST_USE;

/* True for a country that hc_holidays_add knows (so "KR" is no name of a file). */
bool hc_holidays_is_country(const char *text);

#ifdef __cplusplus
}
#endif
#endif
