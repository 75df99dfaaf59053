#include "scheduler/cover/generate.h"

#include <math.h>
#include <string.h>

#include "forecast/base/number.h"
#include "scheduler/cover/bound.h"

#define HC_SMOOTHING 0.6     /* share of the best duals so far in those that are priced */
#define HC_WORTH_ADDING 1e-7 /* reduced cost below minus this */

/* Everything one round needs. */
typedef struct hc_round {
    const hc_problem *problem;
    hc_master *master;
    hc_pricer *pricer;
    double *worth;      /* [all_cells] duals of the last optimum */
    double *head_price; /* [groups] */
    double *centre;     /* duals of the best bound so far */
    double *trial;      /* duals being priced */
    double *best_total; /* [groups] */
    hc_day_shift *tours;
    double lower_bound;
} hc_round;

/* Value of a tour at the optimum's duals: what it saves beyond its price. */
static double tour_saving(const hc_round *round, size_t group, const hc_day_shift *tour)
{
    const hc_problem *problem = round->problem;
    const hc_form *form = &problem->forms[problem->groups[group].form];
    double saving = round->head_price[group] - form->hire_cost;
    for (size_t day = 0; day < problem->days; day++) {
        if (tour[day].start == HC_DAY_OFF) { continue; }
        const double *midnight = &round->worth[day * problem->cells_a_day];
        hc_piece pieces[HC_BREAKS_MAX + 1];
        const size_t count =
            hc_shift_pieces(&form->shapes[tour[day].shape], &tour[day], pieces);
        for (size_t p = 0; p < count; p++) {
            for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
                saving += midnight[cell];
            }
        }
        saving -= hc_shift_price(problem, form, (size_t)tour[day].shape, day);
    }
    return saving;
}

/* Prices every group at round->trial, adds what improves the optimum, sharpens the bound. */
static hc_status price_groups(hc_round *round, size_t *added, hc_error *err)
{
    const hc_problem *problem = round->problem;
    double totals[HC_TOURS_A_GROUP];
    *added = 0;
    hc_pricer_set_values(round->pricer, round->trial);
    for (size_t g = 0; g < problem->group_count; g++) {
        const size_t found =
            hc_pricer_best(round->pricer, g, HC_TOURS_A_GROUP, round->tours, totals);
        round->best_total[g] = totals[0];
        for (size_t t = 0; t < found; t++) {
            const hc_day_shift *tour = &round->tours[t * problem->days];
            if (tour_saving(round, g, tour) <= HC_WORTH_ADDING) { continue; }
            HC_TRY(hc_master_add(round->master, g, tour, err));
            (*added)++;
        }
    }
    const double bound = hc_bound(problem, round->trial, round->best_total);
    if (bound > round->lower_bound) {
        round->lower_bound = bound;
        memcpy(round->centre, round->trial, problem->all_cells * sizeof *round->centre);
    }
    return HC_OK;
}

static void mix_duals(hc_round *round, bool is_first)
{
    for (size_t cell = 0; cell < round->problem->all_cells; cell++) {
        const double now = round->worth[cell];
        round->trial[cell] =
            is_first ? now : HC_SMOOTHING * round->centre[cell] + (1.0 - HC_SMOOTHING) * now;
    }
}

static hc_status generate_rounds(hc_round *round, hc_run *run, hc_generated *result,
                                 hc_error *err)
{
    while (hc_run_goes_on(run)) {
        double optimum = 0.0;
        size_t added = 0;
        HC_TRY(hc_master_solve(round->master, run, &optimum, err));
        if (run->stopped) { break; }
        hc_master_duals(round->master, round->worth, round->head_price);
        hc_bound_clip(round->problem, round->worth);
        const bool is_first = round->lower_bound == -(double)INFINITY;
        mix_duals(round, is_first);
        HC_TRY(price_groups(round, &added, err));
        if (added == 0 &&
            !is_first) { /* the mixture was priced in vain: the duals themselves */
            memcpy(round->trial, round->worth,
                   round->problem->all_cells * sizeof *round->trial);
            HC_TRY(price_groups(round, &added, err));
        }
        result->rounds++;
        run->progress.lower_bound = round->lower_bound;
        if (added == 0) {
            result->lp_bound = optimum;
            break;
        }
    }
    return HC_OK;
}

hc_status hc_generate(const hc_problem *problem, hc_master *master, hc_pricer *pricer,
                      hc_run *run, hc_generated *result, hc_error *err)
{
    hc_round round = {.problem = problem,
                      .master = master,
                      .pricer = pricer,
                      .lower_bound = -(double)INFINITY};
    *result = (hc_generated){.lower_bound = -(double)INFINITY, .lp_bound = HC_MISSING};
    double *numbers = NULL; /* the five arrays in one piece */
    hc_status st = hc_alloc(&numbers, 3 * problem->all_cells + 2 * problem->group_count,
                            sizeof *numbers, err);
    if (st == HC_OK) {
        st = hc_alloc(&round.tours, HC_TOURS_A_GROUP * problem->days, sizeof *round.tours, err);
    }
    if (st == HC_OK) {
        round.worth = numbers;
        round.centre = round.worth + problem->all_cells;
        round.trial = round.centre + problem->all_cells;
        round.head_price = round.trial + problem->all_cells;
        round.best_total = round.head_price + problem->group_count;
        st = generate_rounds(&round, run, result, err);
    }
    result->lower_bound = round.lower_bound;
    hc_free(numbers);
    hc_free(round.tours);
    return st;
}
