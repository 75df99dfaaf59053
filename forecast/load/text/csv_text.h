/*
 * Cells and names of delimited text: how large they may be, when two names are the same, and
 * how a cell is written that is read back.
 */
#ifndef HC_FORECAST_LOAD_TEXT_CSV_TEXT_H
#define HC_FORECAST_LOAD_TEXT_CSV_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CSV_CELL_MAX 65536 /* bytes of one cell */
#define HC_CSV_COLUMNS_MAX 1024
#define HC_CSV_ORIGIN_MAX 192
#define HC_CSV_NO_COLUMN SIZE_MAX

/* Whether two names of columns are the same: case, blanks, '_' and '-' do not matter. */
bool hc_csv_same_name(const char *a, size_t a_length, const char *b, size_t b_length);

/* The next name of a list in which bars set them apart, "total|sum", and its length; *list is
 * then behind it. NULL: there is none any more. */
const char *hc_csv_next_name(const char **list, size_t *length);

/* Whether it is the same as one of the names of such a list. */
bool hc_csv_is_one_of(const char *name, size_t length, const char *names);

/* Whether the first begins with the second. */
bool hc_csv_name_begins(const char *name, size_t length, const char *with, size_t with_length);

/* The first byte of it that matters, lower case: names that differ there are not the same. */
unsigned char hc_csv_name_first(const char *name, size_t length);

/* A text as a quoted cell of a table that is read back: quotes doubled, line ends blanks, so
 * that a row is a line. */
void hc_csv_put_quoted(FILE *out, const char *text, size_t length);

/* A number that is one: three decimals get a fourth, for 1.234 might be read as thousands. */
void hc_csv_put_number(FILE *out, double value);

#ifdef __cplusplus
}
#endif
#endif
