#include <string.h>

#include "forecast/base/number.h"
#include "scheduler/cover/bound.h"
#include "scheduler/cover/counts.h"
#include "scheduler/cover/subgradient.h"
#include "scheduler/cover/whole_days.h"
#include "scheduler/cover/whole_shifts.h"
#include "scheduler/solve.h"

#define HC_EASY_WORK 6e6 /* of the master for the bound: a quarter of what a dive may do */
#define HC_LONG_WALK 1e6 /* transitions for one best tour; some 0.2 ms */
#define HC_WIDE_GAP 5e-3 /* as a share of the cost: then days are bounded by whole shifts */

/* The tours of the best schedule so far are the linear program's first columns. */
static hc_status add_known_tours(hc_solve *solve, hc_error *err)
{
    const size_t days = solve->problem.days;
    for (size_t head = 0; head < solve->best.head_count; head++) {
        const hc_plan_head *own = &solve->best.heads[head];
        const hc_day_shift *tour = hc_plan_tour(&solve->best, head);
        const bool again = head > 0 && own[-1].group == own->group &&
                           memcmp(tour - days, tour, days * sizeof *tour) == 0;
        if (!own->hired || again) { continue; }
        HC_TRY(hc_master_add(solve->master, own->group, tour, err));
    }
    return HC_OK;
}

/* A tour is long to find, and so few are found that the linear program ends far from its
 * optimum: several lengths of paid time and of rest, as of overtime round the clock. */
static bool has_long_walk(const hc_solve *solve)
{
    double longest = 0.0;
    for (size_t g = 0; g < solve->problem.group_count; g++) {
        const double own = hc_walk_work_of_best(solve->pricer.walk, g);
        if (own > longest) { longest = own; }
    }
    return solve->problem.weeks == 1 && longest > HC_LONG_WALK;
}

/* Where the linear program is large, or tours are long to find, the bound's slope comes first.
 */
static bool starts_by_slope(const hc_solve *solve)
{
    return solve->problem.group_count > HC_MANY_GROUPS || solve->problem.queue_count > 1 ||
           has_long_walk(solve);
}

hc_status hc_prove_bound(hc_solve *solve, hc_error *err)
{
    hc_generated found;
    HC_TRY(hc_master_create(&solve->master, &solve->problem, err));
    if (starts_by_slope(solve) || hc_is_loose(&solve->problem)) {
        HC_TRY(add_known_tours(solve, err));
    }
    HC_TRY(hc_generator_create(&solve->generator, &solve->problem, solve->master,
                               &solve->pricer, err));
    if (starts_by_slope(solve)) {
        HC_TRY(hc_subgradient_start(&solve->problem, solve->master, solve->generator,
                                    &solve->pricer, solve->best.cost, &solve->run, err));
        hc_master_start_from_tours(solve->master);
    }
    if (solve->week != NULL) { HC_TRY(hc_generator_start_alike(solve->generator, err)); }
    HC_TRY(hc_generate(solve->generator, &solve->run, &found, err));
    solve->lp_bound = found.lp_bound;
    solve->is_easy = hc_master_work(solve->master) <= HC_EASY_WORK;
    if (found.lower_bound > solve->lower_bound) { solve->lower_bound = found.lower_bound; }
    solve->least_cost = hc_bound_round_up(&solve->problem, solve->lower_bound);
    return HC_OK;
}

/* Worth it where another optimum takes little work, and not to compare rosters that are near.
 */
static bool settles_counts(const hc_solve *solve)
{
    return solve->run.options->start == NULL && hc_counts_are_few(&solve->problem) &&
           !hc_is_missing(solve->lp_bound) && solve->is_easy;
}

static void raise_bound(hc_solve *solve, double bound)
{
    if (!(bound > solve->lower_bound)) { return; }
    solve->lower_bound = bound;
    solve->run.progress.lower_bound = bound;
    solve->least_cost = hc_bound_round_up(&solve->problem, bound);
}

hc_status hc_settle_whole_counts(hc_solve *solve, hc_error *err)
{
    double bound = -(double)INFINITY;
    if (!settles_counts(solve)) { return HC_OK; }
    HC_TRY(hc_settle_counts(&solve->problem, solve->master, solve->generator, solve->best.cost,
                            &solve->run, &bound, err));
    raise_bound(solve, bound);
    return HC_OK;
}

static size_t people(const hc_plan *plan)
{
    size_t hired = 0;
    for (size_t head = 0; head < plan->head_count; head++) {
        hired += plan->heads[head].hired ? 1 : 0;
    }
    return hired;
}

/* Worth it where the gap is wide for all that, as it is where people are few, and not to
 * compare rosters that are near. */
static bool settles_days(const hc_solve *solve)
{
    return solve->run.options->start == NULL && people(&solve->best) <= HC_SMALL_TEAM &&
           !hc_is_missing(solve->lp_bound) && hc_days_are_apart(&solve->problem) &&
           solve->best.cost - solve->least_cost > HC_WIDE_GAP * solve->best.cost;
}

static hc_status settle_days(hc_solve *solve, hc_error *err)
{
    double bound = -(double)INFINITY;
    if (!settles_days(solve) || !hc_run_goes_on(&solve->run)) { return HC_OK; }
    hc_enter_stage(solve, "whole days", 1.0);
    HC_TRY(hc_bound_whole_days(&solve->problem, &solve->pricer,
                               hc_generator_worth(solve->generator), &solve->run, &bound, err));
    raise_bound(solve, bound);
    return HC_OK;
}

/* The same where shifts go past midnight, as long as few people are wanted at a time. */
static hc_status settle_shifts(hc_solve *solve, hc_error *err)
{
    double bound = -(double)INFINITY;
    if (solve->generator == NULL || solve->run.options->start != NULL ||
        !hc_run_goes_on(&solve->run) ||
        solve->best.cost - solve->least_cost <= HC_WIDE_GAP * solve->best.cost) {
        return HC_OK;
    }
    hc_enter_stage(solve, "whole shifts", 1.0);
    HC_TRY(hc_bound_whole_shifts(&solve->problem, &solve->pricer,
                                 hc_generator_worth(solve->generator), &solve->run, &bound,
                                 err));
    raise_bound(solve, bound);
    return HC_OK;
}

hc_status hc_settle_gap(hc_solve *solve, hc_error *err)
{
    HC_TRY(settle_days(solve, err));
    return settle_shifts(solve, err);
}
