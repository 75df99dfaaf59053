/*
 * Whether the limits of one contract make sense, each by itself and all together.
 */
#ifndef HC_SCHEDULER_CONTRACT_CHECK_H
#define HC_SCHEDULER_CONTRACT_CHECK_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_END_MIN_MOST (2 * HC_MINUTES_A_DAY) /* a shift ends by the end of the next day */

static inline bool hc_is_limit(int32_t value, int32_t least, int32_t most)
{
    return value == HC_NO_LIMIT || (value >= least && value <= most);
}

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
