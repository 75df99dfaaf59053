/* The hours a week of contracts, and which of them is meant by a number of hours. */
#ifndef HC_CLI_CENTRE_WEEKLY_HOURS_H
#define HC_CLI_CENTRE_WEEKLY_HOURS_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Paid minutes that the contract's shifts and limits leave in a full week. */
int32_t hc_contract_week_min_least(const hc_contract *contract);
int32_t hc_contract_week_min_most(const hc_contract *contract);

/*
 * The contract whose hours are nearest: of those that hold so many hours a week the one with
 * the fewest more, else the one that lacks fewest or has fewest too many; of equals the first.
 * *fits tells whether it is within a tenth of them. There is a contract.
 */
size_t hc_contract_of_hours(const hc_rules *rules, double hours_a_week, bool *fits);

#ifdef __cplusplus
}
#endif
#endif
