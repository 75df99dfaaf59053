/*
 * What cover costs at least where people are few and their shifts stay whole: a walk over the
 * cells of the horizon that knows what is left of the shifts of everybody present, up to a few
 * people. With more present, those beyond work cell by cell.
 */
#ifndef HC_SCHEDULER_COVER_FEW_PEOPLE_H
#define HC_SCHEDULER_COVER_FEW_PEOPLE_H

#include "scheduler/cover/run.h"
#include "scheduler/cover/shift_left.h"

/* What each person is paid beside cover's price. */
typedef struct hc_few_prices {
    const double *worth; /* [all_cells] of each cell that they cover, whoever they are */
    const double *start; /* [cells][types] of a shift of the type that starts there;
                            INFINITY: none may */
} hc_few_prices;

/* How many people can be followed with the budget of the run; below 2 it is not worth it. */
size_t hc_few_people(const hc_problem *problem, const hc_shifts_left *left, const hc_run *run);

/*
 * The least of cover's price and what people are paid, over all numbers of whole shifts, of
 * a problem with one queue; up to `people` present are followed. No less than cell by cell,
 * hc_bound_cover(). Where the caller stops, the cells that are left count cell by cell.
 * HC_ERR_MEMORY.
 */
hc_status hc_few_cover(const hc_problem *problem, const hc_shifts_left *left,
                       const hc_few_prices *prices, size_t people, hc_run *run, double *cover,
                       hc_error *err) HC_MUST_USE;

#endif
