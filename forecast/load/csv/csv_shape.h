/*
 * Rows that are made of records in another way than one for one: what every such way answers.
 * Its struct begins with this one.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_SHAPE_H
#define HC_FORECAST_LOAD_CSV_CSV_SHAPE_H

#include "forecast/load/csv/csv_record.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_csv_shape hc_csv_shape;
struct hc_csv_shape {
    /* The next row; errors as of hc_csv_table_next. */
    hc_status (*next)(hc_csv_shape *shape, hc_csv_records *records, hc_csv_row *row, bool *more,
                      hc_error *err);
    /* A cell of the current row, "" where it has none such, and where that cell is from. */
    const char *(*text)(const hc_csv_shape *shape, size_t column);
    hc_place (*place)(const hc_csv_shape *shape, const hc_csv_records *records, size_t column);
    void (*rewind)(hc_csv_shape *shape); /* after the records */
    void (*release)(hc_csv_shape *shape);
};

#ifdef __cplusplus
}
#endif
#endif
