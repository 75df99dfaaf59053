/*
 * A bound by whole shifts: the linear program mixes parts of shifts that fit the requirement as
 * no whole shifts do. At its values each day is solved in whole numbers, by branch and cut.
 */
#ifndef HC_SCHEDULER_COVER_WHOLE_DAYS_H
#define HC_SCHEDULER_COVER_WHOLE_DAYS_H

#include "scheduler/cover/pricing.h"
#include "scheduler/cover/run.h"

/* Whether days can be told apart so: one week of loose groups who are at home by midnight,
 * breaks that are placed each by itself, no premiums and no activities. */
bool hc_days_are_apart(const hc_problem *problem);

/*
 * The bound at the values worth[all_cells] (clipped), no lower than hc_bound() there. Each day
 * has the same budget; where it ends, or the caller stops, what is proved by then counts.
 * hc_days_are_apart() holds. HC_ERR_MEMORY, HC_ERR_INTERNAL.
 */
hc_status hc_bound_whole_days(const hc_problem *problem, hc_pricer *pricer, const double *worth,
                              hc_run *run, double *bound, hc_error *err) HC_MUST_USE;

#endif
