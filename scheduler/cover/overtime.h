/*
 * What a week's paid time costs beyond the wage where it goes past the contract's overtime: a
 * price of the whole week, so that no shift has one of its own.
 */
#ifndef HC_SCHEDULER_COVER_OVERTIME_H
#define HC_SCHEDULER_COVER_OVERTIME_H

#include "scheduler/cover/problem.h"

/* Fills overtime_after and overtime_price of a group whose wage is known. */
void hc_overtime_set(const hc_contract *contract, const hc_form *form, hc_group *group);

static inline bool hc_has_overtime(const hc_group *group)
{
    return group->overtime_after != INT32_MAX;
}

/* Of a week with so many paid minutes. */
static inline double hc_overtime_price(const hc_group *group, int32_t week_paid)
{
    return week_paid > group->overtime_after
               ? group->overtime_price * (week_paid - group->overtime_after)
               : 0.0;
}

/* What `paid` minutes more cost a week that has `week_paid`. */
static inline double hc_overtime_of_more(const hc_group *group, int32_t week_paid, int32_t paid)
{
    return hc_overtime_price(group, week_paid + paid) - hc_overtime_price(group, week_paid);
}

/* What a shift of the day costs by the tour's other shifts of its week; 0 where nobody is paid
 * overtime. */
double hc_overtime_of_shift(const hc_problem *problem, const hc_group *group,
                            const hc_day_shift *tour, size_t day, const hc_day_shift *shift);

/* Of all weeks of a tour. */
double hc_overtime_of_tour(const hc_problem *problem, const hc_group *group,
                           const hc_day_shift *tour);

/* The most that a week can cost. */
double hc_overtime_most(const hc_form *form, const hc_group *group);

#endif
