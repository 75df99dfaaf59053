#include "scheduler/conflict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scheduler/conflict_trial.h"
#include "scheduler/legal_period.h"
#include "scheduler/legal_week.h"
#include "scheduler/period_paid.h"
#include "scheduler/rotation.h"
#include "scheduler/rules_check.h"
#include "scheduler/whole.h"

/* ---- is there a legal week after week ---- */

/* Whether the day, if the horizon holds it, cannot be worked. */
static bool is_shut(const hc_axis *axis, const hc_trial *t, size_t day)
{
    if (day >= axis->days) { return false; }
    const int64_t date = axis->first_day + (int64_t)day;
    const hc_contract own = hc_contract_of_week(&t->contract, &t->of_class, date);
    const bool seen = day < HC_TRIAL_DAYS_MAX;
    const hc_day_hours hours = seen ? t->hours[day] : (hc_day_hours){0, HC_NO_LIMIT};
    return (seen && t->day_off[day] != 0) ||
           !hc_day_holds_shift(&own, &t->of_class, hc_weekday(date), hours);
}

static hc_week_edge edge_of(const hc_trial *t)
{
    if (t->run_before == 0) { return hc_week_edge_fresh(); }
    hc_week_edge edge = hc_week_edge_none();
    edge.end_min[hc_least_of(t->run_before, HC_RUN_MAX)][0] = t->end_before_min;
    return edge;
}

static hc_status is_sound(const hc_axis *axis, const hc_trial *t, bool *sound, hc_error *err)
{
    hc_contract own;
    hc_week_case week = {.contract = &own,
                         .of_class = &t->of_class,
                         .first_weekday = hc_weekday(axis->first_day),
                         .before = edge_of(t)};
    week.is_first = true;
    *sound = true;
    for (size_t day = 0; day < axis->days && *sound; day += HC_DAYS_A_WEEK) {
        const size_t left = axis->days - day;
        hc_week_reach reach = {0};
        own = hc_contract_of_week(&t->contract, &t->of_class, axis->first_day + (int64_t)day);
        week.goes_on = day + HC_DAYS_A_WEEK < axis->days;
        week.shut_after = is_shut(axis, t, day + HC_DAYS_A_WEEK);
        week.days = left < HC_DAYS_A_WEEK ? (int32_t)left : HC_DAYS_A_WEEK;
        const bool seen = day + HC_DAYS_A_WEEK <= HC_TRIAL_DAYS_MAX;
        week.day_off = seen ? t->day_off + day : NULL;
        week.hours = seen ? t->hours + day : NULL;
        HC_TRY(hc_week_search(&week, &reach, err));
        *sound = reach.legal;
        week.before = reach.after;
        week.is_first = false;
    }
    const bool asks = *sound && !t->of_agent && hc_limits_period(&t->contract);
    return asks ? hc_period_search(axis, &t->contract, &t->of_class, sound, err) : HC_OK;
}

/* ---- the smallest contradiction, and ways out ---- */

/* Leaves rules out one after another; those without which all would be well stay in. */
static hc_status filter_rules(const hc_axis *axis, const hc_trial *strict,
                              hc_conflict *conflict, hc_error *err)
{
    hc_trial t = *strict;
    for (int rule = 0; rule < HC_CONFLICT_RULE_COUNT; rule++) {
        hc_trial without = t;
        bool sound = false;
        hc_trial_relax(&without, (hc_conflict_rule)rule,
                       hc_give_of((hc_conflict_rule)rule).most_steps);
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
static hc_status fewest_steps(const hc_axis *axis, const hc_trial *strict,
                              hc_conflict_rule rule, int32_t *steps, hc_error *err)
{
    int32_t low = 0;
    int32_t high = hc_give_of(rule).most_steps + 1;
    while (high - low > 1) {
        const int32_t middle = low + (high - low) / 2;
        hc_trial t = *strict;
        bool sound = false;
        hc_trial_relax(&t, rule, middle);
        HC_TRY(is_sound(axis, &t, &sound, err));
        if (sound) {
            high = middle;
        } else {
            low = middle;
        }
    }
    *steps = high <= hc_give_of(rule).most_steps ? high : 0;
    return HC_OK;
}

static hc_status find_remedies(const hc_axis *axis, const hc_trial *strict,
                               hc_conflict *conflict, hc_error *err)
{
    for (size_t i = 0; i < conflict->rule_count; i++) {
        const hc_conflict_rule rule = conflict->rules[i];
        int32_t steps = 0;
        HC_TRY(fewest_steps(axis, strict, rule, &steps, err));
        if (steps == 0 || rule == HC_CONFLICT_BEFORE) { continue; }
        hc_remedy remedy = {.rule = rule, .price = steps * hc_give_of(rule).price};
        hc_trial t = *strict;
        hc_trial_relax(&t, rule, steps);
        hc_trial_say_remedy(&t, rule, steps, remedy.text, sizeof remedy.text);
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

static void say_conflict(const hc_rules *rules, const hc_trial *strict, hc_conflict *conflict)
{
    char *text = conflict->text;
    const size_t size = sizeof conflict->text;
    if (conflict->agent == HC_NO_AGENT) {
        (void)snprintf(text, size, "class '%s' has no legal week under contract '%s':",
                       strict->of_class.name, strict->contract.name);
    } else {
        (void)snprintf(text, size, "agent '%s' cannot work a whole week of contract '%s':",
                       rules->agents[conflict->agent].id, strict->contract.name);
    }
    for (size_t i = 0; i < conflict->rule_count; i++) {
        char asks[HC_ASK_MAX];
        hc_trial_say_rule(strict, conflict->rules[i], asks);
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

static hc_status look_at(const hc_axis *axis, const hc_rules *rules, const hc_trial *strict,
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

static hc_trial trial_of_class(const hc_rules *rules, size_t class_index)
{
    hc_trial t = {.contract = rules->contracts[rules->classes[class_index].contract],
                  .of_class = rules->classes[class_index]};
    hc_trial_open_hours(&t);
    return t;
}

static hc_status look_at_class(const hc_axis *axis, const hc_rules *rules, size_t class_index,
                               conflict_list *list, hc_error *err)
{
    const hc_trial t = trial_of_class(rules, class_index);
    return look_at(axis, rules, &t, class_index, HC_NO_AGENT, list, err);
}

static hc_status look_at_agent(const hc_axis *axis, const hc_rules *rules, size_t agent,
                               conflict_list *list, hc_error *err)
{
    const size_t days = axis->days < HC_TRIAL_DAYS_MAX ? axis->days : HC_TRIAL_DAYS_MAX;
    const hc_agent *who = &rules->agents[agent];
    hc_trial t = trial_of_class(rules, who->class_index);
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
