/* People who are alike to the optimiser, put together: their windows, least work and prices. */
#ifndef HC_SCHEDULER_COVER_GROUPS_H
#define HC_SCHEDULER_COVER_GROUPS_H

#include "scheduler/cover/problem.h"

/*
 * Makes the problem's groups and sets of skills: of named agents, with what their activities
 * earn, or of classes where nobody is named. The forms are made already; their windows widen to
 * hold the groups'. required: [queues][slots of the axis]. HC_ERR_MEMORY; HC_ERR_LIMIT as of
 * hc_walk_states().
 */
hc_status hc_groups_make(hc_problem *problem, const hc_axis *axis, const double *required,
                         const hc_rules *rules, hc_error *err) HC_MUST_USE;

#endif
