#include "cli/plan/plan_skills.h"

#include <stdio.h>

#include "cli/centre/skill_names.h"
#include "forecast/base/memory.h"

static hc_status read_queues(const hc_plan_file *plan, const cJSON *queues, hc_rules *team,
                             hc_error *err)
{
    const size_t count = (size_t)cJSON_GetArraySize(queues);
    const cJSON *queue = NULL;
    if (count > HC_SKILLS_MAX) { return hc_plan_lacks(plan, "queues", err); }
    HC_TRY(hc_alloc(&team->queues, count, sizeof *team->queues, err));
    cJSON_ArrayForEach(queue, queues)
    {
        char *name = team->queues[team->queue_count++];
        (void)snprintf(name, HC_NAME_MAX, "%s", hc_plan_text(queue, "name"));
    }
    return HC_OK;
}

/* 0 where none are written. */
static hc_status read_skills(const hc_plan_file *plan, const cJSON *from, const hc_rules *team,
                             hc_skills *skills, hc_error *err)
{
    const cJSON *name = NULL;
    *skills = 0;
    cJSON_ArrayForEach(name, hc_plan_member(from, "skills"))
    {
        hc_skills one = 0;
        if (!cJSON_IsString(name)) { return hc_plan_lacks(plan, "skills", err); }
        HC_TRY(hc_skill_names_read(team, name->valuestring, (hc_place){plan->path, 0, 0}, &one,
                                   err));
        *skills |= one;
    }
    return HC_OK;
}

/* Of a contract and a class the plan's people are of, only what skills need. */
static hc_status read_groups(const hc_plan_file *plan, const cJSON *schedule, hc_rules *team,
                             hc_error *err)
{
    const cJSON *contracts = hc_plan_member(schedule, "contracts");
    const cJSON *classes = hc_plan_member(schedule, "classes");
    const cJSON *from = NULL;
    HC_TRY(hc_alloc(&team->contracts, (size_t)cJSON_GetArraySize(contracts),
                    sizeof *team->contracts, err));
    HC_TRY(hc_alloc(&team->classes, (size_t)cJSON_GetArraySize(classes), sizeof *team->classes,
                    err));
    cJSON_ArrayForEach(from, contracts)
    {
        HC_TRY(read_skills(plan, from, team, &team->contracts[team->contract_count++].skills,
                           err));
    }
    cJSON_ArrayForEach(from, classes)
    {
        const int32_t contract = hc_plan_whole(from, "contract");
        if (contract < 0 || (size_t)contract >= team->contract_count) {
            return hc_plan_lacks(plan, "classes", err);
        }
        team->classes[team->class_count++].contract = (size_t)contract;
    }
    return HC_OK;
}

/* The roster's people; those with skills of their own are people of the rules, too. */
static hc_status read_people(const hc_plan_file *plan, const cJSON *schedule,
                             hc_plan_inputs *inputs, hc_error *err)
{
    const cJSON *agents = hc_plan_member(schedule, "agents");
    const size_t count = (size_t)cJSON_GetArraySize(agents);
    hc_rules *team = &inputs->team;
    hc_roster *roster = &inputs->roster;
    const cJSON *from = NULL;
    HC_TRY(hc_alloc(&team->agents, count, sizeof *team->agents, err));
    HC_TRY(hc_alloc(&roster->agents, count, sizeof *roster->agents, err));
    cJSON_ArrayForEach(from, agents)
    {
        const int32_t class_index = hc_plan_whole(from, "class");
        hc_agent *agent = &team->agents[team->agent_count++];
        if (class_index < 0 || (size_t)class_index >= team->class_count) {
            return hc_plan_lacks(plan, "agents", err);
        }
        agent->class_index = (size_t)class_index;
        roster->agents[roster->agent_count++].class_index = (size_t)class_index;
        HC_TRY(read_skills(plan, from, team, &agent->skills, err));
    }
    for (size_t k = 0; k < roster->shift_count; k++) {
        if (roster->shifts[k].agent >= count) { return hc_plan_lacks(plan, "shifts", err); }
    }
    return HC_OK;
}

/* A share and a price a step. */
static hc_status read_steps(const hc_plan_file *plan, const cJSON *from, const char *shares,
                            const char *costs, double *share, double *cost, size_t *steps,
                            hc_error *err)
{
    const int count = cJSON_GetArraySize(hc_plan_member(from, shares));
    if (count < 1 || count > HC_COST_STEPS_MAX) { return hc_plan_lacks(plan, shares, err); }
    *steps = (size_t)count;
    HC_TRY(hc_plan_numbers(plan, from, shares, share, *steps, err));
    return hc_plan_numbers(plan, from, costs, cost, *steps, err);
}

static hc_status read_hours(const hc_plan_file *plan, const cJSON *prices, hc_rules *team,
                            hc_error *err)
{
    const cJSON *from = NULL;
    cJSON_ArrayForEach(from, hc_plan_member(prices, "by_time"))
    {
        const cJSON *weekday = NULL;
        if (team->cost_hours_count == HC_COST_HOURS_MAX) {
            return hc_plan_lacks(plan, "by_time", err);
        }
        hc_cost_hours *hours = &team->cost_hours[team->cost_hours_count++];
        cJSON_ArrayForEach(weekday, hc_plan_member(from, "weekdays"))
        {
            if (weekday->valueint >= 0 && weekday->valueint < 7) {
                hours->weekdays[weekday->valueint] = true;
            }
        }
        hours->from_min = hc_plan_whole(from, "from_min");
        hours->to_min = hc_plan_whole(from, "to_min");
        hours->shortage = hc_plan_number(from, "short");
        hours->surplus = hc_plan_number(from, "over");
    }
    return HC_OK;
}

static hc_status read_prices(const hc_plan_file *plan, const cJSON *schedule, hc_rules *team,
                             hc_error *err)
{
    const cJSON *prices = hc_plan_member(schedule, "cover_prices");
    hc_cover_cost *cost = &team->cover_cost;
    HC_TRY(read_steps(plan, prices, "short_share", "short_cost", cost->short_share,
                      cost->short_cost, &cost->short_steps, err));
    HC_TRY(read_steps(plan, prices, "over_share", "over_cost", cost->over_share,
                      cost->over_cost, &cost->over_steps, err));
    return read_hours(plan, prices, team, err);
}

/* People of the roster on the phones for each queue. */
static hc_status read_served(const hc_plan_file *plan, hc_plan_inputs *inputs, hc_error *err)
{
    const cJSON *needs = hc_plan_member(plan->root, "requirement");
    const size_t slots = hc_axis_slots(&inputs->forecast.axis);
    const size_t queues = inputs->team.queue_count;
    HC_TRY(hc_alloc(&inputs->served, queues * slots, sizeof *inputs->served, err));
    for (size_t q = 0; q < queues; q++) {
        HC_TRY(hc_plan_wholes(plan, cJSON_GetArrayItem(needs, (int)q), "on_phones",
                              &inputs->served[q * slots], slots, err));
    }
    return HC_OK;
}

hc_status hc_plan_skills_read(const hc_plan_file *plan, hc_plan_inputs *inputs, hc_error *err)
{
    const cJSON *schedule = hc_plan_member(plan->root, "schedule");
    const cJSON *queues = hc_plan_member(schedule, "queues");
    if (queues == NULL) { return HC_OK; }
    HC_TRY(read_queues(plan, queues, &inputs->team, err));
    if (inputs->team.queue_count != inputs->forecast.queue_count) {
        return hc_plan_lacks(plan, "queues", err);
    }
    HC_TRY(read_groups(plan, schedule, &inputs->team, err));
    HC_TRY(read_people(plan, schedule, inputs, err));
    HC_TRY(read_prices(plan, schedule, &inputs->team, err));
    return read_served(plan, inputs, err);
}
