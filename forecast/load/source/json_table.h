/* A list of JSON objects as delimited text, so that a JSON export is read as a CSV file is. */
#ifndef HC_FORECAST_LOAD_SOURCE_JSON_TABLE_H
#define HC_FORECAST_LOAD_SOURCE_JSON_TABLE_H

#include <stdio.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of an array or of one object, which are read as a whole; JSON Lines have no such limit. */
#define HC_JSON_TABLE_WHOLE_MAX ((size_t)64 << 20)

/*
 * text[length] is an array of objects, an object one of whose members is such an array, or an
 * object a line (JSON Lines). The header has every key in the order of first appearance, then a
 * row an object: row n of the list is line n + 1. Texts are quoted, numbers plain; null, nested
 * objects and arrays are empty cells.
 *
 * Errors  HC_ERR_PARSE with line and column; HC_ERR_FORMAT  a list of something else;
 * HC_ERR_LIMIT more than HC_CSV_COLUMNS_MAX keys, or too long; HC_ERR_INPUT  `out` cannot be
 * written; HC_ERR_MEMORY.
 */
hc_status hc_json_table_write(const char *text, size_t length, const char *name, FILE *out,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
