#include "scheduler/cover/generate.h"

#include <math.h>
#include <string.h>

#include "forecast/base/number.h"
#include "scheduler/cover/bound.h"
#include "scheduler/cover/overtime.h"

#define HC_SMOOTHING 0.6   /* share of the best duals so far in those that are priced */
#define HC_BOUND_WORK 24e6 /* allowance of the master; some five seconds */
#define HC_SEVERAL_QUEUES_WORK 120e6 /* the same with rows for each of them */
#define HC_NEAR_ENOUGH 1e-3 /* the gap they may leave when HC_BOUND_WORK was not enough */
#define HC_VERY_MANY_GROUPS 300
#define HC_VERY_MANY_WORK 90e6 /* the same when there are so many */
#define HC_WORTH_ADDING 1e-7   /* reduced cost below minus this */
#define HC_PASSES_ALIKE 3      /* a guess, what a head's price allows, the same with wages */

struct hc_generator {
    const hc_problem *problem;
    hc_master *master;
    hc_pricer *pricer;
    size_t worths;      /* numbers of one set of duals: sets x all_cells */
    double *worth;      /* [worths] duals of the last optimum */
    double *head_price; /* [groups] */
    double *centre;     /* duals of the best bound so far */
    double *trial;      /* duals being priced */
    double *best_total; /* [groups] */
    double *day_bonus;  /* [groups][days] where the master counts days */
    bool has_bonus;
    hc_day_shift *tours;
    size_t tours_most; /* of a group and round */
    double allowance;  /* of the master's work */
    double enough_gap; /* of the bound to the optimum, as a share of it: then the rounds end */
    double lower_bound;
};

/* What a shift saves beyond its price at the optimum's duals. */
static double shift_saving(const hc_generator *generator, const hc_group *group, size_t day,
                           const hc_day_shift *shift)
{
    const hc_problem *problem = generator->problem;
    const hc_shape *shape = &problem->forms[group->form].shapes[shift->shape];
    const double *midnight =
        &generator->worth[group->set * problem->all_cells + day * problem->cells_a_day];
    hc_piece pieces[HC_BREAKS_MAX + 1];
    const size_t count = hc_shift_pieces(shape, shift, pieces);
    double saving = -hc_shift_cost(problem, group, day, shift, pieces, count);
    for (size_t p = 0; p < count; p++) {
        for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
            saving += midnight[cell];
        }
    }
    return saving;
}

/* What a day of the tour is worth: the best of the shifts known for it, in a loose group. */
static double day_saving(const hc_generator *generator, size_t group, const hc_day_shift *tour,
                         size_t day)
{
    const hc_problem *problem = generator->problem;
    const hc_group *own = &problem->groups[group];
    const hc_form *form = &problem->forms[own->form];
    const size_t week = day / HC_DAYS_A_WEEK;
    double price = 0.0;
    if (own->is_loose && hc_master_day_price(generator->master, group, day,
                                             hc_tour_base(form, &tour[week * HC_DAYS_A_WEEK],
                                                          hc_week_days(problem, week)),
                                             &price)) {
        return price;
    }
    return shift_saving(generator, own, day, &tour[day]);
}

/* What a head with this tour saves at the optimum's duals. */
static double tour_saving(const hc_generator *generator, size_t group, const hc_day_shift *tour)
{
    const hc_problem *problem = generator->problem;
    const hc_group *own = &problem->groups[group];
    double saving = generator->head_price[group] - problem->forms[own->form].hire_cost -
                    hc_overtime_of_tour(problem, own, tour);
    for (size_t day = 0; day < problem->days; day++) {
        if (tour[day].start == HC_DAY_OFF) { continue; }
        saving += day_saving(generator, group, tour, day);
        if (generator->has_bonus) {
            saving += generator->day_bonus[group * problem->days + day];
        }
    }
    return saving;
}

/* The best shift of a day for the heads of a loose group that start from `base` on. */
static hc_status price_day(hc_generator *generator, size_t group, size_t day, int32_t base,
                           hc_error *err)
{
    const hc_problem *problem = generator->problem;
    hc_day_shift shift;
    double price = 0.0;
    if (!hc_master_day_price(generator->master, group, day, base, &price) ||
        !hc_pricer_best_shift(generator->pricer, group, day, base, &shift) ||
        shift_saving(generator, &problem->groups[group], day, &shift) - price <=
            HC_WORTH_ADDING) {
        return HC_OK;
    }
    return hc_master_add_day(generator->master, group, day, base, &shift, err);
}

static hc_status price_days(hc_generator *generator, size_t group, hc_error *err)
{
    const size_t bases = generator->problem->cells_a_day;
    hc_status st = HC_OK;
    for (size_t k = 0; k < generator->problem->days * bases && st == HC_OK; k++) {
        st = price_day(generator, group, k / bases, (int32_t)(k % bases), err);
    }
    return st;
}

/* Adds those of the found tours that improve the optimum. */
static hc_status add_tours(hc_generator *generator, size_t group, size_t found, hc_error *err)
{
    hc_status st = HC_OK;
    for (size_t t = 0; t < found && st == HC_OK; t++) {
        const hc_day_shift *tour = &generator->tours[t * generator->problem->days];
        if (tour_saving(generator, group, tour) > HC_WORTH_ADDING) {
            st = hc_master_add(generator->master, group, tour, err);
        }
    }
    return st;
}

/* Adds the best tours and shifts of one group that improve the optimum. */
static hc_status price_group(hc_generator *generator, size_t group, hc_error *err)
{
    double totals[HC_TOURS_A_GROUP] = {0.0};
    const size_t found = hc_pricer_best(generator->pricer, group, generator->tours_most,
                                        generator->tours, totals);
    generator->best_total[group] = totals[0];
    if (generator->problem->groups[group].is_loose) {
        HC_TRY(price_days(generator, group, err));
    }
    return add_tours(generator, group, found, err);
}

/* Prices every group at generator->trial, adds what improves the optimum, sharpens the bound.
 */
static hc_status price_groups(hc_generator *generator, size_t *added, hc_error *err)
{
    const hc_problem *problem = generator->problem;
    const size_t before = hc_master_columns(generator->master)->count;
    hc_status st = HC_OK;
    hc_pricer_set_day_bonus(generator->pricer,
                            generator->has_bonus ? generator->day_bonus : NULL);
    hc_pricer_set_values(generator->pricer, generator->trial);
    for (size_t g = 0; g < problem->group_count && st == HC_OK; g++) {
        st = price_group(generator, g, err);
    }
    hc_pricer_set_day_bonus(generator->pricer, NULL);
    HC_TRY(st);
    *added = hc_master_columns(generator->master)->count - before;
    const double bound = hc_bound(problem, generator->trial, generator->best_total);
    if (bound > generator->lower_bound) {
        generator->lower_bound = bound;
        memcpy(generator->centre, generator->trial,
               generator->worths * sizeof *generator->centre);
    }
    return HC_OK;
}

static void mix_duals(hc_generator *generator, bool pure)
{
    for (size_t at = 0; at < generator->worths; at++) {
        const double now = generator->worth[at];
        generator->trial[at] =
            pure ? now : HC_SMOOTHING * generator->centre[at] + (1.0 - HC_SMOOTHING) * now;
    }
    /* a mixture of what is settled between queues need not be */
    if (generator->problem->queue_count > 1) {
        hc_bound_clip(generator->problem, generator->trial);
    }
}

static void read_duals(hc_generator *generator)
{
    hc_master_duals(generator->master, generator->worth, generator->head_price);
    generator->has_bonus = hc_master_day_bonus(generator->master, generator->day_bonus);
    hc_bound_clip(generator->problem, generator->worth);
}

/* Prices a mixture of duals and, when that was in vain, the duals themselves. */
static hc_status price_round(hc_generator *generator, size_t *added, hc_error *err)
{
    const bool is_first = generator->lower_bound == -(double)INFINITY;
    read_duals(generator);
    mix_duals(generator, is_first);
    HC_TRY(price_groups(generator, added, err));
    if (*added > 0 || is_first) { return HC_OK; }
    mix_duals(generator, true);
    return price_groups(generator, added, err);
}

/* The most that a group's best tour saves for its hiring, at the values priced last. */
static double best_share(const hc_generator *generator)
{
    const hc_problem *problem = generator->problem;
    double most = 0.0;
    for (size_t g = 0; g < problem->group_count; g++) {
        const double hire = problem->forms[problem->groups[g].form].hire_cost;
        most = fmax(most, generator->best_total[g] / hire);
    }
    return most;
}

hc_status hc_generator_start_alike(hc_generator *generator, hc_error *err)
{
    double worth = generator->problem->price_unit;
    for (int pass = 0; pass < HC_PASSES_ALIKE; pass++) {
        size_t added = 0;
        for (size_t at = 0; at < generator->worths; at++) {
            generator->trial[at] = worth;
        }
        hc_bound_clip(generator->problem, generator->trial);
        HC_TRY(price_groups(generator, &added, err));
        const double share = best_share(generator);
        if (share <= 0.0) { break; }
        worth /= share;
    }
    return HC_OK;
}

static bool is_enough(const hc_generator *generator, double optimum)
{
    const double gap = optimum - generator->lower_bound;
    if (gap < generator->enough_gap * fabs(optimum)) { return true; }
    return generator->problem->queue_count > 1 && gap < HC_NEAR_ENOUGH * fabs(optimum) &&
           hc_master_work(generator->master) > HC_BOUND_WORK;
}

static hc_status generate_rounds(hc_generator *generator, hc_run *run, hc_generated *result,
                                 hc_error *err)
{
    size_t added = 1;
    hc_master_allow(generator->master, generator->allowance);
    while (added > 0 && hc_run_goes_on(run)) {
        double optimum = 0.0;
        HC_TRY(hc_master_solve(generator->master, run, &optimum, err));
        if (!hc_master_is_optimal(generator->master)) { break; }
        HC_TRY(price_round(generator, &added, err));
        result->rounds++;
        run->progress.lower_bound = generator->lower_bound;
        if (added == 0) { result->lp_bound = optimum; }
        if (is_enough(generator, optimum)) { break; }
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

const double *hc_generator_worth(const hc_generator *generator)
{
    return generator->centre;
}

void hc_generator_start_from(hc_generator *generator, const double *worth, double lower_bound)
{
    memcpy(generator->centre, worth, generator->worths * sizeof *worth);
    generator->lower_bound = lower_bound;
}

/* With demands or limits on counts the usual bound proves nothing: it is left as it was. */
static hc_status price_at_optimum(hc_generator *generator, size_t *added, hc_error *err)
{
    const double bound = generator->lower_bound;
    generator->lower_bound = (double)INFINITY;
    read_duals(generator);
    mix_duals(generator, true);
    const hc_status st = price_groups(generator, added, err);
    generator->lower_bound = bound;
    return st;
}

hc_status hc_generate_more(hc_generator *generator, hc_error *err)
{
    size_t added = 0;
    return price_at_optimum(generator, &added, err);
}

hc_status hc_generate_counted(hc_generator *generator, hc_counted *counted, hc_error *err)
{
    HC_TRY(price_at_optimum(generator, &counted->added, err));
    counted->cover = hc_bound_cover(generator->problem, generator->trial);
    counted->best_total = generator->best_total;
    counted->day_bonus = generator->day_bonus;
    return HC_OK;
}

/* Many groups add many tours a round already, and their program is slow to end. */
static void set_pace(hc_generator *generator)
{
    const size_t groups = generator->problem->group_count;
    generator->tours_most = HC_TOURS_A_GROUP;
    generator->allowance = HC_BOUND_WORK;
    if (generator->problem->queue_count > 1) { generator->allowance = HC_SEVERAL_QUEUES_WORK; }
    if (groups > HC_MANY_GROUPS) {
        generator->tours_most = 3;
        generator->enough_gap = 1e-4;
        generator->allowance = HC_VERY_MANY_WORK;
    }
    if (groups > HC_VERY_MANY_GROUPS) {
        generator->tours_most = 2;
        generator->enough_gap = 1e-5;
    }
}

hc_status hc_generator_create(hc_generator **generator, const hc_problem *problem,
                              hc_master *master, hc_pricer *pricer, hc_error *err)
{
    const size_t worths = problem->set_count * problem->all_cells;
    hc_generator *made = NULL;
    HC_TRY(hc_alloc(&made, 1, sizeof *made, err));
    *made = (hc_generator){.problem = problem,
                           .master = master,
                           .pricer = pricer,
                           .worths = worths,
                           .lower_bound = -(double)INFINITY};
    hc_status st =
        hc_alloc(&made->worth, 3 * worths + (2 + problem->days) * problem->group_count,
                 sizeof *made->worth, err);
    if (st == HC_OK) {
        st = hc_alloc(&made->tours, HC_TOURS_A_GROUP * problem->days, sizeof *made->tours, err);
    }
    if (st != HC_OK) {
        hc_generator_free(made);
        return st;
    }
    set_pace(made);
    made->centre = made->worth + worths; /* the six arrays are one piece */
    made->trial = made->centre + worths;
    made->head_price = made->trial + worths;
    made->best_total = made->head_price + problem->group_count;
    made->day_bonus = made->best_total + problem->group_count;
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
