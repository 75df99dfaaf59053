/*
 * Tables with a row for each metric: time, queue, name of the metric, its value. They are put
 * together in memory, a row for each time and queue with a column for each metric.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_LONG_H
#define HC_FORECAST_LOAD_CSV_CSV_LONG_H

#include "forecast/load/csv/csv_row.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LONG_METRICS_MAX 64
#define HC_LONG_TEXT_MAX (256U << 20) /* bytes of all cells together */
#define HC_LONG_FAULTS_MAX 1000U      /* rows that cannot be split into cells */

struct hc_csv_header;
struct hc_csv_records;
struct hc_csv_shape;

/* See hc_csv_table_find_metric. */
bool hc_csv_long_find(const struct hc_csv_header *header, size_t *metric, size_t *value);

/* The shape of hc_csv_table_pivot; the header gets the new names. */
hc_status hc_csv_long_make(struct hc_csv_records *records, struct hc_csv_header *header,
                           const bool *keys, size_t metric, size_t value,
                           struct hc_csv_shape **shape, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
