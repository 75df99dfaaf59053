#include <math.h>
#include <string.h>

#include "scheduler/cover/breaks.h"
#include "scheduler/cover/moves.h"
#include "scheduler/cover/overtime.h"
#include "scheduler/cover/premium.h"

/* ---- the best place of a shift ---- */

void hc_sum_day(hc_improver *improver, size_t head, size_t day, const double *values,
                const hc_day_limits *limits, double noise)
{
    const hc_problem *problem = improver->plan->problem;
    const hc_form *form = hc_plan_form(improver->plan, head);
    const double *all = hc_plan_group(improver->plan, head)->reward;
    const double *reward = all == NULL ? NULL : &all[day * problem->cells_a_day];
    const int32_t latest = limits->last_start * form->grid + form->longest;
    const int32_t end = latest < limits->last_end ? latest : limits->last_end;
    const size_t shift = (size_t)hc_rng_u64(&improver->rng);
    double sum = 0.0;
    int32_t cell = limits->first_start * form->grid;
    improver->prefix[cell] = 0.0;
    for (; cell < end; cell++) {
        sum += values[cell] + noise * hc_noise_at(improver, shift + (size_t)cell);
        if (reward != NULL) { sum += reward[cell]; }
        improver->prefix[cell + 1] = sum;
    }
}

bool hc_best_shift(const hc_improver *improver, size_t head, size_t day,
                   const hc_day_limits *limits, hc_day_shift *shift)
{
    const hc_group *group = hc_plan_group(improver->plan, head);
    const hc_form *form = hc_plan_form(improver->plan, head);
    const hc_day_sums sums = {improver->prefix,
                              hc_premium_of(improver->plan->problem, form, day),
                              group->wage_an_hour};
    double most = -(double)INFINITY;
    for (size_t shape = 0; shape < form->shape_count; shape++) {
        const hc_shape *own = &form->shapes[shape];
        if (own->paid_min < limits->least_paid || own->paid_min > limits->most_paid) {
            continue;
        }
        const double overtime = hc_overtime_of_more(group, limits->week_paid, own->paid_min);
        for (int32_t start = limits->first_start; start <= limits->last_start; start++) {
            const int32_t cell = start * form->grid;
            if (cell + own->length > limits->last_end) { break; }
            const double value = hc_best_breaks(&sums, own, cell, NULL) -
                                 hc_shift_price(group, own, day, cell) - overtime;
            if (value > most) {
                most = value;
                shift->start = (int16_t)cell;
                shift->shape = (int16_t)shape;
            }
        }
    }
    if (most == -(double)INFINITY) { return false; }
    (void)hc_best_breaks(&sums, &form->shapes[shift->shape], shift->start, shift->break_at);
    return true;
}

/* ---- shifts of one day ---- */

static void put_back(hc_improver *improver, size_t head, size_t day, double noise,
                     const hc_day_shift *before)
{
    hc_plan *plan = improver->plan;
    const hc_day_limits limits = hc_day_limits_of(plan, head, day);
    hc_day_shift shift = *before;
    if (limits.first_start <= limits.last_start) {
        hc_sum_day(improver, head, day, hc_plan_gain(plan, head, day), &limits, noise);
        if (!hc_best_shift(improver, head, day, &limits, &shift)) { shift = *before; }
    }
    hc_plan_add_shift(plan, head, day, &shift);
}

/* Values of a day's cells as if this shift were not there. */
static void values_without(hc_improver *improver, size_t head, size_t day,
                           const hc_day_shift *shift)
{
    const hc_plan *plan = improver->plan;
    const hc_form *form = hc_plan_form(plan, head);
    const size_t set = hc_plan_group(plan, head)->set;
    const size_t midnight = day * plan->problem->cells_a_day;
    hc_piece pieces[HC_BREAKS_MAX + 1];
    const size_t count = hc_shift_pieces(&form->shapes[shift->shape], shift, pieces);
    memcpy(improver->values, hc_plan_gain(plan, head, day),
           2 * plan->problem->cells_a_day * sizeof *improver->values);
    for (size_t p = 0; p < count; p++) {
        for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
            improver->values[cell] = hc_plan_loss(plan, set, midnight + (size_t)cell);
        }
    }
}

static double value_of(const hc_improver *improver, size_t head, size_t day,
                       const hc_day_shift *shift)
{
    const hc_shape *shape = &hc_plan_form(improver->plan, head)->shapes[shift->shape];
    hc_piece pieces[HC_BREAKS_MAX + 1];
    const size_t count = hc_shift_pieces(shape, shift, pieces);
    const hc_group *group = hc_plan_group(improver->plan, head);
    double value = -hc_shift_cost(improver->plan->problem, group, day, shift, pieces, count) -
                   hc_overtime_of_shift(improver->plan->problem, group,
                                        hc_plan_tour(improver->plan, head), day, shift);
    for (size_t p = 0; p < count; p++) {
        for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
            value += improver->values[cell];
        }
    }
    return value;
}

/* One shift to where it is worth most: nothing is touched unless it really moves. */
static void move_one(hc_improver *improver, size_t head, size_t day, double temperature)
{
    hc_plan *plan = improver->plan;
    const hc_day_shift before = hc_plan_tour(plan, head)[day];
    const hc_day_limits limits = hc_day_limits_of(plan, head, day);
    hc_day_shift shift = before;
    values_without(improver, head, day, &before);
    hc_sum_day(improver, head, day, improver->values, &limits, hc_noise_of(improver, 0, 1));
    if (!hc_best_shift(improver, head, day, &limits, &shift) ||
        memcmp(&shift, &before, sizeof shift) == 0) {
        return;
    }
    const double change =
        value_of(improver, head, day, &before) - value_of(improver, head, day, &shift);
    if (!hc_accepts(improver, change, temperature)) { return; }
    hc_plan_remove_shift(plan, head, day);
    hc_plan_add_shift(plan, head, day, &shift);
}

/* Several shifts taken out together and put back one after another. */
static void move_several(hc_improver *improver, const size_t *heads, size_t count, size_t day,
                         double temperature)
{
    hc_plan *plan = improver->plan;
    const double cost = plan->cost;
    for (size_t k = 0; k < count; k++) {
        improver->before[k] = hc_plan_tour(plan, heads[k])[day];
        hc_plan_remove_shift(plan, heads[k], day);
    }
    for (size_t k = 0; k < count; k++) {
        put_back(improver, heads[k], day, hc_noise_of(improver, k, count),
                 &improver->before[k]);
    }
    if (hc_accepts(improver, plan->cost - cost, temperature)) { return; }
    for (size_t k = 0; k < count; k++) {
        hc_plan_remove_shift(plan, heads[k], day);
        hc_plan_add_shift(plan, heads[k], day, &improver->before[k]);
    }
    plan->cost = cost;
}

void hc_day_move(hc_improver *improver, double temperature)
{
    size_t heads[HC_MOVED_MOST];
    const size_t day = (size_t)hc_rng_below(&improver->rng, improver->plan->problem->days);
    const size_t wanted = 1 + (size_t)hc_rng_below(&improver->rng, HC_MOVED_MOST);
    const size_t count = hc_pick_heads(improver, wanted, day, heads);
    if (count == 1) {
        move_one(improver, heads[0], day, temperature);
    } else {
        move_several(improver, heads, count, day, temperature);
    }
}
