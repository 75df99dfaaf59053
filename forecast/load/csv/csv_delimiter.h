/*
 * What stands between the cells of a file, and how many cells its rows usually have.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_DELIMITER_H
#define HC_FORECAST_LOAD_CSV_CSV_DELIMITER_H

#include "forecast/load/csv/csv_lines.h"

#ifdef __cplusplus
extern "C" {
#endif

/* HC_ERR_USAGE unless it is one of , ; tab | or 0. */
hc_status hc_csv_check_delimiter(char wanted, hc_error *err) HC_MUST_USE;

/* Settles delimiter, usual number of cells and where the records begin; `wanted` may be 0. */
hc_status hc_csv_sniff(hc_csv_lines *lines, char wanted, char *delimiter, size_t *usual_cells,
                       hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
