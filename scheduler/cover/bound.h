/* The Lagrangian bound: what no schedule can undercut, proved by any values of the cells. */
#ifndef HC_SCHEDULER_COVER_BOUND_H
#define HC_SCHEDULER_COVER_BOUND_H

#include "scheduler/cover/problem.h"

/*
 * Brings values worth[sets][all_cells] into the range where the bound is finite: no cell is
 * worth less than the last gain of a queue that the set serves. Where there are several queues
 * a set is then worth no more than the queue it is best at, which only sharpens the bound.
 */
void hc_bound_clip(const hc_problem *problem, double *worth);

/* The most that one person of a set can save in a cell. */
double hc_bound_most(const hc_problem *problem, size_t set, size_t cell);

/* What an agent at the queue costs in a cell at these values: as much as the set that is worth
 * least of those that serve it; INFINITY where nobody does. */
double hc_bound_queue(const hc_problem *problem, const double *worth, size_t queue,
                      size_t cell);

/* Agents that are cheapest in a queue's cell when each also costs what they are worth there. */
int32_t hc_bound_agents(const hc_problem *problem, size_t cell, double worth);

/* ---- the same by a price of each queue, price[queues][all_cells]: people are worth what the
 * best paid of their queues pays ---- */

/* hc_bound_clip() for them. */
void hc_bound_clip_prices(const hc_problem *problem, double *price);

/* Fills worth[sets][all_cells], which is settled then. */
void hc_bound_worth(const hc_problem *problem, const double *price, double *worth);

/* People of a cell, cover[sets][all_cells], at the queues that pay them best: at_queue[queues].
 * Where several pay about the same they are where they are wanted. */
void hc_bound_at_queues(const hc_problem *problem, const double *price, const double *cover,
                        size_t cell, double *at_queue);

/*
 * Lower bound by the values worth[sets][all_cells] (clipped) and best_total[groups], the value
 * of each group's best tour at them, less its wages and weekend prices. See docs/math.md#skills
 * for several queues.
 */
double hc_bound(const hc_problem *problem, const double *worth, const double *best_total);

/* The first part of it: what cover costs at least when each agent costs their worth on top. */
double hc_bound_cover(const hc_problem *problem, const double *worth);

/* Of one queue: the part of it that is a day's. */
double hc_bound_day(const hc_problem *problem, const double *worth, size_t day);

/* The bound when cover costs at least so much. */
double hc_bound_of_cover(const hc_problem *problem, double cover, const double *best_total);

/*
 * The least cost not below `bound` that a whole schedule can have: costs are multiples of a
 * common step when all prices are.
 */
double hc_bound_round_up(const hc_problem *problem, double bound);

#endif
