#include "scheduler/conflict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scheduler/legal_period.h"
#include "scheduler/legal_week.h"
#include "scheduler/rotation.h"
#include "scheduler/whole.h"

#define HC_HORIZON_DAYS_MAX 42 /* of an agent's days off and hours that are looked at */
#define HC_TIME_STEP_MIN 15    /* rest, spread and paid time give way in quarter hours */
#define HC_WINDOW_STEP_MIN 30
#define HC_LATEST_END_MIN (2 * HC_MINUTES_A_DAY)

const char *hc_conflict_rule_name(hc_conflict_rule rule)
{
    static const char *const names[] = {
#define HC_CONFLICT_RULE_TEXT(name, text) text,
        HC_CONFLICT_RULES(HC_CONFLICT_RULE_TEXT)
#undef HC_CONFLICT_RULE_TEXT
    };
    return (unsigned)rule < HC_CONFLICT_RULE_COUNT ? names[rule] : "unknown rule";
}

/* The rules of one person, copied so that they can be relaxed. */
typedef struct trial {
    hc_contract contract;
    hc_class class;
    uint8_t day_off[HC_HORIZON_DAYS_MAX];
    hc_day_hours hours[HC_HORIZON_DAYS_MAX];
    bool of_agent;      /* of whom less than the period's least may be asked */
    int32_t run_before; /* days worked in a row when the horizon begins */
    int32_t end_before_min;
} trial;

/* ---- how each rule gives way by some steps; the text says what it then asks ---- */

/* A limit lowered to nothing, or raised past all that matters, is none. */
static int32_t lowered(int32_t limit, int32_t by)
{
    return limit - by > 0 ? limit - by : HC_NO_LIMIT;
}

static int32_t raised(int32_t limit, int32_t by, int32_t beyond)
{
    return limit == HC_NO_LIMIT || limit + by >= beyond ? HC_NO_LIMIT : limit + by;
}

static void widen(hc_day_window *window, int32_t by_min)
{
    if (window->latest_start_min < window->earliest_start_min) { return; }
    window->earliest_start_min = hc_most_of(0, window->earliest_start_min - by_min);
    window->latest_start_min =
        hc_least_of(HC_MINUTES_A_DAY - 1, window->latest_start_min + by_min);
    window->latest_end_min = hc_least_of(HC_LATEST_END_MIN, window->latest_end_min + by_min);
}

/* Opens closed weekdays from Monday on, with the times of the first that is worked. */
static void open_weekdays(hc_day_window week[HC_DAYS_A_WEEK], int32_t weekdays)
{
    size_t model = 0;
    while (model < HC_DAYS_A_WEEK - 1 &&
           week[model].latest_start_min < week[model].earliest_start_min) {
        model++;
    }
    for (size_t day = 0; day < HC_DAYS_A_WEEK && weekdays > 0; day++) {
        if (week[day].latest_start_min >= week[day].earliest_start_min) { continue; }
        week[day] = week[model];
        weekdays--;
    }
}

/* Weeks of windows: the contract's own, then those of its rotation. */
static void take_week(const hc_contract *c, size_t k, hc_day_window week[HC_DAYS_A_WEEK])
{
    for (size_t day = 0; day < HC_DAYS_A_WEEK; day++) {
        week[day] = k > 0 ? c->rotation[k - 1][day]
                          : (hc_day_window){c->earliest_start_min[day],
                                            c->latest_start_min[day], c->latest_end_min[day]};
    }
}

static void put_week(hc_contract *c, size_t k, const hc_day_window week[HC_DAYS_A_WEEK])
{
    for (size_t day = 0; day < HC_DAYS_A_WEEK; day++) {
        if (k > 0) {
            c->rotation[k - 1][day] = week[day];
            continue;
        }
        c->earliest_start_min[day] = week[day].earliest_start_min;
        c->latest_start_min[day] = week[day].latest_start_min;
        c->latest_end_min[day] = week[day].latest_end_min;
    }
}

static void relax_windows(trial *t, int32_t by_min)
{
    for (size_t k = 0; k <= t->contract.rotation_count; k++) {
        hc_day_window week[HC_DAYS_A_WEEK];
        take_week(&t->contract, k, week);
        for (size_t day = 0; day < HC_DAYS_A_WEEK; day++) {
            widen(&week[day], by_min);
        }
        put_week(&t->contract, k, week);
    }
    t->class.earliest_start_min = lowered(t->class.earliest_start_min, by_min);
    t->class.latest_start_min = raised(t->class.latest_start_min, by_min, HC_MINUTES_A_DAY);
    t->class.latest_end_min = raised(t->class.latest_end_min, by_min, HC_LATEST_END_MIN);
}

static void relax_weekdays(trial *t, int32_t weekdays)
{
    for (size_t k = 0; k <= t->contract.rotation_count; k++) {
        hc_day_window week[HC_DAYS_A_WEEK];
        take_week(&t->contract, k, week);
        open_weekdays(week, weekdays);
        put_week(&t->contract, k, week);
    }
}

static void relax_lengths(trial *t, int32_t steps)
{
    hc_contract *c = &t->contract;
    if (c->shift_step_min < 1 || c->shift_shortest_min == c->shift_longest_min) {
        c->shift_step_min = HC_WINDOW_STEP_MIN;
    }
    while (steps > 0 && c->shift_shortest_min > 2 * c->shift_step_min) {
        c->shift_shortest_min -= c->shift_step_min;
        steps--;
    }
}

static void open_hours(trial *t)
{
    for (size_t day = 0; day < HC_HORIZON_DAYS_MAX; day++) {
        t->hours[day] = (hc_day_hours){.from_min = 0, .to_min = HC_NO_LIMIT};
    }
}

static void relax_work(hc_contract *c)
{
    const hc_work_limit none = {0, HC_NO_LIMIT};
    c->work_before_breaks = none;
    c->work_between_breaks = none;
    c->work_after_breaks = none;
    c->unbroken_work_min_most = HC_NO_LIMIT;
}

static void relax_period(hc_contract *c, bool most)
{
    int32_t *period = most ? &c->period_paid_min_most : &c->period_paid_min_least;
    int32_t *mean = most ? &c->average_week_paid_min_most : &c->average_week_paid_min_least;
    *period = HC_NO_LIMIT;
    *mean = HC_NO_LIMIT;
}

static void relax_weekends(hc_contract *c)
{
    c->weekends_whole = false;
    c->weekends_most = HC_NO_LIMIT;
    c->weekend_off_every = HC_NO_LIMIT;
}

static void relax(trial *t, hc_conflict_rule rule, int32_t steps)
{
    hc_contract *c = &t->contract;
    const int32_t minutes = steps * HC_TIME_STEP_MIN;
    switch (rule) {
    case HC_CONFLICT_MOST_PERIOD:
    case HC_CONFLICT_LEAST_PERIOD:
        relax_period(c, rule == HC_CONFLICT_MOST_PERIOD);
        break;
    case HC_CONFLICT_MOST_PAID:
        c->week_paid_min_most =
            raised(c->week_paid_min_most, minutes, HC_DAYS_A_WEEK * HC_MINUTES_A_DAY);
        break;
    case HC_CONFLICT_MOST_DAYS:
        c->days_a_week_most = raised(c->days_a_week_most, steps, HC_DAYS_A_WEEK);
        break;
    case HC_CONFLICT_LENGTHS:
        relax_lengths(t, steps);
        break;
    case HC_CONFLICT_WORK_STRETCH:
        relax_work(c);
        break;
    case HC_CONFLICT_WINDOWS:
        relax_windows(t, steps * HC_WINDOW_STEP_MIN);
        break;
    case HC_CONFLICT_WEEKDAYS:
        relax_weekdays(t, steps);
        break;
    case HC_CONFLICT_SPREAD:
        c->start_spread_min = raised(c->start_spread_min, minutes, HC_MINUTES_A_DAY);
        break;
    case HC_CONFLICT_REST:
        c->rest_min = lowered(c->rest_min, minutes);
        break;
    case HC_CONFLICT_CONSECUTIVE_DAYS:
        c->consecutive_days_most = raised(c->consecutive_days_most, steps, HC_HORIZON_DAYS_MAX);
        break;
    case HC_CONFLICT_WEEKENDS:
        relax_weekends(c);
        break;
    case HC_CONFLICT_OFF_TOGETHER:
        c->days_off_together = lowered(c->days_off_together, steps);
        break;
    case HC_CONFLICT_LEAST_PAID:
        c->week_paid_min_least = lowered(c->week_paid_min_least, minutes);
        break;
    case HC_CONFLICT_LEAST_DAYS:
        c->days_a_week_least = lowered(c->days_a_week_least, steps);
        break;
    case HC_CONFLICT_DAYS_OFF:
        memset(t->day_off, 0, sizeof t->day_off);
        break;
    case HC_CONFLICT_HOURS:
        open_hours(t);
        break;
    case HC_CONFLICT_BEFORE:
        t->run_before = 0;
        break;
    case HC_CONFLICT_RULE_COUNT:
        break;
    }
}

/* Steps after which a rule asks nothing any more, and the price of each. */
typedef struct give {
    int32_t most_steps;
    double price;
} give;

static give give_of(hc_conflict_rule rule)
{
    static const give gives[HC_CONFLICT_RULE_COUNT] = {
        [HC_CONFLICT_MOST_PERIOD] = {1, 1.0},
        [HC_CONFLICT_LEAST_PERIOD] = {1, 1.0},
        [HC_CONFLICT_MOST_PAID] = {672, 0.03}, /* a quarter hour of a day's eight */
        [HC_CONFLICT_MOST_DAYS] = {7, 1.0},
        [HC_CONFLICT_LENGTHS] = {48, 0.1},
        [HC_CONFLICT_WORK_STRETCH] = {1, 1.5},
        [HC_CONFLICT_WINDOWS] = {96, 0.15},
        [HC_CONFLICT_WEEKDAYS] = {7, 1.5},
        [HC_CONFLICT_SPREAD] = {96, 0.05},
        [HC_CONFLICT_REST] = {672, 0.2}, /* often the law: dear */
        [HC_CONFLICT_CONSECUTIVE_DAYS] = {42, 1.0},
        [HC_CONFLICT_WEEKENDS] = {1, 1.5},
        [HC_CONFLICT_OFF_TOGETHER] = {7, 1.0},
        [HC_CONFLICT_LEAST_PAID] = {672, 0.03},
        [HC_CONFLICT_LEAST_DAYS] = {7, 1.0},
        [HC_CONFLICT_DAYS_OFF] = {1, 2.0},
        [HC_CONFLICT_HOURS] = {1, 2.0},
        [HC_CONFLICT_BEFORE] = {1, 2.0}};
    return gives[rule];
}

/* The number behind a rule and whether it is a time; rules without one have none. */
static bool limit_behind(const hc_contract *c, hc_conflict_rule rule, int32_t *limit,
                         bool *is_time)
{
    const int32_t limits[HC_CONFLICT_RULE_COUNT] = {
        [HC_CONFLICT_MOST_PAID] = c->week_paid_min_most,
        [HC_CONFLICT_MOST_DAYS] = c->days_a_week_most,
        [HC_CONFLICT_LENGTHS] = c->shift_shortest_min,
        [HC_CONFLICT_SPREAD] = c->start_spread_min,
        [HC_CONFLICT_REST] = c->rest_min,
        [HC_CONFLICT_CONSECUTIVE_DAYS] = c->consecutive_days_most,
        [HC_CONFLICT_OFF_TOGETHER] = c->days_off_together,
        [HC_CONFLICT_LEAST_PAID] = c->week_paid_min_least,
        [HC_CONFLICT_LEAST_DAYS] = c->days_a_week_least};
    *limit = limits[rule];
    *is_time = rule == HC_CONFLICT_MOST_PAID || rule == HC_CONFLICT_LEAST_PAID ||
               rule == HC_CONFLICT_LENGTHS || rule == HC_CONFLICT_SPREAD ||
               rule == HC_CONFLICT_REST;
    return rule > HC_CONFLICT_LEAST_PERIOD && rule != HC_CONFLICT_WINDOWS &&
           rule != HC_CONFLICT_WEEKDAYS && rule != HC_CONFLICT_WORK_STRETCH &&
           rule != HC_CONFLICT_WEEKENDS && rule < HC_CONFLICT_DAYS_OFF;
}

#define HC_ASK_MAX 80 /* bytes of a rule's name and number */

/* What the rule asks, such as "rest between shifts (11:00 h)". */
static void say_rule(const trial *t, hc_conflict_rule rule, char *text)
{
    int32_t limit = 0;
    bool is_time = false;
    const char *name = hc_conflict_rule_name(rule);
    if (!limit_behind(&t->contract, rule, &limit, &is_time)) {
        (void)snprintf(text, HC_ASK_MAX, "%s", name);
    } else if (limit == HC_NO_LIMIT) {
        (void)snprintf(text, HC_ASK_MAX, "%s (no limit)", name);
    } else if (is_time) {
        (void)snprintf(text, HC_ASK_MAX, "%s (%d:%02d h)", name, limit / 60, limit % 60);
    } else {
        (void)snprintf(text, HC_ASK_MAX, "%s (%d)", name, limit);
    }
}

/* What to do, such as "change to rest between shifts (10:30 h)". t is relaxed by `steps`
 * already.
 */
static void say_remedy(const trial *t, hc_conflict_rule rule, int32_t steps, char *text,
                       size_t size)
{
    char asks[HC_ASK_MAX];
    say_rule(t, rule, asks);
    switch (rule) {
    case HC_CONFLICT_WINDOWS:
        (void)snprintf(text, size, "start up to %d min earlier and end up to %d min later",
                       steps * HC_WINDOW_STEP_MIN, steps * HC_WINDOW_STEP_MIN);
        break;
    case HC_CONFLICT_WEEKDAYS:
        (void)snprintf(text, size, "work on %d more weekday%s", steps, steps == 1 ? "" : "s");
        break;
    case HC_CONFLICT_MOST_PERIOD:
        (void)snprintf(text, size, "allow more paid time in all planned weeks together");
        break;
    case HC_CONFLICT_LEAST_PERIOD:
        (void)snprintf(text, size, "ask less paid time of all planned weeks together");
        break;
    case HC_CONFLICT_WORK_STRETCH:
        (void)snprintf(text, size, "let work last longer or shorter between breaks");
        break;
    case HC_CONFLICT_WEEKENDS:
        (void)snprintf(text, size, "ask nothing of weekends");
        break;
    case HC_CONFLICT_DAYS_OFF:
        (void)snprintf(text, size, "move some of the days off");
        break;
    case HC_CONFLICT_HOURS:
        (void)snprintf(text, size, "widen the agent's own hours");
        break;
    case HC_CONFLICT_LENGTHS:
        (void)snprintf(text, size, "allow shorter shifts: %s", asks);
        break;
    default:
        (void)snprintf(text, size, "change to %s", asks);
        break;
    }
}

/* ---- is there a legal week after week ---- */

/* Whether the day, if the horizon holds it, cannot be worked. */
static bool is_shut(const hc_axis *axis, const trial *t, size_t day)
{
    if (day >= axis->days) { return false; }
    const int64_t date = axis->first_day + (int64_t)day;
    const hc_contract own = hc_contract_of_week(&t->contract, &t->class, date);
    const bool seen = day < HC_HORIZON_DAYS_MAX;
    const hc_day_hours hours = seen ? t->hours[day] : (hc_day_hours){0, HC_NO_LIMIT};
    return (seen && t->day_off[day] != 0) ||
           !hc_day_holds_shift(&own, &t->class, hc_weekday(date), hours);
}

static hc_week_edge edge_of(const trial *t)
{
    if (t->run_before == 0) { return hc_week_edge_fresh(); }
    hc_week_edge edge = hc_week_edge_none();
    edge.end_min[hc_least_of(t->run_before, HC_RUN_MAX)][0] = t->end_before_min;
    return edge;
}

static hc_status is_sound(const hc_axis *axis, const trial *t, bool *sound, hc_error *err)
{
    hc_contract own;
    hc_week_case week = {.contract = &own,
                         .of_class = &t->class,
                         .first_weekday = hc_weekday(axis->first_day),
                         .before = edge_of(t)};
    week.is_first = true;
    *sound = true;
    for (size_t day = 0; day < axis->days && *sound; day += HC_DAYS_A_WEEK) {
        const size_t left = axis->days - day;
        hc_week_reach reach = {0};
        own = hc_contract_of_week(&t->contract, &t->class, axis->first_day + (int64_t)day);
        week.goes_on = day + HC_DAYS_A_WEEK < axis->days;
        week.shut_after = is_shut(axis, t, day + HC_DAYS_A_WEEK);
        week.days = left < HC_DAYS_A_WEEK ? (int32_t)left : HC_DAYS_A_WEEK;
        const bool seen = day + HC_DAYS_A_WEEK <= HC_HORIZON_DAYS_MAX;
        week.day_off = seen ? t->day_off + day : NULL;
        week.hours = seen ? t->hours + day : NULL;
        HC_TRY(hc_week_search(&week, &reach, err));
        *sound = reach.legal;
        week.before = reach.after;
        week.is_first = false;
    }
    const bool asks = *sound && !t->of_agent && hc_limits_period(&t->contract);
    return asks ? hc_period_search(axis, &t->contract, &t->class, sound, err) : HC_OK;
}

/* ---- the smallest contradiction, and ways out ---- */

/* Leaves rules out one after another; those without which all would be well stay in. */
static hc_status filter_rules(const hc_axis *axis, const trial *strict, hc_conflict *conflict,
                              hc_error *err)
{
    trial t = *strict;
    for (int rule = 0; rule < HC_CONFLICT_RULE_COUNT; rule++) {
        trial without = t;
        bool sound = false;
        relax(&without, (hc_conflict_rule)rule, give_of((hc_conflict_rule)rule).most_steps);
        HC_TRY(is_sound(axis, &without, &sound, err));
        if (sound) {
            conflict->rules[conflict->rule_count++] = (hc_conflict_rule)rule;
        } else {
            t = without;
        }
    }
    return HC_OK;
}

/* Fewest steps by which the rule must give way while all others hold; 0: it cannot help alone.
 */
static hc_status fewest_steps(const hc_axis *axis, const trial *strict, hc_conflict_rule rule,
                              int32_t *steps, hc_error *err)
{
    int32_t low = 0;
    int32_t high = give_of(rule).most_steps + 1;
    while (high - low > 1) {
        const int32_t middle = low + (high - low) / 2;
        trial t = *strict;
        bool sound = false;
        relax(&t, rule, middle);
        HC_TRY(is_sound(axis, &t, &sound, err));
        if (sound) {
            high = middle;
        } else {
            low = middle;
        }
    }
    *steps = high <= give_of(rule).most_steps ? high : 0;
    return HC_OK;
}

static hc_status find_remedies(const hc_axis *axis, const trial *strict, hc_conflict *conflict,
                               hc_error *err)
{
    for (size_t i = 0; i < conflict->rule_count; i++) {
        const hc_conflict_rule rule = conflict->rules[i];
        int32_t steps = 0;
        HC_TRY(fewest_steps(axis, strict, rule, &steps, err));
        if (steps == 0 || rule == HC_CONFLICT_BEFORE) { continue; }
        hc_remedy remedy = {.rule = rule, .price = steps * give_of(rule).price};
        trial t = *strict;
        relax(&t, rule, steps);
        say_remedy(&t, rule, steps, remedy.text, sizeof remedy.text);
        size_t at = conflict->remedy_count++;
        for (; at > 0 && conflict->remedies[at - 1].price > remedy.price; at--) {
            conflict->remedies[at] = conflict->remedies[at - 1];
        }
        conflict->remedies[at] = remedy;
    }
    return HC_OK;
}

static void append(char *text, size_t size, const char *front, const char *more)
{
    const size_t used = strlen(text);
    (void)snprintf(text + used, size - used, "%s%s", front, more);
}

static void say_conflict(const hc_rules *rules, const trial *strict, hc_conflict *conflict)
{
    char *text = conflict->text;
    const size_t size = sizeof conflict->text;
    if (conflict->agent == HC_NO_AGENT) {
        (void)snprintf(text, size,
                       "class '%s' has no legal week under contract '%s':", strict->class.name,
                       strict->contract.name);
    } else {
        (void)snprintf(text, size, "agent '%s' cannot work a whole week of contract '%s':",
                       rules->agents[conflict->agent].id, strict->contract.name);
    }
    for (size_t i = 0; i < conflict->rule_count; i++) {
        char asks[HC_ASK_MAX];
        say_rule(strict, conflict->rules[i], asks);
        const bool last = i + 1 == conflict->rule_count;
        append(text, size, i == 0 ? " " : last ? " and " : ", ", asks);
    }
    append(text, size, conflict->rule_count > 1 ? " contradict each other" : " cannot be met",
           "");
    if (conflict->remedy_count > 0) {
        append(text, size, "; the least change: ", conflict->remedies[0].text);
    }
}

/* ---- every class and agent ---- */

typedef struct conflict_list {
    hc_conflict *items;
    size_t count;
    size_t room;
} conflict_list;

static hc_status look_at(const hc_axis *axis, const hc_rules *rules, const trial *strict,
                         size_t class_index, size_t agent, conflict_list *list, hc_error *err)
{
    bool sound = false;
    HC_TRY(is_sound(axis, strict, &sound, err));
    if (sound) { return HC_OK; }
    hc_conflict conflict = {.class_index = class_index, .agent = agent};
    HC_TRY(filter_rules(axis, strict, &conflict, err));
    HC_TRY(find_remedies(axis, strict, &conflict, err));
    say_conflict(rules, strict, &conflict);
    HC_TRY(hc_grow(&list->items, &list->room, list->count + 1, sizeof *list->items, err));
    list->items[list->count++] = conflict;
    return HC_OK;
}

static trial trial_of_class(const hc_rules *rules, size_t class_index)
{
    trial t = {.contract = rules->contracts[rules->classes[class_index].contract],
               .class = rules->classes[class_index]};
    open_hours(&t);
    return t;
}

static hc_status look_at_class(const hc_axis *axis, const hc_rules *rules, size_t class_index,
                               conflict_list *list, hc_error *err)
{
    const trial t = trial_of_class(rules, class_index);
    return look_at(axis, rules, &t, class_index, HC_NO_AGENT, list, err);
}

static hc_status look_at_agent(const hc_axis *axis, const hc_rules *rules, size_t agent,
                               conflict_list *list, hc_error *err)
{
    const size_t days = axis->days < HC_HORIZON_DAYS_MAX ? axis->days : HC_HORIZON_DAYS_MAX;
    const hc_agent *who = &rules->agents[agent];
    trial t = trial_of_class(rules, who->class_index);
    t.of_agent = true;
    if (who->day_off == NULL && who->hours == NULL && who->before.run_days == 0) {
        return HC_OK;
    }
    if (who->day_off != NULL) { memcpy(t.day_off, who->day_off, days); }
    if (who->hours != NULL) { memcpy(t.hours, who->hours, days * sizeof t.hours[0]); }
    t.run_before = who->before.run_days;
    t.end_before_min = who->before.end_min;
    return look_at(axis, rules, &t, who->class_index, agent, list, err);
}

/* Hands the list over, or drops it. */
static hc_status give_list(hc_status st, conflict_list *list, hc_conflict **conflicts,
                           size_t *count)
{
    if (st != HC_OK) {
        hc_free(list->items);
        return st;
    }
    *conflicts = list->items;
    *count = list->count;
    return HC_OK;
}

hc_status hc_conflicts_of_classes(const hc_axis *axis, const hc_rules *rules,
                                  hc_conflict **conflicts, size_t *count, hc_error *err)
{
    HC_TRY(hc_rules_check(rules, err));
    conflict_list list = {0};
    hc_status st = HC_OK;
    for (size_t k = 0; k < rules->class_count && st == HC_OK; k++) {
        st = look_at_class(axis, rules, k, &list, err);
    }
    return give_list(st, &list, conflicts, count);
}

hc_status hc_conflicts_of_agents(const hc_axis *axis, const hc_rules *rules,
                                 const size_t *agents, size_t agent_count,
                                 hc_conflict **conflicts, size_t *count, hc_error *err)
{
    HC_TRY(hc_rules_check(rules, err));
    conflict_list list = {0};
    hc_status st = HC_OK;
    for (size_t i = 0; i < agent_count && st == HC_OK; i++) {
        st = look_at_agent(axis, rules, agents[i], &list, err);
    }
    return give_list(st, &list, conflicts, count);
}

/* A class and, where it is sound, its agents. */
static hc_status look_at_all_of_class(const hc_axis *axis, const hc_rules *rules,
                                      size_t class_index, conflict_list *list, hc_error *err)
{
    const size_t before = list->count;
    HC_TRY(look_at_class(axis, rules, class_index, list, err));
    if (list->count > before) { return HC_OK; }
    for (size_t i = 0; i < rules->agent_count; i++) {
        if (rules->agents[i].class_index != class_index) { continue; }
        HC_TRY(look_at_agent(axis, rules, i, list, err));
    }
    return HC_OK;
}

hc_status hc_conflicts_find(const hc_axis *axis, const hc_rules *rules, hc_conflict **conflicts,
                            size_t *count, hc_error *err)
{
    HC_TRY(hc_rules_check(rules, err));
    conflict_list list = {0};
    hc_status st = HC_OK;
    for (size_t k = 0; k < rules->class_count && st == HC_OK; k++) {
        st = look_at_all_of_class(axis, rules, k, &list, err);
    }
    return give_list(st, &list, conflicts, count);
}
