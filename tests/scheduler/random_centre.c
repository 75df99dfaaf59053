#include "tests/scheduler/random_centre.h"

#include <stdio.h>
#include <string.h>

#include "scheduler/conflict.h"
#include "scheduler/names.h"
#include "scheduler/schedule.h"
#include "tests/scheduler/published.h"
#include "tests/scheduler/random_rules.h"

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
    if (conflict->agent != HC_NO_AGENT ||
        rules->classes[conflict->class_index].least_gives_way ||
        (rules->agent_count == 0 && rules->classes[conflict->class_index].count == 0)) {
        return false;
    }
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
    const int32_t from = shift->start_min + unit * random_draw(rng, 0, cells - 1);
    const int32_t to = from + unit * random_draw(rng, 1, cells);
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
        if (!random_chance(rng, 4) ||
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
    if (st == HC_ERR_LIMIT) { return RANDOM_TOO_LARGE; }
    if (st == HC_ERR_INFEASIBLE || no_week) {
        hc_roster_clear(&roster);
        return say(seed, no_week && st == HC_ERR_INFEASIBLE ? RANDOM_NO_WEEK : RANDOM_DISAGREE,
                   st == HC_OK ? "solved without a legal week" : err.message);
    }
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
    random_case drawn;
    random_outcome outcome = RANDOM_FAILED;
    if (random_case_make(seed, effort->wide, &drawn)) {
        outcome = solve(seed, &drawn.axis, drawn.required, &drawn.rules, effort);
        if (outcome == RANDOM_LAWFUL && effort->activities) {
            outcome = judge_trained(seed, &drawn.rng, &drawn.axis, drawn.required, &drawn.rules,
                                    effort);
        }
    }
    random_case_clear(&drawn);
    return outcome;
}
