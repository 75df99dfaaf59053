/* Contracts in cells of one interval: their shift shapes and limits. */
#ifndef HC_SCHEDULER_COVER_FORM_H
#define HC_SCHEDULER_COVER_FORM_H

#include "scheduler/cover/problem.h"

/* The limit of a contract as its class narrows it; a class without one says HC_NO_LIMIT. */
static inline int32_t hc_narrower_least(int32_t contract, int32_t of_class)
{
    return of_class != HC_NO_LIMIT && of_class > contract ? of_class : contract;
}

static inline int32_t hc_narrower_most(int32_t contract, int32_t of_class)
{
    return of_class != HC_NO_LIMIT && of_class < contract ? of_class : contract;
}

/*
 * Fills the form of a contract, an index into the rules'; its windows are still shut and widen
 * with the groups that are made of it. HC_ERR_RANGE: a time of the contract is no multiple of
 * the interval. HC_ERR_MEMORY. hc_problem_clear() frees what it holds, after errors as well.
 */
hc_status hc_form_make(const hc_problem *problem, const hc_rules *rules, size_t contract,
                       int32_t interval_min, hc_form *form, hc_error *err) HC_MUST_USE;

#endif
