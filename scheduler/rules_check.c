#include "scheduler/rules_check.h"

#include <stdlib.h>
#include <string.h>

#include "scheduler/contract_check.h"
#include "scheduler/price.h"
#include "scheduler/skills.h"

/* ---- classes and agents ---- */

/* Whether the class may start some shift of its contract on the weekday. */
static bool class_works(const hc_contract *c, const hc_class *class, size_t weekday)
{
    int32_t earliest = c->earliest_start_min[weekday];
    int32_t latest = c->latest_start_min[weekday];
    int32_t end = c->latest_end_min[weekday];
    if (class->earliest_start_min > earliest) { earliest = class->earliest_start_min; }
    if (class->latest_start_min != HC_NO_LIMIT && class->latest_start_min < latest) {
        latest = class->latest_start_min;
    }
    if (class->latest_end_min != HC_NO_LIMIT && class->latest_end_min < end) {
        end = class->latest_end_min;
    }
    const int32_t first =
        (earliest + c->start_grid_min - 1) / c->start_grid_min * c->start_grid_min;
    return hc_contract_works(c, weekday) && first <= latest &&
           first + c->shift_shortest_min <= end;
}

static hc_status check_class(const hc_rules *rules, const hc_class *class, hc_error *err)
{
    if (class->name[0] == '\0') {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give it a name", "a class has no name");
    }
    if (class->contract >= rules->contract_count) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "name one of the contracts",
                       "class '%s': there is no contract number %zu, only %zu", class->name,
                       class->contract + 1, rules->contract_count);
    }
    if (class->rotation_offset < 0 || class->rotation_offset > HC_ROTATION_MAX) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "0 is the contract's own",
                       "class '%s': a rotation cannot be %d weeks ahead", class->name,
                       class->rotation_offset);
    }
    if (class->earliest_start_min < HC_NO_LIMIT || class->latest_start_min < HC_NO_LIMIT ||
        class->latest_end_min < HC_NO_LIMIT) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "class '%s': a time is below 0",
                       class->name);
    }
    const hc_contract *contract = &rules->contracts[class->contract];
    int32_t weekdays = 0;
    for (size_t weekday = 0; weekday < HC_DAYS_A_WEEK; weekday++) {
        weekdays += class_works(contract, class, weekday) ? 1 : 0;
    }
    if (weekdays == 0 || weekdays < contract->days_a_week_least) {
        return hc_fail(
            err, HC_ERR_RANGE, HC_NOWHERE, "widen the class's start and end",
            "class '%s': its window leaves %d weekdays to work, contract '%s' asks at "
            "least %d",
            class->name, weekdays, contract->name, contract->days_a_week_least);
    }
    return HC_OK;
}

static hc_status check_agent(const hc_rules *rules, const hc_agent *agent, hc_error *err)
{
    if (agent->id[0] == '\0') {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give everyone an identifier",
                       "agent '%s' has no identifier", agent->name);
    }
    if (agent->class_index >= rules->class_count) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "name one of the classes",
                       "agent '%s': there is no class number %zu, only %zu", agent->id,
                       agent->class_index + 1, rules->class_count);
    }
    if (!hc_is_limit(agent->preferred_start_min, 0, HC_MINUTES_A_DAY - 1)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "use a time of day",
                       "agent '%s': a preferred start at minute %d is not within a day",
                       agent->id, agent->preferred_start_min);
    }
    if (!hc_is_price(agent->seniority) || !hc_is_price(agent->before.weekends) ||
        !hc_is_price(agent->before.lates) || !hc_is_price(agent->before.hours)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "use 0 where nothing is known",
                       "agent '%s': seniority and what was worked before must be 0 or more, "
                       "found %g, %g weekends, %g late shifts, %g hours",
                       agent->id, agent->seniority, agent->before.weekends, agent->before.lates,
                       agent->before.hours);
    }
    if (agent->before.run_days < 0 || agent->before.run_days > HC_AXIS_DAYS_MAX ||
        agent->before.end_min > HC_MINUTES_A_DAY) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "agent '%s': %d days worked in a row until minute %d of the horizon "
                       "make no sense",
                       agent->id, agent->before.run_days, agent->before.end_min);
    }
    if (!hc_is_price(agent->start_cost_an_hour) || !hc_is_price(agent->day_off_cost) ||
        !hc_is_price(agent->wage_an_hour)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "use 0 for a price that plays no part",
                       "agent '%s': prices must be 0 or more, found %g an hour off the "
                       "preferred start, %g for a wished day off, a wage of %g",
                       agent->id, agent->start_cost_an_hour, agent->day_off_cost,
                       agent->wage_an_hour);
    }
    return HC_OK;
}

static int compare_names(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

/* No two of the names (every `stride` bytes from `first`) are the same. */
static hc_status check_unique(const char *what, const char *first, size_t count, size_t stride,
                              hc_error *err)
{
    const char **names = NULL;
    HC_TRY(hc_alloc(&names, count, sizeof *names, err));
    for (size_t i = 0; i < count; i++) {
        names[i] = first + i * stride;
    }
    qsort(names, count, sizeof *names, compare_names);
    hc_status st = HC_OK;
    for (size_t i = 1; i < count && st == HC_OK; i++) {
        if (strcmp(names[i - 1], names[i]) == 0) {
            st = hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give each a name of its own",
                         "two %s are called '%s'", what, names[i]);
        }
    }
    hc_free(names);
    return st;
}

static hc_status check_people(const hc_rules *rules, hc_error *err)
{
    if (rules->class_count == 0 || rules->contract_count == 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                       "give at least one contract and one class",
                       "there are %zu contracts and %zu classes", rules->contract_count,
                       rules->class_count);
    }
    HC_TRY(check_unique("contracts", rules->contracts[0].name, rules->contract_count,
                        sizeof *rules->contracts, err));
    HC_TRY(check_unique("classes", rules->classes[0].name, rules->class_count,
                        sizeof *rules->classes, err));
    for (size_t i = 0; i < rules->contract_count; i++) {
        HC_TRY(hc_contract_check(&rules->contracts[i], err));
    }
    for (size_t i = 0; i < rules->class_count; i++) {
        HC_TRY(check_class(rules, &rules->classes[i], err));
    }
    if (rules->agent_count == 0) { return HC_OK; }
    for (size_t i = 0; i < rules->agent_count; i++) {
        HC_TRY(check_agent(rules, &rules->agents[i], err));
    }
    return check_unique("agents", rules->agents[0].id, rules->agent_count,
                        sizeof *rules->agents, err);
}

/* ---- prices of cover ---- */

static hc_status check_steps(const char *what, size_t steps, const double *share,
                             const double *cost, hc_error *err)
{
    if (steps < 1 || steps > HC_COST_STEPS_MAX) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "%s costs need 1 to %d steps, found %zu", what, HC_COST_STEPS_MAX,
                       steps);
    }
    for (size_t step = 0; step < steps; step++) {
        if (!hc_is_price(cost[step]) || !hc_is_price(share[step])) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "use numbers of 0 or more",
                           "%s step %zu: width %g and cost %g must not be below 0", what,
                           step + 1, share[step], cost[step]);
        }
        if (step > 0 && cost[step] < cost[step - 1]) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                           "make each step cost no less than the one before",
                           "%s costs must rise: step %zu costs %g after %g", what, step + 1,
                           cost[step], cost[step - 1]);
        }
    }
    return HC_OK;
}

static hc_status check_cost_hours(const hc_rules *rules, hc_error *err)
{
    if (rules->cost_hours_count > HC_COST_HOURS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "join some of them",
                       "%zu times of other cover prices, at most %d are possible",
                       rules->cost_hours_count, HC_COST_HOURS_MAX);
    }
    for (size_t k = 0; k < rules->cost_hours_count; k++) {
        const hc_cost_hours *hours = &rules->cost_hours[k];
        if (!(hours->shortage >= 0.0 && hours->shortage <= HC_COST_WEIGHT_MAX &&
              hours->surplus >= 0.0 && hours->surplus <= HC_COST_WEIGHT_MAX)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "1 is the usual price",
                           "weights of cover prices must be 0 to %g, found %g and %g",
                           HC_COST_WEIGHT_MAX, hours->shortage, hours->surplus);
        }
    }
    return HC_OK;
}

static hc_status check_cover_cost(const hc_rules *rules, hc_error *err)
{
    const hc_cover_cost *cost = &rules->cover_cost;
    HC_TRY(
        check_steps("shortage", cost->short_steps, cost->short_share, cost->short_cost, err));
    HC_TRY(check_steps("surplus", cost->over_steps, cost->over_share, cost->over_cost, err));
    HC_TRY(check_cost_hours(rules, err));
    if (!(rules->shrinkage >= 0.0 && rules->shrinkage < 1.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give a fraction, such as 0.3",
                       "shrinkage must be 0 or more and below 1, found %g", rules->shrinkage);
    }
    return HC_OK;
}

hc_status hc_rules_check(const hc_rules *rules, hc_error *err)
{
    HC_TRY(check_people(rules, err));
    HC_TRY(hc_skills_check(rules, err));
    return check_cover_cost(rules, err);
}
