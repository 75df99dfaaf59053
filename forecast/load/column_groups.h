/*
 * Queues side by side: which columns of a header are those of which queue, and parts of a time
 * that must be put together before its columns have roles.
 */
#ifndef HC_FORECAST_LOAD_COLUMN_GROUPS_H
#define HC_FORECAST_LOAD_COLUMN_GROUPS_H

#include "forecast/load/columns.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What was put together. */
typedef struct hc_column_gathering {
    bool queues;   /* side by side */
    bool days;     /* side by side */
    bool left_out; /* groups beside them that are none: outbound, forecast */
    bool times;    /* in parts */
    bool weeks;    /* of ISO 8601, by number */
} hc_column_gathering;

/*
 * Gathers the rows of the table (hc_csv_table_gather) where its kept header asks for it:
 * - the user named several columns as the contacts offered (apart by
 *   HC_COLUMN_NAMES_MARK): each is a queue of its name;
 * - the row above names queues, and the kept one has the contacts offered below two or more of
 *   them ("Sales,,Support," above "Offered,AHT,Offered,AHT"); those that are called outbound,
 *   or forecast, variance or last year, are left out;
 * - names hold both, as "Sales - Offered", "Support - Offered";
 * - a date or time of day stands in parts.
 * Names of queues that are all dates are days side by side.
 *
 * forced: [HC_ROLES] names that the user gave, NULL or "" for none; wanted: the user's order of
 * dates. *gathered is all false, and nothing changed, for any other table.
 *
 * Errors  as of hc_csv_table_next
 */
hc_status hc_columns_gather(hc_csv_table *table, const char *const *forced,
                            hc_date_order wanted, hc_column_gathering *gathered,
                            hc_error *err) HC_MUST_USE;

/* True when several columns are named. */
bool hc_columns_are_several(const char *names);

#ifdef __cplusplus
}
#endif
#endif
