#include "scheduler/cover/activities.h"

#include <math.h>

#include "scheduler/cover/stakes.h"

/* More than another tour of one head could save in cover, wages and wishes. */
static double reward_of(const hc_problem *problem)
{
    return ceil(hc_cover_at_stake(problem) + hc_dearest_tour(problem));
}

static hc_status reward_group(hc_problem *problem, const hc_axis *axis, const hc_agent *agent,
                              double reward, hc_group *group, hc_error *err)
{
    HC_TRY(hc_alloc(&group->reward, problem->all_cells, sizeof *group->reward, err));
    for (size_t k = 0; k < agent->activity_count; k++) {
        const int32_t end = agent->activities[k].end_min / axis->interval_min;
        int32_t cell = agent->activities[k].start_min / axis->interval_min;
        for (; cell < end; cell++) {
            const double all = (double)group->heads * reward;
            group->reward[cell] = reward;
            problem->empty_cost[cell] += all;
            problem->rewards += all;
        }
    }
    return HC_OK;
}

hc_status hc_activities_reward(hc_problem *problem, const hc_axis *axis, const hc_rules *rules,
                               hc_error *err)
{
    const double reward = reward_of(problem);
    for (size_t g = 0; g < problem->group_count && problem->member_count > 0; g++) {
        hc_group *group = &problem->groups[g];
        const hc_agent *agent = &rules->agents[problem->members[group->first_member]];
        if (agent->activity_count == 0) { continue; }
        HC_TRY(reward_group(problem, axis, agent, reward, group, err));
    }
    return HC_OK;
}
