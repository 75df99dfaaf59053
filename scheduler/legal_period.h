/*
 * Whether all weeks of a horizon together can be paid as the contract's period asks: told by
 * the walk over days that makes schedules.
 */
#ifndef HC_SCHEDULER_LEGAL_PERIOD_H
#define HC_SCHEDULER_LEGAL_PERIOD_H

#include "forecast/base/axis.h"
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

/*
 * Whether somebody of the class, with no days off, has a lawful horizon. Rules that the
 * schedule itself would refuse for another reason count as legal: that is said elsewhere.
 * Errors  HC_ERR_MEMORY. On error *legal is untouched.
 */
hc_status hc_period_search(const hc_axis *axis, const hc_contract *contract,
                           const hc_class *of_class, bool *legal, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
