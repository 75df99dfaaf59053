#include "scheduler/cover/pricing.h"

#include <math.h>

#include "forecast/base/memory.h"
#include "scheduler/cover/breaks.h"
#include "scheduler/cover/premium.h"

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
        st = hc_alloc(&made.prefix, problem->set_count * (problem->all_cells + 1),
                      sizeof *made.prefix, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made.own_prefix, problem->all_cells + 1, sizeof *made.own_prefix, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made.cover_values, value_count(problem), sizeof *made.cover_values, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made.values, value_count(problem), sizeof *made.values, err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made.choices, HC_TOURS_A_GROUP * problem->days, sizeof *made.choices,
                      err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&made.day_values, 2 * problem->days, sizeof *made.day_values, err);
    }
    if (st != HC_OK) {
        hc_pricer_clear(&made);
        return st;
    }
    *pricer = made;
    return HC_OK;
}

static double *prefix_of(const hc_pricer *pricer, size_t set)
{
    return &pricer->prefix[set * (pricer->problem->all_cells + 1)];
}

void hc_pricer_set_values_of(hc_pricer *pricer, size_t set, const double *cell_values)
{
    double *prefix = prefix_of(pricer, set);
    double sum = 0.0;
    prefix[0] = 0.0;
    for (size_t cell = 0; cell < pricer->problem->all_cells; cell++) {
        sum += cell_values[cell];
        prefix[cell + 1] = sum;
    }
    pricer->valued_form = SIZE_MAX;
    pricer->valued_group = NULL;
    pricer->own_group = NULL;
}

void hc_pricer_set_values(hc_pricer *pricer, const double *cell_values)
{
    for (size_t set = 0; set < pricer->problem->set_count; set++) {
        hc_pricer_set_values_of(pricer, set, &cell_values[set * pricer->problem->all_cells]);
    }
}

void hc_pricer_set_day_bonus(hc_pricer *pricer, const double *bonus)
{
    pricer->day_bonus = bonus;
    pricer->valued_group = NULL;
}

/* Sums of the cells' values and premiums to this group, from a day's midnight on. */
static hc_day_sums sums_of(const hc_pricer *pricer, const hc_group *group, size_t day)
{
    const hc_problem *problem = pricer->problem;
    const double *prefix =
        pricer->own_group == group ? pricer->own_prefix : prefix_of(pricer, group->set);
    return (hc_day_sums){&prefix[day * problem->cells_a_day],
                         hc_premium_of(problem, &problem->forms[group->form], day),
                         group->wage_an_hour};
}

static void add_rewards(hc_pricer *pricer, const hc_group *group)
{
    const double *prefix = prefix_of(pricer, group->set);
    double sum = 0.0;
    for (size_t cell = 0; cell < pricer->problem->all_cells; cell++) {
        pricer->own_prefix[cell] = prefix[cell] + sum;
        sum += group->reward[cell];
    }
    pricer->own_prefix[pricer->problem->all_cells] = prefix[pricer->problem->all_cells] + sum;
    pricer->own_group = group;
}

static void value_day(hc_pricer *pricer, const hc_form *form, size_t set, size_t day)
{
    const hc_problem *problem = pricer->problem;
    const double *prefix = prefix_of(pricer, set);
    const hc_day_sums sums = {.values = &prefix[day * problem->cells_a_day]};
    for (int32_t start = form->first_start[day]; start <= form->last_start[day]; start++) {
        double *value = &pricer->cover_values[hc_value_at(problem, form, day, start, 0)];
        for (size_t shape = 0; shape < form->shape_count; shape++) {
            const int32_t cell = start * form->grid;
            if (cell + form->shapes[shape].length > form->last_end[day]) { continue; }
            value[shape] = hc_best_breaks(&sums, &form->shapes[shape], cell, NULL);
        }
    }
}

/* Premiums differ with the wage, so such shifts are valued group by group. */
static void value_form(hc_pricer *pricer, size_t form, size_t set)
{
    pricer->valued_form = form;
    pricer->valued_set = set;
    if (pricer->problem->forms[form].premium_hours != NULL) { return; }
    for (size_t day = 0; day < pricer->problem->days; day++) {
        value_day(pricer, &pricer->problem->forms[form], set, day);
    }
}

/* Of a shift by cover, premiums and the group's activities. */
static double cover_value(const hc_pricer *pricer, const hc_group *group, size_t day,
                          int32_t start, size_t shape)
{
    const hc_form *form = &pricer->problem->forms[group->form];
    const int32_t cell = start * form->grid;
    if (group->reward == NULL && form->premium_hours == NULL) {
        return pricer->cover_values[hc_value_at(pricer->problem, form, day, start, shape)];
    }
    if (cell + form->shapes[shape].length > group->last_end[day]) { return 0.0; }
    const hc_day_sums sums = sums_of(pricer, group, day);
    return hc_best_breaks(&sums, &form->shapes[shape], cell, NULL);
}

/* Takes the group's prices off the values of the shifts that it may work. */
static void price_group(hc_pricer *pricer, const hc_group *group)
{
    const hc_problem *problem = pricer->problem;
    const hc_form *form = &problem->forms[group->form];
    const double *bonus =
        pricer->day_bonus == NULL
            ? NULL
            : &pricer->day_bonus[(size_t)(group - problem->groups) * problem->days];
    for (size_t day = 0; day < problem->days; day++) {
        const double earned = bonus != NULL ? bonus[day] : 0.0;
        for (int32_t start = group->first_start[day]; start <= group->last_start[day];
             start++) {
            const size_t at = hc_value_at(problem, form, day, start, 0);
            for (size_t shape = 0; shape < form->shape_count; shape++) {
                pricer->values[at + shape] =
                    cover_value(pricer, group, day, start, shape) + earned -
                    hc_shift_price(group, &form->shapes[shape], day, start * form->grid);
            }
        }
    }
}

static void place_tour(const hc_pricer *pricer, const hc_group *group,
                       const hc_walk_choice *choice, hc_day_shift *tour)
{
    const hc_problem *problem = pricer->problem;
    const hc_form *form = &problem->forms[group->form];
    for (size_t day = 0; day < problem->days; day++) {
        tour[day] = (hc_day_shift){.start = HC_DAY_OFF};
        if (choice[day].start == HC_DAY_OFF) { continue; }
        const int32_t start = choice[day].start * form->grid;
        tour[day].start = (int16_t)start;
        tour[day].shape = choice[day].shape;
        const hc_day_sums sums = sums_of(pricer, group, day);
        (void)hc_best_breaks(&sums, &form->shapes[choice[day].shape], start,
                             tour[day].break_at);
    }
}

/* Makes the values of the group's shifts ready. */
static void value_group(hc_pricer *pricer, const hc_group *group)
{
    if (pricer->valued_form != group->form || pricer->valued_set != group->set) {
        value_form(pricer, group->form, group->set);
    }
    if (pricer->valued_group == group) { return; }
    if (group->reward != NULL) { add_rewards(pricer, group); }
    price_group(pricer, group);
    pricer->valued_group = group;
}

static size_t best_tours(hc_pricer *pricer, size_t group, size_t most, hc_day_shift *tours,
                         double *totals)
{
    const hc_problem *problem = pricer->problem;
    const hc_group *own = &problem->groups[group];
    const size_t found =
        hc_walk_best(pricer->walk, group, pricer->values, most, pricer->choices, totals);
    for (size_t t = 0; t < found; t++) {
        place_tour(pricer, own, &pricer->choices[t * problem->days], &tours[t * problem->days]);
    }
    return found;
}

size_t hc_pricer_best(hc_pricer *pricer, size_t group, size_t most, hc_day_shift *tours,
                      double *totals)
{
    value_group(pricer, &pricer->problem->groups[group]);
    return best_tours(pricer, group, most, tours, totals);
}

const double *hc_pricer_shift_values(hc_pricer *pricer, size_t group)
{
    value_group(pricer, &pricer->problem->groups[group]);
    return pricer->values;
}

double hc_pricer_best_raised(hc_pricer *pricer, size_t group, double least)
{
    const hc_problem *problem = pricer->problem;
    const hc_group *own = &problem->groups[group];
    const hc_form *form = &problem->forms[own->form];
    double total = 0.0;
    value_group(pricer, own);
    for (size_t day = 0; day < problem->days; day++) {
        for (int32_t start = own->first_start[day]; start <= own->last_start[day]; start++) {
            double *value = &pricer->values[hc_value_at(problem, form, day, start, 0)];
            for (size_t shape = 0; shape < form->shape_count; shape++) {
                value[shape] = fmax(value[shape], least);
            }
        }
    }
    pricer->valued_group = NULL;
    (void)hc_walk_best(pricer->walk, group, pricer->values, 1, pricer->choices, &total);
    return total;
}

/* ---- with days to keep ---- */

double hc_pricer_value(const hc_pricer *pricer, const hc_group *group, size_t day,
                       const hc_day_shift *shift)
{
    const hc_problem *problem = pricer->problem;
    const hc_shape *shape = &problem->forms[group->form].shapes[shift->shape];
    const double *prefix = &prefix_of(pricer, group->set)[day * problem->cells_a_day];
    hc_piece pieces[HC_BREAKS_MAX + 1];
    const size_t count = hc_shift_pieces(shape, shift, pieces);
    double value = -hc_shift_cost(problem, group, day, shift, pieces, count);
    for (size_t p = 0; p < count; p++) {
        value += prefix[pieces[p].to] - prefix[pieces[p].from];
    }
    return value;
}

/* Where the kept shift of a day stands in the form's values; NULL: the group may not work it.
 */
static double *kept_place(hc_pricer *pricer, const hc_group *group, const hc_form *form,
                          size_t day, const hc_day_shift *shift)
{
    const hc_shape *shape = &form->shapes[shift->shape];
    const int32_t start = shift->start / form->grid;
    if (shift->start % form->grid != 0 || start < group->first_start[day] ||
        start > group->last_start[day] || shift->start + shape->length > group->last_end[day]) {
        return NULL;
    }
    if (!hc_breaks_fit(shape, shift)) { return NULL; }
    return &pricer
                ->values[hc_value_at(pricer->problem, form, day, start, (size_t)shift->shape)];
}

/* Lets the kept days earn their bonus; aside[] gets the values that stood in their places. */
static void value_kept(hc_pricer *pricer, const hc_group *group, const hc_day_shift *kept,
                       double bonus)
{
    const size_t days = pricer->problem->days;
    const hc_form *form = &pricer->problem->forms[group->form];
    double *aside = pricer->day_values + days;
    for (size_t day = 0; day < days; day++) {
        pricer->day_values[day] = kept[day].start == HC_DAY_OFF ? bonus : 0.0;
        if (kept[day].start < 0) { continue; }
        double *place = kept_place(pricer, group, form, day, &kept[day]);
        if (place == NULL) { continue; }
        const double value = hc_pricer_value(pricer, group, day, &kept[day]) + bonus;
        aside[day] = *place;
        *place = value > *place ? value : *place;
    }
}

/* Undoes value_kept(); days of the tour that earned the bonus get the kept breaks. */
static void settle_kept(hc_pricer *pricer, const hc_group *group, const hc_day_shift *kept,
                        bool found, hc_day_shift *tour)
{
    const size_t days = pricer->problem->days;
    const hc_form *form = &pricer->problem->forms[group->form];
    const double *aside = pricer->day_values + days;
    for (size_t day = 0; day < days; day++) {
        if (kept[day].start < 0) { continue; }
        double *place = kept_place(pricer, group, form, day, &kept[day]);
        if (place == NULL) { continue; }
        const bool same =
            found && tour[day].start == kept[day].start && tour[day].shape == kept[day].shape;
        if (same && *place > aside[day]) { tour[day] = kept[day]; }
        *place = aside[day];
    }
}

size_t hc_pricer_best_kept(hc_pricer *pricer, size_t group, const hc_day_shift *kept,
                           double bonus, hc_day_shift *tour, double *total)
{
    const hc_group *own = &pricer->problem->groups[group];
    value_group(pricer, own);
    value_kept(pricer, own, kept, bonus);
    hc_walk_value_days_off(pricer->walk, pricer->day_values);
    const size_t found = best_tours(pricer, group, 1, tour, total);
    hc_walk_value_days_off(pricer->walk, NULL);
    settle_kept(pricer, own, kept, found > 0, tour);
    return found;
}

bool hc_pricer_best_shift(hc_pricer *pricer, size_t group, size_t day, int32_t base,
                          hc_day_shift *shift)
{
    const hc_problem *problem = pricer->problem;
    const hc_group *own = &problem->groups[group];
    const hc_form *form = &problem->forms[own->form];
    const int32_t first = own->first_start[day] > base ? own->first_start[day] : base;
    int32_t last = own->last_start[day];
    if (form->spread != HC_NO_LIMIT && base + form->spread < last) {
        last = base + form->spread;
    }
    double most = -(double)INFINITY;
    *shift = (hc_day_shift){.start = HC_DAY_OFF};
    value_group(pricer, own);
    for (int32_t start = first; start <= last; start++) {
        const double *value = &pricer->values[hc_value_at(problem, form, day, start, 0)];
        for (size_t shape = 0; shape < form->shape_count; shape++) {
            const int32_t end = start * form->grid + form->shapes[shape].length;
            if (end > own->last_end[day] || !(value[shape] > most)) { continue; }
            most = value[shape];
            shift->start = (int16_t)(start * form->grid);
            shift->shape = (int16_t)shape;
        }
    }
    if (shift->start == HC_DAY_OFF) { return false; }
    const hc_day_sums sums = sums_of(pricer, own, day);
    (void)hc_best_breaks(&sums, &form->shapes[shift->shape], shift->start, shift->break_at);
    return true;
}

void hc_pricer_clear(hc_pricer *pricer)
{
    hc_free(pricer->day_values);
    hc_walk_free(pricer->walk);
    hc_free(pricer->prefix);
    hc_free(pricer->own_prefix);
    hc_free(pricer->cover_values);
    hc_free(pricer->values);
    hc_free(pricer->choices);
    *pricer = (hc_pricer)HC_PRICER_INIT;
}
