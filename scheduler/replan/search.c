#include "scheduler/replan/search.h"

#include <math.h>
#include <string.h>

#include "forecast/base/number.h"
#include "scheduler/cover/bound.h"

#define HC_SWEEPS_MOST 12
#define HC_PAIRS_A_HEAD_BREAKS 40.0 /* at effort 1 */
#define HC_PAIRS_A_HEAD_TOURS 20.0
#define HC_ASCENT_STEPS_BREAKS 250
#define HC_ASCENT_STEPS_TOURS 200
#define HC_ASCENT_STEP 1.2    /* of the distance between bound and cost */
#define HC_ASCENT_KEEP 0.7    /* of the last direction */
#define HC_ASCENT_PATIENCE 12 /* steps without a better bound before they shrink */
#define HC_ASCENT_SHRINK 0.6
#define HC_GAP_DONE 1e-7
#define HC_FIRST_BONUS                                                                         \
    1e6 /* of the price unit: no change is made that the rules allow to avoid */
#define HC_BETTER 1e-9

static bool goes_on(hc_replanner *r, const char *stage, double done)
{
    const hc_schedule_options *search = &r->responder.options->search;
    const hc_schedule_progress progress = {
        .stage = stage, .done = done, .cost = r->plan.cost, .lower_bound = r->lower_bound};
    if (!r->stopped && search->watch != NULL) {
        r->stopped = !search->watch(search->watch_context, &progress);
    }
    return !r->stopped;
}

/* ---- changes and their price ---- */

size_t hc_changed_days(const hc_replanner *r, size_t head)
{
    const hc_day_shift *kept = hc_kept_tour(&r->responder, head);
    const hc_day_shift *now = hc_plan_tour(&r->plan, head);
    size_t changed = 0;
    for (size_t day = 0; day < r->problem.days; day++) {
        changed += hc_same_shift(hc_plan_form(&r->plan, head), &kept[day], &now[day]) ? 0 : 1;
    }
    return changed;
}

static size_t all_changed_days(const hc_replanner *r)
{
    size_t changed = 0;
    for (size_t head = 0; head < r->plan.head_count; head++) {
        changed += hc_changed_days(r, head);
    }
    return changed;
}

/* What is made as small as can be: the price of changes holds the tie bonus. */
static double full_cost(const hc_replanner *r)
{
    return r->plan.cost + r->bonus * (double)all_changed_days(r);
}

/* ---- one person at a time ---- */

static void put_in(hc_replanner *r, size_t head, const hc_day_shift *tour)
{
    hc_plan_add_tour(&r->plan, head, tour);
}

/* Takes the head's tour out, into `aside`. */
static void take_out(hc_replanner *r, size_t head, hc_day_shift *aside)
{
    memcpy(aside, hc_plan_tour(&r->plan, head), r->problem.days * sizeof *aside);
    hc_plan_remove_tour(&r->plan, head);
}

/* Puts in the best tour for what the others leave open; the one aside when there is none. */
static void answer(hc_replanner *r, size_t head, double bonus, const hc_day_shift *aside)
{
    double total = 0.0;
    hc_pricer_set_values_of(&r->responder.pricer, hc_plan_group(&r->plan, head)->set,
                            hc_plan_gain(&r->plan, head, 0));
    const bool found =
        hc_respond(&r->responder, r->plan.heads[head].group, head, bonus, r->tour, &total);
    put_in(r, head, found ? r->tour : aside);
}

/* Undoes what made nothing cheaper. */
static void restore(hc_replanner *r, size_t head, const hc_day_shift *aside)
{
    hc_plan_remove_tour(&r->plan, head);
    put_in(r, head, aside);
}

static bool improve_head(hc_replanner *r, size_t head)
{
    hc_day_shift *aside = r->tour + r->problem.days;
    const double before = r->plan.cost + r->bonus * (double)hc_changed_days(r, head);
    take_out(r, head, aside);
    answer(r, head, r->bonus, aside);
    const double after = r->plan.cost + r->bonus * (double)hc_changed_days(r, head);
    if (after < before - HC_BETTER) { return true; }
    restore(r, head, aside);
    return false;
}

static void sweep(hc_replanner *r)
{
    bool better = true;
    for (size_t k = 0; k < HC_SWEEPS_MOST && better; k++) {
        better = false;
        for (size_t head = 0; head < r->plan.head_count; head++) {
            if (head % 32 == 0 && !goes_on(r, "improving", 0.1 + 0.3 * (double)k / 12.0)) {
                return;
            }
            better = improve_head(r, head) || better;
        }
    }
}

/* The kept tours where the rules allow them, else those with the fewest changes. */
static void settle_kept(hc_replanner *r)
{
    hc_day_shift *nothing = r->tour + r->problem.days;
    for (size_t day = 0; day < r->problem.days; day++) {
        nothing[day].start = HC_DAY_OFF;
    }
    for (size_t head = 0; head < r->plan.head_count; head++) {
        const hc_day_shift *kept = hc_kept_tour(&r->responder, head);
        for (size_t day = 0; day < r->problem.days; day++) {
            if (kept[day].start >= 0) { hc_plan_add_shift(&r->plan, head, day, &kept[day]); }
        }
    }
    r->cost_before = r->plan.cost;
    if (r->responder.options->breaks_only) { return; }
    for (size_t head = 0; head < r->plan.head_count; head++) {
        hc_plan_remove_tour(&r->plan, head);
        answer(r, head, HC_FIRST_BONUS * r->problem.price_unit, nothing);
        r->forced_days += hc_changed_days(r, head);
    }
}

/* ---- two people at a time ---- */

static void pair_move(hc_replanner *r)
{
    const size_t days = r->problem.days;
    hc_day_shift *aside = r->tour + days;
    const size_t a = (size_t)hc_rng_below(&r->rng, r->plan.head_count);
    const size_t b = (size_t)hc_rng_below(&r->rng, r->plan.head_count);
    if (a == b) { return; }
    const double before =
        r->plan.cost + r->bonus * (double)(hc_changed_days(r, a) + hc_changed_days(r, b));
    take_out(r, a, aside);
    take_out(r, b, aside + days);
    answer(r, a, r->bonus, aside);
    answer(r, b, r->bonus, aside + days);
    const double after =
        r->plan.cost + r->bonus * (double)(hc_changed_days(r, a) + hc_changed_days(r, b));
    if (after < before - HC_BETTER) { return; }
    restore(r, a, aside);
    restore(r, b, aside + days);
}

static bool is_proved(const hc_replanner *r)
{
    const double cost = full_cost(r);
    return cost - r->lower_bound <= HC_GAP_DONE * fmax(1.0, fabs(cost));
}

static void improve_pairs(hc_replanner *r)
{
    const hc_replan_options *options = r->responder.options;
    const double a_head = options->breaks_only ? HC_PAIRS_A_HEAD_BREAKS : HC_PAIRS_A_HEAD_TOURS;
    const size_t moves = (size_t)(options->search.effort * a_head * (double)r->plan.head_count);
    for (size_t move = 0; move < moves && r->plan.head_count > 1; move++) {
        if (move % 64 == 0) {
            const double done = 0.7 + 0.3 * (double)move / (double)moves;
            if (!goes_on(r, "improving", done) || is_proved(r)) { return; }
        }
        pair_move(r);
    }
}

/* ---- the bound ---- */

static void add_cover(const hc_problem *problem, const hc_group *group,
                      const hc_day_shift *tour, double *cover)
{
    const hc_form *form = &problem->forms[group->form];
    hc_piece pieces[HC_BREAKS_MAX + 1];
    for (size_t day = 0; day < problem->days; day++) {
        if (tour[day].start == HC_DAY_OFF) { continue; }
        const size_t count =
            hc_shift_pieces(&form->shapes[tour[day].shape], &tour[day], pieces);
        double *midnight = &cover[group->set * problem->all_cells + day * problem->cells_a_day];
        for (size_t p = 0; p < count; p++) {
            for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
                midnight[cell] += 1.0;
            }
        }
    }
}

/* Everyone's best answer at the values; covers and totals are summed. Gives the bound. */
static double bound_at(hc_replanner *r, const double *price)
{
    const hc_problem *problem = &r->problem;
    memset(r->cover, 0, r->worths * sizeof *r->cover);
    memset(r->total, 0, problem->group_count * sizeof *r->total);
    hc_bound_worth(problem, price, r->worth);
    hc_pricer_set_values(&r->responder.pricer, r->worth);
    for (size_t head = 0; head < r->plan.head_count; head++) {
        const size_t g = r->plan.heads[head].group;
        double total = 0.0;
        if (!hc_respond(&r->responder, g, head, r->bonus, r->tour, &total)) { continue; }
        r->total[g] += total / (double)problem->groups[g].heads;
        add_cover(problem, hc_plan_group(&r->plan, head), r->tour, r->cover);
    }
    return hc_bound(problem, r->worth, r->total) +
           r->bonus * (double)(r->plan.head_count * problem->days);
}

/* Agents that the cell would take at its worth, as near to those it has as that allows. */
static double wanted_at(const hc_problem *problem, size_t cell, double worth, double has)
{
    int32_t least = 0;
    int32_t most = 0;
    const int32_t width = (int32_t)(problem->gain_first[cell + 1] - problem->gain_first[cell]);
    while (least < width && hc_gain(problem, cell, least) > worth + HC_BETTER) {
        least++;
    }
    most = least;
    while (most < width && hc_gain(problem, cell, most) >= worth - HC_BETTER) {
        most++;
    }
    if (most == width) { return has > least ? has : least; }
    return has < least ? least : has > most ? most : has;
}

/* Turns the direction towards what the answers lack; gives its squared length. */
static double turn(hc_replanner *r, const double *price, double *direction)
{
    const hc_problem *problem = &r->problem;
    double at_queue[HC_PLACES_MAX];
    double square = 0.0;
    for (size_t cell = 0; cell < problem->cells; cell++) {
        hc_bound_at_queues(problem, price, r->cover, cell, at_queue);
        for (size_t q = 0; q < problem->queue_count; q++) {
            const size_t at = q * problem->all_cells + cell;
            const double lack = wanted_at(problem, at, price[at], at_queue[q]) - at_queue[q];
            direction[at] = HC_ASCENT_KEEP * direction[at] + (1.0 - HC_ASCENT_KEEP) * lack;
            square += direction[at] * direction[at];
        }
    }
    return square;
}

/* Halfway between what the next agent at a queue saves and what the last one does. */
static void start_prices(hc_replanner *r, double *price)
{
    const hc_problem *problem = &r->problem;
    for (size_t cell = 0; cell < problem->cells; cell++) {
        for (size_t q = 0; q < problem->queue_count; q++) {
            const size_t at = q * problem->all_cells + cell;
            const int32_t agents = hc_plan_at_queue(&r->plan, q, cell);
            const double next = hc_gain(problem, at, agents);
            price[at] = agents > 0 ? 0.5 * (next + hc_gain(problem, at, agents - 1)) : next;
        }
    }
    hc_bound_clip_prices(problem, price);
}

/* Polyak's steps up the Lagrangian. */
static void prove(hc_replanner *r)
{
    const size_t cells = hc_queue_cells(&r->problem);
    double *price = r->price;
    double *best = price + cells;
    double *direction = best + cells;
    const size_t steps =
        r->responder.options->breaks_only ? HC_ASCENT_STEPS_BREAKS : HC_ASCENT_STEPS_TOURS;
    const double cost = full_cost(r);
    double share = HC_ASCENT_STEP;
    size_t idle = 0;
    start_prices(r, price);
    memcpy(best, price, cells * sizeof *best);
    for (size_t step = 0; step < steps && !is_proved(r); step++) {
        if (!goes_on(r, "bound", 0.4 + 0.3 * (double)step / (double)steps)) { return; }
        const double bound = bound_at(r, price);
        const double square = turn(r, price, direction);
        if (bound > r->lower_bound || hc_is_missing(r->lower_bound)) {
            idle = 0;
            r->lower_bound = bound;
            memcpy(best, price, cells * sizeof *best);
        } else if (++idle == HC_ASCENT_PATIENCE) {
            idle = 0;
            share *= HC_ASCENT_SHRINK;
            memcpy(price, best, cells * sizeof *best);
        }
        if (square <= 0.0) { return; }
        const double length = share * (cost - bound) / square;
        for (size_t at = 0; at < cells; at++) {
            price[at] += length * direction[at];
        }
        hc_bound_clip_prices(&r->problem, price);
    }
}

/* ---- all of it ---- */

void hc_replan_search(hc_replanner *r)
{
    settle_kept(r);
    sweep(r);
    prove(r);
    if (goes_on(r, "improving", 0.7)) { improve_pairs(r); }
}
