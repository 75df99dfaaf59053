/*
 * A small table of results, filled cell by cell and printed in any hc_format. For people (text
 * and Markdown) numbers are rounded and columns aligned by display width; programs get every
 * digit, and no marks.
 */
#ifndef HC_CLI_BASE_TABLE_H
#define HC_CLI_BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/base/json_stream.h"
#include "cli/base/message.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_TABLE_COLUMNS_MAX 64
#define HC_TABLE_WIDTH 100 /* of a text table that is folded */
#define HC_TABLE_MARKS_MAX 4

typedef struct hc_column {
    const char *name;  /* for programs: "service_level" */
    const char *title; /* for people: "Service level"; "": the name */
} hc_column;

typedef struct hc_cell {
    char *text;   /* NULL: a number */
    double value; /* HC_MISSING: nothing known */
    int32_t decimals;
    bool is_share;                  /* 0..1, for people percent */
    char marks[HC_TABLE_MARKS_MAX]; /* behind the number, for people */
} hc_cell;

/* Cells go row by row; the table owns their texts. Headings are borrowed. */
typedef struct hc_table {
    const hc_column *columns;
    size_t column_count;
    size_t keys; /* columns that say what a row is: a text table wider than HC_TABLE_WIDTH goes
                    on below, where they stand again; 0: it is never folded */
    size_t cell_count;
    size_t cell_capacity;
    hc_cell *cells;
} hc_table;

hc_table hc_table_of(const hc_column *columns, size_t column_count);

/* The next cell; after the last column a new row begins. */
hc_status hc_table_text(hc_table *table, const char *text, hc_error *err) HC_MUST_USE;
hc_status hc_table_number(hc_table *table, double value, int32_t decimals,
                          hc_error *err) HC_MUST_USE;
hc_status hc_table_share(hc_table *table, double value, int32_t decimals,
                         hc_error *err) HC_MUST_USE;
/* Any number, with all that a cell can say of it. */
hc_status hc_table_cell(hc_table *table, hc_cell cell, hc_error *err) HC_MUST_USE;

/* Prints whole rows; at most HC_TABLE_COLUMNS_MAX columns. Failed writes: hc_stream_check. */
void hc_table_print(const hc_table *table, hc_format format, FILE *stream);

/* The same in pieces, but for text, for tables too long to keep: the first one has the head,
 * the last one the end. A piece that is both is the whole. */
void hc_table_print_piece(const hc_table *table, hc_format format, FILE *stream, bool first,
                          bool last);

/* The rows as a member of a JSON document: an array of objects, a line each. */
void hc_table_put_json(const hc_table *table, const char *key, hc_json *json);

void hc_table_clear(hc_table *table);

#ifdef __cplusplus
}
#endif
#endif
