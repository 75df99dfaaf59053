#include "scheduler/cover/overtime.h"

#define HC_MINUTES_AN_HOUR 60.0

/* Paid minutes that no week goes beyond. */
static int32_t week_paid_most(const hc_form *form)
{
    const int32_t by_days = form->most_days * form->paid_longest;
    return form->most_paid != HC_NO_LIMIT && form->most_paid < by_days ? form->most_paid
                                                                       : by_days;
}

void hc_overtime_set(const hc_contract *contract, const hc_form *form, hc_group *group)
{
    group->overtime_price =
        group->wage_an_hour * contract->overtime_premium / HC_MINUTES_AN_HOUR;
    const bool none = contract->overtime_after_min == HC_NO_LIMIT ||
                      group->overtime_price <= 0.0 ||
                      week_paid_most(form) <= contract->overtime_after_min;
    group->overtime_after = none ? INT32_MAX : contract->overtime_after_min;
}

/* Paid minutes of a week, without those of one day of the horizon. */
static int32_t week_paid(const hc_problem *problem, const hc_form *form,
                         const hc_day_shift *tour, size_t week, size_t without)
{
    const size_t first = week * HC_DAYS_A_WEEK;
    int32_t paid = 0;
    for (size_t day = first; day < first + hc_week_days(problem, week); day++) {
        if (day == without || tour[day].start == HC_DAY_OFF) { continue; }
        paid += form->shapes[tour[day].shape].paid_min;
    }
    return paid;
}

double hc_overtime_of_shift(const hc_problem *problem, const hc_group *group,
                            const hc_day_shift *tour, size_t day, const hc_day_shift *shift)
{
    if (!hc_has_overtime(group)) { return 0.0; }
    const hc_form *form = &problem->forms[group->form];
    return hc_overtime_of_more(group, week_paid(problem, form, tour, day / HC_DAYS_A_WEEK, day),
                               form->shapes[shift->shape].paid_min);
}

double hc_overtime_of_tour(const hc_problem *problem, const hc_group *group,
                           const hc_day_shift *tour)
{
    double price = 0.0;
    if (!hc_has_overtime(group)) { return 0.0; }
    const hc_form *form = &problem->forms[group->form];
    for (size_t week = 0; week < problem->weeks; week++) {
        price += hc_overtime_price(group, week_paid(problem, form, tour, week, SIZE_MAX));
    }
    return price;
}

double hc_overtime_most(const hc_form *form, const hc_group *group)
{
    return hc_overtime_price(group, week_paid_most(form));
}
