/*
 * Calls that stand in two logs of single calls whose days overlap: an export of March and one
 * of "the last 30 days"; and rows that come again where rows are added up. They count once.
 */
#ifndef HC_FORECAST_LOAD_CALL_TWINS_H
#define HC_FORECAST_LOAD_CALL_TWINS_H

#include "forecast/load/load_file.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Finds, once every file's days are known, the days that it shares with another log of calls.
 */
void hc_call_twins_begin(hc_loading *loading);

/*
 * Whether the call of this row, of this queue and slot, was in an earlier file; a call is its
 * number, queue and interval. Rows of one file are never twins of each other. HC_ERR_MEMORY.
 */
hc_status hc_call_is_twin(hc_loading *loading, size_t file, const hc_csv_row *row,
                          const char *queue, size_t slot, bool *twin,
                          hc_error *err) HC_MUST_USE;

/* Whether a row of this or an earlier file had the same cells. For rows that are added up,
 * beside which no calls are looked up. HC_ERR_MEMORY. */
hc_status hc_row_came_before(hc_loading *loading, size_t file, const hc_csv_row *row,
                             bool *before, hc_error *err) HC_MUST_USE;

/* Says of each file how many of its calls were counted already. */
void hc_call_twins_note(hc_loading *loading);

void hc_call_twins_clear(hc_loading *loading);

#ifdef __cplusplus
}
#endif
#endif
