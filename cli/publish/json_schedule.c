/* Rules, people and shifts of plan.json. */
#include "cli/publish/cost_lines.h"
#include "cli/publish/json_parts.h"
#include "cli/publish/queue_figures.h"
#include "cli/publish/shift_groups.h"
#include "scheduler/skills.h"
#include "scheduler/wishes.h"

static void put_break_rules(hc_json *json, const hc_contract *contract)
{
    hc_json_open_array(json, "breaks");
    for (size_t i = 0; i < contract->break_count; i++) {
        const hc_break_rule *rule = &contract->breaks[i];
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "name", rule->name);
        hc_json_put_int(json, "length_min", rule->length_min);
        hc_json_put_int(json, "earliest_min", rule->earliest_min);
        hc_json_put_int(json, "latest_min", rule->latest_min);
        hc_json_put_bool(json, "paid", rule->paid);
        hc_json_put_int(json, "from_shift_min", rule->from_shift_min);
        hc_json_close(json);
    }
    hc_json_close(json);
}

static void put_work_limits(hc_json *json, const hc_contract *contract)
{
    hc_json_put_int(json, "work_before_breaks_min_least",
                    contract->work_before_breaks.least_min);
    hc_json_put_int(json, "work_before_breaks_min_most", contract->work_before_breaks.most_min);
    hc_json_put_int(json, "work_between_breaks_min_least",
                    contract->work_between_breaks.least_min);
    hc_json_put_int(json, "work_between_breaks_min_most",
                    contract->work_between_breaks.most_min);
    hc_json_put_int(json, "work_after_breaks_min_least", contract->work_after_breaks.least_min);
    hc_json_put_int(json, "work_after_breaks_min_most", contract->work_after_breaks.most_min);
    hc_json_put_int(json, "unbroken_work_min_most", contract->unbroken_work_min_most);
}

/* The queues by name; nothing where there is one, or for 0: those of the contract, or all. */
static void put_skills(hc_json *json, const hc_rules *rules, hc_skills skills)
{
    if (hc_rules_queues(rules) == 1 || skills == 0) { return; }
    hc_json_open_array(json, "skills");
    for (size_t q = 0; q < hc_rules_queues(rules); q++) {
        if (hc_serves(skills, q)) { hc_json_put_text(json, NULL, rules->queues[q]); }
    }
    hc_json_close(json);
}

static void put_contract(hc_json *json, const hc_rules *rules, const hc_contract *contract)
{
    hc_json_open_object(json, NULL);
    hc_json_put_text(json, "name", contract->name);
    put_skills(json, rules, contract->skills);
    hc_json_put_int(json, "shift_shortest_min", contract->shift_shortest_min);
    hc_json_put_int(json, "shift_longest_min", contract->shift_longest_min);
    hc_json_put_int(json, "shift_step_min", contract->shift_step_min);
    hc_json_put_int(json, "start_grid_min", contract->start_grid_min);
    hc_json_put_ints(json, "earliest_start_min", contract->earliest_start_min, 7);
    hc_json_put_ints(json, "latest_start_min", contract->latest_start_min, 7);
    hc_json_put_ints(json, "latest_end_min", contract->latest_end_min, 7);
    hc_json_put_int(json, "days_a_week_least", contract->days_a_week_least);
    hc_json_put_int(json, "days_a_week_most", contract->days_a_week_most);
    hc_json_put_int(json, "week_paid_min_least", contract->week_paid_min_least);
    hc_json_put_int(json, "week_paid_min_most", contract->week_paid_min_most);
    hc_json_put_int(json, "period_paid_min_least", contract->period_paid_min_least);
    hc_json_put_int(json, "period_paid_min_most", contract->period_paid_min_most);
    hc_json_put_int(json, "average_week_paid_min_least", contract->average_week_paid_min_least);
    hc_json_put_int(json, "average_week_paid_min_most", contract->average_week_paid_min_most);
    hc_json_put_int(json, "days_off_together", contract->days_off_together);
    hc_json_put_int(json, "consecutive_days_most", contract->consecutive_days_most);
    hc_json_put_int(json, "rest_min", contract->rest_min);
    hc_json_put_int(json, "start_spread_min", contract->start_spread_min);
    put_break_rules(json, contract);
    put_work_limits(json, contract);
    hc_json_put_number(json, "wage_an_hour", contract->wage_an_hour);
    hc_json_put_int(json, "night_from_min", contract->night_from_min);
    hc_json_put_int(json, "night_to_min", contract->night_to_min);
    hc_json_put_number(json, "night_premium", contract->night_premium);
    hc_json_put_number(json, "saturday_premium", contract->saturday_premium);
    hc_json_put_number(json, "sunday_premium", contract->sunday_premium);
    hc_json_put_int(json, "overtime_after_min", contract->overtime_after_min);
    hc_json_put_number(json, "overtime_premium", contract->overtime_premium);
    hc_json_put_number(json, "weekend_day_cost", contract->weekend_day_cost);
    hc_json_put_number(json, "hire_cost_a_week", contract->hire_cost_a_week);
    hc_json_put_int(json, "heads_most", contract->heads_most);
    hc_json_close(json);
}

static void put_cost_hours(hc_json *json, const hc_cost_hours *hours)
{
    hc_json_open_object(json, NULL);
    hc_json_open_array(json, "weekdays");
    for (int64_t weekday = 0; weekday < 7; weekday++) {
        if (hours->weekdays[weekday]) { hc_json_put_int(json, NULL, weekday); }
    }
    hc_json_close(json);
    hc_json_put_int(json, "from_min", hours->from_min);
    hc_json_put_int(json, "to_min", hours->to_min);
    hc_json_put_number(json, "short", hours->shortage);
    hc_json_put_number(json, "over", hours->surplus);
    hc_json_close(json);
}

static void put_rules(hc_json *json, const hc_rules *rules)
{
    const hc_cover_cost *cost = &rules->cover_cost;
    hc_json_open_array(json, "contracts");
    for (size_t i = 0; i < rules->contract_count; i++) {
        put_contract(json, rules, &rules->contracts[i]);
    }
    hc_json_close(json);
    hc_json_open_array(json, "classes");
    for (size_t i = 0; i < rules->class_count; i++) {
        const hc_class *group = &rules->classes[i];
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "name", group->name);
        hc_json_put_count(json, "contract", group->contract);
        hc_json_put_count(json, "count", group->count);
        hc_json_put_int(json, "earliest_start_min", group->earliest_start_min);
        hc_json_put_int(json, "latest_start_min", group->latest_start_min);
        hc_json_put_int(json, "latest_end_min", group->latest_end_min);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_json_put_bool(json, "choose_heads", rules->choose_heads);
    hc_json_open_object(json, "cover_prices");
    hc_json_put_numbers(json, "short_share", cost->short_share, cost->short_steps);
    hc_json_put_numbers(json, "short_cost", cost->short_cost, cost->short_steps);
    hc_json_put_numbers(json, "over_share", cost->over_share, cost->over_steps);
    hc_json_put_numbers(json, "over_cost", cost->over_cost, cost->over_steps);
    hc_json_open_array(json, "by_time");
    for (size_t k = 0; k < rules->cost_hours_count; k++) {
        put_cost_hours(json, &rules->cost_hours[k]);
    }
    hc_json_close(json);
    hc_json_close(json);
}

/* The times of a shift's breaks, or of its activities. */
static void put_pauses(hc_json *json, const hc_shift *shift, bool activities, const char *start,
                       const char *length)
{
    int32_t start_min[HC_SHIFT_BREAKS_MAX];
    int32_t length_min[HC_SHIFT_BREAKS_MAX];
    size_t count = 0;
    for (size_t b = 0; b < shift->break_count; b++) {
        if (hc_break_is_activity(shift, b) != activities) { continue; }
        start_min[count] = shift->break_start_min[b];
        length_min[count++] = shift->break_length_min[b];
    }
    hc_json_put_ints(json, start, start_min, count);
    hc_json_put_ints(json, length, length_min, count);
}

static void put_activities(hc_json *json, const hc_rules *rules, const hc_roster *roster,
                           const hc_shift *shift)
{
    bool has_some = false;
    for (size_t b = 0; b < shift->break_count; b++) {
        has_some = has_some || hc_break_is_activity(shift, b);
    }
    if (!has_some) { return; }
    put_pauses(json, shift, true, "activity_start_min", "activity_length_min");
    hc_json_open_array(json, "activity");
    for (size_t b = 0; b < shift->break_count; b++) {
        if (!hc_break_is_activity(shift, b)) { continue; }
        const size_t class_index = roster->agents[shift->agent].class_index;
        hc_json_put_text(json, NULL, hc_shift_break_name(rules, class_index, shift, b));
    }
    hc_json_close(json);
}

static void put_shift(hc_json *json, const hc_rules *rules, const hc_roster *roster,
                      const hc_shift *shift)
{
    hc_json_open_object(json, NULL);
    hc_json_one_line(json);
    hc_json_put_count(json, "agent", shift->agent);
    hc_json_put_count(json, "day", shift->day);
    hc_json_put_int(json, "start_min", shift->start_min);
    hc_json_put_int(json, "length_min", shift->length_min);
    put_pauses(json, shift, false, "break_start_min", "break_length_min");
    hc_json_open_array(json, "break_rule");
    for (size_t b = 0; b < shift->break_count; b++) {
        if (!hc_break_is_activity(shift, b)) {
            hc_json_put_int(json, NULL, shift->break_rule[b]);
        }
    }
    hc_json_close(json);
    put_activities(json, rules, roster, shift);
    hc_json_close(json);
}

/* What the columns of people.csv are made from. */
static void put_duties(hc_json *json, const hc_rules *rules, const hc_roster *roster,
                       size_t number, size_t *shift)
{
    const hc_duties duties = hc_roster_duties(rules, roster, number, shift);
    const hc_agent *agent = rules->agent_count > 0 ? &rules->agents[number] : NULL;
    const bool wishes = agent != NULL && agent->preferred_start_min != HC_NO_LIMIT;
    hc_json_put_count(json, "shifts", duties.shifts);
    hc_json_put_number(json, "hours", duties.hours);
    hc_json_put_number(json, "overtime_hours", duties.overtime_hours);
    hc_json_put_int(json, "weekends", duties.weekends);
    hc_json_put_int(json, "lates", duties.lates);
    if (agent == NULL) { return; }
    hc_json_put_number(json, "preferred_start_min",
                       wishes ? agent->preferred_start_min : HC_MISSING);
    hc_json_put_number(json, "apart_hours", wishes ? duties.apart_hours : HC_MISSING);
    hc_json_put_int(json, "wished_days_off", duties.wished_days);
    hc_json_put_int(json, "granted_days_off", duties.granted_days);
    hc_json_put_number(json, "weekends_before", agent->before.weekends);
    hc_json_put_number(json, "lates_before", agent->before.lates);
    hc_json_put_number(json, "hours_before", agent->before.hours);
}

static void put_people(hc_json *json, const hc_rules *rules, const hc_roster *roster)
{
    size_t shift = 0;
    hc_json_open_array(json, "agents");
    for (size_t i = 0; i < roster->agent_count; i++) {
        hc_json_open_object(json, NULL);
        hc_json_one_line(json);
        hc_json_put_text(json, "id", roster->agents[i].id);
        hc_json_put_text(json, "name", roster->agents[i].name);
        hc_json_put_count(json, "class", roster->agents[i].class_index);
        if (rules->agent_count > 0) { put_skills(json, rules, rules->agents[i].skills); }
        put_duties(json, rules, roster, i, &shift);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_json_open_array(json, "shifts");
    for (size_t i = 0; i < roster->shift_count; i++) {
        put_shift(json, rules, roster, &roster->shifts[i]);
    }
    hc_json_close(json);
    hc_json_put_ints(json, "on_phones", roster->on_phones, hc_axis_slots(&roster->axis));
}

static hc_status put_spells(hc_json *json, const hc_plan_result *plan, hc_error *err)
{
    hc_short_spell *spells = NULL;
    size_t count = 0;
    HC_TRY(hc_plan_short_spells(plan, &spells, &count, err));
    hc_json_open_array(json, "short_spells");
    for (size_t i = 0; i < count; i++) {
        hc_json_open_object(json, NULL);
        hc_json_put_instant(json, "from", &plan->requirement->axis, spells[i].first_slot);
        if (plan->served != NULL) {
            hc_json_put_text(json, "queue", plan->rules->queues[spells[i].queue]);
        }
        hc_json_put_count(json, "intervals", spells[i].slots);
        hc_json_put_int(json, "worst_short", spells[i].worst_short);
        hc_json_put_number(json, "short_hours", spells[i].short_hours);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_free(spells);
    return HC_OK;
}

static void put_costs(hc_json *json, const hc_roster_costs *costs)
{
    hc_cost_line lines[HC_COST_LINES];
    hc_cost_lines(costs, lines);
    for (size_t k = 0; k < HC_COST_LINES; k++) {
        hc_json_put_number(json, lines[k].name, lines[k].value);
    }
    hc_json_put_number(json, "overtime_hours", costs->overtime_hours);
}

hc_status hc_json_put_schedule(hc_json *json, const hc_plan_result *plan, hc_error *err)
{
    const hc_roster *roster = plan->roster;
    hc_json_open_object(json, "schedule");
    hc_json_put_number(json, "cost", roster->cost);
    put_costs(json, &plan->costs);
    hc_json_put_number(json, "lower_bound", roster->lower_bound);
    hc_json_put_number(json, "lp_bound", roster->lp_bound);
    hc_json_put_number(json, "gap", roster->gap);
    if (plan->served != NULL) {
        const hc_queue_result queues = hc_plan_queues(plan);
        hc_queue_hours_put(&queues, json);
    }
    HC_TRY(put_spells(json, plan, err));
    put_rules(json, plan->rules);
    put_people(json, plan->rules, roster);
    hc_json_close(json);
    return HC_OK;
}
