/*
 * The best single week of a group whose shifts do not get in each other's way: where neither
 * rest nor paid time binds, a week is a legal set of days, each with its best shift.
 */
#ifndef HC_SCHEDULER_COVER_WEEK_SETS_H
#define HC_SCHEDULER_COVER_WEEK_SETS_H

#include "scheduler/cover/problem.h"

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

/* base_total[base], lowest to highest: the best week whose starts lie within the spread of the
 * base start; -INFINITY where there is none. shift_values as in hc_walk_best(). */
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

#endif
