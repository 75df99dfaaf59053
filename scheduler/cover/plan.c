#include "scheduler/cover/plan.h"

#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/overtime.h"
#include "scheduler/cover/premium.h"
#include "scheduler/cover/prices.h"

size_t hc_shift_pieces(const hc_shape *shape, const hc_day_shift *shift,
                       hc_piece pieces[HC_BREAKS_MAX + 1])
{
    size_t count = 0;
    int32_t from = shift->start;
    for (size_t b = 0; b < shape->break_count; b++) {
        const int32_t at = shift->start + shift->break_at[b];
        if (at > from) { pieces[count++] = (hc_piece){from, at}; }
        from = at + shape->breaks[b].length;
    }
    const int32_t end = shift->start + shape->length;
    if (end > from) { pieces[count++] = (hc_piece){from, end}; }
    return count;
}

/* What the pieces of a day's shift earn by the group's activities. */
static double pieces_reward(const hc_problem *problem, const hc_group *group, size_t day,
                            const hc_piece *pieces, size_t count)
{
    if (group->reward == NULL) { return 0.0; }
    const double *midnight = &group->reward[day * problem->cells_a_day];
    double sum = 0.0;
    for (size_t p = 0; p < count; p++) {
        for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
            sum += midnight[cell];
        }
    }
    return sum;
}

double hc_shift_cost(const hc_problem *problem, const hc_group *group, size_t day,
                     const hc_day_shift *shift, const hc_piece *pieces, size_t count)
{
    const hc_shape *shape = &problem->forms[group->form].shapes[shift->shape];
    const double price = hc_shift_price(group, shape, day, shift->start) -
                         pieces_reward(problem, group, day, pieces, count);
    return price + hc_shift_premium(problem, group, day, shift);
}

void hc_shift_write(const hc_form *form, const hc_day_shift *from, int32_t interval_min,
                    hc_shift *to)
{
    const hc_shape *shape = &form->shapes[from->shape];
    to->start_min = from->start * interval_min;
    to->length_min = shape->length * interval_min;
    to->break_count = shape->break_count;
    for (size_t b = 0; b < shape->break_count; b++) {
        to->break_start_min[b] = (from->start + from->break_at[b]) * interval_min;
        to->break_length_min[b] = shape->breaks[b].length * interval_min;
        to->break_rule[b] = shape->breaks[b].rule;
    }
}

/* A break of the roster as the shape's break of the same rule; false: it has none such. */
static bool place_break(const hc_shape *shape, const hc_shift *from, size_t b,
                        int32_t interval_min, hc_day_shift *to)
{
    const int32_t offset_min = from->break_start_min[b] - from->start_min;
    for (size_t k = 0; k < shape->break_count; k++) {
        if (shape->breaks[k].rule != from->break_rule[b]) { continue; }
        to->break_at[k] = (int16_t)(offset_min / interval_min);
        return offset_min % interval_min == 0 &&
               from->break_length_min[b] == shape->breaks[k].length * interval_min;
    }
    return false;
}

bool hc_shift_read(const hc_form *form, const hc_shift *from, int32_t interval_min,
                   hc_day_shift *to)
{
    *to = (hc_day_shift){.start = HC_DAY_OFF};
    for (size_t shape = 0; shape < form->shape_count; shape++) {
        const hc_shape *own = &form->shapes[shape];
        bool fits = own->length * interval_min == from->length_min &&
                    own->break_count == from->break_count &&
                    from->start_min % interval_min == 0;
        for (size_t b = 0; b < from->break_count && fits; b++) {
            fits = place_break(own, from, b, interval_min, to);
        }
        if (!fits) { continue; }
        to->start = (int16_t)(from->start_min / interval_min);
        to->shape = (int16_t)shape;
        return true;
    }
    return false;
}

/* ---- the plan ---- */

static void empty_plan(hc_plan *plan)
{
    const hc_problem *problem = plan->problem;
    for (size_t s = 0; s < plan->head_count * problem->days; s++) {
        plan->shifts[s].start = HC_DAY_OFF;
    }
    for (size_t cell = 0; cell < hc_queue_cells(problem); cell++) {
        plan->cost += problem->empty_cost[cell];
    }
    for (size_t cell = 0; cell < problem->all_cells; cell++) {
        if (plan->serving == NULL) {
            plan->gain[cell] = hc_gain(problem, cell, 0);
        } else {
            hc_serving_gains(problem, cell, &plan->serving[cell * hc_serving_width(problem)],
                             plan->gain);
        }
    }
}

static hc_status make_cells(hc_plan *plan, hc_error *err)
{
    const hc_problem *problem = plan->problem;
    const size_t count = problem->set_count * problem->all_cells;
    HC_TRY(hc_alloc(&plan->cover, count, sizeof *plan->cover, err));
    HC_TRY(hc_alloc(&plan->gain, count, sizeof *plan->gain, err));
    if (problem->queue_count == 1) { return HC_OK; }
    return hc_alloc(&plan->serving, problem->all_cells * hc_serving_width(problem),
                    sizeof *plan->serving, err);
}

hc_status hc_plan_make(hc_plan *plan, const hc_problem *problem, const size_t *heads_of_group,
                       hc_error *err)
{
    hc_plan made = {.problem = problem};
    for (size_t g = 0; g < problem->group_count; g++) {
        made.head_count += heads_of_group[g];
    }
    hc_status st = hc_alloc(&made.heads, made.head_count, sizeof *made.heads, err);
    if (st == HC_OK) {
        st = hc_alloc(&made.shifts, made.head_count * problem->days, sizeof *made.shifts, err);
    }
    if (st == HC_OK) { st = make_cells(&made, err); }
    if (st != HC_OK) {
        hc_plan_clear(&made);
        return st;
    }
    size_t head = 0;
    for (size_t g = 0; g < problem->group_count; g++) {
        for (size_t k = 0; k < heads_of_group[g]; k++) {
            made.heads[head++] = (hc_plan_head){.group = g, .hired = !problem->choose_heads};
        }
    }
    empty_plan(&made);
    *plan = made;
    return HC_OK;
}

void hc_plan_copy(hc_plan *to, const hc_plan *from)
{
    const hc_problem *problem = from->problem;
    memcpy(to->heads, from->heads, from->head_count * sizeof *to->heads);
    memcpy(to->shifts, from->shifts, from->head_count * problem->days * sizeof *to->shifts);
    const size_t cells = problem->set_count * problem->all_cells;
    memcpy(to->cover, from->cover, cells * sizeof *to->cover);
    memcpy(to->gain, from->gain, cells * sizeof *to->gain);
    if (from->serving != NULL) {
        memcpy(to->serving, from->serving,
               problem->all_cells * hc_serving_width(problem) * sizeof *to->serving);
    }
    to->cost = from->cost;
}

/* The same where people may change queues for it. */
static double change_serving(hc_plan *plan, size_t set, size_t from, size_t to, int32_t by)
{
    const hc_problem *problem = plan->problem;
    double change = 0.0;
    for (size_t cell = from; cell < to; cell++) {
        int32_t *serving = &plan->serving[cell * hc_serving_width(problem)];
        change += hc_serving_change(problem, cell, set, by, serving);
        plan->cover[set * problem->all_cells + cell] += by;
        hc_serving_gains(problem, cell, serving, plan->gain);
    }
    return change;
}

double hc_plan_change_cover(hc_plan *plan, size_t set, size_t from, size_t to, int32_t by)
{
    const hc_problem *problem = plan->problem;
    if (plan->serving != NULL) { return change_serving(plan, set, from, to, by); }
    int32_t *cover = plan->cover;
    double *gain = plan->gain;
    double change = 0.0; /* not summed in the plan: stores to gain[] would hold the sum up */
    for (size_t cell = from; cell < to; cell++) {
        const int32_t agents = cover[cell] + by;
        const double next = hc_gain(problem, cell, agents);
        change += by > 0 ? -gain[cell] : next;
        cover[cell] = agents;
        gain[cell] = next;
    }
    return change;
}

static void change_shift(hc_plan *plan, size_t head, size_t day, const hc_day_shift *shift,
                         int32_t by)
{
    const hc_problem *problem = plan->problem;
    const hc_shape *shape = &hc_plan_form(plan, head)->shapes[shift->shape];
    hc_piece pieces[HC_BREAKS_MAX + 1];
    const size_t count = hc_shift_pieces(shape, shift, pieces);
    const hc_group *group = hc_plan_group(plan, head);
    const size_t midnight = day * problem->cells_a_day;
    double change =
        by * (hc_shift_cost(problem, group, day, shift, pieces, count) +
              hc_overtime_of_shift(problem, group, hc_plan_tour(plan, head), day, shift));
    for (size_t p = 0; p < count; p++) {
        change += hc_plan_change_cover(plan, group->set, midnight + (size_t)pieces[p].from,
                                       midnight + (size_t)pieces[p].to, by);
    }
    plan->cost += change;
}

void hc_plan_add_shift(hc_plan *plan, size_t head, size_t day, const hc_day_shift *shift)
{
    change_shift(plan, head, day, shift, 1);
    hc_plan_tour(plan, head)[day] = *shift;
}

void hc_plan_remove_shift(hc_plan *plan, size_t head, size_t day)
{
    hc_day_shift *shift = &hc_plan_tour(plan, head)[day];
    if (shift->start == HC_DAY_OFF) { return; }
    change_shift(plan, head, day, shift, -1);
    shift->start = HC_DAY_OFF;
}

void hc_plan_add_tour(hc_plan *plan, size_t head, const hc_day_shift *tour)
{
    if (!plan->heads[head].hired) {
        plan->heads[head].hired = true;
        plan->cost += hc_plan_form(plan, head)->hire_cost;
    }
    for (size_t day = 0; day < plan->problem->days; day++) {
        if (tour[day].start != HC_DAY_OFF) { hc_plan_add_shift(plan, head, day, &tour[day]); }
    }
}

void hc_plan_remove_tour(hc_plan *plan, size_t head)
{
    for (size_t day = 0; day < plan->problem->days; day++) {
        hc_plan_remove_shift(plan, head, day);
    }
    if (plan->problem->choose_heads && plan->heads[head].hired) {
        plan->heads[head].hired = false;
        plan->cost -= hc_plan_form(plan, head)->hire_cost;
    }
}

/* ---- counting afresh ---- */

static double tour_price(const hc_plan *plan, size_t head, int32_t *cover)
{
    const hc_problem *problem = plan->problem;
    const hc_form *form = hc_plan_form(plan, head);
    double price = plan->heads[head].hired ? form->hire_cost : 0.0;
    price += hc_overtime_of_tour(problem, hc_plan_group(plan, head), hc_plan_tour(plan, head));
    for (size_t day = 0; day < problem->days; day++) {
        const hc_day_shift *shift = &hc_plan_tour(plan, head)[day];
        if (shift->start == HC_DAY_OFF) { continue; }
        const hc_shape *shape = &form->shapes[shift->shape];
        hc_piece pieces[HC_BREAKS_MAX + 1];
        const size_t count = hc_shift_pieces(shape, shift, pieces);
        price += hc_shift_cost(problem, hc_plan_group(plan, head), day, shift, pieces, count);
        int32_t *midnight = &cover[hc_plan_group(plan, head)->set * problem->all_cells +
                                   day * problem->cells_a_day];
        for (size_t p = 0; p < count; p++) {
            for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
                midnight[cell]++;
            }
        }
    }
    return price;
}

/* Price of a cell with its people of each set, everybody put in place anew. */
static double serving_price(const hc_problem *problem, size_t cell, const int32_t *cover,
                            int32_t *serving)
{
    double price = 0.0;
    memset(serving, 0, hc_serving_width(problem) * sizeof *serving);
    for (size_t q = 0; q < problem->queue_count; q++) {
        price += problem->empty_cost[q * problem->all_cells + cell];
    }
    for (size_t set = 0; set < problem->set_count; set++) {
        for (int32_t k = 0; k < cover[set * problem->all_cells + cell]; k++) {
            price += hc_serving_change(problem, cell, set, 1, serving);
        }
    }
    return price;
}

hc_status hc_plan_recount(const hc_plan *plan, double *cost, double *cover_cost, hc_error *err)
{
    const hc_problem *problem = plan->problem;
    int32_t *cover = NULL;
    int32_t *serving = NULL;
    HC_TRY(hc_alloc(&cover, problem->set_count * problem->all_cells, sizeof *cover, err));
    const hc_status st = hc_alloc(&serving, hc_serving_width(problem), sizeof *serving, err);
    double shifts = 0.0;
    double cells = 0.0;
    for (size_t head = 0; st == HC_OK && head < plan->head_count; head++) {
        shifts += tour_price(plan, head, cover);
    }
    for (size_t cell = 0; st == HC_OK && cell < problem->cells; cell++) {
        cells += plan->serving == NULL ? hc_cell_cost(problem, cell, cover[cell])
                                       : serving_price(problem, cell, cover, serving);
    }
    hc_free(serving);
    hc_free(cover);
    HC_TRY(st);
    *cover_cost = cells;
    *cost = cells + shifts;
    return HC_OK;
}

void hc_plan_clear(hc_plan *plan)
{
    hc_free(plan->heads);
    hc_free(plan->shifts);
    hc_free(plan->cover);
    hc_free(plan->gain);
    hc_free(plan->serving);
    *plan = (hc_plan)HC_PLAN_INIT;
}
