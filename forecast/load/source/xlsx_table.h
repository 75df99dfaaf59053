/* Sheets of an XLSX workbook as delimited text, so that they are read as a CSV file is. */
#ifndef HC_FORECAST_LOAD_SOURCE_XLSX_TABLE_H
#define HC_FORECAST_LOAD_SOURCE_XLSX_TABLE_H

#include <stdio.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Writes one sheet of the workbook text[length]: row n is line n. Numbers are as they are
 * stored, not as rounded for the eye; those that their style shows as dates and times are ISO
 * 8601 and h:mm(:ss); formulas are their last values; errors are empty cells. wanted names the
 * sheet, whatever the case; NULL: the only one whose columns are those of a history, else the
 * first that holds a table. Several histories with the same header stand one below the other:
 * where they begin on the same day and have no queue, each sheet is one, in a column before the
 * others. Hidden sheets must be named. name is the file's, for errors. origin[size] tells what
 * was taken, "sheet 'May' of the workbook".
 *
 * Errors  HC_ERR_FORMAT  no workbook, a damaged one, no such sheet, or several that fit,
 * listed; HC_ERR_LIMIT  more columns than HC_CSV_COLUMNS_MAX, or too large; HC_ERR_MEMORY.
 */
hc_status hc_xlsx_table_write(const char *text, size_t length, const char *name,
                              const char *wanted, FILE *out, char *origin, size_t size,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
