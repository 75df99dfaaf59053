/*
 * What the files of a contract's check share: contract_check.c asks whether days, windows and
 * rest make sense, contract_breaks.c breaks and the work between them, contract_pay.c paid time
 * and prices.
 */
#ifndef HC_SCHEDULER_CONTRACT_PARTS_H
#define HC_SCHEDULER_CONTRACT_PARTS_H

#include "forecast/base/number.h"
#include "scheduler/rules.h"

#define HC_SHIFT_MIN_MOST HC_MINUTES_A_DAY
#define HC_WEEK_MIN (HC_DAYS_A_WEEK * HC_MINUTES_A_DAY)

/* "contract 'full-time': " in front of every complaint. */
#define HC_CONTRACT_FAIL(err, contract, hint, format, ...)                                     \
    hc_fail((err), HC_ERR_RANGE, HC_NOWHERE, (hint), "contract '%s': " format,                 \
            (contract)->name, __VA_ARGS__)

static inline bool hc_limits_agree(int32_t least, int32_t most)
{
    return least == HC_NO_LIMIT || most == HC_NO_LIMIT || least <= most;
}

static inline bool hc_break_applies(const hc_break_rule *rule, int32_t shift_min)
{
    return shift_min >= rule->from_shift_min;
}

hc_status hc_contract_breaks_check(const hc_contract *contract, hc_error *err) HC_MUST_USE;
hc_status hc_contract_pay_check(const hc_contract *contract, hc_error *err) HC_MUST_USE;

#endif
