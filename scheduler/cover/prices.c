#include "scheduler/cover/prices.h"

#include <math.h>

#include "forecast/base/calendar.h"
#include "forecast/base/number.h"
#include "scheduler/cover/activity_queues.h"
#include "scheduler/schedule_options.h"

#define HC_GAINS_MAX 8000000 /* entries of the price tables; guards memory */
#define HC_CURVE_SLACK 1e-10 /* of the price of nobody */
#define HC_CURVE_PRICE_MAX 1e12

/* Agents wide is step k of one side at requirement r. */
static double step_width(double share, double required)
{
    const double width = hc_ceil_forgiving(share * required);
    return width > 1.0 ? width : 1.0;
}

/* Price of `agents` more or fewer than required, by rising steps. */
static double side_cost(const double *share, const double *cost, size_t steps, double required,
                        double agents)
{
    double total = 0.0;
    for (size_t k = 0; k < steps && agents > 0.0; k++) {
        const double width = k + 1 < steps ? step_width(share[k], required) : agents;
        const double part = agents < width ? agents : width;
        total += cost[k] * part;
        agents -= part;
    }
    return total;
}

/* What the prices of all slots are made from. */
typedef struct hc_pricing {
    /* [all_cells] people in activities who count as cover of a queue; then the same of each
     * queue of activities. */
    const int32_t *away;
    const hc_axis *axis;
    const hc_rules *rules;
    const double *required; /* [slots] of the queue that is being priced */
} hc_pricing;

static double curve_cost(const hc_cover_curves *curves, size_t slot, double agents)
{
    const double *price = &curves->price[slot * curves->width];
    const double last = (double)(curves->width - 1);
    return agents < last ? price[(size_t)agents] : price[curves->width - 1];
}

/* The hours of other prices that hold for a slot; NULL: none. */
static const hc_cost_hours *hours_of(const hc_pricing *pricing, size_t slot)
{
    const int64_t day =
        pricing->axis->first_day + (int64_t)hc_axis_day_index(pricing->axis, slot);
    const int32_t minute =
        (int32_t)hc_axis_wall_slot(pricing->axis, slot) * pricing->axis->interval_min;
    for (size_t k = pricing->rules->cost_hours_count; k-- > 0;) {
        const hc_cost_hours *hours = &pricing->rules->cost_hours[k];
        if (hours->weekdays[hc_weekday(day)] && minute >= hours->from_min &&
            minute < hours->to_min) {
            return hours;
        }
    }
    return NULL;
}

static double slot_cost(const hc_pricing *pricing, const hc_cost_hours *hours, size_t slot,
                        double agents)
{
    const hc_cover_cost *cost = &pricing->rules->cover_cost;
    const hc_cover_curves *curves = &pricing->rules->curves;
    const double required = pricing->required[slot];
    const double over = side_cost(cost->over_share, cost->over_cost, cost->over_steps, required,
                                  agents - required);
    const double shortage = curves->slots > 0
                                ? curve_cost(curves, slot, agents)
                                : side_cost(cost->short_share, cost->short_cost,
                                            cost->short_steps, required, required - agents);
    if (hours == NULL) { return shortage + over; }
    return hours->shortage * shortage + hours->surplus * over;
}

/* Gains that differ before the price rises by its last step for ever. */
static size_t gain_width(const hc_pricing *pricing, size_t slot)
{
    const hc_cover_cost *cost = &pricing->rules->cover_cost;
    const double required = pricing->required[slot];
    double last = required;
    for (size_t k = 0; k + 1 < cost->over_steps; k++) {
        last += step_width(cost->over_share[k], required);
    }
    const double curve = (double)pricing->rules->curves.width;
    return (size_t)ceil(last > curve ? last : curve) + 1;
}

/* Slots of the axis that a cell stands for: at most two. */
typedef struct hc_cell_slots {
    size_t count;
    size_t slot[2];
    const hc_cost_hours *hours[2]; /* of each; NULL: usual prices */
} hc_cell_slots;

static hc_status map_slots(const hc_pricing *pricing, size_t cells_a_day, hc_cell_slots *slots,
                           hc_error *err)
{
    const hc_axis *axis = pricing->axis;
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const size_t day = hc_axis_day_index(axis, slot);
        hc_cell_slots *cell = &slots[day * cells_a_day + hc_axis_wall_slot(axis, slot)];
        if (cell->count == 2) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "a time of day happens three times on day %zu", day + 1);
        }
        cell->hours[cell->count] = hours_of(pricing, slot);
        cell->slot[cell->count++] = slot;
    }
    return HC_OK;
}

static size_t cell_width(const hc_cell_slots *cell, const hc_pricing *pricing)
{
    size_t width = 1;
    for (size_t k = 0; k < cell->count; k++) {
        const size_t need = gain_width(pricing, cell->slot[k]);
        if (need > width) { width = need; }
    }
    return width;
}

static double cell_price(const hc_cell_slots *cell, const hc_pricing *pricing, double agents)
{
    double price = 0.0;
    for (size_t k = 0; k < cell->count; k++) {
        price += slot_cost(pricing, cell->hours[k], cell->slot[k], agents);
    }
    return price;
}

/* Where each table of the queue begins; *total counts the entries of all so far. */
static hc_status size_tables(hc_problem *problem, size_t queue, const hc_cell_slots *slots,
                             const hc_pricing *pricing, size_t *total, hc_error *err)
{
    size_t *gain_first = &problem->gain_first[queue * problem->all_cells];
    for (size_t cell = 0; cell < problem->all_cells; cell++) {
        gain_first[cell] = *total;
        *total += cell_width(&slots[cell], pricing) + (size_t)pricing->away[cell];
        if (*total > HC_GAINS_MAX) {
            return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "plan fewer days or a coarser grid",
                           "the price tables of %zu intervals would pass %d entries",
                           problem->cells, HC_GAINS_MAX);
        }
    }
    gain_first[problem->all_cells] = *total;
    return HC_OK;
}

static void fill_tables(hc_problem *problem, size_t queue, const hc_cell_slots *slots,
                        const hc_pricing *pricing)
{
    const size_t *gain_first = &problem->gain_first[queue * problem->all_cells];
    for (size_t cell = 0; cell < problem->all_cells; cell++) {
        double price = cell_price(&slots[cell], pricing, 0.0);
        const size_t away = (size_t)pricing->away[cell];
        const double first = price - cell_price(&slots[cell], pricing, 1.0);
        size_t at = gain_first[cell];
        /* They are always there, so what fewer would cost only has to be convex. */
        for (size_t k = 0; k < away; k++) {
            problem->gains[at++] = first;
        }
        problem->empty_cost[queue * problem->all_cells + cell] = price + (double)away * first;
        double agents = 0.0;
        for (; at < gain_first[cell + 1]; at++) {
            agents += 1.0;
            const double next = cell_price(&slots[cell], pricing, agents);
            problem->gains[at] = price - next;
            price = next;
        }
    }
}

/* ---- queues of activities ---- */

/* As many are wanted as are in activities, before any queue wants them; nobody else is. */
static void size_activities(hc_problem *problem, size_t trained, const hc_pricing *pricing,
                            size_t *total)
{
    const size_t queue = problem->queue_count - problem->trained_count + trained;
    const int32_t *away = &pricing->away[(1 + trained) * problem->all_cells];
    size_t *gain_first = &problem->gain_first[queue * problem->all_cells];
    for (size_t cell = 0; cell < problem->all_cells; cell++) {
        gain_first[cell] = *total;
        *total += (size_t)away[cell] + 1;
    }
    gain_first[problem->all_cells] = *total;
}

static void fill_activities(hc_problem *problem, size_t trained)
{
    const size_t queues = problem->queue_count - problem->trained_count;
    for (size_t cell = 0; cell < problem->all_cells; cell++) {
        const size_t own = (queues + trained) * problem->all_cells + cell;
        double dearest = 0.0;
        double cheapest = (double)INFINITY;
        for (size_t q = 0; q < queues; q++) {
            if (!hc_serves(problem->trained[trained], q)) { continue; }
            dearest = fmax(dearest, hc_gain(problem, q * problem->all_cells + cell, 0));
            cheapest =
                fmin(cheapest, hc_gain(problem, q * problem->all_cells + cell, INT32_MAX));
        }
        const size_t last = problem->gain_first[own + 1] - 1;
        for (size_t at = problem->gain_first[own]; at < last; at++) {
            problem->gains[at] = dearest;
            problem->empty_cost[own] += dearest;
        }
        problem->gains[last] = cheapest;
    }
}

static hc_status price_cells(hc_problem *problem, const hc_cell_slots *slots,
                             const hc_pricing *pricing, hc_error *err)
{
    const size_t a_queue = hc_axis_slots(pricing->axis);
    const size_t queues = problem->queue_count - problem->trained_count;
    hc_pricing of_queue = *pricing;
    size_t total = 0;
    for (size_t q = 0; q < queues; q++) {
        of_queue.required = &pricing->required[q * a_queue];
        HC_TRY(size_tables(problem, q, slots, &of_queue, &total, err));
    }
    for (size_t k = 0; k < problem->trained_count; k++) {
        size_activities(problem, k, pricing, &total);
    }
    HC_TRY(hc_alloc(&problem->gains, total, sizeof *problem->gains, err));
    for (size_t q = 0; q < queues; q++) {
        of_queue.required = &pricing->required[q * a_queue];
        fill_tables(problem, q, slots, &of_queue);
    }
    for (size_t k = 0; k < problem->trained_count; k++) {
        fill_activities(problem, k);
    }
    return HC_OK;
}

double hc_cell_cost(const hc_problem *problem, size_t cell, int32_t agents)
{
    double cost = problem->empty_cost[cell];
    for (int32_t c = 0; c < agents; c++) {
        cost -= hc_gain(problem, cell, c);
    }
    return cost;
}

static hc_status check_required(const double *required, size_t slots, hc_error *err)
{
    for (size_t slot = 0; slot < slots; slot++) {
        if (!(required[slot] >= 0.0 && required[slot] <= HC_SCHEDULE_REQUIRED_MAX)) {
            return hc_fail(err, HC_ERR_DOMAIN, HC_NOWHERE, "",
                           "agents wanted must be 0 to %g, found %g in interval %zu",
                           HC_SCHEDULE_REQUIRED_MAX, required[slot], slot + 1);
        }
    }
    return HC_OK;
}

/* Convex and nowhere rising, up to rounding noise. */
static bool is_curve(const double *price, size_t width)
{
    const double slack = HC_CURVE_SLACK * (1.0 + fabs(price[0]));
    double before = -(double)INFINITY;
    for (size_t c = 0; c < width; c++) {
        const double slope = c > 0 ? price[c] - price[c - 1] : before;
        if (!(price[c] >= 0.0 && price[c] <= HC_CURVE_PRICE_MAX && slope >= before - slack &&
              slope <= slack)) {
            return false;
        }
        before = slope;
    }
    return true;
}

static hc_status check_curves(const hc_cover_curves *curves, size_t slots, hc_error *err)
{
    if (curves->slots == 0) { return HC_OK; }
    if (curves->slots != slots || curves->width == 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give one for every interval",
                       "price curves for %zu intervals do not fit %zu", curves->slots, slots);
    }
    for (size_t slot = 0; slot < slots; slot++) {
        if (!is_curve(&curves->price[slot * curves->width], curves->width)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "take its lower hull",
                           "the price curve of interval %zu is not convex and falling",
                           slot + 1);
        }
    }
    return HC_OK;
}

static void add_activities(const hc_axis *axis, const hc_agent *agent, int32_t *away)
{
    for (size_t k = 0; k < agent->activity_count; k++) {
        const hc_activity *one = &agent->activities[k];
        const int32_t end = one->end_min / axis->interval_min;
        for (int32_t cell = one->start_min / axis->interval_min; cell < end; cell++) {
            away[cell]++;
        }
    }
}

static hc_status count_away(const hc_problem *problem, const hc_axis *axis,
                            const hc_rules *rules, int32_t **away, hc_error *err)
{
    const size_t queues = problem->queue_count - problem->trained_count;
    HC_TRY(
        hc_alloc(away, (1 + problem->trained_count) * problem->all_cells, sizeof **away, err));
    for (size_t i = 0; i < rules->agent_count; i++) {
        const hc_agent *agent = &rules->agents[i];
        const hc_class *of_class = &rules->classes[agent->class_index];
        size_t block = 0;
        if (agent->activity_count > 0 && problem->trained_count > 0) {
            block =
                1 - queues + hc_activities_queue(problem, hc_skills_of(rules, of_class, agent));
        }
        add_activities(axis, agent, &(*away)[block * problem->all_cells]);
    }
    return HC_OK;
}

hc_status hc_prices_make(hc_problem *problem, const hc_axis *axis, const double *required,
                         const hc_rules *rules, hc_error *err)
{
    int32_t *away = NULL;
    hc_cell_slots *slots = NULL;
    HC_TRY(check_required(required, hc_rules_queues(rules) * hc_axis_slots(axis), err));
    HC_TRY(check_curves(&rules->curves, hc_axis_slots(axis), err));
    hc_status st = hc_alloc(&problem->empty_cost, hc_queue_cells(problem),
                            sizeof *problem->empty_cost, err);
    if (st == HC_OK) {
        st = hc_alloc(&problem->gain_first, hc_queue_cells(problem) + 1,
                      sizeof *problem->gain_first, err);
    }
    if (st == HC_OK) { st = hc_alloc(&slots, problem->all_cells, sizeof *slots, err); }
    if (st == HC_OK) { st = count_away(problem, axis, rules, &away, err); }
    const hc_pricing pricing = {away, axis, rules, required};
    if (st == HC_OK) { st = map_slots(&pricing, problem->cells_a_day, slots, err); }
    if (st == HC_OK) { st = price_cells(problem, slots, &pricing, err); }
    hc_free(slots);
    hc_free(away);
    return st;
}
