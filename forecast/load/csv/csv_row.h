/*
 * What a reader of delimited text hands on: cells, rows, and what was wrong with a bad one.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_ROW_H
#define HC_FORECAST_LOAD_CSV_CSV_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/base/status.h"
#include "forecast/load/text/csv_text.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CSV_LINE_MAX 1048576     /* bytes of one record */
#define HC_CSV_RECORD_LINES_MAX 100 /* physical lines that one quoted record may span */
#define HC_CSV_SNIFF_LINES 200      /* lines that the delimiter is found from */

/* One cell: UTF-8, end mark after length, blanks around it and a formula guard taken away. */
typedef struct hc_csv_cell_text {
    const char *text;
    size_t length;
} hc_csv_cell_text;

/* A row; everything it points to is valid until the next one is read. */
typedef struct hc_csv_row {
    int64_t line; /* 1-based physical line on which the row begins */
    size_t count; /* cells */
    const hc_csv_cell_text *cell;
} hc_csv_row;

/* What was wrong with a row that was refused. */
typedef enum hc_csv_fault {
    HC_CSV_FAULT_NONE = 0,
    HC_CSV_FAULT_QUOTE,
    HC_CSV_FAULT_ENCODING,
    HC_CSV_FAULT_TOO_LONG
} hc_csv_fault;

#ifdef __cplusplus
}
#endif
#endif
