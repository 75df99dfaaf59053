/* What a contract limits of the paid time of all planned days together. */
#ifndef HC_SCHEDULER_PERIOD_PAID_H
#define HC_SCHEDULER_PERIOD_PAID_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Least and most paid minutes of so many planned days, by the period and by its mean week: 0
 * and HC_NO_LIMIT where there is no limit. */
int32_t hc_period_paid_least(const hc_contract *contract, size_t days);
int32_t hc_period_paid_most(const hc_contract *contract, size_t days);

/* Whether the contract limits the paid time of the period or of its mean week. */
bool hc_limits_period(const hc_contract *contract);

#ifdef __cplusplus
}
#endif
#endif
