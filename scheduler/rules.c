#include "scheduler/rules.h"

#include <string.h>

static hc_break_rule break_rule(const char *name, int32_t length_min, int32_t earliest_min,
                                int32_t latest_min, bool paid)
{
    hc_break_rule rule = {.length_min = length_min,
                          .earliest_min = earliest_min,
                          .latest_min = latest_min,
                          .paid = paid,
                          .from_shift_min = 0};
    memcpy(rule.name, name, strlen(name) + 1);
    return rule;
}

hc_contract hc_contract_default(void)
{
    hc_contract contract = {.name = "full-time",
                            .shift_shortest_min = 510,
                            .shift_longest_min = 510,
                            .shift_step_min = 30,
                            .start_grid_min = 30,
                            .days_a_week_least = 5,
                            .days_a_week_most = 5,
                            .week_paid_min_least = HC_NO_LIMIT,
                            .week_paid_min_most = HC_NO_LIMIT,
                            .period_paid_min_least = HC_NO_LIMIT,
                            .period_paid_min_most = HC_NO_LIMIT,
                            .average_week_paid_min_least = HC_NO_LIMIT,
                            .average_week_paid_min_most = HC_NO_LIMIT,
                            .consecutive_days_most = 6,
                            .weekends_most = HC_NO_LIMIT,
                            .weekend_off_every = HC_NO_LIMIT,
                            .rest_min = 660,
                            .start_spread_min = HC_NO_LIMIT,
                            .night_from_min = 22 * 60,
                            .night_to_min = 6 * 60,
                            .overtime_after_min = HC_NO_LIMIT,
                            .overtime_premium = 0.5,
                            .break_count = 3,
                            .work_before_breaks = {0, HC_NO_LIMIT},
                            .work_between_breaks = {0, HC_NO_LIMIT},
                            .work_after_breaks = {0, HC_NO_LIMIT},
                            .unbroken_work_min_most = HC_NO_LIMIT,
                            .heads_most = HC_NO_LIMIT};
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        contract.earliest_start_min[weekday] = 0;
        contract.latest_start_min[weekday] = HC_MINUTES_A_DAY - contract.start_grid_min;
        contract.latest_end_min[weekday] = HC_END_MIN_MOST;
    }
    /* Windows that cannot touch: break by 3:00, lunch 3:30 to 5:30, break from 6:00. */
    contract.breaks[0] = break_rule("break", 15, 90, 165, true);
    contract.breaks[1] = break_rule("lunch", 30, 210, 300, false);
    contract.breaks[2] = break_rule("break", 15, 360, 435, true);
    return contract;
}

hc_cover_cost hc_cover_cost_default(void)
{
    const hc_cover_cost cost = {.short_steps = 3,
                                .short_share = {0.05, 0.10, 0.0},
                                .short_cost = {1.0, 2.0, 4.0},
                                .over_steps = 2,
                                .over_share = {0.10, 0.0},
                                .over_cost = {0.25, 0.75}};
    return cost;
}

size_t hc_rules_find_class(const hc_rules *rules, const char *name)
{
    size_t k = 0;
    while (k < rules->class_count && strcmp(rules->classes[k].name, name) != 0) {
        k++;
    }
    return k;
}

void hc_rules_clear(hc_rules *rules)
{
    for (size_t i = 0; i < rules->agent_count; i++) {
        hc_free(rules->agents[i].day_off);
        hc_free(rules->agents[i].hours);
        hc_free(rules->agents[i].wished_off);
        hc_free(rules->agents[i].activities);
    }
    hc_free(rules->contracts);
    hc_free(rules->classes);
    hc_free(rules->agents);
    hc_free(rules->queues);
    *rules = (hc_rules)HC_RULES_INIT;
}
