#include "scheduler/cover/activity_queues.h"

static bool can_be_planned(const hc_axis *axis, const hc_activity *one, int32_t free_from)
{
    return one->start_min >= free_from && one->end_min > one->start_min &&
           one->end_min <= (int32_t)axis->days * HC_MINUTES_A_DAY &&
           one->start_min % axis->interval_min == 0 && one->end_min % axis->interval_min == 0;
}

static hc_status check_activities_of(const hc_axis *axis, const hc_agent *agent, hc_error *err)
{
    int32_t free_from = 0;
    for (size_t k = 0; k < agent->activity_count; k++) {
        const hc_activity *one = &agent->activities[k];
        if (k >= HC_ACTIVITIES_MAX || !can_be_planned(axis, one, free_from)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                           "inside the horizon, one after another, on whole intervals",
                           "agent '%s': the activity '%s' cannot be planned", agent->id,
                           one->name);
        }
        free_from = one->end_min;
    }
    return HC_OK;
}

static size_t find_trained(const hc_problem *problem, hc_skills skills)
{
    size_t at = 0;
    while (at < problem->trained_count && problem->trained[at] != skills) {
        at++;
    }
    return at;
}

hc_status hc_activities_queues(hc_problem *problem, const hc_rules *rules, hc_error *err)
{
    for (size_t i = 0; i < rules->agent_count && problem->queue_count > 1; i++) {
        const hc_agent *agent = &rules->agents[i];
        if (agent->activity_count == 0) { continue; }
        const hc_skills skills =
            hc_skills_of(rules, &rules->classes[agent->class_index], agent);
        const size_t at = find_trained(problem, skills);
        if (at < problem->trained_count) { continue; }
        if (at == HC_TRAINED_MAX) {
            return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "give them the same skills",
                           "people with trainings and meetings may have at most %d different "
                           "skills",
                           HC_TRAINED_MAX);
        }
        problem->trained[problem->trained_count++] = skills;
    }
    if (problem->queue_count > 1) { problem->queue_count += problem->trained_count; }
    return HC_OK;
}

size_t hc_activities_queue(const hc_problem *problem, hc_skills skills)
{
    return problem->queue_count - problem->trained_count + find_trained(problem, skills);
}

hc_skills hc_activities_skills(const hc_problem *problem, hc_skills skills)
{
    const size_t queue = hc_activities_queue(problem, skills);
    return queue < problem->queue_count ? skills | (hc_skills)1 << queue : skills;
}

hc_status hc_activities_check(const hc_axis *axis, const hc_rules *rules, hc_error *err)
{
    for (size_t i = 0; i < rules->agent_count; i++) {
        if (rules->agents[i].activity_count == 0) { continue; }
        HC_TRY(check_activities_of(axis, &rules->agents[i], err));
    }
    return HC_OK;
}
