/* The Lagrangian bound: what no schedule can undercut, proved by any values of the cells. */
#ifndef HC_SCHEDULER_COVER_BOUND_H
#define HC_SCHEDULER_COVER_BOUND_H

#include "scheduler/cover/problem.h"

/* Brings values into the range where the bound is finite: no cell is worth less than its last
 * gain. */
void hc_bound_clip(const hc_problem *problem, double *worth);

/* Agents that are cheapest in a cell when each also costs what they are worth there. */
int32_t hc_bound_agents(const hc_problem *problem, size_t cell, double worth);

/*
 * Lower bound by the values worth[all_cells] (clipped) and best_total[groups], the value of
 * each group's best tour at them, less its wages and weekend prices.
 */
double hc_bound(const hc_problem *problem, const double *worth, const double *best_total);

/*
 * The least cost not below `bound` that a whole schedule can have: costs are multiples of a
 * common step when all prices are.
 */
double hc_bound_round_up(const hc_problem *problem, double bound);

#endif
