#include "scheduler/cover/problem_make.h"

#include "scheduler/cover/activity_queues.h"
#include "scheduler/cover/form.h"
#include "scheduler/cover/groups.h"
#include "scheduler/cover/prices.h"
#include "scheduler/cover/walk.h"
#include "scheduler/rules_check.h"
#include "scheduler/schedule_options.h"

#define HC_FEW_GROUPS 6 /* more groups bring variety enough by whole tours */

static double first_price(const hc_cover_cost *cost)
{
    for (size_t k = 0; k < cost->short_steps; k++) {
        if (cost->short_cost[k] > 0.0) { return cost->short_cost[k]; }
    }
    return 1.0;
}

static bool days_are_free(const hc_problem *problem, const hc_group *group)
{
    return problem->group_count <= HC_FEW_GROUPS && problem->queue_count == 1 &&
           group->paid_states == 1 && group->total_states == 1 && group->block_states == 1;
}

static hc_status settle_groups(hc_problem *problem, const hc_rules *rules, hc_error *err)
{
    hc_walk *walk = NULL;
    HC_TRY(hc_walk_create(&walk, problem, err));
    hc_status st = HC_OK;
    for (size_t g = 0; g < problem->group_count && st == HC_OK; g++) {
        hc_group *group = &problem->groups[g];
        problem->heads += group->heads;
        group->is_loose = days_are_free(problem, group);
        if (!hc_walk_settle_least(walk, group)) {
            st = hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE,
                         "widen its windows, ask for fewer days or paid minutes, or shorten "
                         "the rest",
                         "contract '%s', class '%s': no legal week exists",
                         rules->contracts[group->form].name,
                         rules->classes[group->class_index].name);
        }
    }
    hc_walk_free(walk);
    return st;
}

static hc_status check_size(const hc_problem *problem, const hc_rules *rules, hc_error *err)
{
    size_t heads = rules->agent_count;
    for (size_t k = 0; k < rules->class_count && rules->agent_count == 0; k++) {
        if (!rules->choose_heads) { heads += rules->classes[k].count; }
        if (heads > HC_SCHEDULE_HEADS_MAX) { break; }
    }
    if (heads > HC_SCHEDULE_HEADS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "plan sites or teams one by one",
                       "more than %d agents in one schedule", HC_SCHEDULE_HEADS_MAX);
    }
    if (problem->days > HC_SCHEDULE_DAYS_MAX || problem->days == 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "plan up to six weeks at a time",
                       "a schedule covers 1 to %d days, found %zu", HC_SCHEDULE_DAYS_MAX,
                       problem->days);
    }
    if (rules->choose_heads && rules->agent_count > 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "leave out the one or the other",
                       "heads cannot be chosen when %zu agents are named", rules->agent_count);
    }
    return HC_OK;
}

static hc_status fill_problem(hc_problem *problem, const hc_axis *axis, const double *required,
                              const hc_rules *rules, hc_error *err)
{
    HC_TRY(hc_activities_check(axis, rules, err));
    HC_TRY(hc_activities_queues(problem, rules, err));
    HC_TRY(hc_prices_make(problem, axis, required, rules, err));
    HC_TRY(hc_alloc(&problem->is_weekend, problem->days, sizeof *problem->is_weekend, err));
    for (size_t day = 0; day < problem->days; day++) {
        problem->is_weekend[day] = hc_weekday(axis->first_day + (int64_t)day) >= 5;
    }
    HC_TRY(hc_alloc(&problem->forms, rules->contract_count, sizeof *problem->forms, err));
    problem->form_count = rules->contract_count;
    for (size_t k = 0; k < rules->contract_count; k++) {
        HC_TRY(hc_form_make(problem, rules, k, axis->interval_min, &problem->forms[k], err));
    }
    HC_TRY(hc_groups_make(problem, axis, required, rules, err));
    return settle_groups(problem, rules, err);
}

hc_status hc_problem_make(hc_problem *problem, const hc_axis *axis, const double *required,
                          const hc_rules *rules, hc_error *err)
{
    HC_TRY(hc_rules_check(rules, err));
    hc_problem made = HC_PROBLEM_INIT;
    made.days = axis->days;
    made.weeks = (axis->days + HC_DAYS_A_WEEK - 1) / HC_DAYS_A_WEEK;
    made.cells_a_day = (size_t)(HC_MINUTES_A_DAY / axis->interval_min);
    made.cells = made.days * made.cells_a_day;
    made.all_cells = made.cells + made.cells_a_day;
    made.first_weekday = hc_weekday(axis->first_day);
    made.choose_heads = rules->choose_heads;
    made.price_unit = first_price(&rules->cover_cost);
    made.queue_count = hc_rules_queues(rules);
    HC_TRY(check_size(&made, rules, err));
    const hc_status st = fill_problem(&made, axis, required, rules, err);
    if (st != HC_OK) {
        hc_problem_clear(&made);
        return st;
    }
    *problem = made;
    return HC_OK;
}
