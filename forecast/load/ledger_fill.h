/*
 * What the second pass writes into the ledger, row by row; and the queues of a history whose
 * rows are told apart by their reason as well, put together again. Shared by fill.c and
 * load_csv.c.
 */
#ifndef HC_FORECAST_LOAD_LEDGER_FILL_H
#define HC_FORECAST_LOAD_LEDGER_FILL_H

#include "forecast/load/load_file.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Stands between a queue's name and the reason of its rows while they are loaded. */
#define HC_REASON_MARK '\x1f'

/* What the loader itself made of a row. */
typedef struct hc_row_counts {
    double calls, handled, abandoned, aht_s;
} hc_row_counts;

typedef enum hc_ledger_way { HC_LEDGER_SET = 0, HC_LEDGER_ADD } hc_ledger_way;

/* Which facts the files have, once all of them were surveyed. */
void hc_ledger_start(hc_loading *loading);

/* The kind of a queue's rows, when the queue has its first one. */
hc_status hc_ledger_open_queue(hc_loading *loading, const hc_load_plan *plan,
                               const hc_csv_row *row, hc_error *err) HC_MUST_USE;

/* A row's facts at a queue and slot: in place of what was there, or on top of it. */
hc_status hc_ledger_take(hc_loading *loading, const hc_load_plan *plan, const hc_csv_row *row,
                         size_t queue, size_t slot, const hc_row_counts *counts,
                         hc_ledger_way way, hc_error *err) HC_MUST_USE;

/* Frees what only the second pass needs. */
void hc_ledger_finish(hc_loading *loading);

/* Adds the queues that differ in the reason alone. */
void hc_merge_reasons(hc_loading *loading);

#ifdef __cplusplus
}
#endif
#endif
