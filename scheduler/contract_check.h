/*
 * Whether the limits of one contract make sense, each by itself and all together.
 */
#ifndef HC_SCHEDULER_CONTRACT_CHECK_H
#define HC_SCHEDULER_CONTRACT_CHECK_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether shifts may start on the weekday. */
static inline bool hc_contract_works(const hc_contract *contract, size_t weekday)
{
    return contract->latest_start_min[weekday] >= contract->earliest_start_min[weekday];
}

/* HC_ERR_RANGE names the contract, what contradicts what and what to change. */
hc_status hc_contract_check(const hc_contract *contract, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
