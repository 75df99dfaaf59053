/* Trainings and meetings of named people: a reward for being at work then, larger than anything
 * else that a tour could save. */
#ifndef HC_SCHEDULER_COVER_ACTIVITIES_H
#define HC_SCHEDULER_COVER_ACTIVITIES_H

#include "scheduler/cover/problem.h"

/* Fills the rewards of groups that are made, and of the problem. HC_ERR_MEMORY. */
hc_status hc_activities_reward(hc_problem *problem, const hc_axis *axis, const hc_rules *rules,
                               hc_error *err) HC_MUST_USE;

#endif
