/*
 * The best single week of a group whose shifts do not get in each other's way: where neither
 * rest nor paid time binds, a week is a legal set of days, each with its best shift.
 */
#ifndef HC_SCHEDULER_COVER_WEEK_SETS_H
#define HC_SCHEDULER_COVER_WEEK_SETS_H

#include <math.h>

#include "scheduler/cover/problem.h"

#define HC_UNREACHED (-(double)INFINITY) /* value of a start, week or state not there */

/* Start and shape chosen for one day; breaks are placed later. */
typedef struct hc_walk_choice {
    int16_t start; /* start number of the form's grid; HC_DAY_OFF */
    int16_t shape;
} hc_walk_choice;

typedef struct hc_week_sets {
    const hc_problem *problem;
    size_t *first; /* [groups + 1] into sets; none where the group needs a walk */
    uint8_t *sets; /* bit d: day d is worked */
    double *best;  /* [HC_DAYS_A_WEEK][cells_a_day] best value of a start, any shape */
} hc_week_sets;

#define HC_WEEK_SETS_INIT                                                                      \
    {                                                                                          \
        0                                                                                      \
    }

hc_status hc_week_sets_make(hc_week_sets *sets, const hc_problem *problem,
                            hc_error *err) HC_MUST_USE;

/* Whether the group's weeks are found here. */
bool hc_week_sets_hold(const hc_week_sets *sets, size_t group);

/* Values every start of every day of a single week by its best shape: what
 * hc_week_sets_best_start() goes by. shift_values as in hc_walk_best(). */
void hc_week_sets_value_starts(hc_week_sets *sets, const hc_group *group,
                               const double *shift_values);

/* base_total[base], lowest to highest: the best week whose starts lie within the spread of the
 * base start; HC_UNREACHED where there is none. shift_values as in hc_walk_best(). */
void hc_week_sets_totals(hc_week_sets *sets, size_t group, const double *shift_values,
                         int32_t lowest, int32_t highest, double *base_total);

/* The week of one base; hc_week_sets_totals() of the same group was the last call. */
void hc_week_sets_trace(const hc_week_sets *sets, size_t group, const double *shift_values,
                        int32_t base, hc_walk_choice *tour);

void hc_week_sets_clear(hc_week_sets *sets);

/* Place of a shift in a form's table of values: [days][starts a day][shapes]. */
static inline size_t hc_value_at(const hc_problem *problem, const hc_form *form, size_t day,
                                 int32_t start, size_t shape)
{
    const size_t starts = problem->cells_a_day / (size_t)form->grid;
    return (day * starts + (size_t)start) * form->shape_count + shape;
}

/* The best start of a day within the spread of a base start; its value, HC_UNREACHED: none. */
static inline double hc_week_sets_best_start(const hc_week_sets *sets, const hc_group *group,
                                             size_t day, int32_t base, int32_t *start)
{
    const int32_t spread = sets->problem->forms[group->form].spread;
    const double *best = &sets->best[day * sets->problem->cells_a_day];
    int32_t first = group->first_start[day];
    int32_t last = group->last_start[day];
    if (spread != HC_NO_LIMIT) {
        if (base > first) { first = base; }
        if (base + spread < last) { last = base + spread; }
    }
    double value = HC_UNREACHED;
    for (int32_t s = first; s <= last; s++) {
        if (best[s] > value) {
            value = best[s];
            *start = s;
        }
    }
    return value;
}

#endif
