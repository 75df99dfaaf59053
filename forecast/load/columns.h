/*
 * Which column is what: roles found by name with synonyms (column_names.h), or named by the
 * user. Case, blanks, '_', '-' and what stands in brackets do not matter.
 */
#ifndef HC_FORECAST_LOAD_COLUMNS_H
#define HC_FORECAST_LOAD_COLUMNS_H

#include "forecast/load/csv/csv_table.h"
#include "forecast/load/text/roles.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_column_map {
    size_t column[HC_ROLES]; /* HC_CSV_NO_COLUMN where the file has none */
    hc_time_sense sense[HC_ROLES];
    hc_time_unit unit[HC_ROLES];
    size_t volume_rival;    /* another column that may be the contacts offered */
    bool is_calls;          /* a row is one call: it has a number of its own and no counts */
    bool outcome_is_shared; /* its column is also the reason or the direction */
    bool aht_is_duration;   /* of a call from its begin to its end */
    bool times_are_ends; /* only the interval's end is there; it is mapped as the timestamp */
} hc_column_map;

/* Between the names of several columns that the user gave one role: a queue each. */
#define HC_COLUMN_NAMES_MARK '\x1F'

/*
 * Maps the kept header of a table. A file that has no contacts offered or handled but a number
 * for each call, or how it ended, when it was answered or how long it waited beside its handle
 * time, is a list of single calls. forced: NULL or HC_ROLES names, NULL or "" where the
 * user named none. Needed are timestamp or date + time, and volume or handled + abandoned
 * (handled alone when that is all there is).
 *
 * Errors  HC_ERR_FORMAT  a needed column is missing (the hint lists the names looked for and
 *                        the columns found) or a forced name is not in the file.
 */
hc_status hc_columns_map(const hc_csv_table *table, const char *const *forced,
                         hc_column_map *map, hc_error *err) HC_MUST_USE;

/* HC_ERR_FORMAT of a table in which nothing counts contacts. */
hc_status hc_columns_no_counts(const hc_csv_table *table, hc_error *err);

#ifdef __cplusplus
}
#endif
#endif
