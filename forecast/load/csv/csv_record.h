/*
 * Text into records and cells: lines without a quote are cut here, the others by libcsv.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_RECORD_H
#define HC_FORECAST_LOAD_CSV_CSV_RECORD_H

#include <csv.h>

#include "forecast/load/csv/csv_lines.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_csv_span {
    size_t at, length;
} hc_csv_span;

/* A zeroed struct is closed. */
typedef struct hc_csv_records {
    hc_csv_lines lines;
    char delimiter;
    size_t usual_cells; /* of a record */
    struct csv_parser parser;
    bool parser_ready;
    /* Cells of the current record: cell[span_count]. */
    char *cells;
    size_t cells_capacity, cells_used;
    hc_csv_span *span;
    size_t span_capacity, span_count;
    hc_csv_cell_text *cell;
    size_t cell_capacity;
    size_t guard_free_count; /* cells with text */
    bool row_done;
    bool is_plain; /* cut without libcsv: cell[] is filled, span[] is not */
    hc_status callback_status;
    hc_csv_fault fault;
} hc_csv_records;

/* See hc_csv_table_open; `wanted` is the delimiter or 0. On error it is to be closed as well.
 */
hc_status hc_csv_records_open(hc_csv_records *records, const char *path, const char *encoding,
                              const char *table, char wanted, hc_error *err) HC_MUST_USE;

/* The next record that is not blank. Errors as of hc_csv_table_next. */
hc_status hc_csv_records_next(hc_csv_records *records, bool *more, hc_error *err) HC_MUST_USE;
hc_status hc_csv_records_rewind(hc_csv_records *records, hc_error *err) HC_MUST_USE;

/* Back to the record on a line, where the header was read: the caller goes on from there. */
hc_status hc_csv_records_read_to(hc_csv_records *records, int64_t line,
                                 hc_error *err) HC_MUST_USE;

/* A cell of the current record; an empty one where it has none such. */
hc_csv_cell_text hc_csv_records_cell(const hc_csv_records *records, size_t column);

/* Where a cell of the current record begins: physical line and character, both 1-based. */
hc_place hc_csv_records_place(const hc_csv_records *records, size_t column);
const char *hc_csv_records_file(const hc_csv_records *records); /* "stdin" for "-" */

void hc_csv_records_close(hc_csv_records *records);

#ifdef __cplusplus
}
#endif
#endif
