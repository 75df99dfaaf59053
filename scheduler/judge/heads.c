#include "scheduler/judge/judge.h"

#include <stdio.h>

#include "scheduler/legal_week.h"

/* Whether everyone of the class must appear: some week, or all together, ask work of them. */
static bool must_work(const hc_judge *j, const hc_class *class)
{
    for (int64_t day = 0; day < (int64_t)j->axis->days; day += HC_DAYS_A_WEEK) {
        const int64_t left = (int64_t)j->axis->days - day;
        const int64_t first_day = j->axis->first_day + day;
        const hc_contract own =
            hc_contract_from(&j->rules->contracts[class->contract], class, first_day);
        const hc_week_case week = {.contract = &own,
                                   .of_class = class,
                                   .first_weekday = hc_weekday(first_day),
                                   .days =
                                       left < HC_DAYS_A_WEEK ? (int32_t)left : HC_DAYS_A_WEEK};
        if (hc_week_days_least(&week) > 0 || hc_week_paid_least(&week) > 0) { return true; }
    }
    return hc_period_least_min(&j->rules->contracts[class->contract], (int64_t)j->axis->days) >
               0 &&
           !class->least_gives_way;
}

static void judge_class_heads(hc_judge *j, size_t k)
{
    const hc_class *class = &j->rules->classes[k];
    const int64_t found = (int64_t)j->heads[k];
    const int64_t count = (int64_t) class->count;
    char name[HC_VIOLATION_TEXT_MAX];
    (void)snprintf(name, sizeof name, "in class %.100s at most", class->name);
    if (found > count) {
        hc_broken(j, "", HC_DAY_NONE, HC_BROKEN_HEADS, found, name, count, HC_UNIT_HEADS);
    } else if (found < count && !j->rules->choose_heads && must_work(j, class)) {
        (void)snprintf(name, sizeof name, "in class %.100s all", class->name);
        hc_broken(j, "", HC_DAY_NONE, HC_BROKEN_HEADS, found, name, count, HC_UNIT_HEADS);
    }
}

void hc_judge_heads(hc_judge *j)
{
    if (j->rules->agent_count > 0) { return; } /* judged by name */
    for (size_t k = 0; k < j->rules->class_count; k++) {
        judge_class_heads(j, k);
    }
    for (size_t c = 0; c < j->rules->contract_count && j->rules->choose_heads; c++) {
        const hc_contract *contract = &j->rules->contracts[c];
        int64_t found = 0;
        for (size_t k = 0; k < j->rules->class_count; k++) {
            found += j->rules->classes[k].contract == c ? (int64_t)j->heads[k] : 0;
        }
        if (contract->heads_most != HC_NO_LIMIT && found > contract->heads_most) {
            hc_broken(j, "", HC_DAY_NONE, HC_BROKEN_CONTRACT_HEADS, found, "at most",
                      contract->heads_most, HC_UNIT_HEADS);
        }
        j->verdict.hire_cost +=
            (double)found * contract->hire_cost_a_week * (double)j->axis->days / HC_DAYS_A_WEEK;
    }
}
