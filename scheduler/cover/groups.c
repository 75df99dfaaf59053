#include "scheduler/cover/groups.h"

#include <math.h>
#include <stdlib.h>

#include "scheduler/cover/activities.h"
#include "scheduler/cover/activity_queues.h"
#include "scheduler/cover/form.h"
#include "scheduler/cover/overtime.h"
#include "scheduler/cover/walk.h"
#include "scheduler/rotation.h"
#include "scheduler/schedule_options.h"

static hc_status make_group_arrays(const hc_problem *problem, hc_group *group, hc_error *err)
{
    const size_t days = problem->days;
    HC_TRY(hc_alloc(&group->first_start, 3 * days + 2 * problem->weeks,
                    sizeof *group->first_start, err));
    group->last_start = group->first_start + days;
    group->last_end = group->last_start + days;
    group->least_days = group->last_end + days;
    group->least_paid = group->least_days + problem->weeks;
    return hc_alloc(&group->day_price, days, sizeof *group->day_price, err);
}

static bool is_off(const hc_agent *agent, size_t day)
{
    return agent != NULL && agent->day_off != NULL && agent->day_off[day] != 0;
}

static hc_day_hours hours_of(const hc_agent *agent, size_t day)
{
    if (is_off(agent, day)) { return (hc_day_hours){.from_min = 0, .to_min = 0}; }
    return agent != NULL && agent->hours != NULL ? agent->hours[day]
                                                 : (hc_day_hours){0, HC_NO_LIMIT};
}

/* The rest after the last shift before the horizon holds into it. */
static void rest_first(const hc_agent *agent, const hc_contract *contract, size_t day,
                       hc_day_hours *hours)
{
    if (agent == NULL || agent->before.run_days == 0) { return; }
    const int32_t rest = contract->rest_min != HC_NO_LIMIT ? contract->rest_min : 0;
    const int32_t from = agent->before.end_min + rest - (int32_t)day * HC_MINUTES_A_DAY;
    if (from > hours->from_min) { hours->from_min = from; }
}

/* Windows of one day in start numbers and cells; the form's are widened to hold them. */
static void set_window(hc_form *form, const hc_contract *contract, const hc_class *class,
                       int32_t weekday, hc_day_hours hours, hc_group *group, size_t day)
{
    const int32_t grid_min = contract->start_grid_min;
    const int32_t interval_min = grid_min / form->grid;
    const int32_t from_min = hc_narrower_least(
        hc_narrower_least(contract->earliest_start_min[weekday], class->earliest_start_min),
        hours.from_min);
    const int32_t to_min =
        hc_narrower_most(contract->latest_start_min[weekday], class->latest_start_min);
    const int32_t end_min = hc_narrower_most(
        hc_narrower_most(contract->latest_end_min[weekday], class->latest_end_min),
        hours.to_min);
    const int32_t last_fit = end_min / interval_min - form->shapes[0].length;
    int32_t last = to_min < 0 ? -1 : to_min / grid_min;
    if (last_fit < 0) { last = -1; }
    if (last_fit >= 0 && last > last_fit / form->grid) { last = last_fit / form->grid; }
    const int32_t first = (from_min + grid_min - 1) / grid_min;
    group->last_end[day] = end_min / interval_min;
    group->first_start[day] = first <= last ? first : 0;
    group->last_start[day] = first <= last ? last : -1;
    if (first > last) { return; }
    if (form->last_start[day] < 0 || first < form->first_start[day]) {
        form->first_start[day] = first;
    }
    if (last > form->last_start[day]) { form->last_start[day] = last; }
    if (group->last_end[day] > form->last_end[day]) {
        form->last_end[day] = group->last_end[day];
    }
}

/* A last, shorter week owes what is left when its missing days have held all they could. */
static void set_least(const hc_problem *problem, const hc_form *form, hc_group *group)
{
    for (size_t week = 0; week < problem->weeks; week++) {
        const int32_t missing = HC_DAYS_A_WEEK - (int32_t)hc_week_days(problem, week);
        const int32_t days = form->least_days - missing;
        const int32_t paid = form->least_paid - missing * form->paid_longest;
        group->least_days[week] = days > 0 ? days : 0;
        group->least_paid[week] = paid > 0 ? paid : 0;
    }
    group->least_total = group->has_leave ? 0 : form->least_total;
    if (problem->weeks == 1) {
        group->least_paid[0] = hc_narrower_least(group->least_paid[0], group->least_total);
    }
}

/* A week of a rotation asks for no more days than it opens. */
static void lower_least(const hc_problem *problem, const hc_axis *axis,
                        const hc_contract *contract, const hc_class *class, size_t week,
                        hc_group *group)
{
    const int64_t first_day = axis->first_day + (int64_t)(week * HC_DAYS_A_WEEK);
    const hc_contract own = hc_contract_of_week(contract, class, first_day);
    const int32_t missing = HC_DAYS_A_WEEK - (int32_t)hc_week_days(problem, week);
    const int32_t days = own.days_a_week_least - missing;
    if (days < group->least_days[week]) { group->least_days[week] = days > 0 ? days : 0; }
}

/* What work on this day costs because the person would rather not. */
static double day_off_cost(const hc_agent *agent, size_t day)
{
    const bool wished =
        agent != NULL && agent->wished_off != NULL && agent->wished_off[day] != 0;
    return wished ? agent->day_off_cost : 0.0;
}

/* Wage and priced wishes; agent is NULL where there are no names. */
static void set_prices(const hc_problem *problem, const hc_contract *contract,
                       const hc_agent *agent, hc_group *group)
{
    const hc_form *form = &problem->forms[group->form];
    const double cells_an_hour = 60.0 * form->grid / contract->start_grid_min;
    group->wage_an_hour = contract->wage_an_hour;
    for (size_t day = 0; day < problem->days; day++) {
        group->day_price[day] = problem->is_weekend[day] ? form->weekend_cost : 0.0;
        group->day_price[day] += day_off_cost(agent, day);
    }
    if (agent != NULL && agent->wage_an_hour > 0.0) {
        group->wage_an_hour = agent->wage_an_hour;
    }
    hc_overtime_set(contract, form, group);
    if (agent == NULL) { return; }
    if (agent->preferred_start_min == HC_NO_LIMIT) { return; }
    group->preferred_start = agent->preferred_start_min / 60.0 * cells_an_hour;
    group->start_price = agent->start_cost_an_hour / cells_an_hour;
}

/* The set of these skills, new if nobody had them so far. There is room for one a group. */
static size_t set_of(hc_problem *problem, hc_skills skills)
{
    size_t set = 0;
    while (set < problem->set_count && problem->sets[set] != skills) {
        set++;
    }
    if (set == problem->set_count) { problem->sets[problem->set_count++] = skills; }
    return set;
}

/* A group of people like this agent, or, when that is NULL, like everybody of the class. */
static hc_status make_group(hc_problem *problem, const hc_axis *axis, const hc_rules *rules,
                            size_t class_index, const hc_agent *agent, hc_group *group,
                            hc_error *err)
{
    const hc_class *class = &rules->classes[class_index];
    const hc_contract *contract = &rules->contracts[class->contract];
    hc_form *form = &problem->forms[class->contract];
    group->form = class->contract;
    group->class_index = class_index;
    group->set =
        set_of(problem, hc_activities_skills(problem, hc_skills_of(rules, class, agent)));
    group->has_leave = class->least_gives_way;
    if (agent != NULL && agent->before.run_days > 0) {
        group->run_before = agent->before.run_days;
        group->has_leave =
            true; /* what was worked before may stand in the way of a full week */
    }
    HC_TRY(make_group_arrays(problem, group, err));
    for (size_t day = 0; day < problem->days; day++) {
        const int64_t date = axis->first_day + (int64_t)day;
        const hc_contract own = hc_contract_of_week(contract, class, date);
        hc_day_hours hours = hours_of(agent, day);
        rest_first(agent, contract, day, &hours);
        group->has_leave =
            group->has_leave || hours.from_min > 0 || hours.to_min != HC_NO_LIMIT;
        set_window(form, &own, class, hc_weekday(date), hours, group, day);
    }
    set_prices(problem, contract, agent, group);
    set_least(problem, form, group);
    for (size_t week = 0; week < problem->weeks; week++) {
        lower_least(problem, axis, contract, class, week, group);
    }
    return hc_walk_states(problem, group, contract->name, err);
}

/* More heads than this never help: take one that covers only intervals with more agents than
 * required (or than a curve falls to) away and nothing gets dearer, so each head may be charged
 * to an interval's agent. */
static size_t useful_heads(const double *required, const hc_cover_curves *curves, size_t slots)
{
    double total = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        const double by_curve = curves->slots > 0 ? (double)(curves->width - 1) : 0.0;
        total += fmax(ceil(required[slot]), by_curve);
    }
    return total < (double)HC_SCHEDULE_HEADS_MAX ? (size_t)total : HC_SCHEDULE_HEADS_MAX;
}

static hc_status make_class_groups(hc_problem *problem, const hc_axis *axis,
                                   const double *required, const hc_rules *rules, hc_error *err)
{
    const size_t useful =
        useful_heads(required, &rules->curves, hc_rules_queues(rules) * hc_axis_slots(axis));
    HC_TRY(hc_alloc(&problem->groups, rules->class_count, sizeof *problem->groups, err));
    for (size_t k = 0; k < rules->class_count; k++) {
        size_t heads = rules->classes[k].count;
        if (rules->choose_heads && heads > useful) { heads = useful; }
        if (heads == 0) { continue; }
        hc_group *group = &problem->groups[problem->group_count++];
        HC_TRY(make_group(problem, axis, rules, k, NULL, group, err));
        group->heads = heads;
    }
    return HC_OK;
}

typedef struct hc_member {
    const hc_agent *agent;
    size_t index;
    size_t days;
    hc_skills skills;
} hc_member;

static int compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

static int compare_activities(const hc_agent *a, const hc_agent *b)
{
    if (a->activity_count != b->activity_count) {
        return a->activity_count < b->activity_count ? -1 : 1;
    }
    int order = 0;
    for (size_t k = 0; k < a->activity_count && order == 0; k++) {
        order = compare_numbers(a->activities[k].start_min, b->activities[k].start_min);
        if (order == 0) {
            order = compare_numbers(a->activities[k].end_min, b->activities[k].end_min);
        }
    }
    return order;
}

/* A wish without price does not tell people apart. */
static int compare_wished_starts(const hc_agent *a, const hc_agent *b)
{
    const bool a_pays = a->preferred_start_min != HC_NO_LIMIT && a->start_cost_an_hour > 0.0;
    const bool b_pays = b->preferred_start_min != HC_NO_LIMIT && b->start_cost_an_hour > 0.0;
    if (!a_pays || !b_pays) { return (int)a_pays - (int)b_pays; }
    const int order = compare_numbers(a->preferred_start_min, b->preferred_start_min);
    return order != 0 ? order : compare_numbers(a->start_cost_an_hour, b->start_cost_an_hour);
}

/* How they come into the horizon. */
static int compare_before(const hc_agent_history *a, const hc_agent_history *b)
{
    if (a->run_days != b->run_days) { return a->run_days < b->run_days ? -1 : 1; }
    return a->run_days > 0 ? compare_numbers(a->end_min, b->end_min) : 0;
}

static int compare_alike(const hc_member *a, const hc_member *b)
{
    const hc_agent *left = a->agent;
    const hc_agent *right = b->agent;
    if (left->class_index != right->class_index) {
        return left->class_index < right->class_index ? -1 : 1;
    }
    int order = compare_numbers(left->wage_an_hour, right->wage_an_hour);
    if (order == 0) { order = (a->skills > b->skills) - (a->skills < b->skills); }
    if (order == 0) { order = compare_before(&left->before, &right->before); }
    if (order == 0) { order = compare_wished_starts(left, right); }
    if (order == 0) { order = compare_activities(left, right); }
    for (size_t day = 0; day < a->days && order == 0; day++) {
        const hc_day_hours a_hours = hours_of(left, day);
        const hc_day_hours b_hours = hours_of(right, day);
        order = compare_numbers(a_hours.from_min, b_hours.from_min);
        if (order == 0) { order = compare_numbers(b_hours.to_min, a_hours.to_min); }
        if (order == 0) {
            order = compare_numbers(day_off_cost(left, day), day_off_cost(right, day));
        }
    }
    return order;
}

static int compare_members(const void *a, const void *b)
{
    const hc_member *left = a;
    const hc_member *right = b;
    const int alike = compare_alike(left, right);
    if (alike != 0) { return alike; }
    return (left->index > right->index) - (left->index < right->index);
}

static hc_status group_members(hc_problem *problem, const hc_axis *axis, const hc_rules *rules,
                               const hc_member *sorted, hc_error *err)
{
    hc_status st = HC_OK;
    for (size_t m = 0; m < problem->member_count && st == HC_OK; m++) {
        const bool is_new = m == 0 || compare_alike(&sorted[m - 1], &sorted[m]) != 0;
        if (is_new) { problem->groups[problem->group_count++].first_member = m; }
        hc_group *group = &problem->groups[problem->group_count - 1];
        problem->members[m] = sorted[m].index;
        group->heads++;
        if (is_new) {
            st = make_group(problem, axis, rules, sorted[m].agent->class_index, sorted[m].agent,
                            group, err);
        }
    }
    return st;
}

static hc_status make_agent_groups(hc_problem *problem, const hc_axis *axis,
                                   const hc_rules *rules, hc_error *err)
{
    const size_t count = rules->agent_count;
    hc_member *sorted = NULL;
    problem->member_count = count;
    HC_TRY(hc_alloc(&problem->groups, count, sizeof *problem->groups, err));
    HC_TRY(hc_alloc(&problem->members, count, sizeof *problem->members, err));
    HC_TRY(hc_alloc(&sorted, count, sizeof *sorted, err));
    for (size_t a = 0; a < count; a++) {
        const hc_agent *agent = &rules->agents[a];
        sorted[a] = (hc_member){
            .agent = agent,
            .index = a,
            .days = problem->days,
            .skills = hc_skills_of(rules, &rules->classes[agent->class_index], agent)};
    }
    qsort(sorted, count, sizeof *sorted, compare_members);
    const hc_status st = group_members(problem, axis, rules, sorted, err);
    hc_free(sorted);
    return st;
}

hc_status hc_groups_make(hc_problem *problem, const hc_axis *axis, const double *required,
                         const hc_rules *rules, hc_error *err)
{
    const size_t most = rules->agent_count > 0 ? rules->agent_count : rules->class_count;
    HC_TRY(hc_alloc(&problem->sets, most, sizeof *problem->sets, err));
    if (rules->agent_count == 0) {
        HC_TRY(make_class_groups(problem, axis, required, rules, err));
    } else {
        HC_TRY(make_agent_groups(problem, axis, rules, err));
    }
    if (problem->set_count == 0) { (void)set_of(problem, hc_all_skills(rules)); }
    return hc_activities_reward(problem, axis, rules, err);
}
