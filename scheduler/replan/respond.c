#include "scheduler/replan/respond.h"

#include <string.h>

#include "scheduler/cover/breaks.h"
#include "scheduler/cover/overtime.h"
#include "scheduler/cover/premium.h"

bool hc_same_shift(const hc_form *form, const hc_day_shift *a, const hc_day_shift *b)
{
    if (a->start != b->start) { return false; }
    if (a->start < 0) { return true; }
    if (a->shape != b->shape) { return false; }
    const size_t breaks = form->shapes[a->shape].break_count;
    return memcmp(a->break_at, b->break_at, breaks * sizeof a->break_at[0]) == 0;
}

/* Breaks that have begun stay; the others keep to their windows from `from` cells on. */
static hc_shape movable_shape(const hc_shape *shape, const hc_day_shift *shift, int32_t from)
{
    hc_shape own = *shape;
    for (size_t b = 0; b < own.break_count; b++) {
        hc_shape_break *window = &own.breaks[b];
        const int32_t at = shift->break_at[b];
        const int32_t earliest = from - shift->start;
        if (shift->start + at < from) {
            window->earliest = at;
            window->latest = at;
        } else if (earliest > window->earliest) {
            window->earliest = earliest;
        }
    }
    return own;
}

/* The day's shift with its breaks put where they are worth most; gives value and bonus. */
static double respond_day(const hc_responder *responder, const hc_group *group, size_t day,
                          double bonus, hc_day_shift *shift)
{
    const hc_pricer *pricer = &responder->pricer;
    const size_t cells = responder->problem->cells_a_day;
    const double stay = hc_pricer_value(pricer, group, day, shift) + bonus;
    if (day > responder->options->day) { return stay; }
    const int32_t from =
        responder->from_cell + (int32_t)((responder->options->day - day) * cells);
    const hc_shape *shape = &responder->problem->forms[group->form].shapes[shift->shape];
    const bool over = shift->start + shape->length <= from;
    if (over || !hc_breaks_fit(shape, shift)) { return stay; } /* others could run into them */
    const hc_shape movable = movable_shape(shape, shift, from);
    hc_day_shift moved = *shift;
    const hc_day_sums sums = {
        &pricer->prefix[day * cells],
        hc_premium_of(responder->problem, &responder->problem->forms[group->form], day),
        group->wage_an_hour};
    const double move = hc_best_breaks(&sums, &movable, shift->start, moved.break_at) -
                        hc_shift_price(group, shape, day, shift->start);
    if (move <= stay) { return stay; }
    *shift = moved;
    return move;
}

static double respond_breaks(const hc_responder *responder, const hc_group *group,
                             const hc_day_shift *kept, double bonus, hc_day_shift *tour)
{
    const size_t days = responder->problem->days;
    double total = -hc_overtime_of_tour(responder->problem, group, kept);
    memcpy(tour, kept, days * sizeof *tour);
    for (size_t day = 0; day < days; day++) {
        total += tour[day].start == HC_DAY_OFF
                     ? bonus
                     : respond_day(responder, group, day, bonus, &tour[day]);
    }
    return total;
}

bool hc_respond(hc_responder *responder, size_t group, size_t head, double bonus,
                hc_day_shift *tour, double *total)
{
    const hc_problem *problem = responder->problem;
    const hc_day_shift *kept = hc_kept_tour(responder, head);
    if (!responder->options->breaks_only) {
        return hc_pricer_best_kept(&responder->pricer, group, kept, bonus, tour, total) > 0;
    }
    *total = respond_breaks(responder, &problem->groups[group], kept, bonus, tour);
    return true;
}
