/* Trainings and meetings of named people before they have a price: whether they can be planned,
 * and where people stand meanwhile. */
#ifndef HC_SCHEDULER_COVER_ACTIVITY_QUEUES_H
#define HC_SCHEDULER_COVER_ACTIVITY_QUEUES_H

#include "scheduler/cover/problem.h"

/* HC_ERR_RANGE: one lies outside the horizon, at the time of another or off the intervals. */
hc_status hc_activities_check(const hc_axis *axis, const hc_rules *rules,
                              hc_error *err) HC_MUST_USE;

/* Finds the queues of activities, of a problem that knows its other queues. HC_ERR_LIMIT: too
 * many different skills. */
hc_status hc_activities_queues(hc_problem *problem, const hc_rules *rules,
                               hc_error *err) HC_MUST_USE;

/* The queue of activities of people with these skills; queue_count: there is none. */
size_t hc_activities_queue(const hc_problem *problem, hc_skills skills);

/* The skills with that queue. */
hc_skills hc_activities_skills(const hc_problem *problem, hc_skills skills);

#endif
