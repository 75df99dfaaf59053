#include "scheduler/legal_period.h"

#include "scheduler/cover/problem_make.h"
#include "scheduler/schedule_interval.h"

/* On an axis that the rules can be planned on. */
static hc_status search(const hc_axis *axis, const hc_rules *rules, bool *legal, hc_error *err)
{
    hc_problem problem = HC_PROBLEM_INIT;
    double *nobody = NULL;
    HC_TRY(hc_alloc(&nobody, hc_axis_slots(axis), sizeof *nobody, err));
    const hc_status st = hc_problem_make(&problem, axis, nobody, rules, err);
    hc_problem_clear(&problem);
    hc_free(nobody);
    if (st == HC_ERR_MEMORY) { return st; }
    *legal = st != HC_ERR_INFEASIBLE;
    return HC_OK;
}

hc_status hc_period_search(const hc_axis *axis, const hc_contract *contract,
                           const hc_class *of_class, bool *legal, hc_error *err)
{
    hc_contract own_contract = *contract;
    hc_class own_class = *of_class;
    const hc_rules rules = {.contract_count = 1,
                            .contracts = &own_contract,
                            .class_count = 1,
                            .classes = &own_class,
                            .cover_cost = hc_cover_cost_default()};
    hc_axis fine = HC_AXIS_INIT;
    own_contract.skills = 0; /* one queue is enough to see who may work when */
    own_class.contract = 0;
    own_class.count = 1;
    HC_TRY(hc_axis_make(&fine, &axis->zone,
                        hc_schedule_interval_min(&rules, axis->interval_min), axis->first_day,
                        axis->days, err));
    const hc_status st = search(&fine, &rules, legal, err);
    hc_axis_clear(&fine);
    return st;
}
