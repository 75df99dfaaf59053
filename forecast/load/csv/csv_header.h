/*
 * The names of a table's columns, and of the row above them.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_HEADER_H
#define HC_FORECAST_LOAD_CSV_CSV_HEADER_H

#include "forecast/load/csv/csv_row.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A zeroed struct is empty. */
typedef struct hc_csv_header {
    char **name;
    size_t count;
    char **upper; /* the row that was the header before, as it stands */
    size_t upper_count;
    int64_t line; /* 0: the columns are numbered */
    char *table; /* "calls." that the names had before them all, as queries write; NULL: none */
} hc_csv_header;

/* These cells are the header from now on, without the table's name that all of them may begin
 * with ("calls.offered"); the one so far is the row above it. On error the header holds the
 * names that were made. */
hc_status hc_csv_header_keep(hc_csv_header *header, const hc_csv_cell_text *cell, size_t count,
                             int64_t line, hc_error *err) HC_MUST_USE;

/* The same with 1, 2, 3 and so on for names. */
hc_status hc_csv_header_number(hc_csv_header *header, size_t count, hc_error *err) HC_MUST_USE;

/* Names that are empty become those of the row above. */
hc_status hc_csv_header_join(hc_csv_header *header, hc_error *err) HC_MUST_USE;
void hc_csv_header_forget_upper(hc_csv_header *header);

/* Takes the names over. */
void hc_csv_header_replace(hc_csv_header *header, char **names, size_t count);

/* See hc_csv_table_find. */
size_t hc_csv_header_find(const hc_csv_header *header, const char *names);

/* All names, apart by commas, as many as there is room for. */
void hc_csv_header_list(const hc_csv_header *header, char *text, size_t size);

void hc_csv_free_names(char **names, size_t count);
void hc_csv_header_clear(hc_csv_header *header);

#ifdef __cplusplus
}
#endif
#endif
