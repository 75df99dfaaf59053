/*
 * Rows that are put together from a record's cells: a date or time of day in several columns,
 * and several queues side by side, each with the same columns.
 */
#ifndef HC_FORECAST_LOAD_CSV_CSV_GATHER_H
#define HC_FORECAST_LOAD_CSV_CSV_GATHER_H

#include "forecast/load/csv/csv_table.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CSV_GROUPS_MAX 64      /* queues side by side */
#define HC_CSV_MEASURES_MAX 16    /* columns of each */
#define HC_CSV_GROUP_NAME_MAX 128 /* bytes, with the end mark */

/* Columns that hold parts of the row's time; HC_CSV_NO_COLUMN where there is none. */
typedef struct hc_csv_time_parts {
    size_t year, month, day; /* of a date, or */
    size_t week, weekday;    /* of ISO 8601, with the year or after it: "2026-W23" */
    size_t hour, minute;     /* of a time of day */
} hc_csv_time_parts;

/* Queues side by side: the columns of each. A measure that a queue lacks is HC_CSV_NO_COLUMN.
 */
typedef struct hc_csv_groups {
    size_t count; /* 0: a row a record; one alone needs no column for its name */
    char name[HC_CSV_GROUPS_MAX][HC_CSV_GROUP_NAME_MAX];
    size_t measures;
    char measure[HC_CSV_MEASURES_MAX][HC_CSV_GROUP_NAME_MAX];
    size_t column[HC_CSV_GROUPS_MAX][HC_CSV_MEASURES_MAX];
} hc_csv_groups;

/* The parts of dates and times that the kept header names; true where they make a date, or a
 * time of day, that no single column holds. */
bool hc_csv_find_time_parts(const hc_csv_table *table, hc_csv_time_parts *parts);

/*
 * From now on a row for each group of each record, or one a record: the record's cells, then
 * "date" and "time" where parts make them, then "queue" and the measures of the group. The
 * columns of groups lose their names. A group whose measures are all empty gives no row; places
 * are those of the record's cells. parts, groups: may be NULL. keep_header ends it.
 *
 * Errors  HC_ERR_MEMORY
 */
hc_status hc_csv_table_gather(hc_csv_table *table, const hc_csv_time_parts *parts,
                              const hc_csv_groups *groups, hc_error *err) HC_MUST_USE;

bool hc_csv_table_is_gathered(const hc_csv_table *table);

#ifdef __cplusplus
}
#endif
#endif
