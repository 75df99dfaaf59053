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
