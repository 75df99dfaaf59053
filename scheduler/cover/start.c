#include "scheduler/cover/start.h"

#include <string.h>

#include "forecast/base/memory.h"

#define HC_ANSWERS 3           /* passes over everybody at most */
#define HC_WORTH_CHANGING 1e-6 /* of cost: less is rounding noise */
#define HC_HIRE_SHARE 0.02     /* of the heads so far that are hired at once with one tour */

static bool has_shift(const hc_plan *plan, size_t head)
{
    for (size_t day = 0; day < plan->problem->days; day++) {
        if (hc_plan_tour(plan, head)[day].start != HC_DAY_OFF) { return true; }
    }
    return false;
}

hc_status hc_start_fill(hc_plan *plan, hc_pricer *pricer, hc_error *err)
{
    hc_day_shift *tour = NULL;
    double total = 0.0;
    HC_TRY(hc_alloc(&tour, plan->problem->days, sizeof *tour, err));
    for (size_t head = 0; head < plan->head_count; head++) {
        if (!plan->heads[head].hired || has_shift(plan, head)) { continue; }
        hc_pricer_set_values_of(pricer, hc_plan_group(plan, head)->set,
                                hc_plan_gain(plan, head, 0));
        if (hc_pricer_best(pricer, plan->heads[head].group, 1, tour, &total) > 0) {
            hc_plan_add_tour(plan, head, tour);
        }
    }
    hc_free(tour);
    return HC_OK;
}

/* ---- answering in turn ---- */

/* The best tour for what the others leave open, where it is worth its hiring. */
static void answer(hc_plan *plan, size_t head, hc_pricer *pricer, hc_day_shift *tour)
{
    const double hire = hc_plan_form(plan, head)->hire_cost;
    double total = 0.0;
    hc_pricer_set_values_of(pricer, hc_plan_group(plan, head)->set,
                            hc_plan_gain(plan, head, 0));
    if (hc_pricer_best(pricer, plan->heads[head].group, 1, tour, &total) > 0 &&
        (!plan->problem->choose_heads || total > hire)) {
        hc_plan_add_tour(plan, head, tour);
    }
}

/* false, and everything is as it was, when the best answer is no better. */
static bool answers_better(hc_plan *plan, size_t head, hc_pricer *pricer, hc_day_shift *tour)
{
    const size_t days = plan->problem->days;
    const double before = plan->cost;
    memcpy(tour + days, hc_plan_tour(plan, head), days * sizeof *tour);
    hc_plan_remove_tour(plan, head);
    answer(plan, head, pricer, tour);
    if (plan->cost < before - HC_WORTH_CHANGING) { return true; }
    hc_plan_remove_tour(plan, head);
    hc_plan_add_tour(plan, head, tour + days);
    return false;
}

hc_status hc_start_answer(hc_plan *plan, hc_pricer *pricer, hc_error *err)
{
    hc_day_shift *tour = NULL;
    bool any = true;
    HC_TRY(hc_alloc(&tour, 2 * plan->problem->days, sizeof *tour, err));
    for (int pass = 0; pass < HC_ANSWERS && any; pass++) {
        any = false;
        for (size_t head = 0; head < plan->head_count; head++) {
            if (!plan->heads[head].hired || !has_shift(plan, head)) { continue; }
            any = answers_better(plan, head, pricer, tour) || any;
        }
    }
    hc_free(tour);
    return HC_OK;
}

/* ---- hiring ---- */

typedef struct hc_hirer {
    const hc_problem *problem;
    hc_pricer *pricer;
    hc_plan plan;       /* one head a group, used again and again: only its cover counts */
    size_t *hired;      /* [groups] */
    size_t *form_hired; /* [forms] */
    hc_day_shift *tour; /* best so far, and room for one more */
    size_t hires;       /* what was hired, in order */
    size_t hire_capacity;
    size_t tour_capacity;
    size_t *hire_group;       /* [hires] */
    hc_day_shift *hire_tours; /* [hires][days] */
} hc_hirer;

static bool may_hire(const hc_hirer *hirer, size_t g)
{
    const hc_group *group = &hirer->problem->groups[g];
    const hc_form *form = &hirer->problem->forms[group->form];
    return hirer->hired[g] < group->heads &&
           (form->heads_most == HC_NO_LIMIT ||
            hirer->form_hired[group->form] < (size_t)form->heads_most);
}

/* The group whose best tour saves most beyond its price; SIZE_MAX when none does. */
static size_t best_hire(hc_hirer *hirer)
{
    const hc_problem *problem = hirer->problem;
    hc_day_shift *trial = hirer->tour + problem->days;
    size_t best = SIZE_MAX;
    double most = 0.0;
    hc_pricer_set_values(hirer->pricer, hirer->plan.gain);
    for (size_t g = 0; g < problem->group_count; g++) {
        double total = 0.0;
        if (!may_hire(hirer, g) || hc_pricer_best(hirer->pricer, g, 1, trial, &total) == 0) {
            continue;
        }
        total -= problem->forms[problem->groups[g].form].hire_cost;
        if (total > most) {
            most = total;
            best = g;
            for (size_t day = 0; day < problem->days; day++) {
                hirer->tour[day] = trial[day];
            }
        }
    }
    return best;
}

static hc_status note_hire(hc_hirer *hirer, size_t g, hc_error *err)
{
    const size_t days = hirer->problem->days;
    const size_t at = hirer->hires;
    HC_TRY(hc_grow(&hirer->hire_group, &hirer->hire_capacity, at + 1, sizeof *hirer->hire_group,
                   err));
    HC_TRY(hc_grow(&hirer->hire_tours, &hirer->tour_capacity, (at + 1) * days,
                   sizeof *hirer->hire_tours, err));
    hirer->hire_group[at] = g;
    memcpy(&hirer->hire_tours[at * days], hirer->tour, days * sizeof *hirer->tour);
    hirer->hires++;
    hirer->hired[g]++;
    hirer->form_hired[hirer->problem->groups[g].form]++;
    return HC_OK;
}

/* Makes room for another person's tour; the cover stays. */
static void forget_tour(hc_plan *plan, size_t head)
{
    for (size_t day = 0; day < plan->problem->days; day++) {
        hc_plan_tour(plan, head)[day].start = HC_DAY_OFF;
    }
}

/* Hires with the best tour while it still saves; the plan's heads only carry the cover. */
static hc_status hire_some(hc_hirer *hirer, size_t g, size_t most, hc_error *err)
{
    for (size_t k = 0; k < most && may_hire(hirer, g); k++) {
        const double before = hirer->plan.cost;
        hirer->plan.heads[g].hired = false;
        forget_tour(&hirer->plan, g);
        hc_plan_add_tour(&hirer->plan, g, hirer->tour);
        if (k > 0 && hirer->plan.cost >= before) {
            hc_plan_remove_tour(&hirer->plan, g);
            break;
        }
        HC_TRY(note_hire(hirer, g, err));
    }
    return HC_OK;
}

static hc_status make_hirer(hc_hirer *hirer, hc_error *err)
{
    const hc_problem *problem = hirer->problem;
    HC_TRY(hc_alloc(&hirer->hired, problem->group_count, sizeof *hirer->hired, err));
    HC_TRY(hc_alloc(&hirer->form_hired, problem->form_count, sizeof *hirer->form_hired, err));
    HC_TRY(hc_alloc(&hirer->tour, 2 * problem->days, sizeof *hirer->tour, err));
    for (size_t g = 0; g < problem->group_count; g++) {
        hirer->hired[g] = 1;
    }
    HC_TRY(hc_plan_make(&hirer->plan, problem, hirer->hired, err));
    for (size_t g = 0; g < problem->group_count; g++) {
        hirer->hired[g] = 0;
    }
    return HC_OK;
}

/* The hired heads with their tours, and `spare` more a group. */
static hc_status make_hired(hc_hirer *hirer, size_t spare, hc_plan *plan, hc_error *err)
{
    const hc_problem *problem = hirer->problem;
    for (size_t g = 0; g < problem->group_count; g++) {
        const size_t left = problem->groups[g].heads - hirer->hired[g];
        hirer->hired[g] += left < spare ? left : spare;
    }
    HC_TRY(hc_plan_make(plan, problem, hirer->hired, err));
    size_t first = 0;
    for (size_t g = 0; g < problem->group_count; g++) {
        const size_t own = hirer->hired[g];
        hirer->hired[g] = first; /* from here on the next head of the group */
        first += own;
    }
    for (size_t k = 0; k < hirer->hires; k++) {
        hc_plan_add_tour(plan, hirer->hired[hirer->hire_group[k]]++,
                         &hirer->hire_tours[k * problem->days]);
    }
    return HC_OK;
}

static hc_status hire(hc_hirer *hirer, size_t spare, hc_plan *plan, hc_error *err)
{
    for (size_t g = best_hire(hirer); g != SIZE_MAX; g = best_hire(hirer)) {
        const size_t at_once = 1 + (size_t)((double)hirer->hires * HC_HIRE_SHARE);
        HC_TRY(hire_some(hirer, g, at_once, err));
    }
    return make_hired(hirer, spare, plan, err);
}

hc_status hc_start_hire(const hc_problem *problem, hc_pricer *pricer, size_t spare,
                        hc_plan *plan, hc_error *err)
{
    hc_hirer hirer = {.problem = problem, .pricer = pricer};
    hc_status st = make_hirer(&hirer, err);
    if (st == HC_OK) { st = hire(&hirer, spare, plan, err); }
    hc_plan_clear(&hirer.plan);
    hc_free(hirer.hired);
    hc_free(hirer.form_hired);
    hc_free(hirer.tour);
    hc_free(hirer.hire_group);
    hc_free(hirer.hire_tours);
    return st;
}
