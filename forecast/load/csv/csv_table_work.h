/*
 * A table of delimited text from the inside: shared by csv_table.c (open, header, cells),
 * csv_record.c (text into records) and csv_delimiter.c (what stands between cells).
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_TABLE_WORK_H
#define HC_FORECAST_LOAD_CSV_CSV_TABLE_WORK_H

#include <csv.h>

#include "forecast/load/csv/csv_table.h"
#include "forecast/load/source/source.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CSV_BUFFER_START 262144U /* bytes of text held; grows to hold the longest record */

typedef struct hc_csv_span {
    size_t at, length;
} hc_csv_span;

#define HC_CSV_WIDE_KEYS_MAX 16 /* columns before those that are spread out */

/* A spread-out table: where its next row comes from. */
struct hc_csv_wide {
    size_t key_count;  /* columns before the spread: the first cells of every row */
    size_t week_key;   /* of these, the date of a row's week; HC_CSV_NO_COLUMN */
    bool titled;       /* a line above each block of rows has the date of its week */
    int64_t title_day; /* of the latest such line; HC_DAY_NONE */
    hc_date_order week_order;
    size_t first, end;
    size_t at;      /* column of the next row; end: of the next record */
    size_t current; /* of the current row */
    char **label;   /* names of all columns */
    size_t label_count;
    char date[32]; /* of a weekday */
    hc_csv_cell_text cell[HC_CSV_WIDE_KEYS_MAX + 2];
};

struct hc_csv_table {
    hc_source *source;
    struct csv_parser parser;
    bool parser_ready;
    /* Text: [record, at) is the current record, [at, end) was read and is still to come. */
    char *text;
    size_t text_capacity;
    size_t record, at, end;
    size_t line_feed; /* a place at or after `at` before which there is no '\n' */
    bool source_done;
    size_t start;        /* bytes of a "sep=" line */
    int64_t record_line; /* physical line on which the record begins */
    int64_t next_line;   /* physical line at `at` */
    /* Cells of the current record. */
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
    /* What was found. */
    char delimiter;
    size_t usual_cells;
    char **header;
    size_t header_count;
    char **upper; /* the row that was the header before */
    size_t upper_count;
    int64_t header_line;
    struct hc_csv_wide *wide;      /* NULL: a row a record, or */
    struct hc_csv_gather *gather;  /* rows that are put together, or */
    struct hc_csv_long *by_metric; /* of a row for each metric */
};

/* The next record that is not blank, into the table's cells. */
hc_status hc_csv_next_record(hc_csv_table *table, bool *more, hc_error *err) HC_MUST_USE;

/* The next row of a spread-out table. */
hc_status hc_csv_wide_next(hc_csv_table *table, hc_csv_row *row, bool *more,
                           hc_error *err) HC_MUST_USE;
void hc_csv_wide_free(hc_csv_table *table);

/* Rows that are put together, see csv_gather.h: the next one, a cell of it, and the record's
 * column that a cell is from. */
hc_status hc_csv_gather_next(hc_csv_table *table, hc_csv_row *row, bool *more,
                             hc_error *err) HC_MUST_USE;
const char *hc_csv_gather_text(const hc_csv_table *table, size_t column);
size_t hc_csv_gather_from(const hc_csv_table *table, size_t column);
void hc_csv_gather_rewind(hc_csv_table *table);
void hc_csv_gather_free(hc_csv_table *table);

/* Rows put together of a row for each metric, see csv_long.h: the next one, a cell of it, and
 * the line that a cell is from. */
hc_status hc_csv_long_next(hc_csv_table *table, hc_csv_row *row, bool *more,
                           hc_error *err) HC_MUST_USE;
const char *hc_csv_long_text(const hc_csv_table *table, size_t column);
int64_t hc_csv_long_line(const hc_csv_table *table, size_t column);
void hc_csv_long_rewind(hc_csv_table *table);
void hc_csv_long_free(hc_csv_table *table);

void hc_csv_free_names(char **names, size_t count);

/* Reads on; keeps the current record and what follows it. */
hc_status hc_csv_read_more(hc_csv_table *table, hc_error *err) HC_MUST_USE;

/* End of the physical line at `from` within the text held: *length of its content, *next after
 * its LF, CR LF or CR. False when the line goes on past what was read. */
bool hc_csv_line_in_text(hc_csv_table *table, size_t from, size_t *length, size_t *next);

/* libcsv afresh, with the table's delimiter. */
hc_status hc_csv_start_parser(hc_csv_table *table, hc_error *err) HC_MUST_USE;

void hc_csv_forget_cells(hc_csv_table *table);

/* HC_ERR_USAGE unless it is one of , ; tab | or 0. */
hc_status hc_csv_check_delimiter(char wanted, hc_error *err) HC_MUST_USE;

/* Settles delimiter, usual number of cells and where the records begin; `wanted` may be 0. */
hc_status hc_csv_sniff(hc_csv_table *table, char wanted, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
