#include "scheduler/cover/pricing.h"

#include "forecast/base/memory.h"

static size_t value_count(const hc_problem *problem)
{
    size_t most = 1;
    for (size_t k = 0; k < problem->form_count; k++) {
        const size_t count = hc_value_at(problem, &problem->forms[k], problem->days, 0, 0);
        if (count > most) { most = count; }
    }
    return most;
}

hc_status hc_pricer_make(hc_pricer *pricer, const hc_problem *problem, hc_error *err)
{
    hc_pricer made = {.problem = problem, .valued_form = SIZE_MAX};
    hc_status st = hc_walk_create(&made.walk, problem, err);
    if (st == HC_OK) {
        st = hc_alloc(&made.prefix, problem->all_cells + 1, sizeof *made.prefix, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made.values, value_count(problem), sizeof *made.values, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made.choices, HC_TOURS_A_GROUP * problem->days, sizeof *made.choices,
                      err);
    }
    if (st != HC_OK) {
        hc_pricer_clear(&made);
        return st;
    }
    *pricer = made;
    return HC_OK;
}

void hc_pricer_set_values(hc_pricer *pricer, const double *cell_values)
{
    double sum = 0.0;
    pricer->prefix[0] = 0.0;
    for (size_t cell = 0; cell < pricer->problem->all_cells; cell++) {
        sum += cell_values[cell];
        pricer->prefix[cell + 1] = sum;
    }
    pricer->valued_form = SIZE_MAX;
}

static void value_day(hc_pricer *pricer, const hc_form *form, size_t day)
{
    const hc_problem *problem = pricer->problem;
    const double *prefix = &pricer->prefix[day * problem->cells_a_day];
    for (int32_t start = form->first_start[day]; start <= form->last_start[day]; start++) {
        double *value = &pricer->values[hc_value_at(problem, form, day, start, 0)];
        for (size_t shape = 0; shape < form->shape_count; shape++) {
            const int32_t cell = start * form->grid;
            if (cell + form->shapes[shape].length > form->last_end[day]) { continue; }
            value[shape] = hc_best_breaks(prefix, &form->shapes[shape], cell, NULL) -
                           hc_shift_price(problem, form, shape, day);
        }
    }
}

static void value_form(hc_pricer *pricer, size_t form)
{
    for (size_t day = 0; day < pricer->problem->days; day++) {
        value_day(pricer, &pricer->problem->forms[form], day);
    }
    pricer->valued_form = form;
}

static void place_tour(const hc_pricer *pricer, const hc_form *form,
                       const hc_walk_choice *choice, hc_day_shift *tour)
{
    const hc_problem *problem = pricer->problem;
    for (size_t day = 0; day < problem->days; day++) {
        tour[day] = (hc_day_shift){.start = HC_DAY_OFF};
        if (choice[day].start == HC_DAY_OFF) { continue; }
        const int32_t start = choice[day].start * form->grid;
        tour[day].start = (int16_t)start;
        tour[day].shape = choice[day].shape;
        (void)hc_best_breaks(&pricer->prefix[day * problem->cells_a_day],
                             &form->shapes[choice[day].shape], start, tour[day].break_at);
    }
}

size_t hc_pricer_best(hc_pricer *pricer, size_t group, size_t most, hc_day_shift *tours,
                      double *totals)
{
    const hc_problem *problem = pricer->problem;
    const size_t form = problem->groups[group].form;
    if (pricer->valued_form != form) { value_form(pricer, form); }
    const size_t found =
        hc_walk_best(pricer->walk, group, pricer->values, most, pricer->choices, totals);
    for (size_t t = 0; t < found; t++) {
        place_tour(pricer, &problem->forms[form], &pricer->choices[t * problem->days],
                   &tours[t * problem->days]);
    }
    return found;
}

void hc_pricer_clear(hc_pricer *pricer)
{
    hc_walk_free(pricer->walk);
    hc_free(pricer->prefix);
    hc_free(pricer->values);
    hc_free(pricer->choices);
    *pricer = (hc_pricer)HC_PRICER_INIT;
}
