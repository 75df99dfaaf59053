/* Makes the optimiser's problem of an axis, a requirement and the rules. */
#ifndef HC_SCHEDULER_COVER_PROBLEM_MAKE_H
#define HC_SCHEDULER_COVER_PROBLEM_MAKE_H

#include "scheduler/cover/problem.h"

/* Errors as of hc_schedule_solve(). required: [queues of the rules][slots]. The axis and the
 * rules are not kept. */
hc_status hc_problem_make(hc_problem *problem, const hc_axis *axis, const double *required,
                          const hc_rules *rules, hc_error *err) HC_MUST_USE;

#endif
