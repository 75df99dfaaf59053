#include "scheduler/cover/week_sets.h"

#include "scheduler/cover/overtime.h"

#define HC_ALL_SETS 128 /* of seven days */

/* ---- legal sets ---- */

static bool suits(const hc_problem *problem, const hc_group *group)
{
    return problem->weeks == 1 && group->paid_states == 1 && group->block_states == 1 &&
           group->weekend_states == 1;
}

/* Most days in a row that are worked, or that are not, with those right before the first. */
static int32_t longest_run(const hc_problem *problem, unsigned set, bool worked, int32_t before)
{
    int32_t longest = 0;
    int32_t run = before;
    for (size_t day = 0; day < problem->days; day++) {
        run = ((set >> day & 1U) != 0) == worked ? run + 1 : 0;
        if (run > longest) { longest = run; }
    }
    return longest;
}

static int32_t days_of(unsigned set)
{
    int32_t days = 0;
    for (; set != 0; set &= set - 1) {
        days++;
    }
    return days;
}

static bool is_legal(const hc_problem *problem, const hc_group *group, unsigned set)
{
    const hc_form *form = &problem->forms[group->form];
    const int32_t days = days_of(set);
    const bool off_matters = form->off_together > 1 && problem->days == HC_DAYS_A_WEEK;
    for (size_t day = 0; day < problem->days; day++) {
        const bool open = group->last_start[day] >= group->first_start[day];
        if ((set >> day & 1U) != 0 && !open) { return false; }
    }
    return days >= group->least_days[0] && days <= form->most_days &&
           (!off_matters || longest_run(problem, set, false, 0) >= form->off_together) &&
           (form->run_most == HC_NO_LIMIT ||
            longest_run(problem, set, true, group->run_before) <= form->run_most);
}

static size_t collect(const hc_problem *problem, const hc_group *group, uint8_t *sets)
{
    size_t count = 0;
    for (unsigned set = 0; set < 1U << problem->days; set++) {
        if (is_legal(problem, group, set)) { sets[count++] = (uint8_t)set; }
    }
    return count;
}

hc_status hc_week_sets_make(hc_week_sets *sets, const hc_problem *problem, hc_error *err)
{
    hc_week_sets made = {.problem = problem};
    size_t room = 0;
    hc_status st = hc_alloc(&made.first, problem->group_count + 1, sizeof *made.first, err);
    if (st == HC_OK) {
        st =
            hc_alloc(&made.best, HC_DAYS_A_WEEK * problem->cells_a_day, sizeof *made.best, err);
    }
    for (size_t g = 0; g < problem->group_count && st == HC_OK; g++) {
        size_t at = made.first[g];
        if (suits(problem, &problem->groups[g])) {
            st = hc_grow(&made.sets, &room, at + HC_ALL_SETS, sizeof *made.sets, err);
            if (st == HC_OK) { at += collect(problem, &problem->groups[g], &made.sets[at]); }
        }
        made.first[g + 1] = at;
    }
    if (st != HC_OK) {
        hc_week_sets_clear(&made);
        return st;
    }
    *sets = made;
    return HC_OK;
}

bool hc_week_sets_hold(const hc_week_sets *sets, size_t group)
{
    return suits(sets->problem, &sets->problem->groups[group]);
}

void hc_week_sets_clear(hc_week_sets *sets)
{
    hc_free(sets->first);
    hc_free(sets->sets);
    hc_free(sets->best);
    *sets = (hc_week_sets)HC_WEEK_SETS_INIT;
}

/* ---- values ---- */

/* The best shape of one start; HC_UNREACHED when none ends in time. */
static double best_shape(const hc_group *group, const hc_form *form, size_t day, int32_t start,
                         const double *value, int16_t *shape)
{
    double best = HC_UNREACHED;
    for (size_t s = 0; s < form->shape_count; s++) {
        if (start * form->grid + form->shapes[s].length > group->last_end[day]) { break; }
        if (value[s] > best) {
            best = value[s];
            *shape = (int16_t)s;
        }
    }
    return best;
}

void hc_week_sets_value_starts(hc_week_sets *sets, const hc_group *group,
                               const double *shift_values)
{
    const hc_problem *problem = sets->problem;
    const hc_form *form = &problem->forms[group->form];
    int16_t shape = 0;
    for (size_t day = 0; day < problem->days; day++) {
        double *best = &sets->best[day * problem->cells_a_day];
        for (int32_t start = group->first_start[day]; start <= group->last_start[day];
             start++) {
            best[start] =
                best_shape(group, form, day, start,
                           &shift_values[hc_value_at(problem, form, day, start, 0)], &shape);
        }
    }
}

/* Takes the overtime of its days, which all are paid alike, off the total of each set. */
static void price_overtime(const hc_problem *problem, const hc_group *group, double *total)
{
    const int32_t paid = problem->forms[group->form].paid_longest;
    if (!hc_has_overtime(group)) { return; }
    for (unsigned set = 0; set < 1U << problem->days; set++) {
        total[set] -= hc_overtime_price(group, days_of(set) * paid);
    }
}

/* The best legal set when each day has a value; its total, or HC_UNREACHED. */
static double best_set(const hc_week_sets *sets, size_t group,
                       const double day_value[HC_DAYS_A_WEEK], unsigned *set)
{
    double total[HC_ALL_SETS];
    double best = HC_UNREACHED;
    total[0] = 0.0;
    for (size_t day = 0; day < sets->problem->days; day++) { /* sets whose last day it is */
        for (size_t before = 0; before < (size_t)1 << day; before++) {
            total[((size_t)1 << day) + before] = total[before] + day_value[day];
        }
    }
    price_overtime(sets->problem, &sets->problem->groups[group], total);
    for (size_t at = sets->first[group]; at < sets->first[group + 1]; at++) {
        if (total[sets->sets[at]] > best) {
            best = total[sets->sets[at]];
            *set = sets->sets[at];
        }
    }
    return best;
}

void hc_week_sets_totals(hc_week_sets *sets, size_t group, const double *shift_values,
                         int32_t lowest, int32_t highest, double *base_total)
{
    const hc_group *own = &sets->problem->groups[group];
    double day_value[HC_DAYS_A_WEEK] = {0.0};
    int32_t start = 0;
    unsigned set = 0;
    hc_week_sets_value_starts(sets, own, shift_values);
    for (int32_t base = lowest; base <= highest; base++) {
        for (size_t day = 0; day < sets->problem->days; day++) {
            day_value[day] = hc_week_sets_best_start(sets, own, day, base, &start);
        }
        base_total[base] = best_set(sets, group, day_value, &set);
    }
}

void hc_week_sets_trace(const hc_week_sets *sets, size_t group, const double *shift_values,
                        int32_t base, hc_walk_choice *tour)
{
    const hc_problem *problem = sets->problem;
    const hc_group *own = &problem->groups[group];
    const hc_form *form = &problem->forms[own->form];
    double day_value[HC_DAYS_A_WEEK] = {0.0};
    int32_t start[HC_DAYS_A_WEEK] = {0};
    unsigned set = 0;
    for (size_t day = 0; day < problem->days; day++) {
        day_value[day] = hc_week_sets_best_start(sets, own, day, base, &start[day]);
    }
    (void)best_set(sets, group, day_value, &set);
    for (size_t day = 0; day < problem->days; day++) {
        tour[day] = (hc_walk_choice){.start = HC_DAY_OFF};
        if ((set >> day & 1U) == 0) { continue; }
        tour[day].start = (int16_t)start[day];
        (void)best_shape(own, form, day, start[day],
                         &shift_values[hc_value_at(problem, form, day, start[day], 0)],
                         &tour[day].shape);
    }
}
