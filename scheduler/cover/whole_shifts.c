#include "scheduler/cover/whole_shifts.h"

#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/bound.h"
#include "scheduler/cover/few_people.h"

#define HC_FEW_LEAST 2       /* people followed */
#define HC_FEW_WANTED 0.05   /* share of cells with fewer wanted than are followed */
#define HC_HALVINGS 20       /* until what shifts save at least is known to a millionth */
#define HC_SAVING_SLACK 1e-9 /* of a tour: rounding noise of its sum */

typedef struct hc_whole_shifts {
    const hc_problem *problem;
    hc_pricer *pricer;
    hc_shifts_left left;
    double *worth;      /* [all_cells] */
    double *start;      /* [cells][types] what a shift pays on top of its cells */
    double *best_total; /* [groups] */
} hc_whole_shifts;

/* Whether following people can differ from cell by cell often enough. */
static bool are_few(const hc_problem *problem, size_t people)
{
    size_t few = 0;
    for (size_t cell = 0; cell < problem->cells; cell++) {
        const int32_t wanted = hc_bound_agents(problem, cell, 0.0);
        few += wanted > 0 && wanted < (int32_t)people ? 1 : 0;
    }
    return (double)few > HC_FEW_WANTED * (double)problem->cells;
}

/* ---- prices ---- */

/* What every shift of the group may be said to save, at least, without its best tour being
 * worth more than `most`. */
static double least_saving(hc_pricer *pricer, size_t g, double most)
{
    double low = 0.0;
    double high = most;
    for (int step = 0; step < HC_HALVINGS; step++) {
        const double middle = (low + high) / 2.0;
        if (hc_pricer_best_raised(pricer, g, middle) <= most) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Lowers what shifts of a type pay that start there to what those of the group do. */
static void price_start(hc_whole_shifts *w, const hc_group *group, const double *values,
                        double least, size_t day, int32_t start)
{
    const hc_problem *problem = w->problem;
    const hc_form *form = &problem->forms[group->form];
    const int32_t from = start * form->grid;
    const size_t cell = day * problem->cells_a_day + (size_t)from;
    double *own = &w->start[cell * w->left.types + w->left.of_form[group->form]];
    for (size_t shape = 0; shape < form->shape_count; shape++) {
        if (from + form->shapes[shape].length > group->last_end[day]) { continue; }
        const double value = values[hc_value_at(problem, form, day, start, shape)];
        own[shape] = fmin(own[shape], fmax(0.0, least - value));
    }
}

static void price_starts(hc_whole_shifts *w, size_t g, double least)
{
    const hc_group *group = &w->problem->groups[g];
    const double *values = hc_pricer_shift_values(w->pricer, g);
    for (size_t day = 0; day < w->problem->days; day++) {
        for (int32_t s = group->first_start[day]; s <= group->last_start[day]; s++) {
            price_start(w, group, values, least, day, s);
        }
    }
}

static void price_shifts(hc_whole_shifts *w)
{
    for (size_t k = 0; k < w->problem->cells * w->left.types; k++) {
        w->start[k] = (double)INFINITY;
    }
    hc_pricer_set_values(w->pricer, w->worth);
    for (size_t g = 0; g < w->problem->group_count; g++) {
        const double hiring = w->problem->forms[w->problem->groups[g].form].hire_cost;
        const double best = hc_pricer_best_raised(w->pricer, g, -(double)INFINITY);
        const double most = w->problem->choose_heads ? fmax(best, hiring) : best;
        const double least =
            least_saving(w->pricer, g, most + HC_SAVING_SLACK * fmax(1.0, fabs(most)));
        w->best_total[g] = hc_pricer_best_raised(w->pricer, g, least);
        price_starts(w, g, least);
    }
}

/* As much in every cell where somebody is wanted, as makes the best tour just worth hiring;
 * false: there is no such price. */
static bool worth_alike(hc_whole_shifts *w)
{
    const hc_problem *problem = w->problem;
    double most = 0.0;
    for (size_t cell = 0; cell < problem->all_cells; cell++) {
        const bool wanted = cell < problem->cells && hc_bound_agents(problem, cell, 0.0) > 0;
        w->worth[cell] = wanted ? 1.0 : 0.0;
    }
    hc_pricer_set_values(w->pricer, w->worth);
    for (size_t g = 0; g < problem->group_count; g++) {
        const double hiring = problem->forms[problem->groups[g].form].hire_cost;
        const double best = hc_pricer_best_raised(w->pricer, g, -(double)INFINITY);
        if (!(hiring > 0.0)) { return false; }
        most = fmax(most, best / hiring);
    }
    for (size_t cell = 0; cell < problem->cells && most > 0.0; cell++) {
        w->worth[cell] /= most;
    }
    return most > 0.0;
}

/* ---- the bound ---- */

static hc_status make_tables(hc_whole_shifts *w, hc_error *err)
{
    const hc_problem *problem = w->problem;
    HC_TRY(hc_alloc(&w->worth, problem->all_cells, sizeof *w->worth, err));
    HC_TRY(hc_alloc(&w->start, problem->cells * w->left.types, sizeof *w->start, err));
    return hc_alloc(&w->best_total, problem->group_count, sizeof *w->best_total, err);
}

/* Raises the bound to that at the cells' worth. */
static hc_status follow_people(hc_whole_shifts *w, size_t people, hc_run *run, double *bound,
                               hc_error *err)
{
    double cover = 0.0;
    price_shifts(w);
    const hc_few_prices prices = {w->worth, w->start};
    HC_TRY(hc_few_cover(w->problem, &w->left, &prices, people, run, &cover, err));
    *bound = fmax(*bound, hc_bound_of_cover(w->problem, cover, w->best_total));
    return HC_OK;
}

static hc_status bound_both_ways(hc_whole_shifts *w, const double *worth, size_t people,
                                 hc_run *run, double *bound, hc_error *err)
{
    HC_TRY(make_tables(w, err));
    memcpy(w->worth, worth, w->problem->all_cells * sizeof *worth);
    HC_TRY(follow_people(w, people, run, bound, err));
    if (!w->problem->choose_heads || !worth_alike(w) || !hc_run_goes_on(run)) { return HC_OK; }
    return follow_people(w, people, run, bound, err);
}

hc_status hc_bound_whole_shifts(const hc_problem *problem, hc_pricer *pricer,
                                const double *worth, hc_run *run, double *bound, hc_error *err)
{
    hc_whole_shifts w = {.problem = problem, .pricer = pricer};
    bool few = false;
    *bound = -(double)INFINITY;
    HC_TRY(hc_shifts_left_make(problem, &w.left, &few, err));
    const size_t people = few ? hc_few_people(problem, &w.left, run) : 0;
    hc_status st = HC_OK;
    if (people >= HC_FEW_LEAST && are_few(problem, people)) {
        st = bound_both_ways(&w, worth, people, run, bound, err);
    }
    hc_free(w.worth);
    hc_free(w.start);
    hc_free(w.best_total);
    hc_shifts_left_clear(&w.left);
    return st;
}
