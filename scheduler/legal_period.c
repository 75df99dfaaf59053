#include "scheduler/legal_period.h"

#include "scheduler/cover/problem.h"
#include "scheduler/schedule.h"

int32_t hc_period_paid_least(const hc_contract *c, size_t days)
{
    const int32_t mean = c->average_week_paid_min_least;
    const int32_t by_mean =
        mean > 0 ? (mean * (int32_t)days + HC_DAYS_A_WEEK - 1) / HC_DAYS_A_WEEK : 0;
    return c->period_paid_min_least > by_mean ? c->period_paid_min_least : by_mean;
}

int32_t hc_period_paid_most(const hc_contract *c, size_t days)
{
    const int32_t mean = c->average_week_paid_min_most;
    const int32_t by_mean =
        mean == HC_NO_LIMIT ? HC_NO_LIMIT : mean * (int32_t)days / HC_DAYS_A_WEEK;
    const int32_t most = c->period_paid_min_most;
    return most == HC_NO_LIMIT || (by_mean != HC_NO_LIMIT && by_mean < most) ? by_mean : most;
}

bool hc_limits_period(const hc_contract *c)
{
    return hc_period_paid_least(c, HC_DAYS_A_WEEK) > 0 ||
           hc_period_paid_most(c, HC_DAYS_A_WEEK) != HC_NO_LIMIT;
}

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
