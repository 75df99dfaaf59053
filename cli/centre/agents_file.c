#include "cli/centre/agents_file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/base/suggest.h"
#include "cli/centre/agent_cells.h"
#include "cli/centre/skill_names.h"
#include "cli/centre/weekly_hours.h"
#include "forecast/base/number.h"
#include "forecast/load/csv/csv_table.h"
#include "forecast/load/text/quantity.h"
#include "scheduler/check_roster.h"
#include "scheduler/lawful_tour.h"

#define UNREAD_SHOWN 400 /* bytes of names of columns */
#define ID_COLUMN                                                                              \
    "id|agent|agent_id|employee|employee_id|staff_id|personnel_number|personalnummer|"         \
    "mitarbeiter|사번|상담사id"
#define SKILLS_COLUMN "skills|skill"
#define WEEK_HOURS_COLUMN                                                                      \
    "hours_a_week|hours_per_week|weekly_hours|week_hours|hours/week|contract_hours|"           \
    "contracted_hours|weekly_contract_hours|wochenstunden|stunden pro woche|stunden/woche|"    \
    "heures par semaine|heures hebdomadaires|horas semanales|horas por semana|uren per week|"  \
    "주당시간|주당근무시간"

typedef struct agent_columns {
    size_t id, name, contract, class_name, days_off, available, activities, preferred_start,
        start_price, wished_off, day_off_price, seniority, wage, weekends_before, lates_before,
        hours_before, days_in_a_row, last_shift_end, skills, week_hours;
} agent_columns;

/* What is being read, and how much room the arrays of the rules have. */
typedef struct agent_reading {
    hc_csv_table *table;
    agent_columns columns;
    const hc_axis *axis;
    hc_rules *rules;
    size_t agent_capacity;
    size_t class_capacity;
    bool heads_only; /* skills are not looked at: nobody says which queues there are */
    const hc_screen *screen;
    size_t by_hours; /* people whose hours chose the contract */
    size_t misfits;  /* of them people with hours that no contract has */
    hc_error misfit; /* the first */
} agent_reading;

/* Where the centre file has no classes, a team is only where somebody belongs. */
static hc_status find_columns(const hc_csv_table *table, bool has_classes,
                              agent_columns *columns, hc_error *err)
{
    *columns = (agent_columns){
        .name = hc_csv_table_find(table, "name|agent_name|full_name|employee_name|이름|성명"),
        .contract = hc_csv_table_find(table, "contract"),
        .class_name = hc_csv_table_find(table, has_classes ? "class|group|team" : "class"),
        .days_off = hc_csv_table_find(table, "days_off|leave|off|vacation|absence|urlaub|휴가"),
        .available = hc_csv_table_find(table, "available|availability|hours"),
        .activities = hc_csv_table_find(table, "activities|training|meetings"),
        .preferred_start = hc_csv_table_find(table, "preferred_start|prefers"),
        .start_price = hc_csv_table_find(table, "start_price|start_weight"),
        .wished_off = hc_csv_table_find(table, "preferred_days_off|wished_off"),
        .day_off_price = hc_csv_table_find(table, "day_off_price|day_off_weight"),
        .seniority = hc_csv_table_find(table, "seniority"),
        .wage = hc_csv_table_find(table, "wage|wage_an_hour|cost"),
        .weekends_before = hc_csv_table_find(table, "weekends_before"),
        .lates_before = hc_csv_table_find(table, "lates_before"),
        .hours_before = hc_csv_table_find(table, "hours_before"),
        .days_in_a_row = hc_csv_table_find(table, "days_in_a_row"),
        .last_shift_end = hc_csv_table_find(table, "last_shift_end"),
        .skills = hc_csv_table_find(table, SKILLS_COLUMN),
        .week_hours = hc_csv_table_find(table, WEEK_HOURS_COLUMN),
    };
    columns->id = hc_csv_table_find(table, ID_COLUMN);
    if (columns->id == HC_CSV_NO_COLUMN) { columns->id = columns->name; }
    if (columns->id != HC_CSV_NO_COLUMN) { return HC_OK; }
    return hc_csv_table_column(table, ID_COLUMN, &columns->id, err);
}

static hc_status bad_cell(const agent_reading *reading, size_t column, const char *hint,
                          const char *wanted, const char *found, hc_error *err)
{
    return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(reading->table, column), hint,
                   "%s, found '%s'", wanted, found);
}

static hc_status copy_name(const agent_reading *reading, size_t column, char *to, hc_error *err)
{
    const char *text = hc_csv_table_text(reading->table, column);
    if (strlen(text) >= HC_NAME_MAX) {
        return bad_cell(reading, column, "", "a name may have 127 bytes", text, err);
    }
    memcpy(to, text, strlen(text) + 1);
    return HC_OK;
}

/* ---- class --------------------------------------------------------------------------------
 */

static hc_status unknown(const agent_reading *reading, size_t column, const char *what,
                         const char *name, hc_error *err)
{
    const hc_rules *rules = reading->rules;
    hc_suggestion suggestion = {0};
    char hint[HC_NAME_MAX + 32] = "the centre file names them";
    for (size_t k = 0; k < rules->contract_count; k++) {
        hc_suggest(&suggestion, name, rules->contracts[k].name);
    }
    for (size_t k = 0; k < rules->class_count; k++) {
        hc_suggest(&suggestion, name, rules->classes[k].name);
    }
    if (suggestion.best != NULL && suggestion.distance == 0) {
        (void)snprintf(hint, sizeof hint, "it is a contract: name the column contract");
    } else if (suggestion.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean '%s'?", suggestion.best);
    }
    return hc_fail(err, HC_ERR_FORMAT, hc_csv_table_place(reading->table, column), hint,
                   "there is no %s '%s'", what, name);
}

/* "30", "38,5" or "40 h". */
static bool is_number_of_hours(const char *text, double *hours)
{
    size_t length = strlen(text);
    length -= length > 0 && (text[length - 1] == 'h' || text[length - 1] == 'H') ? 1 : 0;
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    const char decimal = memchr(text, ',', length) != NULL ? ',' : '.';
    return length > 0 && hc_quantity_read(text, length, decimal, hours);
}

/* In a column of their own, or in "hours", where times of day may stand too: that column;
 * *hours HC_MISSING: there are none. */
static hc_status read_week_hours(const agent_reading *reading, size_t *column, double *hours,
                                 hc_error *err)
{
    const bool own = reading->columns.week_hours != HC_CSV_NO_COLUMN;
    *column = own ? reading->columns.week_hours : reading->columns.available;
    const char *text = hc_csv_table_text(reading->table, *column);
    *hours = HC_MISSING;
    if (text[0] == '\0' || is_number_of_hours(text, hours) || !own) { return HC_OK; }
    return bad_cell(reading, *column, "such as 30 or 38.5", "hours a week are a number", text,
                    err);
}

static void see_misfit(agent_reading *reading, size_t column, double hours,
                       const hc_contract *nearest)
{
    if (reading->misfits++ > 0) { return; }
    (void)hc_fail(&reading->misfit, HC_ERR_RANGE, hc_csv_table_place(reading->table, column),
                  "name contracts in a column contract, or add one to the centre file",
                  "no contract has %g hours a week: '%s' is the nearest, with %g", hours,
                  nearest->name, hc_contract_week_min_most(nearest) / 60.0);
}

/* The contract that the hours a week mean; the first where nobody says any. */
static hc_status contract_of_hours(agent_reading *reading, size_t *contract, hc_error *err)
{
    double hours = HC_MISSING;
    size_t column = HC_CSV_NO_COLUMN;
    bool fits = true;
    *contract = 0;
    HC_TRY(read_week_hours(reading, &column, &hours, err));
    if (hc_is_missing(hours) || !(hours > 0.0)) { return HC_OK; }
    *contract = hc_contract_of_hours(reading->rules, hours, &fits);
    reading->by_hours++;
    if (!fits) { see_misfit(reading, column, hours, &reading->rules->contracts[*contract]); }
    return HC_OK;
}

/* The class of a contract that is named without one. */
static hc_status class_of_contract(agent_reading *reading, const char *name,
                                   size_t *class_index, hc_error *err)
{
    hc_rules *rules = reading->rules;
    size_t contract = 0;
    if (name[0] == '\0') { HC_TRY(contract_of_hours(reading, &contract, err)); }
    while (contract < rules->contract_count && name[0] != '\0' &&
           strcmp(rules->contracts[contract].name, name) != 0) {
        contract++;
    }
    if (contract == rules->contract_count) {
        return unknown(reading, reading->columns.contract, "contract", name, err);
    }
    *class_index = hc_rules_find_class(rules, rules->contracts[contract].name);
    if (*class_index < rules->class_count) { return HC_OK; }
    HC_TRY(hc_grow(&rules->classes, &reading->class_capacity, rules->class_count + 1,
                   sizeof *rules->classes, err));
    hc_class *class = &rules->classes[rules->class_count++];
    *class = (hc_class){.contract = contract,
                        .earliest_start_min = HC_NO_LIMIT,
                        .latest_start_min = HC_NO_LIMIT,
                        .latest_end_min = HC_NO_LIMIT};
    memcpy(class->name, rules->contracts[contract].name, sizeof class->name);
    return HC_OK;
}

static hc_status read_class(agent_reading *reading, size_t *class_index, hc_error *err)
{
    const agent_columns *columns = &reading->columns;
    const char *name = hc_csv_table_text(reading->table, columns->class_name);
    if (name[0] == '\0') {
        const char *contract = hc_csv_table_text(reading->table, columns->contract);
        return class_of_contract(reading, contract, class_index, err);
    }
    *class_index = hc_rules_find_class(reading->rules, name);
    if (*class_index == reading->rules->class_count) {
        return unknown(reading, columns->class_name, "class", name, err);
    }
    return HC_OK;
}

/* ---- days and hours -----------------------------------------------------------------------
 */

/* *days stays NULL where the cell is empty. */
static hc_status read_days(const agent_reading *reading, size_t column, uint8_t **days,
                           hc_error *err)
{
    const char *text = hc_csv_table_text(reading->table, column);
    const char *fault = NULL;
    if (text[0] == '\0') { return HC_OK; }
    HC_TRY(hc_alloc(days, reading->axis->days, 1, err));
    if (hc_parse_days(reading->axis, text, *days, &fault)) { return HC_OK; }
    return bad_cell(reading, column, "such as 2026-12-24..2026-12-31; Sat",
                    "days are dates, ranges and weekdays", fault, err);
}

static hc_status read_hours(const agent_reading *reading, hc_agent *agent, hc_error *err)
{
    const size_t column = reading->columns.available;
    const char *text = hc_csv_table_text(reading->table, column);
    const char *fault = NULL;
    uint8_t *room = NULL;
    double week_hours = 0.0;
    if (text[0] == '\0' || is_number_of_hours(text, &week_hours)) { return HC_OK; }
    HC_TRY(hc_alloc(&agent->hours, reading->axis->days, sizeof *agent->hours, err));
    HC_TRY(hc_alloc(&room, reading->axis->days, 1, err));
    const bool good = hc_parse_hours(reading->axis, text, room, agent->hours, &fault);
    hc_free(room);
    if (good) { return HC_OK; }
    return bad_cell(reading, column, "such as 09:00-17:00; Sat 09:00-13:00; 2026-12-24 -14:00",
                    "hours are from-to, after a day where they are not for all", fault, err);
}

/* ---- activities ---------------------------------------------------------------------------
 */

static hc_status bad_activity(const agent_reading *reading, const char *why,
                              const hc_activity *one, hc_error *err)
{
    char date[HC_TIME_TEXT_MAX];
    hc_format_date(reading->axis->first_day + one->start_min / HC_MINUTES_A_DAY, date);
    return hc_fail(
        err, HC_ERR_FORMAT, hc_csv_table_place(reading->table, reading->columns.activities),
        "move it to when the person is at work, or leave it out", "'%s' on %s at %02d:%02d %s",
        one->name, date, one->start_min % HC_MINUTES_A_DAY / 60, one->start_min % 60, why);
}

/* Puts it into its place by start. */
static hc_status add_activity(const agent_reading *reading, hc_agent *agent, size_t *room,
                              const hc_activity *one, hc_error *err)
{
    if (agent->activity_count == HC_ACTIVITIES_MAX) {
        return bad_activity(reading, "is one activity too many", one, err);
    }
    HC_TRY(hc_grow(&agent->activities, room, agent->activity_count + 1,
                   sizeof *agent->activities, err));
    hc_activity *all = agent->activities;
    size_t at = agent->activity_count++;
    for (; at > 0 && all[at - 1].start_min > one->start_min; at--) {
        all[at] = all[at - 1];
    }
    all[at] = *one;
    if ((at > 0 && all[at - 1].end_min > one->start_min) ||
        (at + 1 < agent->activity_count && all[at + 1].start_min < one->end_min)) {
        return bad_activity(reading, "is at the same time as another activity", one, err);
    }
    return HC_OK;
}

/* On one day; what comes again by weekdays is left out on days off. */
static hc_status add_on_day(const agent_reading *reading, hc_agent *agent, size_t *room,
                            size_t day, bool dated, const hc_activity *by_clock, hc_error *err)
{
    const int32_t midnight = (int32_t)day * HC_MINUTES_A_DAY;
    hc_activity one = *by_clock;
    one.start_min += midnight;
    one.end_min += midnight;
    const bool by_night =
        day > 0 && hc_may_work(agent, day - 1, by_clock->start_min + HC_MINUTES_A_DAY,
                               by_clock->end_min + HC_MINUTES_A_DAY);
    if (agent->day_off != NULL && agent->day_off[day] != 0) {
        return dated ? bad_activity(reading, "is on a day off", &one, err) : HC_OK;
    }
    if (!hc_may_work(agent, day, by_clock->start_min, by_clock->end_min) && !by_night) {
        return bad_activity(reading, "is outside the person's hours", &one, err);
    }
    if (one.end_min > (int32_t)reading->axis->days * HC_MINUTES_A_DAY) {
        return bad_activity(reading, "ends after the last day", &one, err);
    }
    return add_activity(reading, agent, room, &one, err);
}

/* Names that mean something else in a roster file. */
static bool is_taken(const char *name)
{
    return strcmp(name, HC_ACTIVITY_SHIFT) == 0 || strcmp(name, HC_ACTIVITY_OVERTIME) == 0;
}

static hc_status read_part(const agent_reading *reading, const char *text, size_t length,
                           uint8_t *days, hc_agent *agent, size_t *room, hc_error *err)
{
    hc_activity one = {0};
    bool dated = false;
    if (!hc_parse_activity(reading->axis, text, length, days, &one, &dated) ||
        is_taken(one.name)) {
        return bad_cell(reading, reading->columns.activities,
                        "such as 2026-12-01 10:00-12:00 training; Wed 15:00-15:30 meeting",
                        "activities are a day, from-to and a name", text, err);
    }
    for (size_t day = 0; day < reading->axis->days; day++) {
        if (days[day] == 0) { continue; }
        HC_TRY(add_on_day(reading, agent, room, day, dated, &one, err));
    }
    return HC_OK;
}

/* Days off and hours have been read. */
static hc_status read_activities(const agent_reading *reading, hc_agent *agent, hc_error *err)
{
    const char *text = hc_csv_table_text(reading->table, reading->columns.activities);
    uint8_t *days = NULL;
    size_t room = 0;
    if (text[0] == '\0') { return HC_OK; }
    hc_status st = hc_alloc(&days, reading->axis->days, 1, err);
    for (text += strspn(text, "; "); st == HC_OK && *text != '\0'; text += strspn(text, "; ")) {
        const size_t next = strcspn(text, ";");
        size_t length = next;
        while (length > 0 && text[length - 1] == ' ') {
            length--;
        }
        st = read_part(reading, text, length, days, agent, &room, err);
        text += next;
    }
    hc_free(days);
    return st;
}

/* ---- wishes and what went before ----------------------------------------------------------
 */

static hc_status read_preferred(const agent_reading *reading, hc_agent *agent, hc_error *err)
{
    const size_t column = reading->columns.preferred_start;
    const char *text = hc_csv_table_text(reading->table, column);
    agent->preferred_start_min = HC_NO_LIMIT;
    if (text[0] == '\0' ||
        hc_parse_time_of_day(text, strlen(text), &agent->preferred_start_min)) {
        return HC_OK;
    }
    return bad_cell(reading, column, "such as 09:30", "a start is a time of day", text, err);
}

/* A number of 0 or more; 0 where the cell is empty. */
static hc_status read_amount(const agent_reading *reading, size_t column, double *value,
                             hc_error *err)
{
    HC_TRY(hc_csv_table_number(reading->table, column, value, err));
    if (hc_is_missing(*value)) { *value = 0.0; }
    if (*value >= 0.0) { return HC_OK; }
    return bad_cell(reading, column, "", "this must be 0 or more",
                    hc_csv_table_text(reading->table, column), err);
}

static hc_status read_amounts(const agent_reading *reading, hc_agent *agent, hc_error *err)
{
    const agent_columns *columns = &reading->columns;
    HC_TRY(read_amount(reading, columns->start_price, &agent->start_cost_an_hour, err));
    HC_TRY(read_amount(reading, columns->day_off_price, &agent->day_off_cost, err));
    HC_TRY(read_amount(reading, columns->seniority, &agent->seniority, err));
    HC_TRY(read_amount(reading, columns->wage, &agent->wage_an_hour, err));
    HC_TRY(read_amount(reading, columns->weekends_before, &agent->before.weekends, err));
    HC_TRY(read_amount(reading, columns->lates_before, &agent->before.lates, err));
    return read_amount(reading, columns->hours_before, &agent->before.hours, err);
}

/* How the person comes into the horizon: the last shift's end, and the days worked up to it. */
static hc_status read_before(const agent_reading *reading, hc_agent *agent, hc_error *err)
{
    const size_t column = reading->columns.last_shift_end;
    const char *text = hc_csv_table_text(reading->table, column);
    hc_local_time end = {0};
    bool has_offset = false;
    int32_t offset_s = 0;
    double days = 0.0;
    HC_TRY(read_amount(reading, reading->columns.days_in_a_row, &days, err));
    agent->before.run_days = (int32_t)fmin(days, HC_AXIS_DAYS_MAX);
    agent->before.end_min = -2 * HC_MINUTES_A_DAY;
    if (text[0] == '\0') { return HC_OK; }
    if (!hc_parse_iso_time(text, strlen(text), &end, &has_offset, &offset_s)) {
        return bad_cell(reading, column, "such as 2026-11-29 22:00",
                        "the last shift's end is a date and a time of day", text, err);
    }
    const int64_t minutes =
        (end.day - reading->axis->first_day) * HC_MINUTES_A_DAY + end.second_of_day / 60;
    if (minutes > HC_MINUTES_A_DAY) {
        return bad_cell(reading, column, "give that of the last shift before the first day",
                        "the last shift ended before the horizon", text, err);
    }
    if (minutes < -HC_MINUTES_A_DAY) { return HC_OK; }
    agent->before.end_min = (int32_t)minutes;
    if (agent->before.run_days == 0) { agent->before.run_days = 1; }
    return HC_OK;
}

/* ---- the file -----------------------------------------------------------------------------
 */

static hc_status read_skills(const agent_reading *reading, hc_skills *skills, hc_error *err)
{
    const size_t column = reading->columns.skills;
    if (reading->heads_only) { return HC_OK; }
    return hc_skill_names_read(reading->rules, hc_csv_table_text(reading->table, column),
                               hc_csv_table_place(reading->table, column), skills, err);
}

static hc_status read_agent(agent_reading *reading, hc_error *err)
{
    hc_rules *rules = reading->rules;
    HC_TRY(hc_grow(&rules->agents, &reading->agent_capacity, rules->agent_count + 1,
                   sizeof *rules->agents, err));
    hc_agent *agent = &rules->agents[rules->agent_count++];
    *agent = (hc_agent){0};
    HC_TRY(copy_name(reading, reading->columns.id, agent->id, err));
    HC_TRY(copy_name(reading, reading->columns.name, agent->name, err));
    if (agent->id[0] == '\0') {
        return bad_cell(reading, reading->columns.id, "", "everyone needs an id", "", err);
    }
    HC_TRY(read_class(reading, &agent->class_index, err));
    HC_TRY(read_skills(reading, &agent->skills, err));
    HC_TRY(read_days(reading, reading->columns.days_off, &agent->day_off, err));
    HC_TRY(read_days(reading, reading->columns.wished_off, &agent->wished_off, err));
    HC_TRY(read_hours(reading, agent, err));
    HC_TRY(read_activities(reading, agent, err));
    HC_TRY(read_preferred(reading, agent, err));
    HC_TRY(read_amounts(reading, agent, err));
    return read_before(reading, agent, err);
}

static hc_status read_agents(agent_reading *reading, hc_error *err)
{
    hc_csv_row row;
    bool more = true;
    HC_TRY(hc_csv_table_header(reading->table, err));
    HC_TRY(
        find_columns(reading->table, reading->rules->class_count > 0, &reading->columns, err));
    for (;;) {
        HC_TRY(hc_csv_table_next(reading->table, &row, &more, err));
        if (!more) { break; }
        HC_TRY(read_agent(reading, err));
    }
    if (reading->rules->agent_count == 0) {
        const hc_place at = {hc_csv_table_file(reading->table), 0, 0};
        return hc_fail(err, HC_ERR_EMPTY, at, "a row a person: id,name,contract",
                       "there is nobody in it");
    }
    return HC_OK;
}

static bool is_read(const void *of, size_t column)
{
    const agent_columns *columns = of;
    const size_t found[] = {columns->id,
                            columns->name,
                            columns->contract,
                            columns->class_name,
                            columns->days_off,
                            columns->available,
                            columns->activities,
                            columns->preferred_start,
                            columns->start_price,
                            columns->wished_off,
                            columns->day_off_price,
                            columns->seniority,
                            columns->wage,
                            columns->weekends_before,
                            columns->lates_before,
                            columns->hours_before,
                            columns->days_in_a_row,
                            columns->last_shift_end,
                            columns->skills,
                            columns->week_hours};
    for (size_t k = 0; k < sizeof found / sizeof *found; k++) {
        if (found[k] == column) { return true; }
    }
    return false;
}

/* Columns that say nothing here, and hours that chose a contract. */
static void say_what_was_read(const agent_reading *reading)
{
    char names[UNREAD_SHOWN] = "";
    const char *file = hc_csv_table_file(reading->table);
    hc_csv_table_list_unread(reading->table, is_read, &reading->columns, names, sizeof names);
    if (names[0] != '\0') {
        hc_say_note(reading->screen, "%s: these columns say nothing here and are left out: %s",
                    file, names);
    }
    if (reading->by_hours > 0) {
        hc_say_note(reading->screen, "%s: hours a week chose the contract of %zu %s", file,
                    reading->by_hours, reading->by_hours == 1 ? "person" : "people");
    }
    if (reading->misfits > 0) { hc_say_warning_at(reading->screen, &reading->misfit); }
    if (reading->misfits > 1) {
        hc_say_warning(reading->screen, "%zu people in all have hours that no contract has",
                       reading->misfits);
    }
}

static hc_status load(const char *path, const hc_axis *axis, bool heads_only,
                      const hc_screen *screen, hc_rules *rules, hc_error *err)
{
    agent_reading reading = {.axis = axis,
                             .rules = rules,
                             .class_capacity = rules->class_count,
                             .heads_only = heads_only,
                             .screen = screen};
    HC_TRY(hc_csv_table_open(&reading.table, path, NULL, err));
    const hc_status st = read_agents(&reading, err);
    if (st == HC_OK && screen != NULL) { say_what_was_read(&reading); }
    hc_csv_table_close(reading.table);
    return st;
}

hc_status hc_agents_load(const char *path, const hc_axis *axis, const hc_screen *screen,
                         hc_rules *rules, hc_error *err)
{
    return load(path, axis, false, screen, rules, err);
}

hc_status hc_agents_count(const char *path, const hc_axis *axis, const hc_screen *screen,
                          hc_rules *rules, hc_error *err)
{
    return load(path, axis, true, screen, rules, err);
}

bool hc_agents_have_skills(const char *path)
{
    hc_csv_table *table = NULL;
    hc_csv_row row;
    bool more = true;
    bool has = false;
    if (hc_csv_table_open(&table, path, NULL, NULL) != HC_OK) { return false; }
    hc_status st = hc_csv_table_header(table, NULL);
    const size_t column = st == HC_OK ? hc_csv_table_find(table, SKILLS_COLUMN) : 0;
    while (st == HC_OK && column != HC_CSV_NO_COLUMN && !has) {
        st = hc_csv_table_next(table, &row, &more, NULL);
        if (st != HC_OK || !more) { break; }
        has = hc_csv_table_text(table, column)[0] != '\0';
    }
    hc_csv_table_close(table);
    return has;
}
