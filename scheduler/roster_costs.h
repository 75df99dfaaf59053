/* What a roster costs, by what the money is for: the parts that hc_roster.cost is the sum of.
 */
#ifndef HC_SCHEDULER_ROSTER_COSTS_H
#define HC_SCHEDULER_ROSTER_COSTS_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_roster_costs {
    double cover;    /* people short and over, or contacts late */
    double wages;    /* of all paid hours, */
    double overtime; /* on top of them beyond a week's hours without it, */
    double premiums; /* and at night and at weekends */
    double weekends; /* the price of each Saturday and Sunday worked */
    double wishes;   /* those with a price that are not granted */
    double hiring;   /* where heads are chosen */
    double overtime_hours;
} hc_roster_costs;

/* The roster's agents are those of the rules, or numbered; its shifts by agent. What a change
 * of a kept roster costs is no part of it. */
hc_roster_costs hc_roster_costs_of(const hc_rules *rules, const hc_roster *roster);

/* One person's week with overtime. */
typedef struct hc_overtime_week {
    size_t agent;
    size_t first_day; /* of the week, day index of the axis */
    int32_t paid_min;
    int32_t overtime_min;
} hc_overtime_week;

/* Every week with overtime, by agent, then week; *weeks (to be freed) is NULL when there is
 * none. HC_ERR_MEMORY. */
hc_status hc_overtime_weeks_find(const hc_rules *rules, const hc_roster *roster,
                                 hc_overtime_week **weeks, size_t *count,
                                 hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
