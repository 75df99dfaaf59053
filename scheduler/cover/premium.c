#include "scheduler/cover/premium.h"

#include <math.h>

#include "forecast/base/memory.h"
#include "scheduler/premium.h"

/* Hours of the wage paid on top for work all through the cell. */
static double cell_hours(const hc_problem *problem, const hc_contract *c, size_t cell)
{
    const int32_t cell_min = HC_MINUTES_A_DAY / (int32_t)problem->cells_a_day;
    const int32_t from_min = (int32_t)(cell % problem->cells_a_day) * cell_min;
    return hc_premium_hours_between(c, hc_day_weekday(problem, cell / problem->cells_a_day),
                                    from_min, from_min + cell_min);
}

hc_status hc_premium_hours_make(const hc_problem *problem, const hc_contract *c, double **hours,
                                hc_error *err)
{
    const bool none =
        c->night_premium <= 0.0 && c->saturday_premium <= 0.0 && c->sunday_premium <= 0.0;
    if (none) { return HC_OK; }
    HC_TRY(hc_alloc(hours, problem->all_cells + 1, sizeof **hours, err));
    for (size_t cell = 0; cell < problem->all_cells; cell++) {
        (*hours)[cell + 1] = (*hours)[cell] + cell_hours(problem, c, cell);
    }
    return HC_OK;
}

double hc_shift_premium(const hc_problem *problem, const hc_group *group, size_t day,
                        const hc_day_shift *shift)
{
    const hc_form *form = &problem->forms[group->form];
    const hc_shape *shape = &form->shapes[shift->shape];
    const double *sums = hc_premium_of(problem, form, day);
    if (sums == NULL) { return 0.0; }
    const double *at = sums + shift->start;
    double hours = at[shape->length] - at[0];
    for (size_t b = 0; b < shape->break_count; b++) {
        const int32_t offset = shift->break_at[b];
        if (shape->breaks[b].paid) { continue; }
        hours -= at[offset + shape->breaks[b].length] - at[offset];
    }
    return group->wage_an_hour * hours;
}

double hc_premium_most(const hc_problem *problem, const hc_form *form)
{
    double most = 0.0;
    for (size_t cell = 0; cell < problem->all_cells && form->premium_hours != NULL; cell++) {
        most = fmax(most, form->premium_hours[cell + 1] - form->premium_hours[cell]);
    }
    return most * (double)problem->cells_a_day / 24.0;
}
