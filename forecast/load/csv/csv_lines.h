/*
 * The text of a source, line by line: a buffer that holds the current record whole.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_LINES_H
#define HC_FORECAST_LOAD_CSV_CSV_LINES_H

#include "forecast/load/csv/csv_row.h"
#include "forecast/load/source/source.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CSV_BUFFER_START 262144U /* bytes of text held; grows to hold the longest record */
#define HC_CSV_NO_LINE SIZE_MAX     /* length of one that is too long */

/* [record, at) is the current record, [at, end) was read and is still to come. */
typedef struct hc_csv_lines {
    hc_source *source;
    char *text;
    size_t capacity;
    size_t record, at, end;
    size_t line_feed; /* a place at or after `at` before which there is no '\n' */
    bool source_done;
    size_t start;        /* bytes of a "sep=" line */
    int64_t record_line; /* physical line on which the record begins */
    int64_t next_line;   /* physical line at `at` */
} hc_csv_lines;

/* Reads on; keeps the current record and what follows it. */
hc_status hc_csv_lines_more(hc_csv_lines *lines, hc_error *err) HC_MUST_USE;

/* End of the physical line at `from` within the text held: *length of its content, *next after
 * its LF, CR LF or CR. False when the line goes on past what was read. */
bool hc_csv_lines_find(hc_csv_lines *lines, size_t from, size_t *length, size_t *next);

/* The physical line at `at`; *length HC_CSV_NO_LINE when the record passes its limit. Moves the
 * record within the buffer: offsets from lines->record stay true. */
hc_status hc_csv_lines_next(hc_csv_lines *lines, size_t *length, size_t *next,
                            hc_error *err) HC_MUST_USE;

/* Steps over the rest of a line that is too long to hold. */
hc_status hc_csv_lines_skip(hc_csv_lines *lines, hc_error *err) HC_MUST_USE;

/* Back to the first line, after a "sep=" line. */
hc_status hc_csv_lines_rewind(hc_csv_lines *lines, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
