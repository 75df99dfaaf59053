#include "scheduler/cover/walk_week.h"

void hc_walk_week_bases(const hc_problem *problem, const hc_group *group, size_t week,
                        int32_t *lowest, int32_t *highest)
{
    const int32_t spread = problem->forms[group->form].spread;
    int32_t first = INT32_MAX;
    int32_t last = 0;
    for (size_t d = 0; d < hc_week_days(problem, week); d++) {
        const size_t day = week * HC_DAYS_A_WEEK + d;
        if (group->last_start[day] < group->first_start[day]) { continue; }
        if (group->first_start[day] < first) { first = group->first_start[day]; }
        if (group->last_start[day] > last) { last = group->last_start[day]; }
    }
    *lowest = first == INT32_MAX ? 0 : first;
    *highest = spread == HC_NO_LIMIT || last - spread < *lowest ? *lowest : last - spread;
}

/* ---- a single week: most base starts need no walk ---- */

/* Puts a value into its place among the larger ones before it. */
static void insert_value(double *values, size_t count, double value)
{
    while (count > 0 && values[count - 1] < value) {
        values[count] = values[count - 1];
        count--;
    }
    values[count] = value;
}

/* The best days alone, as many as may or must be worked, whatever the other rules say. */
static double base_ceiling(const hc_walk *walk, const hc_group *group, int32_t base)
{
    const hc_problem *problem = walk->problem;
    const hc_form *form = &problem->forms[group->form];
    double day_values[HC_DAYS_A_WEEK];
    int32_t start = 0;
    for (size_t day = 0; day < problem->days; day++) {
        const double value = hc_week_sets_best_start(&walk->sets, group, day, base, &start);
        insert_value(day_values, day, value);
    }
    double ceiling = 0.0;
    for (size_t day = 0; day < problem->days && (int32_t)day < form->most_days; day++) {
        if (day_values[day] <= 0.0 && (int32_t)day >= group->least_days[0]) { break; }
        ceiling += day_values[day];
    }
    return ceiling;
}

/* Walks base starts by falling ceiling until none can beat the best. */
static void walk_best_base(hc_walk *walk, const hc_group *group, int32_t lowest,
                           int32_t highest, const double *shift_values)
{
    double best = HC_UNREACHED;
    hc_week_sets_value_starts(&walk->sets, group, shift_values);
    for (int32_t base = lowest; base <= highest; base++) {
        walk->base_ceiling[base] = base_ceiling(walk, group, base);
        walk->base_total[base] = HC_UNREACHED;
    }
    for (int32_t walks = lowest; walks <= highest; walks++) {
        int32_t next = lowest;
        for (int32_t base = lowest + 1; base <= highest; base++) {
            if (walk->base_ceiling[base] > walk->base_ceiling[next]) { next = base; }
        }
        if (walk->base_ceiling[next] <= best) { return; }
        hc_walk_week(walk, group, 0, next, shift_values, false);
        walk->base_total[next] = hc_walk_leave_week(walk, group, 0, next);
        walk->base_ceiling[next] = HC_UNREACHED;
        if (walk->base_total[next] > best) { best = walk->base_total[next]; }
    }
}

static void walk_all_bases(hc_walk *walk, const hc_group *group, size_t week, int32_t lowest,
                           int32_t highest, const double *shift_values)
{
    for (int32_t base = lowest; base <= highest; base++) {
        hc_walk_week(walk, group, week, base, shift_values, false);
        walk->base_total[base] = hc_walk_leave_week(walk, group, week, base);
    }
}

void hc_walk_bases(hc_walk *walk, const hc_group *group, size_t week,
                   const double *shift_values, size_t most, int32_t *lowest, int32_t *highest)
{
    const bool plain = walk->problem->weeks == 1 && walk->off_values == NULL;
    hc_walk_week_bases(walk->problem, group, week, lowest, highest);
    if (most == 1 && plain && *lowest < *highest) {
        walk_best_base(walk, group, *lowest, *highest, shift_values);
    } else {
        walk_all_bases(walk, group, week, *lowest, *highest, shift_values);
    }
}
