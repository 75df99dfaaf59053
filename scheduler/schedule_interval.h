/* Intervals of the plan that hold every time of the contracts. */
#ifndef HC_SCHEDULER_SCHEDULE_INTERVAL_H
#define HC_SCHEDULER_SCHEDULE_INTERVAL_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The coarsest interval, in minutes, on which these rules can be planned for an axis of
 * interval_min: the largest that divides it and every start grid, shift length, break length
 * and break offset. A caller whose axis is coarser repeats each interval's requirement on a
 * finer axis.
 */
int32_t hc_schedule_interval_min(const hc_rules *rules, int32_t interval_min);

/* HC_ERR_RANGE: a time of the contract, which is named, is no multiple of the interval. */
hc_status hc_contract_on_interval(const hc_contract *contract, int32_t interval_min,
                                  hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
