/* Patterns that change from week to week: which times a contract allows on the days of a week.
 */
#ifndef HC_SCHEDULER_ROTATION_H
#define HC_SCHEDULER_ROTATION_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Place of a date in the contract's rotation, 0 .. rotation_count - 1; of_class may be NULL. */
size_t hc_rotation_week(const hc_contract *contract, const hc_class *of_class, int64_t date);

/*
 * The contract as it holds for the seven days from first_day on: its windows are those that the
 * rotation gives to these dates, and no more days are asked than these leave open. Without a
 * rotation the contract itself.
 */
hc_contract hc_contract_of_week(const hc_contract *contract, const hc_class *of_class,
                                int64_t first_day);

/* Sets the contract's own windows to hold those of every week of its rotation. */
void hc_rotation_span(hc_contract *contract);

#ifdef __cplusplus
}
#endif
#endif
