#include "scheduler/replan/kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forecast/base/memory.h"

/* ---- the people of the rows ---- */

/* A person's row, by its place in the file. */
typedef struct row_place {
    const char *agent;
    size_t row;
} row_place;

static int compare_by_place(const void *a, const void *b)
{
    const row_place *left = a;
    const row_place *right = b;
    return (left->row > right->row) - (left->row < right->row);
}

static int compare_by_agent(const void *a, const void *b)
{
    const row_place *left = a;
    const row_place *right = b;
    const int order = strcmp(left->agent, right->agent);
    return order != 0 ? order : compare_by_place(a, b);
}

/* Leaves the first row of each person in sorted[], in the order of the file; how many. */
static size_t first_rows(row_place *sorted, size_t row_count)
{
    size_t people = 0;
    if (row_count == 0) { return 0; }
    qsort(sorted, row_count, sizeof *sorted, compare_by_agent);
    for (size_t i = 0; i < row_count; i++) {
        if (people == 0 || strcmp(sorted[people - 1].agent, sorted[i].agent) != 0) {
            sorted[people++] = sorted[i];
        }
    }
    qsort(sorted, people, sizeof *sorted, compare_by_place);
    return people;
}

static hc_status make_person(const hc_rules *rules, const hc_roster_row *row, hc_agent *agent,
                             hc_error *err)
{
    *agent = (hc_agent){.class_index = hc_rules_find_class(rules, row->class_name),
                        .preferred_start_min = HC_NO_LIMIT};
    if (agent->class_index == rules->class_count) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                       "use the centre file that the roster was made with",
                       "agent '%s' of the roster has the class '%s', which there is not",
                       row->agent, row->class_name);
    }
    (void)snprintf(agent->id, sizeof agent->id, "%s", row->agent);
    (void)snprintf(agent->name, sizeof agent->name, "%s", row->agent);
    return HC_OK;
}

static void adopt(hc_rules *rules, hc_agent *agents, size_t people)
{
    for (size_t k = 0; k < rules->class_count; k++) {
        rules->classes[k].count = 0;
    }
    for (size_t i = 0; i < people; i++) {
        rules->classes[agents[i].class_index].count++;
    }
    rules->agents = agents;
    rules->agent_count = people;
    rules->choose_heads = false;
}

hc_status hc_kept_people(const hc_roster_row *rows, size_t row_count, hc_rules *rules,
                         hc_error *err)
{
    row_place *sorted = NULL;
    hc_agent *agents = NULL;
    if (rules->agent_count > 0) { return HC_OK; }
    HC_TRY(hc_alloc(&sorted, row_count, sizeof *sorted, err));
    for (size_t i = 0; i < row_count; i++) {
        sorted[i] = (row_place){rows[i].agent, i};
    }
    const size_t people = first_rows(sorted, row_count);
    hc_status st = hc_alloc(&agents, people, sizeof *agents, err);
    for (size_t i = 0; i < people && st == HC_OK; i++) {
        st = make_person(rules, &rows[sorted[i].row], &agents[i], err);
    }
    hc_free(sorted);
    if (st != HC_OK) {
        hc_free(agents);
        return st;
    }
    adopt(rules, agents, people);
    return HC_OK;
}

/* ---- rows as shifts ---- */

/* A row with its agent's number; rows of unknown people are not kept. */
typedef struct own_row {
    const hc_roster_row *row;
    size_t agent;
    bool is_shift;
} own_row;

typedef struct agent_name {
    const char *id;
    size_t index;
} agent_name;

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const agent_name *)a)->id, ((const agent_name *)b)->id);
}

static int compare_times(hc_local_time a, hc_local_time b)
{
    if (a.day != b.day) { return a.day < b.day ? -1 : 1; }
    return (a.second_of_day > b.second_of_day) - (a.second_of_day < b.second_of_day);
}

/* By agent and date, the shift before its breaks. */
static int compare_rows(const void *a, const void *b)
{
    const own_row *left = a;
    const own_row *right = b;
    if (left->agent != right->agent) { return left->agent < right->agent ? -1 : 1; }
    if (left->row->date != right->row->date) {
        return left->row->date < right->row->date ? -1 : 1;
    }
    if (left->is_shift != right->is_shift) { return left->is_shift ? -1 : 1; }
    return compare_times(left->row->start, right->row->start);
}

static int32_t minute_of(const hc_roster_row *row, hc_local_time time)
{
    return (int32_t)(time.day - row->date) * HC_MINUTES_A_DAY + time.second_of_day / 60;
}

static hc_status refuse_row(const hc_roster_row *row, const char *what, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(row->date, date);
    return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "headcount schedule --check names all faults",
                   "the roster's '%s' of agent '%s' on %s %s", row->activity, row->agent, date,
                   what);
}

static hc_status add_shift(const own_row *own, const hc_axis *axis, hc_roster *roster,
                           hc_error *err)
{
    const hc_roster_row *row = own->row;
    const int32_t start = minute_of(row, row->start);
    const int32_t end = minute_of(row, row->end);
    const size_t day = (size_t)(row->date - axis->first_day);
    const hc_shift *before =
        roster->shift_count > 0 ? &roster->shifts[roster->shift_count - 1] : NULL;
    if (before != NULL && before->agent == own->agent && before->day == day) {
        return refuse_row(row, "is the second of that day", err);
    }
    if (start < 0 || start >= HC_MINUTES_A_DAY) {
        return refuse_row(row, "does not start on its date", err);
    }
    if (end <= start || end - start > HC_MINUTES_A_DAY) {
        return refuse_row(row, "must end within a day of its start", err);
    }
    roster->shifts[roster->shift_count++] = (hc_shift){
        .agent = own->agent, .day = day, .start_min = start, .length_min = end - start};
    return HC_OK;
}

/* The contract's break_count when there is none. */
static size_t rule_of_break(const hc_contract *contract, const hc_shift *shift,
                            const char *name, int32_t start_min)
{
    size_t found = contract->break_count;
    for (size_t r = 0; r < contract->break_count; r++) {
        const hc_break_rule *rule = &contract->breaks[r];
        const int32_t offset = start_min - shift->start_min;
        bool taken = shift->length_min < rule->from_shift_min || strcmp(rule->name, name) != 0;
        for (size_t b = 0; b < shift->break_count; b++) {
            taken = taken || shift->break_rule[b] == r;
        }
        if (taken) { continue; }
        if (offset >= rule->earliest_min && offset <= rule->latest_min) { return r; }
        if (found == contract->break_count) { found = r; }
    }
    return found;
}

static hc_status add_break(const own_row *own, const hc_axis *axis, const hc_rules *rules,
                           hc_roster *roster, hc_error *err)
{
    const hc_roster_row *row = own->row;
    const hc_agent *agent = &rules->agents[own->agent];
    const hc_contract *contract =
        &rules->contracts[rules->classes[agent->class_index].contract];
    const int32_t start = minute_of(row, row->start);
    const int32_t length = minute_of(row, row->end) - start;
    if (strcmp(row->activity, HC_ACTIVITY_OVERTIME) == 0) {
        return refuse_row(row, "goes beyond the shift: a roster to plan again has none", err);
    }
    hc_shift *shift = roster->shift_count > 0 ? &roster->shifts[roster->shift_count - 1] : NULL;
    if (shift == NULL || shift->agent != own->agent ||
        shift->day != (size_t)(row->date - axis->first_day) || start < shift->start_min ||
        length <= 0 || start + length > shift->start_min + shift->length_min) {
        return refuse_row(row, "lies outside the shift of its date", err);
    }
    for (size_t k = 0; k < agent->activity_count; k++) {
        if (strcmp(agent->activities[k].name, row->activity) == 0) {
            return refuse_row(row, "is an activity, and such rosters cannot be changed", err);
        }
    }
    const size_t b = shift->break_count;
    const size_t rule = rule_of_break(contract, shift, row->activity, start);
    if (rule == contract->break_count) {
        return refuse_row(row, "is no break of the contract, or one too many", err);
    }
    shift->break_rule[b] = (uint8_t)rule;
    shift->break_start_min[b] = start;
    shift->break_length_min[b] = length;
    shift->break_count++;
    return HC_OK;
}

/* Rows of the horizon and of known people, sorted; the rest are counted. */
static hc_status sort_rows(const hc_axis *axis, const hc_rules *rules,
                           const hc_roster_row *rows, size_t row_count, own_row *own,
                           hc_kept_count *count, size_t *kept, hc_error *err)
{
    agent_name *names = NULL;
    HC_TRY(hc_alloc(&names, rules->agent_count, sizeof *names, err));
    for (size_t i = 0; i < rules->agent_count; i++) {
        names[i] = (agent_name){rules->agents[i].id, i};
    }
    qsort(names, rules->agent_count, sizeof *names, compare_names);
    for (size_t i = 0; i < row_count; i++) {
        const agent_name key = {rows[i].agent, 0};
        const agent_name *found =
            bsearch(&key, names, rules->agent_count, sizeof *names, compare_names);
        const int64_t day = rows[i].date - axis->first_day;
        const bool outside = day < 0 || day >= (int64_t)axis->days;
        count->outside += outside ? 1 : 0;
        count->unknown_agents += !outside && found == NULL ? 1 : 0;
        if (outside || found == NULL) { continue; }
        own[(*kept)++] =
            (own_row){&rows[i], found->index, strcmp(rows[i].activity, HC_ACTIVITY_SHIFT) == 0};
    }
    if (*kept > 0) { qsort(own, *kept, sizeof *own, compare_rows); }
    hc_free(names);
    return HC_OK;
}

static hc_status make_agents(const hc_rules *rules, hc_roster *roster, hc_error *err)
{
    HC_TRY(hc_alloc(&roster->agents, rules->agent_count, sizeof *roster->agents, err));
    roster->agent_count = rules->agent_count;
    for (size_t i = 0; i < rules->agent_count; i++) {
        const hc_agent *agent = &rules->agents[i];
        hc_roster_agent *to = &roster->agents[i];
        memcpy(to->id, agent->id, sizeof to->id);
        memcpy(to->name, agent->name, sizeof to->name);
        to->class_index = agent->class_index;
    }
    return HC_OK;
}

static hc_status fill_roster(const hc_axis *axis, const hc_rules *rules, const own_row *own,
                             size_t kept, hc_roster *roster, hc_error *err)
{
    HC_TRY(hc_axis_copy(&roster->axis, axis, err));
    HC_TRY(make_agents(rules, roster, err));
    HC_TRY(hc_alloc(&roster->shifts, kept, sizeof *roster->shifts, err));
    for (size_t i = 0; i < kept && roster->shifts != NULL; i++) {
        HC_TRY(own[i].is_shift ? add_shift(&own[i], axis, roster, err)
                               : add_break(&own[i], axis, rules, roster, err));
    }
    return hc_roster_count_phones(roster, err);
}

hc_status hc_kept_roster(const hc_axis *axis, const hc_rules *rules, const hc_roster_row *rows,
                         size_t row_count, hc_roster *out, hc_kept_count *count, hc_error *err)
{
    hc_roster roster = HC_ROSTER_INIT;
    hc_kept_count counted = {0};
    own_row *own = NULL;
    size_t kept = 0;
    if (rules->agent_count == 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "take them from the roster first",
                       "a roster can only be kept for people who are named");
    }
    HC_TRY(hc_alloc(&own, row_count, sizeof *own, err));
    hc_status st = sort_rows(axis, rules, rows, row_count, own, &counted, &kept, err);
    if (st == HC_OK) { st = fill_roster(axis, rules, own, kept, &roster, err); }
    hc_free(own);
    if (st != HC_OK) {
        hc_roster_clear(&roster);
        return st;
    }
    if (count != NULL) { *count = counted; }
    *out = roster;
    return HC_OK;
}
