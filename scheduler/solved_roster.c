#include <assert.h>
#include <math.h>

#include "forecast/base/memory.h"
#include "scheduler/solve.h"

static size_t agent_of(const hc_problem *problem, const hc_plan *plan, size_t head,
                       size_t in_group, size_t hired_before)
{
    const hc_group *group = &problem->groups[plan->heads[head].group];
    return problem->member_count > 0 ? problem->members[group->first_member + in_group]
                                     : hired_before;
}

/* Whether the shift holds the time with no break in it; from and to in minutes of its day. */
static bool is_at_work(const hc_shift *shift, int32_t from_min, int32_t to_min)
{
    bool holds = from_min >= shift->start_min && to_min <= shift->start_min + shift->length_min;
    for (size_t b = 0; b < shift->break_count && holds; b++) {
        holds = to_min <= shift->break_start_min[b] ||
                from_min >= shift->break_start_min[b] + shift->break_length_min[b];
    }
    return holds;
}

/* Puts an activity among the breaks of the shift that holds it; false: none does. */
static bool keep_activity(hc_roster *roster, size_t agent, const hc_activity *one, size_t at)
{
    for (size_t i = 0; i < roster->shift_count; i++) {
        hc_shift *shift = &roster->shifts[i];
        const int32_t from_min = one->start_min - (int32_t)shift->day * HC_MINUTES_A_DAY;
        const int32_t length_min = one->end_min - one->start_min;
        const size_t b = shift->break_count;
        if (shift->agent != agent || b == HC_SHIFT_BREAKS_MAX ||
            !is_at_work(shift, from_min, from_min + length_min)) {
            continue;
        }
        shift->break_start_min[b] = from_min;
        shift->break_length_min[b] = length_min;
        shift->break_rule[b] = (uint8_t)(HC_BREAKS_MAX + at);
        shift->break_count++;
        return true;
    }
    return false;
}

static hc_status keep_activities(const hc_rules *rules, hc_roster *roster, hc_error *err)
{
    for (size_t i = 0; i < rules->agent_count; i++) {
        const hc_agent *agent = &rules->agents[i];
        for (size_t k = 0; k < agent->activity_count; k++) {
            const hc_activity *one = &agent->activities[k];
            char date[HC_TIME_TEXT_MAX];
            if (keep_activity(roster, i, one, k)) { continue; }
            hc_format_date(roster->axis.first_day + one->start_min / HC_MINUTES_A_DAY, date);
            return hc_fail(
                err, HC_ERR_INFEASIBLE, HC_NOWHERE,
                "move it, or look at the contract's windows, days and breaks",
                "agent '%s': no lawful shift without break holds '%s' on %s %02d:%02d",
                agent->id, one->name, date, one->start_min % HC_MINUTES_A_DAY / 60,
                one->start_min % 60);
        }
    }
    return HC_OK;
}

static void write_agents(const hc_solve *solve, int32_t interval_min, hc_roster *roster)
{
    const hc_problem *problem = &solve->problem;
    const hc_plan *plan = &solve->best;
    size_t in_group = 0;
    size_t hired = 0;
    for (size_t head = 0; head < plan->head_count; head++) {
        const size_t g = plan->heads[head].group;
        in_group = head > 0 && plan->heads[head - 1].group == g ? in_group + 1 : 0;
        if (!plan->heads[head].hired) { continue; }
        const size_t agent = agent_of(problem, plan, head, in_group, hired++);
        roster->agents[agent].class_index = problem->groups[g].class_index;
        for (size_t day = 0; day < problem->days; day++) {
            const hc_day_shift *shift = &hc_plan_tour(plan, head)[day];
            if (shift->start == HC_DAY_OFF) { continue; }
            hc_shift *to = &roster->shifts[roster->shift_count++];
            to->agent = agent;
            to->day = day;
            hc_shift_write(hc_plan_form(plan, head), shift, interval_min, to);
        }
    }
}

static void count_roster(const hc_plan *plan, size_t *agents, size_t *shifts)
{
    for (size_t head = 0; head < plan->head_count; head++) {
        if (!plan->heads[head].hired) { continue; }
        (*agents)++;
        for (size_t day = 0; day < plan->problem->days; day++) {
            if (hc_plan_tour(plan, head)[day].start != HC_DAY_OFF) { (*shifts)++; }
        }
    }
}

/* The proof: rounding noise of the bound never lifts it above a schedule's cost. */
static void state_proof(const hc_solve *solve, hc_roster *roster)
{
    double bound = solve->least_cost;
    assert(bound <= roster->cost + hc_proof_slack(roster->cost));
    assert(fabs(solve->best.cost - roster->cost) <= hc_proof_slack(roster->cost));
    if (bound > roster->cost) { bound = roster->cost; }
    roster->lower_bound = bound;
    roster->lp_bound = solve->lp_bound;
    roster->gap = roster->cost > 0.0 ? (roster->cost - bound) / roster->cost : 0.0;
}

hc_status hc_solved_roster(const hc_solve *solve, const hc_axis *axis, const hc_rules *rules,
                           hc_roster *roster, hc_error *err)
{
    size_t shifts = 0;
    HC_TRY(hc_axis_copy(&roster->axis, axis, err));
    count_roster(&solve->best, &roster->agent_count, &shifts);
    HC_TRY(hc_alloc(&roster->agents, roster->agent_count, sizeof *roster->agents, err));
    HC_TRY(hc_alloc(&roster->shifts, shifts, sizeof *roster->shifts, err));
    write_agents(solve, axis->interval_min, roster);
    HC_TRY(keep_activities(rules, roster, err));
    hc_roster_sort(roster);
    HC_TRY(hc_roster_count_phones(roster, err));
    HC_TRY(hc_plan_recount(&solve->best, &roster->cost, &roster->cover_cost, err));
    roster->cover_cost -= solve->problem.rewards; /* all were earned */
    state_proof(solve, roster);
    return HC_OK;
}
