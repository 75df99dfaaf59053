/*
 * What a contract pays on top of the wage for work at night and at weekends, in hours of the
 * wage, and which part of a week is overtime. Premiums add up; times are wall clock.
 */
#ifndef HC_SCHEDULER_PREMIUM_H
#define HC_SCHEDULER_PREMIUM_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

bool hc_pays_premiums(const hc_contract *contract);

/* For work from minute to minute after the midnight that a weekday begins with; it may go on
 * into the next days. */
double hc_premium_hours_between(const hc_contract *contract, int32_t weekday, int32_t from_min,
                                int32_t to_min);

/* For a shift less its unpaid breaks. */
double hc_premium_hours_of_shift(const hc_axis *axis, const hc_contract *contract,
                                 const hc_shift *shift);

bool hc_pays_overtime(const hc_contract *contract);

/* What of a week's paid minutes is overtime. */
int32_t hc_overtime_min(const hc_contract *contract, int32_t week_paid_min);

#ifdef __cplusplus
}
#endif
#endif
