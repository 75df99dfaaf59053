#include "scheduler/cover/moves.h"

static int32_t round_up(int32_t cells, int32_t grid)
{
    return cells > 0 ? (cells + grid - 1) / grid : 0;
}

/* Rest to the nearest shifts before and after. */
static void limit_by_rest(const hc_problem *problem, const hc_form *form,
                          const hc_day_shift *tour, size_t day, hc_day_limits *limits)
{
    const int32_t day_cells = (int32_t)problem->cells_a_day;
    for (size_t back = 1; back <= day && back <= HC_DAYS_A_WEEK + 1; back++) {
        const hc_day_shift *shift = &tour[day - back];
        if (shift->start == HC_DAY_OFF) { continue; }
        const int32_t end = shift->start + form->shapes[shift->shape].length;
        const int32_t first =
            round_up(end + form->rest - (int32_t)back * day_cells, form->grid);
        if (first > limits->first_start) { limits->first_start = first; }
        break;
    }
    for (size_t on = 1; day + on < problem->days && on <= HC_DAYS_A_WEEK + 1; on++) {
        if (tour[day + on].start == HC_DAY_OFF) { continue; }
        const int32_t end = tour[day + on].start + (int32_t)on * day_cells - form->rest;
        if (end < limits->last_end) { limits->last_end = end; }
        break;
    }
}

/* Start spread and paid time of the other days of the week. */
static void limit_by_week(const hc_problem *problem, const hc_group *group, const hc_form *form,
                          const hc_day_shift *tour, size_t day, hc_day_limits *limits)
{
    const size_t week = day / HC_DAYS_A_WEEK;
    const size_t first_day = week * HC_DAYS_A_WEEK;
    int32_t paid = 0;
    for (size_t d = first_day; d < first_day + hc_week_days(problem, week); d++) {
        if (d == day || tour[d].start == HC_DAY_OFF) { continue; }
        const int32_t start = tour[d].start / form->grid;
        paid += form->shapes[tour[d].shape].paid_min;
        if (form->spread == HC_NO_LIMIT) { continue; }
        if (start - form->spread > limits->first_start) {
            limits->first_start = start - form->spread;
        }
        if (start + form->spread < limits->last_start) {
            limits->last_start = start + form->spread;
        }
    }
    limits->week_paid = paid;
    if (group->paid_states > 1) {
        limits->least_paid = group->least_paid[week] - paid;
        if (group->paid_most != INT32_MAX) { limits->most_paid = form->most_paid - paid; }
    }
}

/* Paid time of the other days of the horizon. */
static void limit_by_total(const hc_problem *problem, const hc_group *group,
                           const hc_form *form, const hc_day_shift *tour, size_t day,
                           hc_day_limits *limits)
{
    int32_t paid = 0;
    if (group->total_states == 1) { return; }
    for (size_t d = 0; d < problem->days; d++) {
        if (d == day || tour[d].start == HC_DAY_OFF) { continue; }
        paid += form->shapes[tour[d].shape].paid_min;
    }
    if (group->least_total - paid > limits->least_paid) {
        limits->least_paid = group->least_total - paid;
    }
    if (group->total_most != INT32_MAX && form->most_total - paid < limits->most_paid) {
        limits->most_paid = form->most_total - paid;
    }
}

hc_day_limits hc_day_limits_of(const hc_plan *plan, size_t head, size_t day)
{
    const hc_problem *problem = plan->problem;
    const hc_group *group = &problem->groups[plan->heads[head].group];
    const hc_form *form = &problem->forms[group->form];
    const hc_day_shift *tour = hc_plan_tour(plan, head);
    hc_day_limits limits = {.first_start = group->first_start[day],
                            .last_start = group->last_start[day],
                            .last_end = group->last_end[day],
                            .least_paid = INT32_MIN,
                            .most_paid = INT32_MAX};
    limit_by_week(problem, group, form, tour, day, &limits);
    limit_by_total(problem, group, form, tour, day, &limits);
    limit_by_rest(problem, form, tour, day, &limits);
    return limits;
}
