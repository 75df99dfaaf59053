#include "scheduler/cover/stakes.h"

#include <math.h>

#include "scheduler/cover/overtime.h"
#include "scheduler/cover/premium.h"

double hc_cover_at_stake(const hc_problem *problem)
{
    double stake = 1.0;
    for (size_t cell = 0; cell < hc_queue_cells(problem); cell++) {
        stake += fabs(hc_gain(problem, cell, 0)) + fabs(hc_gain(problem, cell, INT32_MAX));
    }
    return stake;
}

/* What a group's tour may cost at most apart from cover. */
static double dearest_of_group(const hc_problem *problem, const hc_group *group)
{
    const hc_form *form = &problem->forms[group->form];
    const hc_shape *longest = &form->shapes[form->shape_count - 1];
    const double premium = hc_premium_most(problem, form);
    double price = (double)problem->weeks * hc_overtime_most(form, group);
    for (size_t day = 0; day < problem->days; day++) {
        if (group->last_start[day] < group->first_start[day]) { continue; }
        price +=
            fmax(hc_shift_price(group, longest, day, group->first_start[day] * form->grid),
                 hc_shift_price(group, longest, day, group->last_start[day] * form->grid)) +
            group->wage_an_hour * premium * longest->paid_hours;
    }
    return price;
}

double hc_dearest_tour(const hc_problem *problem)
{
    double dearest = 0.0;
    for (size_t g = 0; g < problem->group_count; g++) {
        dearest = fmax(dearest, dearest_of_group(problem, &problem->groups[g]));
    }
    return dearest;
}
