#include "cli/roster/rule_conflicts.h"

#include "forecast/base/memory.h"
#include "scheduler/conflict.h"
#include "scheduler/legal_week.h"
#include "scheduler/rotation.h"

#define PEOPLE_SAID 5

hc_status hc_conflicts_give_way(const hc_axis *axis, const hc_rules *rules, hc_class *classes,
                                hc_lines *lines, size_t *found, hc_error *err)
{
    hc_conflict *conflicts = NULL;
    size_t count = 0;
    HC_TRY(hc_conflicts_of_classes(axis, rules, &conflicts, &count, err));
    hc_status st = HC_OK;
    for (size_t k = 0; k < count && st == HC_OK; k++) {
        classes[conflicts[k].class_index].least_gives_way = true;
        st = hc_lines_add(lines, err,
                          "%s. Until then these people work as much as the other rules allow",
                          conflicts[k].text);
    }
    *found = count;
    hc_free(conflicts);
    return st;
}

/* ---- people on leave ---- */

/* Days off, hours of one's own or work just before may stand in the way of a whole week. */
static bool may_fall_short(const hc_agent *agent, size_t days)
{
    for (size_t day = 0; agent->day_off != NULL && day < days; day++) {
        if (agent->day_off[day] != 0) { return true; }
    }
    return agent->hours != NULL || agent->before.run_days > 0;
}

/* Days and paid minutes of one person in the weeks of the horizon. */
typedef struct week_work {
    int32_t days;
    int32_t paid_min;
} week_work;

/* Whether the person falls short of the contract in a week; shifts[count] are the person's. */
static bool falls_short(const hc_axis *axis, const hc_rules *rules, const hc_agent *agent,
                        const hc_shift *shifts, size_t count)
{
    const hc_class *class = &rules->classes[agent->class_index];
    const hc_contract *contract = &rules->contracts[class->contract];
    for (size_t first = 0; first < axis->days; first += HC_DAYS_A_WEEK) {
        const size_t left = axis->days - first;
        const hc_contract own =
            hc_contract_of_week(contract, class, axis->first_day + (int64_t)first);
        const hc_week_case week = {.contract = &own,
                                   .of_class = class,
                                   .days =
                                       left < HC_DAYS_A_WEEK ? (int32_t)left : HC_DAYS_A_WEEK};
        week_work work = {0, 0};
        for (size_t k = 0; k < count; k++) {
            if (shifts[k].day / HC_DAYS_A_WEEK != first / HC_DAYS_A_WEEK) { continue; }
            work.days++;
            work.paid_min += hc_shift_paid_min(contract, &shifts[k]);
        }
        if (work.days < hc_week_days_least(&week) ||
            work.paid_min < hc_week_paid_least(&week)) {
            return true;
        }
    }
    return false;
}

static hc_status say_agents(const hc_axis *axis, const hc_rules *rules, const size_t *agents,
                            size_t count, hc_lines *lines, hc_error *err)
{
    hc_conflict *conflicts = NULL;
    size_t found = 0;
    const size_t said = count < PEOPLE_SAID ? count : PEOPLE_SAID;
    HC_TRY(hc_conflicts_of_agents(axis, rules, agents, said, &conflicts, &found, err));
    hc_status st = HC_OK;
    for (size_t k = 0; k < found && st == HC_OK; k++) {
        st = hc_lines_add(lines, err, "%s", conflicts[k].text);
    }
    hc_free(conflicts);
    if (st == HC_OK && count > said) {
        st = hc_lines_add(lines, err,
                          "%zu more people with days off or hours of their own work less in "
                          "some week than their contract asks",
                          count - said);
    }
    return st;
}

hc_status hc_conflicts_of_leave(const hc_axis *axis, const hc_rules *rules,
                                const hc_roster *roster, hc_lines *lines, hc_error *err)
{
    size_t *agents = NULL;
    size_t count = 0;
    size_t shift = 0;
    HC_TRY(hc_alloc(&agents, rules->agent_count, sizeof *agents, err));
    for (size_t i = 0; i < rules->agent_count; i++) {
        const size_t first = shift; /* shifts stand by agent */
        while (shift < roster->shift_count && roster->shifts[shift].agent == i) {
            shift++;
        }
        if (may_fall_short(&rules->agents[i], axis->days) &&
            falls_short(axis, rules, &rules->agents[i], roster->shifts + first,
                        shift - first)) {
            agents[count++] = i;
        }
    }
    const hc_status st = say_agents(axis, rules, agents, count, lines, err);
    hc_free(agents);
    return st;
}
