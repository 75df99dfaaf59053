/*
 * What cover costs at least where people are few and their shifts stay whole: a walk over the
 * cells of the horizon that knows what is left of the shifts of everybody present, up to a few
 * people. With more present, those beyond work cell by cell.
 */
#ifndef HC_SCHEDULER_COVER_FEW_PEOPLE_H
#define HC_SCHEDULER_COVER_FEW_PEOPLE_H

#include "scheduler/cover/run.h"
#include "scheduler/cover/shift_left.h"

/* Which cover is meant, and what each person is paid beside its price. */
typedef struct hc_few_prices {
    hc_skills queues;    /* whoever serves one of them serves none but these */
    const double *worth; /* [sets][all_cells] of each cell that they cover */
    const double *start; /* [cells][types] of a shift of the type that starts there;
                            INFINITY: none may */
} hc_few_prices;

/* How many people can be followed with that share of the usual work. */
size_t hc_few_people(const hc_problem *problem, const hc_shifts_left *left, double share);

/*
 * The least of the queues' price and what people are paid, over all numbers of whole shifts;
 * up to `people` present are followed. Who serves which of the queues is told apart in each
 * cell, not along a shift: there everybody is of the set that is cheapest. No less than cell by
 * cell, which it is with nobody followed and, where the caller stops, for the cells that are
 * left. HC_ERR_MEMORY.
 */
hc_status hc_few_cover(const hc_problem *problem, const hc_shifts_left *left,
                       const hc_few_prices *prices, size_t people, hc_run *run, double *cover,
                       hc_error *err) HC_MUST_USE;

#endif
