/* A table or view of an SQLite database as delimited text, so that it is read as a CSV file is.
 */
#ifndef HC_FORECAST_LOAD_SOURCE_SQLITE_TABLE_H
#define HC_FORECAST_LOAD_SOURCE_SQLITE_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether a file that begins so is a database. */
bool hc_sqlite_begins(const char *text, size_t length);

/*
 * Opens the database for reading alone (read-only, query_only, no trusted schema) and writes
 * one table or view: a header of its columns, then its rows in their order; row n is line n
 * + 1. Numbers are plain, texts quoted; NULL and blobs are empty cells. wanted names it,
 * whatever the case; NULL: the only one, else the only one whose columns are those of a
 * history. Its name goes into table[size].
 *
 * Errors  HC_ERR_INPUT   the database cannot be read, with SQLite's own words; HC_ERR_FORMAT
 * there is no such table, or several that fit, listed; HC_ERR_LIMIT  more columns than
 * HC_CSV_COLUMNS_MAX; HC_ERR_MEMORY.
 */
hc_status hc_sqlite_table_write(const char *path, const char *wanted, FILE *out, char *table,
                                size_t size, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
