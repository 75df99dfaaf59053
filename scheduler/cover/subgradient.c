#include "scheduler/cover/subgradient.h"

#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/bound.h"

#define HC_FIRST_WORTH 0.3 /* of the price unit, in every cell */
#define HC_STEPS_LEAST 20
#define HC_WORK_MOST 4e9 /* estimated transitions of all walks: a few seconds */
#define HC_STEPS_KEPT 3  /* whose tours become columns, at least */
#define HC_COLUMNS_KEPT 120

/* How the steps are taken. */
typedef struct hc_pace {
    size_t steps;
    double length;    /* of the first Polyak's step */
    double shortened; /* the length, after so many steps without a better bound */
    size_t patience;
    double old_direction; /* share of the last direction in the next */
} hc_pace;

/* People who are all different average out. Where a group is of many they all go where its best
 * tour goes, so that only many short steps together lead upwards. */
static const hc_pace HC_PACE_OF_MANY_GROUPS = {1000, 1.2, 0.6, 20, 0.7};
static const hc_pace HC_PACE_OF_FEW_GROUPS = {4000, 0.3, 0.8, 40, 0.9};

typedef struct hc_slope {
    const hc_problem *problem;
    hc_pricer *pricer;
    size_t prices;       /* queues x all_cells */
    double *price;       /* [prices] of an agent at a queue, being tried */
    double *best;        /* [prices] of the best bound */
    double *direction;   /* [prices] */
    size_t worths;       /* sets x all_cells */
    double *worth;       /* [worths] of an agent by the prices */
    double *cover;       /* [worths] of every group's best tour */
    double *total;       /* [groups] */
    hc_day_shift *tours; /* [groups][days] */
    hc_day_shift *tours_before;
    hc_pace pace;
    double best_bound;
    double length;
    size_t in_vain;
    bool has_direction;
} hc_slope;

static void add_cover(const hc_problem *problem, const hc_group *group,
                      const hc_day_shift *tour, double *cover)
{
    const hc_form *form = &problem->forms[group->form];
    for (size_t day = 0; day < problem->days; day++) {
        if (tour[day].start == HC_DAY_OFF) { continue; }
        double *midnight = &cover[group->set * problem->all_cells + day * problem->cells_a_day];
        hc_piece pieces[HC_BREAKS_MAX + 1];
        const size_t count =
            hc_shift_pieces(&form->shapes[tour[day].shape], &tour[day], pieces);
        for (size_t p = 0; p < count; p++) {
            for (int32_t cell = pieces[p].from; cell < pieces[p].to; cell++) {
                midnight[cell] += (double)group->heads;
            }
        }
    }
}

/* Everybody's best tour at the values, the cover of them all, and the bound. */
static double price_all(hc_slope *slope)
{
    const hc_problem *problem = slope->problem;
    hc_day_shift *before = slope->tours_before;
    slope->tours_before = slope->tours;
    slope->tours = before;
    memset(slope->cover, 0, slope->worths * sizeof *slope->cover);
    hc_bound_worth(problem, slope->price, slope->worth);
    hc_pricer_set_values(slope->pricer, slope->worth);
    for (size_t g = 0; g < problem->group_count; g++) {
        hc_day_shift *tour = &slope->tours[g * problem->days];
        (void)hc_pricer_best(slope->pricer, g, 1, tour, &slope->total[g]);
        add_cover(problem, &problem->groups[g], tour, slope->cover);
    }
    return hc_bound(problem, slope->worth, slope->total);
}

/* Keeps the best bound; goes back to its values, with shorter steps, after many in vain. */
static bool note_bound(hc_slope *slope, double bound)
{
    const size_t bytes = slope->prices * sizeof *slope->price;
    if (bound > slope->best_bound) {
        slope->best_bound = bound;
        slope->in_vain = 0;
        memcpy(slope->best, slope->price, bytes);
        return true;
    }
    if (++slope->in_vain < slope->pace.patience) { return true; }
    slope->in_vain = 0;
    slope->length *= slope->pace.shortened;
    memcpy(slope->price, slope->best, bytes);
    return false;
}

/* Turns the direction towards what the cell's queues lack; gives its squared length. */
static double turn(hc_slope *slope, size_t cell)
{
    const hc_problem *problem = slope->problem;
    const double old = slope->has_direction ? slope->pace.old_direction : 0.0;
    double at_queue[HC_PLACES_MAX];
    double square = 0.0;
    hc_bound_at_queues(problem, slope->price, slope->cover, cell, at_queue);
    for (size_t q = 0; q < problem->queue_count; q++) {
        const size_t at = q * problem->all_cells + cell;
        const double wanted = (double)hc_bound_agents(problem, at, slope->price[at]);
        double *direction = &slope->direction[at];
        *direction = old * *direction + (1.0 - old) * (wanted - at_queue[q]);
        square += *direction * *direction;
    }
    return square;
}

static void step(hc_slope *slope, double known_cost, double bound)
{
    const hc_problem *problem = slope->problem;
    double square = 0.0;
    for (size_t cell = 0; cell < problem->cells; cell++) {
        square += turn(slope, cell);
    }
    slope->has_direction = true;
    if (square <= 0.0) { return; }
    const double by = slope->length * (known_cost - bound) / square;
    for (size_t at = 0; at < slope->prices; at++) {
        const double most = hc_gain(problem, at, 0);
        slope->price[at] += by * slope->direction[at];
        if (slope->price[at] > most) { slope->price[at] = most; }
    }
    hc_bound_clip_prices(problem, slope->price);
}

/* The step's tours become columns; `again` only those that the step before did not give. */
static hc_status add_columns(const hc_slope *slope, bool again, hc_master *master,
                             hc_error *err)
{
    const size_t days = slope->problem->days;
    for (size_t g = 0; g < slope->problem->group_count; g++) {
        const hc_day_shift *tour = &slope->tours[g * days];
        const hc_day_shift *before = &slope->tours_before[g * days];
        if (again && memcmp(tour, before, days * sizeof *tour) == 0) { continue; }
        HC_TRY(hc_master_add(master, g, tour, err));
    }
    return HC_OK;
}

static size_t steps_of(const hc_problem *problem, size_t most)
{
    double work = 1.0;
    for (size_t g = 0; g < problem->group_count; g++) {
        work += hc_walk_work(problem, g);
    }
    const double steps = HC_WORK_MOST / work;
    if (steps > (double)most) { return most; }
    return steps < HC_STEPS_LEAST ? HC_STEPS_LEAST : (size_t)steps;
}

/* Steps whose tours become columns: more where a step gives few. */
static size_t steps_kept(const hc_problem *problem)
{
    const size_t few = problem->group_count > 0 ? HC_COLUMNS_KEPT / problem->group_count : 0;
    return few > HC_STEPS_KEPT ? few : HC_STEPS_KEPT;
}

static hc_status climb(hc_slope *slope, hc_master *master, double known_cost, hc_run *run,
                       hc_error *err)
{
    const size_t steps = steps_of(slope->problem, slope->pace.steps);
    const size_t kept = steps_kept(slope->problem);
    hc_status st = HC_OK;
    for (size_t at = 0; at < steps && st == HC_OK && hc_run_goes_on(run); at++) {
        const double bound = price_all(slope);
        const bool goes_on = note_bound(slope, bound);
        if (at + kept >= steps) { st = add_columns(slope, at + kept > steps, master, err); }
        if (goes_on) { step(slope, known_cost, bound); }
        run->progress.lower_bound = slope->best_bound;
    }
    return st;
}

static hc_status make_slope(hc_slope *slope, hc_error *err)
{
    const hc_problem *problem = slope->problem;
    slope->prices = hc_queue_cells(problem);
    slope->worths = problem->set_count * problem->all_cells;
    const size_t tours = problem->group_count * problem->days;
    HC_TRY(hc_alloc(&slope->price, slope->prices, sizeof *slope->price, err));
    HC_TRY(hc_alloc(&slope->best, slope->prices, sizeof *slope->best, err));
    HC_TRY(hc_alloc(&slope->direction, slope->prices, sizeof *slope->direction, err));
    HC_TRY(hc_alloc(&slope->worth, slope->worths, sizeof *slope->worth, err));
    HC_TRY(hc_alloc(&slope->cover, slope->worths, sizeof *slope->cover, err));
    HC_TRY(hc_alloc(&slope->total, problem->group_count, sizeof *slope->total, err));
    HC_TRY(hc_alloc(&slope->tours, tours, sizeof *slope->tours, err));
    HC_TRY(hc_alloc(&slope->tours_before, tours, sizeof *slope->tours_before, err));
    const size_t wanted = (problem->queue_count - problem->trained_count) * problem->all_cells;
    for (size_t at = 0; at < slope->prices; at++) {
        const double first = HC_FIRST_WORTH * problem->price_unit;
        slope->price[at] = at < wanted ? first : fmin(first, hc_gain(problem, at, 0));
    }
    hc_bound_clip_prices(problem, slope->price);
    return HC_OK;
}

hc_status hc_subgradient_start(const hc_problem *problem, hc_master *master,
                               hc_generator *generator, hc_pricer *pricer, double known_cost,
                               hc_run *run, hc_error *err)
{
    const hc_pace pace =
        problem->group_count > HC_MANY_GROUPS ? HC_PACE_OF_MANY_GROUPS : HC_PACE_OF_FEW_GROUPS;
    hc_slope slope = {.problem = problem,
                      .pricer = pricer,
                      .pace = pace,
                      .best_bound = -(double)INFINITY,
                      .length = pace.length};
    hc_status st = make_slope(&slope, err);
    if (st == HC_OK) { st = climb(&slope, master, known_cost, run, err); }
    if (st == HC_OK && slope.best_bound > -(double)INFINITY) {
        hc_bound_worth(problem, slope.best, slope.worth);
        hc_generator_start_from(generator, slope.worth, slope.best_bound);
    }
    hc_free(slope.price);
    hc_free(slope.worth);
    hc_free(slope.best);
    hc_free(slope.direction);
    hc_free(slope.cover);
    hc_free(slope.total);
    hc_free(slope.tours);
    hc_free(slope.tours_before);
    return st;
}
