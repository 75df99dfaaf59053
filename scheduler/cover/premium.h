/*
 * What is paid on top of the wage for work at night and at weekends, summed once a contract
 * over the cells, so that a shift's premium is a difference of two sums less its unpaid breaks.
 */
#ifndef HC_SCHEDULER_COVER_PREMIUM_H
#define HC_SCHEDULER_COVER_PREMIUM_H

#include "scheduler/cover/problem.h"

/* Fills *hours[all_cells + 1], or leaves NULL where the contract has no premium. HC_ERR_MEMORY.
 */
hc_status hc_premium_hours_make(const hc_problem *problem, const hc_contract *contract,
                                double **hours, hc_error *err) HC_MUST_USE;

/* The sums from a day's midnight on; NULL: no premium. */
static inline const double *hc_premium_of(const hc_problem *problem, const hc_form *form,
                                          size_t day)
{
    return form->premium_hours == NULL ? NULL
                                       : &form->premium_hours[day * problem->cells_a_day];
}

/* The group's premium of one shift. */
double hc_shift_premium(const hc_problem *problem, const hc_group *group, size_t day,
                        const hc_day_shift *shift);

/* The largest share of the wage that any cell pays on top. */
double hc_premium_most(const hc_problem *problem, const hc_form *form);

#endif
