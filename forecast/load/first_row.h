/* A file without a header: what its columns are, by the cells of its first row. */
#ifndef HC_FORECAST_LOAD_FIRST_ROW_H
#define HC_FORECAST_LOAD_FIRST_ROW_H

#include "forecast/load/columns.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_FIRST_ROW_TEXT 128 /* bytes of hc_first_row_columns(), with the end mark */

typedef struct hc_first_row {
    char column[HC_ROLES][24]; /* number of the first column that looks like it; "": none */
    size_t times, numbers, texts, columns;
    size_t metrics; /* texts that are names of columns: a row for each of them */
} hc_first_row;

/* The kept header, taken as a row of data. */
hc_first_row hc_first_row_look(const hc_csv_table *table);

/* A time, one number and at most one text can be one thing only: contacts, maybe of a queue. */
bool hc_first_row_tells_itself(const hc_first_row *row);

/* "date=1,time=2,volume=3", cut to size. */
void hc_first_row_columns(const hc_first_row *row, char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
