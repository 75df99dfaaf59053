/*
 * The best legal weeks of one group when every shift has a value: a walk over the days whose
 * states are days worked, days off in a row, paid time of the week and of the horizon, days in
 * a row and blocked starts, as far as the group's rules need them. Where starts must lie close
 * together, one walk a base start.
 */
#ifndef HC_SCHEDULER_COVER_WALK_H
#define HC_SCHEDULER_COVER_WALK_H

#include "scheduler/cover/week_sets.h"

#define HC_WALK_STATES_MAX 2000000 /* of one day; guards memory and time */

typedef struct hc_walk hc_walk; /* opaque: working memory for every group of one problem */

/* Sets the group's state counts. HC_ERR_LIMIT names the contract. */
hc_status hc_walk_states(const hc_problem *problem, hc_group *group, const char *contract,
                         hc_error *err) HC_MUST_USE;

hc_status hc_walk_create(hc_walk **walk, const hc_problem *problem, hc_error *err) HC_MUST_USE;

/* Roughly how many transitions hc_walk_best() of the group takes. */
double hc_walk_work(const hc_problem *problem, size_t group);

/* The same; 0 where the best tour is found without a walk. */
double hc_walk_work_of_best(const hc_walk *walk, size_t group);

/*
 * The `most` best of the base starts' best tours, best first. values[day][start][shape] of the
 * group's form are read through `shift_values`, see hc_shift_values. choices[most * days],
 * totals[most]. Gives how many were found: 0 when no tour is legal.
 */
size_t hc_walk_best(hc_walk *walk, size_t group, const double *shift_values, size_t most,
                    hc_walk_choice *choices, double *totals);

/* What a day off earns in the walks that follow, off_values[days], borrowed; NULL: nothing. */
void hc_walk_value_days_off(hc_walk *walk, const double *off_values);

/*
 * Lowers the group's least days and least paid time, week by week, to what its days off leave
 * reachable. false when even then no week is legal.
 */
bool hc_walk_settle_least(hc_walk *walk, hc_group *group);

void hc_walk_free(hc_walk *walk);

#endif
