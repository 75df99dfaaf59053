/*
 * Dates and times of day whose parts stand in columns of their own, as text that reads as one.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_TIME_PARTS_H
#define HC_FORECAST_LOAD_CSV_CSV_TIME_PARTS_H

#include "forecast/load/csv/csv_gather.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CSV_DATE_TEXT 64 /* bytes of a date or time that is put together */

bool hc_csv_parts_make_date(const hc_csv_time_parts *parts);
bool hc_csv_parts_make_time(const hc_csv_time_parts *parts);

/* Those of the current record; "" where the cells make none. A day's cell that is more than a
 * number is taken as it stands. */
void hc_csv_write_date(const hc_csv_table *table, const hc_csv_time_parts *parts,
                       char text[HC_CSV_DATE_TEXT]);
void hc_csv_write_time(const hc_csv_table *table, const hc_csv_time_parts *parts,
                       char text[HC_CSV_DATE_TEXT]);

#ifdef __cplusplus
}
#endif
#endif
