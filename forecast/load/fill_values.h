/*
 * A row on its way into the series: its numbers, its slot, and how it is refused.
 */
#ifndef HC_FORECAST_LOAD_FILL_VALUES_H
#define HC_FORECAST_LOAD_FILL_VALUES_H

#include "forecast/load/ledger_fill.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A row on its way: its place is made only when it is refused. */
typedef struct hc_filling {
    hc_loading *loading;
    hc_load_plan *plan;
    hc_load_file *seen;
    size_t file;
    const hc_csv_row *row;
} hc_filling;

/* Appends to the rejects: the row for a cell of it, for a place, or for what made its text no
 * row. HC_ERR_MEMORY. */
hc_status hc_filling_reject(const hc_filling *f, hc_role role, hc_reject_kind kind,
                            hc_error *err, const char *format, ...) HC_PRINTF(5, 6);
hc_status hc_filling_reject_row(const hc_filling *f, hc_place at, hc_reject_kind kind,
                                const char *message, hc_error *err) HC_MUST_USE;
hc_status hc_filling_reject_fault(const hc_filling *f, const hc_error *fault,
                                  hc_error *err) HC_MUST_USE;

/* What a row of an interval, or of a single call, says. *refused: it is rejected, or says "no
 * data". HC_ERR_MEMORY. */
hc_status hc_filling_values(const hc_filling *f, hc_row_counts *values, bool *refused,
                            hc_error *err) HC_MUST_USE;
hc_status hc_filling_call(const hc_filling *f, hc_row_counts *values, bool *refused,
                          hc_error *err) HC_MUST_USE;

/* Contacts that a total of handle times is of: the answered, where nobody counted them the
 * offered less those who hung up. */
double hc_filling_answered(const hc_row_counts *values);

typedef struct hc_slot_place {
    int32_t after_s;      /* seconds from the begin of the slot to the row's time */
    size_t first, second; /* equal unless the wall time happens twice and nothing says which */
} hc_slot_place;

/* The slot of the row's time. *placed false: the row has been dealt with (rejected, left out).
 */
hc_status hc_filling_find_slot(const hc_filling *f, const hc_stamp *stamp,
                               const hc_row_counts *values, hc_slot_place *place, bool *placed,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
