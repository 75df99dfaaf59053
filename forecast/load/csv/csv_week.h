/*
 * Weeks that are told by a date, in a column or in a line above the rows, and their days.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_WEEK_H
#define HC_FORECAST_LOAD_CSV_CSV_WEEK_H

#include "forecast/load/csv/csv_record.h"
#include "forecast/load/text/stamp.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Columns of a date that names a week by its first day. */
#define HC_CSV_WEEK_STARTS                                                                     \
    "week beginning|week start|week starting|week commencing|week of|week start date|w/c|"     \
    "week from|woche vom|woche ab"

/* The date that names a week; false: the cell has none. */
bool hc_csv_week_read(hc_csv_cell_text cell, hc_date_order order, int64_t *day);

/* The date in the current record, where that is a line of hardly more; length 0: it is none. */
hc_csv_cell_text hc_csv_week_title(const hc_csv_records *records);

/*
 * Weeks begin on the same weekday all: only one order of day and month lets them, unless the
 * user wants one. column: that of their dates, HC_CSV_NO_COLUMN: lines above the rows have
 * them. *dates: how many there are. The records are behind their end then.
 *
 * Errors  as of hc_csv_records_next
 */
hc_status hc_csv_week_find_order(hc_csv_records *records, size_t column, hc_date_order wanted,
                                 hc_date_order *order, size_t *dates,
                                 hc_error *err) HC_MUST_USE;

/* A day of the week that is named by the date `week`: "Tue" is the first such day from it on,
 * "1" to "7" count from it. False: the label is neither. */
bool hc_csv_week_day(int64_t week, const char *label, int64_t *day);

#ifdef __cplusplus
}
#endif
#endif
