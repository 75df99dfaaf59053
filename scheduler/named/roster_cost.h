/*
 * What a roster costs: wishes that are not kept, people short and over.
 */
#ifndef HC_SCHEDULER_NAMED_ROSTER_COST_H
#define HC_SCHEDULER_NAMED_ROSTER_COST_H

#include "scheduler/named/named.h"

/* Place of a choice among the shift types and the day off, which is the last. */
static inline size_t hc_named_choice_index(const hc_named_problem *problem, int8_t choice)
{
    return choice == HC_NAMED_OFF ? problem->shift_count : (size_t)choice;
}

/* What a day's needs cost as a roster of everybody meets them. */
double hc_named_cost_of_day(const hc_named_problem *problem, const int8_t *choice, size_t day);

/* What a person's roster costs in wishes. */
double hc_named_wishes(const hc_named_problem *problem, size_t person, const int8_t *choice);

#endif
