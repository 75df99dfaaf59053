/*
 * Pivot tables in outline form: one column, called "Row Labels", holds the labels of all
 * levels, a day above its times, a queue above its days. Each row of the lowest level becomes a
 * row with its day, time and queue; the others are sums and give none.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_OUTLINE_H
#define HC_FORECAST_LOAD_CSV_CSV_OUTLINE_H

#include "forecast/load/csv/csv_row.h"

#ifdef __cplusplus
extern "C" {
#endif

struct hc_csv_header;
struct hc_csv_records;
struct hc_csv_shape;

/* The shape of hc_csv_table_outline, which is NULL for a table that is none; the header gets
 * the new names. */
hc_status hc_csv_outline_make(struct hc_csv_records *records, struct hc_csv_header *header,
                              struct hc_csv_shape **shape, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
