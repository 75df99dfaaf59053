#include <string.h>

#include "scheduler/cover/moves.h"

/* Where heads are chosen, a tour comes back only if it saves more than it costs. */
static bool may_hire(const hc_improver *improver, size_t head, double total)
{
    const hc_form *form = hc_plan_form(improver->plan, head);
    if (!improver->plan->problem->choose_heads) { return true; }
    const size_t hired =
        improver->form_hired[improver->plan->problem->groups[improver->plan->heads[head].group]
                                 .form];
    return total > form->hire_cost &&
           (form->heads_most == HC_NO_LIMIT || hired < (size_t)form->heads_most);
}

static void take_tour_out(hc_improver *improver, size_t head, hc_day_shift *before)
{
    hc_plan *plan = improver->plan;
    if (plan->heads[head].hired) {
        improver->form_hired[plan->problem->groups[plan->heads[head].group].form]--;
    }
    memcpy(before, hc_plan_tour(plan, head), plan->problem->days * sizeof *before);
    hc_plan_remove_tour(plan, head);
}

static void put_tour_in(hc_improver *improver, size_t head, const hc_day_shift *tour)
{
    hc_plan *plan = improver->plan;
    improver->form_hired[plan->problem->groups[plan->heads[head].group].form]++;
    hc_plan_add_tour(plan, head, tour);
}

static void put_tour_back(hc_improver *improver, size_t head, double noise,
                          const hc_day_shift *before)
{
    hc_plan *plan = improver->plan;
    const size_t shift = (size_t)hc_rng_u64(&improver->rng);
    double total = 0.0;
    const double *gain = hc_plan_gain(plan, head, 0);
    for (size_t cell = 0; cell < plan->problem->cells; cell++) {
        improver->values[cell] = gain[cell] + noise * hc_noise_at(improver, shift + cell);
    }
    hc_pricer_set_values_of(&improver->pricer, hc_plan_group(plan, head)->set,
                            improver->values);
    const size_t found =
        hc_pricer_best(&improver->pricer, plan->heads[head].group, 1, improver->tour, &total);
    if (found == 0) {
        put_tour_in(improver, head, before);
    } else if (may_hire(improver, head, total)) {
        put_tour_in(improver, head, improver->tour);
    }
}

void hc_tour_move(hc_improver *improver, double temperature)
{
    hc_plan *plan = improver->plan;
    const size_t days = plan->problem->days;
    size_t heads[HC_MOVED_MOST];
    bool hired[HC_MOVED_MOST] = {false};
    const size_t wanted = 1 + (size_t)hc_rng_below(&improver->rng, HC_MOVED_MOST);
    const size_t count = hc_pick_heads(improver, wanted, SIZE_MAX, heads);
    const double cost = plan->cost;
    for (size_t k = 0; k < count; k++) {
        hired[k] = plan->heads[heads[k]].hired;
        take_tour_out(improver, heads[k], &improver->before[k * days]);
    }
    for (size_t k = 0; k < count; k++) {
        put_tour_back(improver, heads[k], hc_noise_of(improver, k, count),
                      &improver->before[k * days]);
    }
    if (hc_accepts(improver, plan->cost - cost, temperature)) { return; }
    for (size_t k = 0; k < count; k++) {
        take_tour_out(improver, heads[k], improver->tour);
        if (hired[k]) { put_tour_in(improver, heads[k], &improver->before[k * days]); }
    }
    plan->cost = cost;
}
