/*
 * What a person's shifts come to, and how well they suit: wishes granted, and weekends, late
 * shifts and hours against those of colleagues, with what was worked before the horizon.
 */
#ifndef HC_SCHEDULER_WISHES_H
#define HC_SCHEDULER_WISHES_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LATE_END_MIN (20 * 60) /* a shift that ends later is a late one */

/* A unit of cost weighs as much as so many points of fairness and wishes: first what has a
 * price, then what is free to give. */
#define HC_ASSIGN_PRICED 1e4

/* One person's shifts of the horizon; nothing from before it. */
typedef struct hc_duties {
    size_t shifts;
    double hours;          /* paid */
    double premium_hours;  /* of the wage, paid on top for work at night and at weekends */
    double overtime_hours; /* of the paid ones */
    int32_t weekends;      /* calendar weekends with a shift on Saturday or Sunday */
    int32_t lates;
    double apart_hours;   /* sum over shifts of the hours between start and preferred start */
    int32_t wished_days;  /* days off that were wished for */
    int32_t granted_days; /* of which free */
} hc_duties;

/* shifts[count] of one person in any order; agent may be NULL. */
hc_duties hc_duties_of(const hc_axis *axis, const hc_contract *contract, const hc_agent *agent,
                       const hc_shift *shifts, size_t count);

/* Adds what the shift denies of the agent's wishes: granted days fall, hours apart rise. */
void hc_add_wishes(const hc_agent *agent, const hc_shift *shift, hc_duties *duties);

/* What an agent of the class has on average by the end of the horizon. */
typedef struct hc_fair_share {
    double weekends;
    double lates;
    double hours;
} hc_fair_share;

/*
 * Points of unfairness, 0 when the person comes out at the share: the square of the weekends
 * too many or too few, and half the squares of late shifts and of shifts of eight hours.
 */
double hc_unfairness(const hc_agent *agent, const hc_duties *duties,
                     const hc_fair_share *share);

/* Points of wishes not granted: hours apart from the preferred start, and
 * HC_WISHED_DAY_POINTS a wished day off with work, times 1 + seniority. */
#define HC_WISHED_DAY_POINTS 8.0
double hc_wish_points(const hc_agent *agent, const hc_duties *duties);

/* What the person's own wage and priced wishes cost. */
double hc_duties_cost(const hc_contract *contract, const hc_agent *agent,
                      const hc_duties *duties);

/* What a roster gives its people, all together. */
typedef struct hc_wish_sum {
    size_t people;        /* named */
    int32_t wished_days;  /* days off that were wished for, of all */
    int32_t granted_days; /* of which free */
    size_t wished_starts; /* shifts of people with a preferred start */
    double apart_hours;   /* of those shifts, together */
    hc_fair_share least;  /* of any person, with what was worked before */
    hc_fair_share most;
} hc_wish_sum;

/* The roster's agents are those of the rules, its shifts by agent. */
hc_wish_sum hc_wishes_of(const hc_rules *rules, const hc_roster *roster);

/* The duties of one agent of such a roster; *shift is where to look from, and moves on. */
hc_duties hc_roster_duties(const hc_rules *rules, const hc_roster *roster, size_t agent,
                           size_t *shift);

#ifdef __cplusplus
}
#endif
#endif
