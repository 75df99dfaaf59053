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
    double wait_s; /* of all callers in sum */
} hc_row_counts;

/* Whether a slot holds these numbers; puts them there; adds them, handle times by contacts. */
bool hc_slot_same(const hc_queue *queue, size_t slot, const hc_row_counts *values);
void hc_slot_store(hc_queue *queue, size_t slot, const hc_row_counts *values);
void hc_slot_add(hc_queue *queue, size_t slot, const hc_row_counts *values);

/*
 * Seconds that all callers of a row waited in sum; HC_MISSING where the file does not say.
 * Those who hung up are taken to have waited as long as those of the same row who were
 * answered, unless a column is about them.
 */
double hc_row_wait_s(const hc_load_plan *plan, const hc_csv_row *row,
                     const hc_row_counts *values);

/* The same of a row that is one call. */
double hc_call_wait_s(const hc_load_plan *plan, const hc_csv_row *row);

/* ---- lists of single calls (call_row.c) ---- */

/* A row that is no contact of a queue: an outbound call, an interval that was not over. */
bool hc_row_says_nothing(const hc_load_plan *plan, const hc_csv_row *row);

/* Whether the direction is that of calls that the centre makes, or of calls among agents. */
bool hc_call_is_outbound(hc_csv_cell_text direction);

/* By the flag of those who hung up, else by the word for how it ended, else by the time of the
 * answer, else by the handle time, else by whether an agent is named; answered where the list
 * says nothing of it. */
bool hc_call_is_answered(const hc_load_plan *plan, const hc_csv_row *row, double aht_s);

/* What a cell says of one call: 1, yes, true or a time that passed; no or false. */
bool hc_call_cell_is_yes(hc_csv_cell_text cell);
bool hc_call_cell_is_no(hc_csv_cell_text cell);

/* One more contact of the slot. */
void hc_call_put(hc_queue *queue, size_t slot, const hc_row_counts *values);

/* Lists of calls have no rows for intervals without any: on days with calls these are zeros. */
void hc_calls_fill_zeros(hc_loading *loading);

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

/* ---- gaps between an agent's contacts (agent_gaps.c) ---- */

/* A call that was taken into the ledger at a queue and slot, and came so many seconds after the
 * slot's begin; only where the list names agents and knows waits. HC_ERR_MEMORY. */
hc_status hc_agent_gaps_see(hc_loading *loading, const hc_load_plan *plan,
                            const hc_csv_row *row, size_t queue, size_t slot, int32_t after_s,
                            const hc_row_counts *counts, hc_error *err) HC_MUST_USE;

/* Puts the gaps into the ledger, in the row of the call that ends each. */
void hc_agent_gaps_put(hc_loading *loading);
void hc_agent_gaps_clear(hc_loading *loading);

/* Frees what only the second pass needs. */
void hc_ledger_finish(hc_loading *loading);

/* Adds the queues that differ in the reason alone. */
void hc_merge_reasons(hc_loading *loading);

#ifdef __cplusplus
}
#endif
#endif
