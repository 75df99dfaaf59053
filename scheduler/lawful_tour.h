/*
 * Whether one person may work a whole tour as their contract, class and hours have it. For
 * tours that are put together of shifts which the optimiser made: each is lawful by itself.
 */
#ifndef HC_SCHEDULER_LAWFUL_TOUR_H
#define HC_SCHEDULER_LAWFUL_TOUR_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One person's days: a shift of the person's class, or NULL for a day off. */
typedef const hc_shift *const *hc_tour_days;

/* Whether work of that day, in minutes after its midnight, lies on no day off and within the
 * person's hours. */
bool hc_may_work(const hc_agent *agent, size_t day, int32_t from_min, int32_t to_min);

/* The same of a whole shift. */
bool hc_may_work_shift(const hc_agent *agent, const hc_shift *shift);

/*
 * Whether the tour keeps every rule that looks at more than one shift, also across the first
 * midnight, and lies within the person's hours. What a week must hold is asked in full, also of
 * people on leave.
 */
bool hc_tour_is_lawful(const hc_axis *axis, const hc_rules *rules, const hc_agent *agent,
                       hc_tour_days days);

#ifdef __cplusplus
}
#endif
#endif
