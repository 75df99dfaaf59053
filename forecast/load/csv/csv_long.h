/*
 * Tables with a row for each metric: time, queue, name of the metric, its value. They are put
 * together in memory, a row for each time and queue with a column for each metric.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_LONG_H
#define HC_FORECAST_LOAD_CSV_CSV_LONG_H

#include "forecast/load/csv/csv_table.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LONG_METRICS_MAX 64
#define HC_LONG_TEXT_MAX (256U << 20) /* bytes of all cells together */
#define HC_LONG_FAULTS_MAX 1000U      /* rows that cannot be split into cells */

/* Columns of the metric's name and its value in the kept header; false: they are not both
 * there.
 */
bool hc_csv_long_find(const hc_csv_table *table, size_t *metric, size_t *value);

/*
 * From now on a row for each set of cells in the columns that are keys[column_count], of which
 * there is one at least, in the order they are met: those cells, and one for each metric. A
 * metric that comes once more for the same keys begins another row. Rows too short to have a
 * metric stay as they are; places are the lines of the values. Errors as of hc_csv_table_next,
 * but for rows that are bad, which are told when it comes to them; HC_ERR_LIMIT past the limits
 * above; HC_ERR_MEMORY.
 */
hc_status hc_csv_table_pivot(hc_csv_table *table, const bool *keys, size_t metric, size_t value,
                             hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
