#include "scheduler/cover/problem.h"

int32_t hc_tour_base(const hc_form *form, const hc_day_shift *week, size_t days)
{
    int32_t base = INT32_MAX;
    if (form->spread == HC_NO_LIMIT) { return 0; }
    for (size_t d = 0; d < days; d++) {
        if (week[d].start != HC_DAY_OFF && week[d].start / form->grid < base) {
            base = week[d].start / form->grid;
        }
    }
    return base;
}

void hc_problem_clear(hc_problem *problem)
{
    for (size_t k = 0; k < problem->form_count; k++) {
        hc_free(problem->forms[k].shapes);
        hc_free(problem->forms[k].first_start);
        hc_free(problem->forms[k].premium_hours);
    }
    for (size_t g = 0; g < problem->group_count; g++) {
        hc_free(problem->groups[g].first_start);
        hc_free(problem->groups[g].day_price);
        hc_free(problem->groups[g].reward);
    }
    hc_free(problem->sets);
    hc_free(problem->empty_cost);
    hc_free(problem->gain_first);
    hc_free(problem->gains);
    hc_free(problem->is_weekend);
    hc_free(problem->forms);
    hc_free(problem->groups);
    hc_free(problem->members);
    *problem = (hc_problem)HC_PROBLEM_INIT;
}
