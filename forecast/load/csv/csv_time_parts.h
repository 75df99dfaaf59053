/*
 * Dates and times of day whose parts stand in columns of their own, as text that reads as one.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_TIME_PARTS_H
#define HC_FORECAST_LOAD_CSV_CSV_TIME_PARTS_H

#include "forecast/base/status.h"
#include "forecast/load/csv/csv_row.h"
#include "forecast/load/text/stamp.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CSV_DATE_TEXT 64 /* bytes of a date or time that is put together */

struct hc_csv_header;
struct hc_csv_records;

/* Columns that hold parts of the row's time; HC_CSV_NO_COLUMN where there is none. */
typedef struct hc_csv_time_parts {
    size_t year, month, day; /* of a date, or */
    size_t week, weekday;    /* of ISO 8601, with the year or after it: "2026-W23", or */
    bool week_is_date;       /* of the date that the week begins with */
    hc_date_order order;     /* of these dates */
    size_t hour, minute;     /* of a time of day */
} hc_csv_time_parts;

/* The parts of dates and times that the header names; true where they make a date, or a time of
 * day, that no single column holds. */
bool hc_csv_find_time_parts(const struct hc_csv_header *header, hc_csv_time_parts *parts);

/* Whether weeks are told by dates, and the order of day and month in them: the user's, or the
 * one by which all begin on the same weekday. The records stand behind the header then. Errors
 * as of hc_csv_table_next. */
hc_status hc_csv_settle_weeks(struct hc_csv_records *records, int64_t header_line,
                              hc_date_order wanted, hc_csv_time_parts *parts,
                              hc_error *err) HC_MUST_USE;

bool hc_csv_parts_make_date(const hc_csv_time_parts *parts);
bool hc_csv_parts_make_time(const hc_csv_time_parts *parts);

/* Those of the current record; "" where the cells make none. A day's cell that is more than a
 * number is taken as it stands. */
void hc_csv_write_date(const struct hc_csv_records *records, const hc_csv_time_parts *parts,
                       char text[HC_CSV_DATE_TEXT]);
void hc_csv_write_time(const struct hc_csv_records *records, const hc_csv_time_parts *parts,
                       char text[HC_CSV_DATE_TEXT]);

#ifdef __cplusplus
}
#endif
#endif
