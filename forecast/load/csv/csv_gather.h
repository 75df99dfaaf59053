/*
 * Rows that are put together from a record's cells: a date or time of day in several columns,
 * and several queues side by side, each with the same columns.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_GATHER_H
#define HC_FORECAST_LOAD_CSV_CSV_GATHER_H

#include "forecast/load/csv/csv_time_parts.h"

#ifdef __cplusplus
extern "C" {
#endif

struct hc_csv_shape;

#define HC_CSV_GROUPS_MAX 64      /* queues side by side */
#define HC_CSV_MEASURES_MAX 16    /* columns of each */
#define HC_CSV_GROUP_NAME_MAX 128 /* bytes, with the end mark */

/* Queues side by side: the columns of each. A measure that a queue lacks is HC_CSV_NO_COLUMN.
 */
typedef struct hc_csv_groups {
    size_t count;  /* 0: a row a record; one alone needs no column for its name */
    bool are_days; /* they have dates for names, and are no queues */
    char name[HC_CSV_GROUPS_MAX][HC_CSV_GROUP_NAME_MAX];
    size_t measures;
    char measure[HC_CSV_MEASURES_MAX][HC_CSV_GROUP_NAME_MAX];
    size_t column[HC_CSV_GROUPS_MAX][HC_CSV_MEASURES_MAX];
} hc_csv_groups;

/*
 * The shape of hc_csv_table_gather; the header gets the new names. parts, groups: may be NULL.
 *
 * Errors  HC_ERR_MEMORY
 */
hc_status hc_csv_gather_make(struct hc_csv_header *header, const hc_csv_time_parts *parts,
                             const hc_csv_groups *groups, struct hc_csv_shape **shape,
                             hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
