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

/* Queues, and all who serve any of them: nobody else does, and they serve no other. */
typedef struct hc_team {
    hc_skills queues;
    size_t people; /* followed; 0: cell by cell */
} hc_team;

typedef struct hc_whole_shifts {
    const hc_problem *problem;
    hc_pricer *pricer;
    hc_shifts_left left;
    size_t team_count;
    hc_team teams[HC_PLACES_MAX];
    double *worth;      /* [sets][all_cells] */
    double *start;      /* [cells][types] what a shift of a team pays on top of its cells */
    double *least;      /* [groups] what each shift of the group saves then, at least */
    double *best_total; /* [groups] */
} hc_whole_shifts;

/* ---- teams ---- */

/* The queue's with those that are linked to it by people who serve both. */
static hc_skills linked_queues(const hc_problem *problem, size_t queue)
{
    hc_skills all = (hc_skills)1 << queue;
    hc_skills before = 0;
    while (before != all) {
        before = all;
        for (size_t set = 0; set < problem->set_count; set++) {
            if ((problem->sets[set] & all) != 0) { all |= problem->sets[set]; }
        }
    }
    return all;
}

static void find_teams(hc_whole_shifts *w)
{
    hc_skills found = 0;
    for (size_t q = 0; q < w->problem->queue_count; q++) {
        if (hc_serves(found, q)) { continue; }
        hc_team *team = &w->teams[w->team_count++];
        team->queues = linked_queues(w->problem, q);
        found |= team->queues;
    }
}

/* Agents wanted in a cell at all of the queues. */
static int32_t wanted_at(const hc_problem *problem, hc_skills queues, size_t cell)
{
    int32_t wanted = 0;
    for (size_t q = 0; q < problem->queue_count; q++) {
        if (!hc_serves(queues, q)) { continue; }
        wanted += hc_bound_agents(problem, q * problem->all_cells + cell, 0.0);
    }
    return wanted;
}

/* Whether following people can differ from cell by cell often enough. */
static bool are_few(const hc_problem *problem, hc_skills queues, size_t people)
{
    size_t few = 0;
    for (size_t cell = 0; cell < problem->cells; cell++) {
        const int32_t wanted = wanted_at(problem, queues, cell);
        few += wanted > 0 && wanted < (int32_t)people ? 1 : 0;
    }
    return (double)few > HC_FEW_WANTED * (double)problem->cells;
}

/* Settles whose people are followed; false: nobody's. */
static bool choose_followed(hc_whole_shifts *w, const hc_run *run)
{
    const size_t people =
        hc_few_people(w->problem, &w->left, hc_run_share(run) / (double)w->team_count);
    bool any = false;
    for (size_t t = 0; t < w->team_count && people >= HC_FEW_LEAST; t++) {
        hc_team *team = &w->teams[t];
        if (!are_few(w->problem, team->queues, people)) { continue; }
        team->people = people;
        any = true;
    }
    return any;
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

static void price_starts(hc_whole_shifts *w, size_t g)
{
    const hc_group *group = &w->problem->groups[g];
    const double *values = hc_pricer_shift_values(w->pricer, g);
    for (size_t day = 0; day < w->problem->days; day++) {
        for (int32_t s = group->first_start[day]; s <= group->last_start[day]; s++) {
            price_start(w, group, values, w->least[g], day, s);
        }
    }
}

/* What the team's shifts pay; those that nobody of it works cannot start. */
static void price_shifts(hc_whole_shifts *w, const hc_team *team)
{
    const hc_problem *problem = w->problem;
    for (size_t k = 0; k < problem->cells * w->left.types; k++) {
        w->start[k] = (double)INFINITY;
    }
    for (size_t g = 0; g < problem->group_count; g++) {
        if ((problem->sets[problem->groups[g].set] & team->queues) != 0) { price_starts(w, g); }
    }
}

static void price_groups(hc_whole_shifts *w)
{
    hc_pricer_set_values(w->pricer, w->worth);
    for (size_t g = 0; g < w->problem->group_count; g++) {
        const double hiring = w->problem->forms[w->problem->groups[g].form].hire_cost;
        const double best = hc_pricer_best_raised(w->pricer, g, -(double)INFINITY);
        const double most = w->problem->choose_heads ? fmax(best, hiring) : best;
        w->least[g] =
            least_saving(w->pricer, g, most + HC_SAVING_SLACK * fmax(1.0, fabs(most)));
        w->best_total[g] = hc_pricer_best_raised(w->pricer, g, w->least[g]);
    }
}

/* As much in every cell where a set's queues want somebody, as makes the best tour just worth
 * hiring; false: there is no such price. */
static bool worth_alike(hc_whole_shifts *w)
{
    const hc_problem *problem = w->problem;
    const size_t values = problem->set_count * problem->all_cells;
    double most = 0.0;
    for (size_t at = 0; at < values; at++) {
        const size_t cell = at % problem->all_cells;
        const hc_skills queues = problem->sets[at / problem->all_cells];
        const bool wanted = cell < problem->cells && wanted_at(problem, queues, cell) > 0;
        w->worth[at] = wanted ? 1.0 : 0.0;
    }
    hc_pricer_set_values(w->pricer, w->worth);
    for (size_t g = 0; g < problem->group_count; g++) {
        const double hiring = problem->forms[problem->groups[g].form].hire_cost;
        const double best = hc_pricer_best_raised(w->pricer, g, -(double)INFINITY);
        if (!(hiring > 0.0)) { return false; }
        most = fmax(most, best / hiring);
    }
    for (size_t at = 0; at < values && most > 0.0; at++) {
        w->worth[at] /= most;
    }
    return most > 0.0;
}

/* ---- the bound ---- */

static hc_status make_tables(hc_whole_shifts *w, hc_error *err)
{
    const hc_problem *problem = w->problem;
    HC_TRY(hc_alloc(&w->worth, problem->set_count * problem->all_cells, sizeof *w->worth, err));
    HC_TRY(hc_alloc(&w->start, problem->cells * w->left.types, sizeof *w->start, err));
    HC_TRY(hc_alloc(&w->least, problem->group_count, sizeof *w->least, err));
    return hc_alloc(&w->best_total, problem->group_count, sizeof *w->best_total, err);
}

/* Raises the bound to that at the cells' worth. */
static hc_status follow_people(hc_whole_shifts *w, hc_run *run, double *bound, hc_error *err)
{
    double cover = 0.0;
    price_groups(w);
    for (size_t t = 0; t < w->team_count; t++) {
        const hc_team *team = &w->teams[t];
        const hc_few_prices prices = {team->queues, w->worth, w->start};
        double own = 0.0;
        if (team->people > 0) { price_shifts(w, team); }
        HC_TRY(hc_few_cover(w->problem, &w->left, &prices, team->people, run, &own, err));
        cover += own;
    }
    *bound = fmax(*bound, hc_bound_of_cover(w->problem, cover, w->best_total));
    return HC_OK;
}

static hc_status bound_both_ways(hc_whole_shifts *w, const double *worth, hc_run *run,
                                 double *bound, hc_error *err)
{
    const hc_problem *problem = w->problem;
    HC_TRY(make_tables(w, err));
    memcpy(w->worth, worth, problem->set_count * problem->all_cells * sizeof *worth);
    HC_TRY(follow_people(w, run, bound, err));
    if (!problem->choose_heads || !worth_alike(w) || !hc_run_goes_on(run)) { return HC_OK; }
    return follow_people(w, run, bound, err);
}

hc_status hc_bound_whole_shifts(const hc_problem *problem, hc_pricer *pricer,
                                const double *worth, hc_run *run, double *bound, hc_error *err)
{
    hc_whole_shifts w = {.problem = problem, .pricer = pricer};
    bool few = false;
    *bound = -(double)INFINITY;
    HC_TRY(hc_shifts_left_make(problem, &w.left, &few, err));
    find_teams(&w);
    hc_status st = HC_OK;
    if (few && choose_followed(&w, run)) { st = bound_both_ways(&w, worth, run, bound, err); }
    hc_free(w.worth);
    hc_free(w.start);
    hc_free(w.least);
    hc_free(w.best_total);
    hc_shifts_left_clear(&w.left);
    return st;
}
