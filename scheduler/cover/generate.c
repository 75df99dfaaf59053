#include "scheduler/cover/generate.h"

#include <math.h>
#include <string.h>

#include "forecast/base/number.h"
#include "scheduler/cover/bound.h"

#define HC_SMOOTHING 0.6     /* share of the best duals so far in those that are priced */
#define HC_WORTH_ADDING 1e-7 /* reduced cost below minus this */

struct hc_generator {
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
};

/* Value of a tour at the optimum's duals: what it saves beyond its price. */
static double tour_saving(const hc_generator *generator, size_t group, const hc_day_shift *tour)
{
    const hc_problem *problem = generator->problem;
    const hc_form *form = &problem->forms[problem->groups[group].form];
    double saving = generator->head_price[group] - form->hire_cost;
    for (size_t day = 0; day < problem->days; day++) {
        if (tour[day].start == HC_DAY_OFF) { continue; }
        const double *midnight = &generator->worth[day * problem->cells_a_day];
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

/* Adds the best tours of one group that improve the optimum. */
static hc_status price_group(hc_generator *generator, size_t group, size_t *added,
                             hc_error *err)
{
    const size_t days = generator->problem->days;
    double totals[HC_TOURS_A_GROUP] = {0.0};
    const size_t found =
        hc_pricer_best(generator->pricer, group, HC_TOURS_A_GROUP, generator->tours, totals);
    generator->best_total[group] = totals[0];
    hc_status st = HC_OK;
    for (size_t t = 0; t < found && st == HC_OK; t++) {
        const hc_day_shift *tour = &generator->tours[t * days];
        if (tour_saving(generator, group, tour) <= HC_WORTH_ADDING) { continue; }
        st = hc_master_add(generator->master, group, tour, err);
        (*added)++;
    }
    return st;
}

/* Prices every group at generator->trial, adds what improves the optimum, sharpens the bound.
 */
static hc_status price_groups(hc_generator *generator, size_t *added, hc_error *err)
{
    const hc_problem *problem = generator->problem;
    *added = 0;
    hc_pricer_set_values(generator->pricer, generator->trial);
    for (size_t g = 0; g < problem->group_count; g++) {
        HC_TRY(price_group(generator, g, added, err));
    }
    const double bound = hc_bound(problem, generator->trial, generator->best_total);
    if (bound > generator->lower_bound) {
        generator->lower_bound = bound;
        memcpy(generator->centre, generator->trial,
               problem->all_cells * sizeof *generator->centre);
    }
    return HC_OK;
}

static void mix_duals(hc_generator *generator, bool pure)
{
    for (size_t cell = 0; cell < generator->problem->all_cells; cell++) {
        const double now = generator->worth[cell];
        generator->trial[cell] =
            pure ? now : HC_SMOOTHING * generator->centre[cell] + (1.0 - HC_SMOOTHING) * now;
    }
}

/* Prices a mixture of duals and, when that was in vain, the duals themselves. */
static hc_status price_round(hc_generator *generator, size_t *added, hc_error *err)
{
    const bool is_first = generator->lower_bound == -(double)INFINITY;
    hc_master_duals(generator->master, generator->worth, generator->head_price);
    hc_bound_clip(generator->problem, generator->worth);
    mix_duals(generator, is_first);
    HC_TRY(price_groups(generator, added, err));
    if (*added > 0 || is_first) { return HC_OK; }
    mix_duals(generator, true);
    return price_groups(generator, added, err);
}

static hc_status generate_rounds(hc_generator *generator, hc_run *run, hc_generated *result,
                                 hc_error *err)
{
    size_t added = 1;
    while (added > 0 && hc_run_goes_on(run)) {
        double optimum = 0.0;
        HC_TRY(hc_master_solve(generator->master, run, &optimum, err));
        if (run->stopped) { break; }
        HC_TRY(price_round(generator, &added, err));
        result->rounds++;
        run->progress.lower_bound = generator->lower_bound;
        if (added == 0) { result->lp_bound = optimum; }
    }
    return HC_OK;
}

hc_status hc_generate(hc_generator *generator, hc_run *run, hc_generated *result, hc_error *err)
{
    *result = (hc_generated){.lp_bound = HC_MISSING};
    const hc_status st = generate_rounds(generator, run, result, err);
    result->lower_bound = generator->lower_bound;
    return st;
}

hc_status hc_generate_more(hc_generator *generator, hc_error *err)
{
    size_t added = 0;
    const double bound = generator->lower_bound;
    generator->lower_bound = (double)INFINITY; /* with demands the bound proves nothing */
    hc_master_duals(generator->master, generator->worth, generator->head_price);
    hc_bound_clip(generator->problem, generator->worth);
    mix_duals(generator, true);
    const hc_status st = price_groups(generator, &added, err);
    generator->lower_bound = bound;
    return st;
}

hc_status hc_generator_create(hc_generator **generator, const hc_problem *problem,
                              hc_master *master, hc_pricer *pricer, hc_error *err)
{
    const size_t cells = problem->all_cells;
    hc_generator *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    *made = (hc_generator){.problem = problem,
                           .master = master,
                           .pricer = pricer,
                           .lower_bound = -(double)INFINITY};
    hc_status st =
        hc_alloc(&made->worth, 3 * cells + 2 * problem->group_count, sizeof *made->worth, err);
    if (st == HC_OK) {
        st = hc_alloc(&made->tours, HC_TOURS_A_GROUP * problem->days, sizeof *made->tours, err);
    }
    if (st != HC_OK) {
        hc_generator_free(made);
        return st;
    }
    made->centre = made->worth + cells; /* the five arrays are one piece */
    made->trial = made->centre + cells;
    made->head_price = made->trial + cells;
    made->best_total = made->head_price + problem->group_count;
    *generator = made;
    return HC_OK;
}

void hc_generator_free(hc_generator *generator)
{
    if (generator == NULL) { return; }
    hc_free(generator->worth);
    hc_free(generator->tours);
    hc_free(generator);
}
