#include "scheduler/cover/bound.h"

#include <math.h>

#include "scheduler/cover/overtime.h"

#define HC_NEARLY_AS_DEAR 0.05 /* of the price unit: queues that pay somebody alike */

double hc_bound_queue(const hc_problem *problem, const double *worth, size_t queue, size_t cell)
{
    double least = (double)INFINITY;
    for (size_t set = 0; set < problem->set_count; set++) {
        const double own = worth[set * problem->all_cells + cell];
        if (hc_serves(problem->sets[set], queue) && own < least) { least = own; }
    }
    return least;
}

/* The largest gain of one more among the set's queues when `agents` are at each. */
static double best_gain(const hc_problem *problem, size_t set, size_t cell, int32_t agents)
{
    double most = -(double)INFINITY;
    for (size_t q = 0; q < problem->queue_count; q++) {
        if (!hc_serves(problem->sets[set], q)) { continue; }
        most = fmax(most, hc_gain(problem, q * problem->all_cells + cell, agents));
    }
    return most;
}

double hc_bound_most(const hc_problem *problem, size_t set, size_t cell)
{
    return best_gain(problem, set, cell, 0);
}

/* Nobody is worth more than at the queue that takes them dearest, and there no more than the
 * first. */
static void settle_worth(const hc_problem *problem, size_t cell, double *worth)
{
    double at_queue[HC_PLACES_MAX];
    for (size_t q = 0; q < problem->queue_count; q++) {
        at_queue[q] = fmin(hc_bound_queue(problem, worth, q, cell),
                           hc_gain(problem, q * problem->all_cells + cell, 0));
    }
    for (size_t set = 0; set < problem->set_count; set++) {
        double most = -(double)INFINITY;
        for (size_t q = 0; q < problem->queue_count; q++) {
            if (hc_serves(problem->sets[set], q)) { most = fmax(most, at_queue[q]); }
        }
        worth[set * problem->all_cells + cell] = most;
    }
}

void hc_bound_clip(const hc_problem *problem, double *worth)
{
    for (size_t set = 0; set < problem->set_count; set++) {
        for (size_t cell = 0; cell < problem->all_cells; cell++) {
            double *own = &worth[set * problem->all_cells + cell];
            const double least = best_gain(problem, set, cell, INT32_MAX);
            if (!(*own >= least)) { *own = least; }
            if (cell >= problem->cells) { *own = 0.0; }
        }
    }
    for (size_t cell = 0; cell < problem->cells && problem->queue_count > 1; cell++) {
        settle_worth(problem, cell, worth);
    }
}

int32_t hc_bound_agents(const hc_problem *problem, size_t cell, double worth)
{
    size_t at = problem->gain_first[cell];
    while (at < problem->gain_first[cell + 1] && problem->gains[at] > worth) {
        at++;
    }
    return (int32_t)(at - problem->gain_first[cell]);
}

/* ---- prices of queues ---- */

void hc_bound_clip_prices(const hc_problem *problem, double *price)
{
    for (size_t at = 0; at < hc_queue_cells(problem); at++) {
        const double least = hc_gain(problem, at, INT32_MAX);
        if (!(price[at] >= least)) { price[at] = least; }
        if (at % problem->all_cells >= problem->cells) { price[at] = 0.0; }
    }
}

static void raise_to(double *values, const double *least, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        if (least[k] > values[k]) { values[k] = least[k]; }
    }
}

void hc_bound_worth(const hc_problem *problem, const double *price, double *worth)
{
    const size_t cells = problem->all_cells;
    for (size_t at = 0; at < problem->set_count * cells; at++) {
        worth[at] = -(double)INFINITY;
    }
    for (size_t set = 0; set < problem->set_count; set++) {
        for (size_t q = 0; q < problem->queue_count; q++) {
            if (!hc_serves(problem->sets[set], q)) { continue; }
            raise_to(&worth[set * cells], &price[q * cells], cells);
        }
    }
}

/* People of one set to the queues that pay them as well as any, where they are wanted; the rest
 * to the dearest. */
static void go_to_queues(const hc_problem *problem, const double *price, size_t set,
                         size_t cell, double people, double *at_queue)
{
    double most = -(double)INFINITY;
    size_t dearest = 0;
    for (size_t q = 0; q < problem->queue_count; q++) {
        const double own = price[q * problem->all_cells + cell];
        if (!hc_serves(problem->sets[set], q) || own <= most) { continue; }
        most = own;
        dearest = q;
    }
    const double least = most - HC_NEARLY_AS_DEAR * problem->price_unit;
    for (size_t q = 0; q < problem->queue_count && problem->queue_count > 1; q++) {
        const size_t at = q * problem->all_cells + cell;
        if (!hc_serves(problem->sets[set], q) || price[at] < least) { continue; }
        const double wanted = (double)hc_bound_agents(problem, at, price[at]);
        const double some = fmin(people, fmax(0.0, wanted - at_queue[q]));
        at_queue[q] += some;
        people -= some;
    }
    at_queue[dearest] += people;
}

void hc_bound_at_queues(const hc_problem *problem, const double *price, const double *cover,
                        size_t cell, double *at_queue)
{
    for (size_t q = 0; q < problem->queue_count; q++) {
        at_queue[q] = 0.0;
    }
    for (int several = 0; several <= 1; several++) { /* who has a choice comes last */
        for (size_t set = 0; set < problem->set_count; set++) {
            const hc_skills skills = problem->sets[set];
            const bool has_choice = (skills & (skills - 1)) != 0;
            if (has_choice != (several == 1)) { continue; }
            go_to_queues(problem, price, set, cell, cover[set * problem->all_cells + cell],
                         at_queue);
        }
    }
}

/* min over agents c of price(c) + worth x c: more agents while the next saves more than its
 * worth. */
static double cell_bound(const hc_problem *problem, size_t cell, double worth)
{
    double cost = problem->empty_cost[cell];
    for (size_t at = problem->gain_first[cell]; at < problem->gain_first[cell + 1]; at++) {
        if (problem->gains[at] <= worth) { break; }
        cost -= problem->gains[at] - worth;
    }
    return cost;
}

/* Heads of a limited contract go to the groups with most to save first. */
static double limited_heads(const hc_problem *problem, size_t form, const double *best_total)
{
    double left = (double)problem->forms[form].heads_most;
    double bound = 0.0;
    double ceiling = (double)INFINITY;
    while (left > 0.0) {
        double saving = 0.0;
        double heads = 0.0;
        for (size_t g = 0; g < problem->group_count; g++) {
            const double own = best_total[g] - problem->forms[form].hire_cost;
            if (problem->groups[g].form != form || own >= ceiling || own <= 0.0) { continue; }
            if (own > saving) {
                saving = own;
                heads = 0.0;
            }
            if (own >= saving) { heads += (double)problem->groups[g].heads; }
        }
        if (heads <= 0.0) { break; }
        bound -= saving * (heads < left ? heads : left);
        left -= heads;
        ceiling = saving;
    }
    return bound;
}

static double group_bound(const hc_problem *problem, size_t g, double best_total)
{
    const hc_group *group = &problem->groups[g];
    const hc_form *form = &problem->forms[group->form];
    const double saving = best_total - form->hire_cost;
    if (!problem->choose_heads) { return -(double)group->heads * saving; }
    if (form->heads_most != HC_NO_LIMIT || saving <= 0.0) { return 0.0; }
    return -(double)group->heads * saving;
}

/* What a head of the group costs at least apart from cover: hiring, and the wage of the days
 * and the paid time that a tour has at least. */
static double least_price(const hc_problem *problem, const hc_group *group)
{
    const hc_form *form = &problem->forms[group->form];
    double shortest_hours = (double)INFINITY;
    double hours = 0.0;
    for (size_t shape = 0; shape < form->shape_count; shape++) {
        shortest_hours = fmin(shortest_hours, form->shapes[shape].paid_hours);
    }
    for (size_t week = 0; week < problem->weeks; week++) {
        hours += fmax(group->least_days[week] * shortest_hours, group->least_paid[week] / 60.0);
    }
    return form->hire_cost + group->wage_an_hour * hours;
}

/*
 * Every head costs at least its hiring and the wage of its least work, and saves at most
 * `ratio` times that beyond what it costs: a schedule of cost C has heads for at most C, so
 * C >= cover - ratio x C. Tight long before the limits on heads are.
 */
static double bound_by_hiring(const hc_problem *problem, double cover, const double *best_total)
{
    double ratio = 0.0;
    for (size_t g = 0; g < problem->group_count; g++) {
        const hc_group *group = &problem->groups[g];
        const double saving = best_total[g] - problem->forms[group->form].hire_cost;
        const double price = least_price(problem, group);
        if (saving <= 0.0) { continue; }
        if (price <= 0.0) { return -(double)INFINITY; }
        ratio = fmax(ratio, saving / price);
    }
    return cover / (1.0 + ratio);
}

double hc_bound_cover(const hc_problem *problem, const double *worth)
{
    double bound = 0.0;
    for (size_t q = 0; q < problem->queue_count; q++) {
        for (size_t cell = 0; cell < problem->cells; cell++) {
            bound += cell_bound(problem, q * problem->all_cells + cell,
                                hc_bound_queue(problem, worth, q, cell));
        }
    }
    return bound;
}

double hc_bound_day(const hc_problem *problem, const double *worth, size_t day)
{
    const size_t midnight = day * problem->cells_a_day;
    double bound = 0.0;
    for (size_t cell = midnight; cell < midnight + problem->cells_a_day; cell++) {
        bound += cell_bound(problem, cell, worth[cell]);
    }
    return bound;
}

double hc_bound_of_cover(const hc_problem *problem, double cover, const double *best_total)
{
    double bound = cover;
    const double by_hiring =
        problem->choose_heads ? bound_by_hiring(problem, cover, best_total) : -(double)INFINITY;
    for (size_t g = 0; g < problem->group_count; g++) {
        bound += group_bound(problem, g, best_total[g]);
    }
    for (size_t k = 0; k < problem->form_count; k++) {
        if (problem->forms[k].heads_most != HC_NO_LIMIT) {
            bound += limited_heads(problem, k, best_total);
        }
    }
    return fmax(bound, by_hiring);
}

double hc_bound(const hc_problem *problem, const double *worth, const double *best_total)
{
    return hc_bound_of_cover(problem, hc_bound_cover(problem, worth), best_total);
}

/* ---- rounding ---- */

#define HC_FINEST_STEP 0.01 /* of cost; finer prices are left alone */
#define HC_STEP_SLACK 1e-9

static bool is_multiple(double value, double step)
{
    const double count = value / step;
    return fabs(count - nearbyint(count)) * step < HC_STEP_SLACK;
}

/* Weeks are paid in units: the first that goes beyond, and every unit more. */
static bool overtime_is_multiple(const hc_form *form, const hc_group *group, double step)
{
    if (!hc_has_overtime(group)) { return true; }
    const int32_t first = (group->overtime_after / form->paid_unit + 1) * form->paid_unit;
    return is_multiple(hc_overtime_price(group, first), step) &&
           is_multiple(group->overtime_price * form->paid_unit, step);
}

static bool group_is_multiple(const hc_problem *problem, const hc_group *group, double step)
{
    const hc_form *form = &problem->forms[group->form];
    if (!is_multiple(group->start_price, step) ||
        (group->start_price > 0.0 && !is_multiple(group->preferred_start, 1.0))) {
        return false;
    }
    for (size_t day = 0; day < problem->days; day++) {
        if (!is_multiple(group->day_price[day], step)) { return false; }
    }
    for (size_t cell = 0; cell < problem->all_cells && form->premium_hours != NULL; cell++) {
        const double hours = form->premium_hours[cell + 1] - form->premium_hours[cell];
        if (!is_multiple(group->wage_an_hour * hours, step)) { return false; }
    }
    for (size_t shape = 0; shape < form->shape_count; shape++) {
        const double wage = group->wage_an_hour * form->shapes[shape].paid_hours;
        if (!is_multiple(wage, step)) { return false; }
    }
    return overtime_is_multiple(form, group, step);
}

static bool all_are_multiples(const hc_problem *problem, double step)
{
    const size_t gains = problem->gain_first[hc_queue_cells(problem)];
    for (size_t at = 0; at < gains; at++) {
        if (!is_multiple(problem->gains[at], step)) { return false; }
    }
    for (size_t cell = 0; cell < hc_queue_cells(problem); cell++) {
        if (!is_multiple(problem->empty_cost[cell], step)) { return false; }
    }
    for (size_t k = 0; k < problem->form_count; k++) {
        const hc_form *form = &problem->forms[k];
        if (!is_multiple(form->hire_cost, step)) { return false; }
    }
    for (size_t g = 0; g < problem->group_count; g++) {
        if (!group_is_multiple(problem, &problem->groups[g], step)) { return false; }
    }
    return true;
}

double hc_bound_round_up(const hc_problem *problem, double bound)
{
    static const double steps[] = {1.0, 0.5, 0.25, 0.2, 0.1, 0.05, HC_FINEST_STEP};
    for (size_t k = 0; k < sizeof steps / sizeof steps[0]; k++) {
        if (all_are_multiples(problem, steps[k])) {
            return ceil((bound - 1e-6 * fmax(1.0, fabs(bound) * 1e-3)) / steps[k]) * steps[k];
        }
    }
    return bound;
}
