#include "scheduler/cover/problem.h"

#include <math.h>
#include <stdlib.h>

#include "scheduler/break_windows.h"
#include "scheduler/cover/activities.h"
#include "scheduler/cover/premium.h"
#include "scheduler/cover/prices.h"
#include "scheduler/cover/walk.h"
#include "scheduler/legal_period.h"
#include "scheduler/rotation.h"
#include "scheduler/schedule.h"
#include "scheduler/whole.h"

#define HC_FEW_GROUPS 6 /* more groups bring variety enough by whole tours */

/* ---- contracts ---- */

static hc_status check_divides(int32_t minutes, int32_t interval_min, const char *contract,
                               const char *what, hc_error *err)
{
    if (minutes % interval_min == 0) { return HC_OK; }
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                   "plan on a finer interval, or change the contract",
                   "contract '%s': %s of %d min is no multiple of the %d-minute interval",
                   contract, what, minutes, interval_min);
}

static int32_t length_step(const hc_contract *contract)
{
    return contract->shift_longest_min > contract->shift_shortest_min
               ? contract->shift_step_min
               : contract->shift_longest_min + 1;
}

#define HC_WORK_LIMITS 7

/* All of the contract's limits on work in one stretch; 0 where there is none. */
static void work_limits(const hc_contract *c, int32_t limits_min[HC_WORK_LIMITS])
{
    const int32_t all[HC_WORK_LIMITS] = {
        c->work_before_breaks.least_min,  c->work_before_breaks.most_min,
        c->work_between_breaks.least_min, c->work_between_breaks.most_min,
        c->work_after_breaks.least_min,   c->work_after_breaks.most_min,
        c->unbroken_work_min_most};
    for (size_t k = 0; k < HC_WORK_LIMITS; k++) {
        limits_min[k] = all[k] > 0 ? all[k] : 0;
    }
}

static hc_status check_grid(const hc_contract *c, int32_t interval_min, hc_error *err)
{
    HC_TRY(check_divides(c->start_grid_min, interval_min, c->name, "its start grid", err));
    HC_TRY(
        check_divides(c->shift_shortest_min, interval_min, c->name, "its shortest shift", err));
    if (c->shift_longest_min > c->shift_shortest_min) {
        HC_TRY(check_divides(c->shift_step_min, interval_min, c->name, "its shift length step",
                             err));
    }
    int32_t work_min[HC_WORK_LIMITS];
    work_limits(c, work_min);
    for (size_t k = 0; k < HC_WORK_LIMITS; k++) {
        HC_TRY(check_divides(work_min[k], interval_min, c->name,
                             "a limit of work before, between or after breaks", err));
    }
    for (size_t b = 0; b < c->break_count; b++) {
        const hc_break_rule *rule = &c->breaks[b];
        HC_TRY(check_divides(rule->length_min, interval_min, c->name, rule->name, err));
        HC_TRY(check_divides(rule->earliest_min, interval_min, c->name,
                             "the earliest offset of a break", err));
        HC_TRY(check_divides(rule->latest_min, interval_min, c->name,
                             "the latest offset of a break", err));
    }
    return HC_OK;
}

int32_t hc_schedule_interval_min(const hc_rules *rules, int32_t interval_min)
{
    int32_t grid = interval_min;
    for (size_t k = 0; k < rules->contract_count; k++) {
        const hc_contract *c = &rules->contracts[k];
        grid = hc_common_divisor(grid, c->start_grid_min);
        grid = hc_common_divisor(grid, c->shift_shortest_min);
        if (c->shift_longest_min > c->shift_shortest_min) {
            grid = hc_common_divisor(grid, c->shift_step_min);
        }
        int32_t work_min[HC_WORK_LIMITS];
        work_limits(c, work_min);
        for (size_t limit = 0; limit < HC_WORK_LIMITS; limit++) {
            grid = hc_common_divisor(grid, work_min[limit]);
        }
        for (size_t b = 0; b < c->break_count; b++) {
            grid = hc_common_divisor(grid, c->breaks[b].length_min);
            grid = hc_common_divisor(grid, c->breaks[b].earliest_min);
            grid = hc_common_divisor(grid, c->breaks[b].latest_min);
        }
    }
    for (size_t i = 0; i < rules->agent_count; i++) {
        for (size_t k = 0; k < rules->agents[i].activity_count; k++) {
            grid = hc_common_divisor(grid, rules->agents[i].activities[k].start_min);
            grid = hc_common_divisor(grid, rules->agents[i].activities[k].end_min);
        }
    }
    return grid;
}

/* false: the breaks of such a shift have no lawful place. */
static bool make_shape(const hc_contract *contract, int32_t length_min, int32_t interval_min,
                       hc_shape *shape)
{
    hc_break_windows breaks;
    if (!hc_break_windows_make(contract, length_min, &breaks)) { return false; }
    shape->length = length_min / interval_min;
    shape->paid_min = length_min;
    shape->break_count = breaks.count;
    shape->breaks_meet = breaks.meet;
    shape->work_least = breaks.between.least_min / interval_min;
    shape->work_most = breaks.between.most_min / interval_min;
    for (size_t b = 0; b < breaks.count; b++) {
        const hc_break_window *window = &breaks.windows[b];
        shape->breaks[b] = (hc_shape_break){.length = window->length_min / interval_min,
                                            .earliest = window->earliest_min / interval_min,
                                            .latest = window->latest_min / interval_min,
                                            .rule = (uint8_t)window->rule,
                                            .paid = contract->breaks[window->rule].paid};
        if (!contract->breaks[window->rule].paid) { shape->paid_min -= window->length_min; }
    }
    shape->paid_hours = shape->paid_min / 60.0;
    return true;
}

static hc_status make_shapes(const hc_contract *contract, int32_t interval_min, hc_form *form,
                             hc_error *err)
{
    const int32_t step = length_step(contract);
    const int32_t lengths =
        (contract->shift_longest_min - contract->shift_shortest_min) / step + 1;
    HC_TRY(hc_alloc(&form->shapes, (size_t)lengths, sizeof *form->shapes, err));
    for (int32_t k = 0; k < lengths; k++) {
        hc_shape *shape = &form->shapes[form->shape_count];
        if (!make_shape(contract, contract->shift_shortest_min + k * step, interval_min,
                        shape)) {
            continue;
        }
        form->shape_count++; /* at least one does: the rules have been checked */
        const int32_t paid = shape->paid_min;
        form->paid_unit = hc_common_divisor(form->paid_unit, paid);
        if (paid > form->paid_longest) { form->paid_longest = paid; }
    }
    form->longest = form->shapes[form->shape_count - 1].length;
    if (form->paid_unit < 1) { form->paid_unit = 1; }
    return HC_OK;
}

static int32_t limit_or(int32_t limit, int32_t otherwise)
{
    return limit == HC_NO_LIMIT ? otherwise : limit;
}

/* Rules that the horizon's few weekends cannot break need no states. */
static void drop_idle_weekend_rules(const hc_problem *problem, hc_weekend_rule *rule)
{
    int32_t weekends = 0;
    for (size_t day = 0; day < problem->days; day++) {
        const bool begins = problem->is_weekend[day] &&
                            (day == 0 || hc_day_weekday(problem, day) == HC_SATURDAY);
        weekends += begins ? 1 : 0;
    }
    if (rule->most >= weekends) { rule->most = HC_NO_LIMIT; }
    if (rule->off_every > weekends) { rule->off_every = HC_NO_LIMIT; }
    rule->whole = rule->whole && weekends > 0;
}

static int32_t narrower_least(int32_t contract, int32_t class)
{
    return class != HC_NO_LIMIT && class > contract ? class : contract;
}

static int32_t narrower_most(int32_t contract, int32_t class)
{
    return class != HC_NO_LIMIT && class < contract ? class : contract;
}

/* Paid time of the whole horizon; that of a single week is the week's. */
static void set_paid_limits(const hc_problem *problem, const hc_contract *c, hc_form *form)
{
    form->least_paid = limit_or(c->week_paid_min_least, 0);
    form->most_paid = c->week_paid_min_most;
    form->least_total = hc_period_paid_least(c, problem->days);
    form->most_total = hc_period_paid_most(c, problem->days);
    if (problem->weeks > 1) { return; }
    if (form->most_paid == HC_NO_LIMIT) { form->most_paid = form->most_total; }
    form->most_paid = narrower_most(form->most_paid, form->most_total);
}

static hc_status make_form(const hc_problem *problem, const hc_rules *rules, size_t contract,
                           int32_t interval_min, hc_form *form, hc_error *err)
{
    const hc_contract *c = &rules->contracts[contract];
    HC_TRY(check_grid(c, interval_min, err));
    form->contract = contract;
    HC_TRY(make_shapes(c, interval_min, form, err));
    form->grid = c->start_grid_min / interval_min;
    form->spread = c->start_spread_min == HC_NO_LIMIT ? HC_NO_LIMIT
                                                      : c->start_spread_min / c->start_grid_min;
    form->rest = (limit_or(c->rest_min, 0) + interval_min - 1) / interval_min;
    form->least_days = limit_or(c->days_a_week_least, 0);
    form->most_days = limit_or(c->days_a_week_most, HC_DAYS_A_WEEK);
    form->off_together = limit_or(c->days_off_together, 0);
    form->run_most = c->consecutive_days_most;
    form->weekend = hc_weekend_rule_of(c);
    drop_idle_weekend_rules(problem, &form->weekend);
    set_paid_limits(problem, c, form);
    form->weekend_cost = c->weekend_day_cost;
    form->hire_cost = rules->choose_heads
                          ? c->hire_cost_a_week * (double)problem->days / HC_DAYS_A_WEEK
                          : 0.0;
    form->heads_most = rules->choose_heads ? c->heads_most : HC_NO_LIMIT;
    HC_TRY(hc_alloc(&form->first_start, 3 * problem->days, sizeof *form->first_start, err));
    form->last_start = form->first_start + problem->days;
    form->last_end = form->last_start + problem->days;
    for (size_t day = 0; day < problem->days; day++) {
        form->last_start[day] = -1;
    }
    return hc_premium_hours_make(problem, c, &form->premium_hours, err);
}

/* ---- groups ---- */

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
    const int32_t from_min = narrower_least(
        narrower_least(contract->earliest_start_min[weekday], class->earliest_start_min),
        hours.from_min);
    const int32_t to_min =
        narrower_most(contract->latest_start_min[weekday], class->latest_start_min);
    const int32_t end_min = narrower_most(
        narrower_most(contract->latest_end_min[weekday], class->latest_end_min), hours.to_min);
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
        group->least_paid[0] = narrower_least(group->least_paid[0], group->least_total);
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
    if (agent == NULL) { return; }
    if (agent->wage_an_hour > 0.0) { group->wage_an_hour = agent->wage_an_hour; }
    if (agent->preferred_start_min == HC_NO_LIMIT) { return; }
    group->preferred_start = agent->preferred_start_min / 60.0 * cells_an_hour;
    group->start_price = agent->start_cost_an_hour / cells_an_hour;
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
    const size_t useful = useful_heads(required, &rules->curves, hc_axis_slots(axis));
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
        sorted[a] = (hc_member){.agent = &rules->agents[a], .index = a, .days = problem->days};
    }
    qsort(sorted, count, sizeof *sorted, compare_members);
    const hc_status st = group_members(problem, axis, rules, sorted, err);
    hc_free(sorted);
    return st;
}

/* ---- all together ---- */

static double first_price(const hc_cover_cost *cost)
{
    for (size_t k = 0; k < cost->short_steps; k++) {
        if (cost->short_cost[k] > 0.0) { return cost->short_cost[k]; }
    }
    return 1.0;
}

int32_t hc_tour_base(const hc_form *form, const hc_day_shift *week, size_t days)
{
    int32_t base = INT32_MAX;
    if (form->spread == HC_NO_LIMIT) { return 0; }
    for (size_t d = 0; d < days; d++) {
        if (week[d].start != HC_DAY_OFF && week[d].start / form->grid < base) {
            base = week[d].start / form->grid;
        }
    }
    return base;
}

static bool days_are_free(const hc_problem *problem, const hc_group *group)
{
    return problem->group_count <= HC_FEW_GROUPS && group->paid_states == 1 &&
           group->total_states == 1 && group->block_states == 1;
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
    HC_TRY(hc_prices_make(problem, axis, required, rules, err));
    HC_TRY(hc_alloc(&problem->is_weekend, problem->days, sizeof *problem->is_weekend, err));
    for (size_t day = 0; day < problem->days; day++) {
        problem->is_weekend[day] = hc_weekday(axis->first_day + (int64_t)day) >= 5;
    }
    HC_TRY(hc_alloc(&problem->forms, rules->contract_count, sizeof *problem->forms, err));
    problem->form_count = rules->contract_count;
    for (size_t k = 0; k < rules->contract_count; k++) {
        HC_TRY(make_form(problem, rules, k, axis->interval_min, &problem->forms[k], err));
    }
    if (rules->agent_count > 0) {
        HC_TRY(make_agent_groups(problem, axis, rules, err));
        HC_TRY(hc_activities_reward(problem, axis, rules, err));
    } else {
        HC_TRY(make_class_groups(problem, axis, required, rules, err));
    }
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
    HC_TRY(check_size(&made, rules, err));
    const hc_status st = fill_problem(&made, axis, required, rules, err);
    if (st != HC_OK) {
        hc_problem_clear(&made);
        return st;
    }
    *problem = made;
    return HC_OK;
}

void hc_problem_clear(hc_problem *problem)
{
    for (size_t k = 0; k < problem->form_count; k++) {
        hc_free(problem->forms[k].shapes);
        hc_free(problem->forms[k].first_start);
        hc_free(problem->forms[k].premium_hours);
    }
    for (size_t g = 0; g < problem->group_count; g++) {
        hc_free(problem->groups[g].first_start);
        hc_free(problem->groups[g].day_price);
        hc_free(problem->groups[g].reward);
    }
    hc_free(problem->empty_cost);
    hc_free(problem->gain_first);
    hc_free(problem->gains);
    hc_free(problem->is_weekend);
    hc_free(problem->forms);
    hc_free(problem->groups);
    hc_free(problem->members);
    *problem = (hc_problem)HC_PROBLEM_INIT;
}
