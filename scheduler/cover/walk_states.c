#include "scheduler/cover/overtime.h"
#include "scheduler/cover/walk_week.h"

/* ---- paid time, of a week and of the horizon ---- */

static int32_t paid_least_of(const hc_form *form)
{
    int32_t least = form->shapes[0].paid_min;
    for (size_t shape = 1; shape < form->shape_count; shape++) {
        if (form->shapes[shape].paid_min < least) { least = form->shapes[shape].paid_min; }
    }
    return least;
}

/* Never one, which stands for no limit, also where the most is less than any shift. */
static int32_t states_up_to(int32_t most)
{
    return most > 0 ? most + 1 : 2;
}

/* Paid minutes of a week that must be told apart from more, if only for the price of more: its
 * least and, unless days of one length count it, where overtime begins. */
static int32_t paid_to_count(const hc_form *form, const hc_group *group)
{
    const int32_t least =
        group->least_paid[0] > form->least_paid ? group->least_paid[0] : form->least_paid;
    return hc_has_overtime(group) && group->overtime_after > least ? group->overtime_after
                                                                   : least;
}

/* Whether some week's least days do not reach its paid time by themselves: a week of a rotation
 * may open fewer days than others. */
static bool least_paid_binds(const hc_problem *problem, const hc_form *form,
                             const hc_group *group)
{
    const int32_t shortest = paid_least_of(form);
    for (size_t week = 0; week < problem->weeks; week++) {
        if (group->least_paid[week] > group->least_days[week] * shortest) { return true; }
    }
    return form->least_paid > form->least_days * shortest;
}

/* The first week asks the most paid time: of a single one the horizon's, too. */
static void set_paid_states(const hc_problem *problem, const hc_form *form, hc_group *group)
{
    const int32_t most_possible = form->most_days * form->paid_longest;
    const int32_t count_to = paid_to_count(form, group);
    const int32_t shortest = paid_least_of(form);
    const bool has_least = form->least_paid > 0 || group->least_paid[0] > 0;
    const bool least_binds =
        least_paid_binds(problem, form, group) || (group->has_leave && has_least);
    const bool has_overtime = hc_has_overtime(group) && shortest < form->paid_longest;
    const bool has_most = form->most_paid != HC_NO_LIMIT && form->most_paid < most_possible;
    group->paid_states = 1;
    group->paid_most = INT32_MAX;
    if (has_most) {
        group->paid_most = form->most_paid / form->paid_unit;
        group->paid_states = states_up_to(group->paid_most);
    } else if (least_binds || has_overtime) {
        group->paid_states = (count_to + form->paid_unit - 1) / form->paid_unit + 1;
    }
}

/* Paid time of the horizon, unless the weeks' own limits hold it. */
static void set_total_states(const hc_problem *problem, const hc_form *form, hc_group *group)
{
    int32_t most_possible = 0;
    int32_t least_possible = 0;
    for (size_t week = 0; week < problem->weeks; week++) {
        const int32_t by_days = form->most_days * form->paid_longest;
        const int32_t by_least = group->least_days[week] * paid_least_of(form);
        most_possible += group->paid_most != INT32_MAX && form->most_paid < by_days
                             ? form->most_paid
                             : by_days;
        least_possible +=
            group->least_paid[week] > by_least ? group->least_paid[week] : by_least;
    }
    const bool several = problem->weeks > 1;
    const bool has_most =
        several && form->most_total != HC_NO_LIMIT && form->most_total < most_possible;
    group->total_states = 1;
    group->total_most = INT32_MAX;
    if (has_most) {
        group->total_most = form->most_total / form->paid_unit;
        group->total_states = states_up_to(group->total_most);
    } else if (several && group->least_total > least_possible) {
        group->total_states = (group->least_total + form->paid_unit - 1) / form->paid_unit + 1;
    }
}

/* ---- rest ---- */

/* Blocked starts matter unless every shift's end leaves even the earliest next start free. */
static void set_block_states(const hc_problem *problem, const hc_form *form, hc_group *group)
{
    int32_t first = INT32_MAX;
    int32_t blocked = 0;
    for (size_t day = 0; day < problem->days; day++) {
        if (group->last_start[day] < group->first_start[day]) { continue; }
        const int32_t last_cell = group->last_start[day] * form->grid + form->longest;
        const int32_t end = group->last_end[day] < last_cell ? group->last_end[day] : last_cell;
        const int32_t after = hc_walk_start_after(problem, form, end);
        if (group->first_start[day] < first) { first = group->first_start[day]; }
        if (after > blocked) { blocked = after; }
    }
    const bool close =
        form->spread != HC_NO_LIMIT && problem->weeks == 1 &&
        form->spread * form->grid + form->longest + form->rest <= (int32_t)problem->cells_a_day;
    group->block_first = first == INT32_MAX ? 0 : first;
    group->block_states = close || blocked <= group->block_first ? 1 : blocked - first + 1;
}

/* ---- all of them ---- */

hc_status hc_walk_states(const hc_problem *problem, hc_group *group, const char *contract,
                         hc_error *err)
{
    const hc_form *form = &problem->forms[group->form];
    const bool run_binds =
        form->run_most != HC_NO_LIMIT &&
        form->run_most < group->run_before +
                             (problem->weeks == 1 ? form->most_days : (int32_t)problem->days);
    group->count_states = form->most_days + 1;
    group->off_states = form->off_together > 1 ? form->off_together + 1 : 1;
    group->run_states = run_binds ? form->run_most + 1 : 1;
    group->weekend_states = hc_weekend_states(&form->weekend);
    set_paid_states(problem, form, group);
    set_total_states(problem, form, group);
    set_block_states(problem, form, group);
    if (hc_walk_state_count(group) > HC_WALK_STATES_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE,
                       "use a coarser start grid or length step, or drop limits of paid time "
                       "and overtime",
                       "contract '%s' has %.0f states a day to search, at most %d are allowed",
                       contract, hc_walk_state_count(group), HC_WALK_STATES_MAX);
    }
    return HC_OK;
}
