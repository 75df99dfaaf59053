/*
 * Tables spread out over columns: a column for each day, time of day or weekday becomes rows.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_WIDE_H
#define HC_FORECAST_LOAD_CSV_CSV_WIDE_H

#include "forecast/load/csv/csv_row.h"
#include "forecast/load/text/stamp.h"

#ifdef __cplusplus
extern "C" {
#endif

struct hc_csv_header;
struct hc_csv_records;
struct hc_csv_shape;

/* The shape of hc_csv_table_melt, which is NULL for a table that is none; the header gets the
 * new names. */
hc_status hc_csv_wide_make(struct hc_csv_records *records, struct hc_csv_header *header,
                           hc_date_order wanted, struct hc_csv_shape **shape,
                           hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
