#include "tests/scheduler/random_centre.h"

#include <stdio.h>
#include <string.h>

#include "forecast/base/rng.h"
#include "scheduler/assign.h"
#include "scheduler/conflict.h"
#include "scheduler/rotation.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/fixture.h"
#include "tests/scheduler/published.h"

#define CLASSES_MOST 3
#define HEADS_MOST 6
#define CLOCKS_GO_FORWARD_MONDAY                                                               \
    20535                           /* 2026-03-23: the week ends with the change in Europe     \
                                     */
#define CLOCKS_GO_BACK_MONDAY 20745 /* 2026-10-19 */

static int32_t draw(hc_rng *rng, int32_t least, int32_t most)
{
    return least + (int32_t)hc_rng_below(rng, (uint64_t)(most - least) + 1);
}

static bool chance(hc_rng *rng, uint64_t one_in)
{
    return hc_rng_below(rng, one_in) == 0;
}

/* Minutes that all times of a centre are multiples of. */
static int32_t draw_unit(hc_rng *rng)
{
    static const int32_t units[] = {5, 15, 15, 30, 30, 30, 60};
    return units[hc_rng_below(rng, sizeof units / sizeof units[0])];
}

static int32_t round_to(int32_t minutes, int32_t unit)
{
    return (minutes + unit - 1) / unit * unit;
}

/* Sometimes a shift in two parts: an unpaid break of hours. */
static int32_t draw_break(hc_rng *rng, int32_t unit, bool split)
{
    return split ? 60 * draw(rng, 2, 4) : round_to(15 * draw(rng, 1, 3), unit);
}

static void random_breaks(hc_rng *rng, int32_t unit, hc_contract *c)
{
    const bool split = chance(rng, 10);
    c->break_count = 0;
    int32_t from = round_to(60, unit);
    while (c->break_count < 3 && !chance(rng, 4)) {
        const bool long_one = split && c->break_count == 0;
        hc_break_rule *rule = &c->breaks[c->break_count];
        *rule = (hc_break_rule){.length_min = draw_break(rng, unit, long_one),
                                .paid = !long_one && chance(rng, 2)};
        (void)snprintf(rule->name, sizeof rule->name, "%s", chance(rng, 2) ? "lunch" : "break");
        rule->earliest_min = from;
        rule->latest_min = from + unit * draw(rng, 0, 3);
        from = rule->latest_min + rule->length_min + unit;
        if (from > c->shift_shortest_min) {
            rule->from_shift_min = from;
            if (from > c->shift_longest_min) { return; }
        }
        c->break_count++;
    }
}

static void random_windows(hc_rng *rng, int32_t unit, hc_contract *c)
{
    const bool nights = chance(rng, 4);
    for (size_t day = 0; day < 7; day++) {
        c->earliest_start_min[day] = nights ? 0 : 30 * draw(rng, 12, 18);
        c->latest_start_min[day] = nights ? HC_MINUTES_A_DAY - unit : 30 * draw(rng, 20, 30);
        c->latest_end_min[day] = nights ? 2 * HC_MINUTES_A_DAY : 30 * draw(rng, 40, 48);
        if (chance(rng, 8)) { c->latest_start_min[day] = -1; }
    }
}

/* Two or three weeks of windows that come again, begun on any day. */
static void random_rotation(hc_rng *rng, int32_t unit, hc_contract *c)
{
    if (!chance(rng, 5)) { return; }
    c->rotation_from = FIXTURE_MONDAY - draw(rng, 0, 60);
    for (const size_t count = (size_t)draw(rng, 2, 3); c->rotation_count < count;) {
        hc_contract week = *c;
        random_windows(rng, unit, &week);
        for (size_t day = 0; day < 7; day++) {
            c->rotation[c->rotation_count][day] =
                (hc_day_window){week.earliest_start_min[day], week.latest_start_min[day],
                                week.latest_end_min[day]};
        }
        c->rotation_count++;
    }
    hc_rotation_span(c);
}

static void random_weekends(hc_rng *rng, hc_contract *c)
{
    c->weekends_whole = chance(rng, 4);
    if (chance(rng, 5)) { c->weekends_most = draw(rng, 0, 3); }
    if (chance(rng, 5)) { c->weekend_off_every = draw(rng, 1, 3); }
}

static hc_contract random_contract(hc_rng *rng, int32_t unit, size_t number)
{
    hc_contract c = hc_contract_default();
    (void)snprintf(c.name, sizeof c.name, "contract %zu", number);
    c.start_grid_min = chance(rng, 3) ? 60 : round_to(15, unit);
    c.shift_shortest_min = 60 * draw(rng, 4, 9);
    c.shift_longest_min = c.shift_shortest_min + 60 * draw(rng, 0, 2);
    c.shift_step_min = 60;
    c.days_a_week_least = draw(rng, 0, 5);
    c.days_a_week_most = draw(rng, c.days_a_week_least > 0 ? c.days_a_week_least : 1, 6);
    if (chance(rng, 2)) {
        c.week_paid_min_least = c.days_a_week_least * (c.shift_shortest_min - 30);
        c.week_paid_min_most = c.week_paid_min_least + 60 * draw(rng, 3, 20);
    }
    c.days_off_together = draw(rng, 0, 3);
    c.consecutive_days_most = chance(rng, 3) ? HC_NO_LIMIT : draw(rng, 2, 6);
    c.rest_min = 60 * draw(rng, 8, 15);
    c.start_spread_min = chance(rng, 2) ? 60 * draw(rng, 0, 4) : HC_NO_LIMIT;
    c.wage_an_hour = chance(rng, 3) ? 0.5 : 0.0;
    c.weekend_day_cost = chance(rng, 2) ? 0.5 : 0.0;
    c.hire_cost_a_week = 2.0;
    random_weekends(rng, &c);
    random_breaks(rng, unit, &c);
    random_windows(rng, unit, &c);
    random_rotation(rng, unit, &c);
    return c;
}

/* Hours of one's own, prices for wishes and a wage, each for some. */
static bool random_wishes(hc_rng *rng, size_t days, hc_agent *agent)
{
    if (chance(rng, 3)) {
        agent->before.run_days = draw(rng, 1, 4);
        agent->before.end_min = -60 * draw(rng, 0, 12);
    }
    agent->wage_an_hour = chance(rng, 4) ? 0.25 : 0.0;
    agent->start_cost_an_hour = chance(rng, 2) ? 0.1 : 0.0;
    if (chance(rng, 3)) {
        agent->day_off_cost = 0.5;
        if (hc_alloc(&agent->wished_off, days, 1, NULL) != HC_OK) { return false; }
        agent->wished_off[hc_rng_below(rng, days)] = 1;
    }
    if (!chance(rng, 3)) { return true; }
    if (hc_alloc(&agent->hours, days, sizeof *agent->hours, NULL) != HC_OK) { return false; }
    for (size_t day = 0; day < days; day++) {
        agent->hours[day] = (hc_day_hours){.from_min = chance(rng, 4) ? 600 : 0,
                                           .to_min = chance(rng, 4) ? 1080 : HC_NO_LIMIT};
    }
    return true;
}

static bool random_agents(hc_rng *rng, size_t days, hc_rules *rules)
{
    size_t heads = 0;
    for (size_t k = 0; k < rules->class_count; k++) {
        heads += rules->classes[k].count;
    }
    if (hc_alloc(&rules->agents, heads, sizeof *rules->agents, NULL) != HC_OK) { return false; }
    for (size_t k = 0; k < rules->class_count; k++) {
        for (size_t i = 0; i < rules->classes[k].count; i++) {
            hc_agent *agent = &rules->agents[rules->agent_count];
            (void)snprintf(agent->id, sizeof agent->id, "p%zu", rules->agent_count);
            agent->class_index = k;
            agent->preferred_start_min = chance(rng, 2) ? 60 * draw(rng, 6, 14) : HC_NO_LIMIT;
            rules->agent_count++;
            if (!random_wishes(rng, days, agent)) { return false; }
            if (!chance(rng, 3)) { continue; }
            if (hc_alloc(&agent->day_off, days, 1, NULL) != HC_OK) { return false; }
            for (size_t day = 0; day < days; day++) {
                agent->day_off[day] = chance(rng, 4);
            }
        }
    }
    return true;
}

/* Rules that pass their check; contracts are drawn again until they do. */
static bool random_rules(hc_rng *rng, size_t days, int32_t unit, hc_rules *rules)
{
    const size_t count = (size_t)draw(rng, 1, CLASSES_MOST);
    *rules = (hc_rules)HC_RULES_INIT;
    if (hc_alloc(&rules->contracts, count, sizeof *rules->contracts, NULL) != HC_OK ||
        hc_alloc(&rules->classes, count, sizeof *rules->classes, NULL) != HC_OK) {
        return false;
    }
    rules->contract_count = count;
    rules->class_count = count;
    rules->cover_cost = hc_cover_cost_default();
    do {
        for (size_t k = 0; k < count; k++) {
            hc_class *class = &rules->classes[k];
            rules->contracts[k] = random_contract(rng, unit, k);
            *class = (hc_class){.contract = k,
                                .count = (size_t)draw(rng, 1, HEADS_MOST),
                                .earliest_start_min = HC_NO_LIMIT,
                                .latest_start_min = HC_NO_LIMIT,
                                .latest_end_min = HC_NO_LIMIT};
            class->rotation_offset = draw(rng, 0, 2);
            if (chance(rng, 3)) { class->latest_start_min = 60 * draw(rng, 10, 14); }
            (void)snprintf(class->name, sizeof class->name, "class %zu", k);
        }
    } while (hc_rules_check(rules, NULL) != HC_OK);
    rules->choose_heads = chance(rng, 3);
    return rules->choose_heads || chance(rng, 2) || random_agents(rng, days, rules);
}

/* One to six weeks, from any weekday, sometimes over a change of the clocks. */
static hc_axis random_axis(hc_rng *rng, int32_t unit)
{
    hc_axis axis = HC_AXIS_INIT;
    hc_zone zone = HC_ZONE_FLOATING;
    int64_t monday = FIXTURE_MONDAY;
    const int32_t longest = chance(rng, 8) ? 42 : unit < 15 ? 8 : 16;
    const size_t days = (size_t)draw(rng, 3, longest);
    if (chance(rng, 3) && hc_zone_load("Europe/Berlin", &zone, NULL) == HC_OK) {
        monday = chance(rng, 2) ? CLOCKS_GO_FORWARD_MONDAY : CLOCKS_GO_BACK_MONDAY;
    }
    const int64_t first = monday + (chance(rng, 2) ? 0 : draw(rng, 1, 6));
    if (hc_axis_make(&axis, &zone, unit, first, days, NULL) != HC_OK) { axis.days = 0; }
    return axis;
}

static void random_requirement(hc_rng *rng, const hc_axis *axis, double *required)
{
    const bool parts = chance(rng, 3);
    const bool round_the_clock = chance(rng, 4);
    for (size_t slot = 0; slot < hc_axis_slots(axis); slot++) {
        const int32_t hour = hc_axis_local(axis, slot).second_of_day / 3600;
        const bool open = round_the_clock || (hour >= 7 && hour < 21);
        const double people = open ? (double)draw(rng, 0, 7) : 0.0;
        required[slot] = parts ? people / 2.0 : people;
    }
}

/* ---- judged ---- */

static random_outcome say(uint64_t seed, random_outcome outcome, const char *what)
{
    if (outcome > RANDOM_TOO_LARGE) {
        (void)printf("\n    centre %llu: %s", (unsigned long long)seed, what);
    }
    return outcome;
}

static random_outcome judge(uint64_t seed, const hc_axis *axis, const double *required,
                            const hc_rules *rules, const hc_roster *roster)
{
    hc_roster_row *rows = NULL;
    hc_roster_verdict v = HC_ROSTER_VERDICT_INIT;
    hc_status st =
        hc_alloc(&rows, roster->shift_count * (HC_SHIFT_BREAKS_MAX + 1), sizeof *rows, NULL);
    if (st == HC_OK) {
        st = hc_check_roster(axis, required, rules, rows, published_rows(rules, roster, rows),
                             &v, NULL);
    }
    random_outcome outcome = RANDOM_LAWFUL;
    char text[512] = "the roster cannot be judged";
    if (st != HC_OK) {
        outcome = RANDOM_FAILED;
    } else if (v.violation_count > 0) {
        const hc_violation *first = &v.violations[0];
        outcome = RANDOM_BROKEN_RULE;
        (void)snprintf(text, sizeof text,
                       "%zu broken, first %.20s: %s: found %.100s, allowed %.100s",
                       v.violation_count, first->agent, hc_roster_rule_name(first->rule),
                       first->found, first->allowed);
    } else if (!hc_roster_cost_agrees(&v, roster->cost)) {
        outcome = RANDOM_OTHER_COST;
        (void)snprintf(text, sizeof text, "cost %.9g, claimed %.9g", v.cost, roster->cost);
    } else if (roster->lower_bound > roster->cost + 1e-6) {
        outcome = RANDOM_BOUND_ABOVE;
        (void)snprintf(text, sizeof text, "bound %.9g above cost %.9g", roster->lower_bound,
                       roster->cost);
    }
    hc_roster_verdict_clear(&v);
    hc_free(rows);
    return say(seed, outcome, text);
}

/* Whether less than the contract asks may be asked of the person. */
static bool gives_way(const hc_agent *agent, size_t days)
{
    bool limited = agent->before.run_days > 0;
    for (size_t day = 0; day < days; day++) {
        const hc_day_hours hours =
            agent->hours != NULL ? agent->hours[day] : (hc_day_hours){0, HC_NO_LIMIT};
        limited = limited || hours.from_min > 0 || hours.to_min != HC_NO_LIMIT ||
                  (agent->day_off != NULL && agent->day_off[day] != 0);
    }
    return limited;
}

/* Only people of whom all is asked are held up by their class. */
static bool holds_somebody_up(const hc_rules *rules, size_t days, const hc_conflict *conflict)
{
    if (conflict->agent != HC_NO_AGENT) { return false; }
    bool held = rules->agent_count == 0;
    for (size_t i = 0; i < rules->agent_count; i++) {
        const hc_agent *agent = &rules->agents[i];
        held = held || (agent->class_index == conflict->class_index && !gives_way(agent, days));
    }
    return held;
}

static bool some_class_has_no_week(const hc_axis *axis, const hc_rules *rules)
{
    hc_conflict *conflicts = NULL;
    size_t count = 0;
    bool found = false;
    if (hc_conflicts_find(axis, rules, &conflicts, &count, NULL) != HC_OK) { return false; }
    for (size_t i = 0; i < count; i++) {
        found = found || holds_somebody_up(rules, axis->days, &conflicts[i]);
    }
    hc_free(conflicts);
    return found;
}

static bool count_down(void *context, const hc_schedule_progress *progress)
{
    size_t *looks = context;
    (void)progress;
    return --*looks > 0;
}

/* Some of the shift's time between its breaks; false: it has none to give. */
static bool draw_inside(hc_rng *rng, int32_t unit, const hc_shift *shift, hc_activity *one)
{
    const int32_t cells = shift->length_min / unit;
    const int32_t from = shift->start_min + unit * draw(rng, 0, cells - 1);
    const int32_t to = from + unit * draw(rng, 1, cells);
    const int32_t midnight = (int32_t)shift->day * HC_MINUTES_A_DAY;
    bool inside = to <= shift->start_min + shift->length_min;
    for (size_t b = 0; b < shift->break_count; b++) {
        const int32_t start = shift->break_start_min[b];
        inside = inside && (to <= start || from >= start + shift->break_length_min[b]);
    }
    *one = (hc_activity){.start_min = midnight + from, .end_min = midnight + to};
    (void)snprintf(one->name, sizeof one->name, "training");
    return inside;
}

static bool random_activities(hc_rng *rng, const hc_axis *axis, const hc_roster *roster,
                              hc_rules *rules)
{
    size_t count = 0;
    for (size_t i = 0; i < roster->shift_count; i++) {
        hc_agent *agent = &rules->agents[roster->shifts[i].agent];
        size_t room = agent->activity_count;
        hc_activity one;
        if (!chance(rng, 4) ||
            !draw_inside(rng, axis->interval_min, &roster->shifts[i], &one) ||
            one.end_min > (int32_t)axis->days * HC_MINUTES_A_DAY) {
            continue;
        }
        if (hc_grow(&agent->activities, &room, agent->activity_count + 1,
                    sizeof *agent->activities, NULL) != HC_OK) {
            return false;
        }
        agent->activities[agent->activity_count++] = one;
        count++;
    }
    return count > 0;
}

static random_outcome solve(uint64_t seed, const hc_axis *axis, const double *required,
                            const hc_rules *rules, const random_effort *effort)
{
    hc_roster roster = HC_ROSTER_INIT;
    hc_error err = HC_ERROR_INIT;
    hc_schedule_options options = hc_schedule_options_default();
    size_t looks = effort->looks;
    options.effort = effort->effort;
    if (looks > 0) {
        options.watch = count_down;
        options.watch_context = &looks;
    }
    const bool no_week = some_class_has_no_week(axis, rules);
    hc_status st = hc_schedule_solve(axis, required, rules, &options, &roster, &err);
    if (st == HC_ERR_INFEASIBLE || no_week) {
        hc_roster_clear(&roster);
        return say(seed, no_week && st == HC_ERR_INFEASIBLE ? RANDOM_NO_WEEK : RANDOM_DISAGREE,
                   st == HC_OK ? "solved without a legal week" : err.message);
    }
    if (st == HC_ERR_LIMIT) { return RANDOM_TOO_LARGE; }
    if (st == HC_OK) { st = hc_assign_names(rules, &roster, &err); }
    random_outcome outcome = RANDOM_FAILED;
    if (st == HC_OK) {
        outcome = judge(seed, axis, required, rules, &roster);
    } else {
        outcome = say(seed, RANDOM_FAILED, err.message);
    }
    hc_roster_clear(&roster);
    return outcome;
}

/* The same centre once more, with trainings that some roster is known to keep. */
static random_outcome judge_trained(uint64_t seed, hc_rng *rng, const hc_axis *axis,
                                    const double *required, hc_rules *rules,
                                    const random_effort *effort)
{
    hc_roster roster = HC_ROSTER_INIT;
    hc_schedule_options options = hc_schedule_options_default();
    size_t looks = 1;
    options.watch = count_down;
    options.watch_context = &looks;
    options.effort = effort->effort;
    random_outcome outcome = RANDOM_LAWFUL;
    if (rules->agent_count == 0) { return outcome; }
    if (hc_schedule_solve(axis, required, rules, &options, &roster, NULL) != HC_OK) {
        outcome = RANDOM_FAILED;
    } else if (random_activities(rng, axis, &roster, rules)) {
        outcome = solve(seed, axis, required, rules, effort);
    }
    hc_roster_clear(&roster);
    return outcome;
}

random_outcome random_centre_judge(uint64_t seed, const random_effort *effort)
{
    hc_rng rng;
    hc_rng_seed(&rng, seed);
    const int32_t unit = draw_unit(&rng);
    hc_axis axis = random_axis(&rng, unit);
    hc_rules rules = HC_RULES_INIT;
    double *required = NULL;
    random_outcome outcome = RANDOM_FAILED;
    if (random_rules(&rng, axis.days, unit, &rules) &&
        hc_alloc(&required, hc_axis_slots(&axis), sizeof *required, NULL) == HC_OK) {
        random_requirement(&rng, &axis, required);
        outcome = solve(seed, &axis, required, &rules, effort);
        if (outcome == RANDOM_LAWFUL && effort->activities) {
            outcome = judge_trained(seed, &rng, &axis, required, &rules, effort);
        }
    }
    hc_free(required);
    hc_rules_clear(&rules);
    hc_axis_clear(&axis);
    return outcome;
}
