#include "scheduler/cover/walk.h"

#include <string.h>

#include "scheduler/cover/walk_week.h"

/* ---- working memory ---- */

hc_status hc_walk_create(hc_walk **walk, const hc_problem *problem, hc_error *err)
{
    size_t borders = 1;
    size_t options = 1;
    size_t states = 1;
    for (size_t g = 0; g < problem->group_count; g++) {
        const hc_group *group = &problem->groups[g];
        const size_t blocks = (size_t)group->block_states;
        const size_t need = (size_t)hc_walk_state_count(group);
        const size_t border = hc_walk_border_count(group);
        const size_t option = blocks * blocks * problem->forms[group->form].shape_count;
        if (need > states) { states = need; }
        if (border > borders) { borders = border; }
        if (option > options) { options = option; }
    }
    hc_walk *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    made->problem = problem;
    made->states = states;
    made->borders = borders;
    hc_status st = hc_alloc(&made->now, states, sizeof *made->now, err);
    if (st == HC_OK) { st = hc_alloc(&made->next, states, sizeof *made->next, err); }
    if (st == HC_OK) {
        st = hc_alloc(&made->steps, HC_DAYS_A_WEEK * states, sizeof *made->steps, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made->arrive, (problem->weeks + 1) * borders, sizeof *made->arrive, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made->week_base, problem->weeks * borders, sizeof *made->week_base, err);
    }
    if (st == HC_OK) { st = hc_alloc(&made->options, options, sizeof *made->options, err); }
    if (st == HC_OK) {
        st = hc_alloc(&made->base_total, problem->cells_a_day, sizeof *made->base_total, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made->base_ceiling, problem->cells_a_day, sizeof *made->base_ceiling,
                      err);
    }
    if (st == HC_OK) { st = hc_alloc(&made->tour, problem->days, sizeof *made->tour, err); }
    if (st == HC_OK) { st = hc_week_sets_make(&made->sets, problem, err); }
    if (st != HC_OK) {
        hc_walk_free(made);
        return st;
    }
    *walk = made;
    return HC_OK;
}

void hc_walk_free(hc_walk *walk)
{
    if (walk == NULL) { return; }
    hc_free(walk->now);
    hc_free(walk->next);
    hc_free(walk->steps);
    hc_free(walk->arrive);
    hc_free(walk->week_base);
    hc_free(walk->options);
    hc_free(walk->base_total);
    hc_free(walk->base_ceiling);
    hc_free(walk->tour);
    hc_week_sets_clear(&walk->sets);
    hc_free(walk);
}

/* ---- reading tours back ---- */

/* Repeats the weeks backwards with their steps kept, and reads the choices off. */
static void trace_tour(hc_walk *walk, const hc_group *group, int32_t last_base,
                       const double *shift_values)
{
    size_t border = SIZE_MAX;
    int32_t base = last_base;
    for (size_t week = walk->problem->weeks; week-- > 0;) {
        if (border != SIZE_MAX) { base = walk->week_base[week * walk->borders + border]; }
        hc_walk_week(walk, group, week, base, shift_values, true);
        size_t state = hc_walk_find_end(walk, group, week, border);
        for (size_t d = hc_week_days(walk->problem, week); d-- > 0;) {
            const hc_walk_step *step = &walk->steps[d * walk->states + state];
            walk->tour[week * HC_DAYS_A_WEEK + d] = step->choice;
            state = (size_t)step->from;
        }
        border = state; /* the first states of a week are its borders */
    }
}

static bool is_among(const hc_walk_choice *tours, size_t count, const hc_walk_choice *tour,
                     size_t days)
{
    for (size_t t = 0; t < count; t++) {
        if (memcmp(&tours[t * days], tour, days * sizeof *tour) == 0) { return true; }
    }
    return false;
}

/* Base start of the last week whose tours are best; its total is struck off. HC_DAY_OFF: none.
 */
static int32_t take_best_base(hc_walk *walk, int32_t lowest, int32_t highest, double *total)
{
    int32_t best = HC_DAY_OFF;
    *total = HC_UNREACHED;
    for (int32_t base = lowest; base <= highest; base++) {
        if (walk->base_total[base] > *total) {
            *total = walk->base_total[base];
            best = base;
        }
    }
    if (best != HC_DAY_OFF) { walk->base_total[best] = HC_UNREACHED; }
    return best;
}

/* ---- best tours ---- */

void hc_walk_value_days_off(hc_walk *walk, const double *off_values)
{
    walk->off_values = off_values;
}

double hc_walk_work(const hc_problem *problem, size_t group_index)
{
    const hc_group *group = &problem->groups[group_index];
    const hc_form *form = &problem->forms[group->form];
    const double moves = (double)form->shape_count * group->block_states + 1.0;
    double work = 0.0;
    for (size_t week = 0; week < problem->weeks; week++) {
        int32_t lowest = 0;
        int32_t highest = 0;
        hc_walk_week_bases(problem, group, week, &lowest, &highest);
        work += (double)(highest - lowest + 1) * (double)hc_week_days(problem, week) *
                hc_walk_state_count(group) * moves;
    }
    return work;
}

/* Whether the group's best week is a set of days; days off must be worth nothing then. */
static bool needs_no_walk(const hc_walk *walk, size_t group)
{
    return walk->off_values == NULL && hc_week_sets_hold(&walk->sets, group);
}

double hc_walk_work_of_best(const hc_walk *walk, size_t group)
{
    return needs_no_walk(walk, group) ? 0.0 : hc_walk_work(walk->problem, group);
}

/* Totals of the last week's base starts, from *lowest to *highest. */
static void total_bases(hc_walk *walk, size_t group_index, const double *shift_values,
                        size_t most, int32_t *lowest, int32_t *highest)
{
    const hc_problem *problem = walk->problem;
    const hc_group *group = &problem->groups[group_index];
    if (needs_no_walk(walk, group_index)) {
        hc_walk_week_bases(problem, group, 0, lowest, highest);
        hc_week_sets_totals(&walk->sets, group_index, shift_values, *lowest, *highest,
                            walk->base_total);
        return;
    }
    hc_walk_begin(walk, group);
    for (size_t week = 0; week < problem->weeks; week++) {
        hc_walk_bases(walk, group, week, shift_values, most, lowest, highest);
    }
}

size_t hc_walk_best(hc_walk *walk, size_t group, const double *shift_values, size_t most,
                    hc_walk_choice *choices, double *totals)
{
    const size_t days = walk->problem->days;
    int32_t lowest = 0;
    int32_t highest = 0;
    total_bases(walk, group, shift_values, most, &lowest, &highest);
    size_t found = 0;
    while (found < most) {
        double total = 0.0;
        const int32_t base = take_best_base(walk, lowest, highest, &total);
        if (base == HC_DAY_OFF) { break; }
        if (needs_no_walk(walk, group)) {
            hc_week_sets_trace(&walk->sets, group, shift_values, base, walk->tour);
        } else {
            trace_tour(walk, &walk->problem->groups[group], base, shift_values);
        }
        if (is_among(choices, found, walk->tour, days)) { continue; }
        memcpy(&choices[found * days], walk->tour, days * sizeof *choices);
        totals[found++] = total;
    }
    return found;
}
