/*
 * A bound by whole shifts round the clock: where few people are wanted the linear program
 * covers their breaks with parts of other shifts, as no whole shifts do. At its values the
 * cells of the horizon are walked with all shifts that are under way.
 */
#ifndef HC_SCHEDULER_COVER_WHOLE_SHIFTS_H
#define HC_SCHEDULER_COVER_WHOLE_SHIFTS_H

#include "scheduler/cover/pricing.h"
#include "scheduler/cover/run.h"

/*
 * The bound at the values worth[sets][all_cells] (clipped) or, where heads are chosen and it is
 * higher there, at cells all alike. Queues that nobody serves both of are walked by themselves.
 * -INFINITY where too many are wanted all the time, or shifts too different, to follow people
 * one by one. HC_ERR_MEMORY.
 */
hc_status hc_bound_whole_shifts(const hc_problem *problem, hc_pricer *pricer,
                                const double *worth, hc_run *run, double *bound,
                                hc_error *err) HC_MUST_USE;

#endif
