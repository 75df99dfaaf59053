/*
 * Who of a cell serves which queue when people have skills: everybody stands at one of their
 * queues, so that the cell costs least. Kept up to date person by person: one more stands
 * where that saves most, and where it must others of the cell change queues for it, along the
 * shortest way; one fewer leaves where that costs least. The gain of a set of skills is what
 * one more of it would save so.
 */
#ifndef HC_SCHEDULER_COVER_SERVING_H
#define HC_SCHEDULER_COVER_SERVING_H

#include "scheduler/cover/problem.h"

/* Numbers of one cell: people at each queue; of each set the queues where any of it stand,
 * those beyond its own that one more of it comes to when others change queues for it, and those
 * that one fewer of it can be missing at, a bit each; of each set how many stand at each queue.
 * All zero: nobody is there. */
static inline size_t hc_serving_width(const hc_problem *problem)
{
    return problem->queue_count + 3 * problem->set_count +
           problem->set_count * problem->queue_count;
}

/* People of the set at each queue. */
static inline int32_t *hc_serving_of_set(const hc_problem *problem, int32_t *serving,
                                         size_t set)
{
    return &serving[problem->queue_count + 3 * problem->set_count + set * problem->queue_count];
}

/* One person of the set more (by 1) or fewer (by -1); gives the change of the cell's cost. */
double hc_serving_change(const hc_problem *problem, size_t cell, size_t set, int32_t by,
                         int32_t *serving);

/* What the cell would lose with one person of the set fewer; there is one. */
double hc_serving_loss(const hc_problem *problem, size_t cell, size_t set,
                       const int32_t *serving);

/* gain[sets][all_cells]: writes this cell's, what one more person of each set saves. */
void hc_serving_gains(const hc_problem *problem, size_t cell, const int32_t *serving,
                      double *gain);

#endif
