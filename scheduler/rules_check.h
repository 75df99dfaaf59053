/*
 * Whether rules make sense as a whole: contracts, classes, people, queues and prices of cover.
 */
#ifndef HC_SCHEDULER_RULES_CHECK_H
#define HC_SCHEDULER_RULES_CHECK_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The first fault by the name of the contract, class or person and what to change:
 * HC_ERR_RANGE, HC_ERR_LIMIT; HC_ERR_MEMORY. */
hc_status hc_rules_check(const hc_rules *rules, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
