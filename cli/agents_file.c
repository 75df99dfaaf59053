#include "cli/agents_file.h"

#include <stdio.h>
#include <string.h>

#include "cli/suggest.h"
#include "forecast/base/number.h"
#include "forecast/load/csv_table.h"

typedef struct agent_columns {
    size_t id, name, contract, class_name, days_off, preferred_start;
} agent_columns;

/* What is being read, and how much room the arrays of the rules have. */
typedef struct agent_reading {
    hc_csv_table *table;
    agent_columns columns;
    const hc_axis *axis;
    hc_rules *rules;
    size_t agent_capacity;
    size_t class_capacity;
} agent_reading;

static hc_status find_columns(const hc_csv_table *table, agent_columns *columns, hc_error *err)
{
    *columns = (agent_columns){
        .name = hc_csv_table_find(table, "name|agent_name"),
        .contract = hc_csv_table_find(table, "contract"),
        .class_name = hc_csv_table_find(table, "class|group|team"),
        .days_off = hc_csv_table_find(table, "days_off|leave|off"),
        .preferred_start = hc_csv_table_find(table, "preferred_start|prefers"),
    };
    return hc_csv_table_column(table, "id|agent|agent_id|employee", &columns->id, err);
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

static size_t find_class(const hc_rules *rules, const char *name)
{
    size_t k = 0;
    while (k < rules->class_count && strcmp(rules->classes[k].name, name) != 0) {
        k++;
    }
    return k;
}

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
    if (suggestion.best != NULL) {
        (void)snprintf(hint, sizeof hint, "did you mean '%s'?", suggestion.best);
    }
    return hc_fail(err, HC_ERR_FORMAT, hc_csv_table_place(reading->table, column), hint,
                   "there is no %s '%s'", what, name);
}

/* The class of a contract that is named without one. */
static hc_status class_of_contract(agent_reading *reading, const char *name,
                                   size_t *class_index, hc_error *err)
{
    hc_rules *rules = reading->rules;
    size_t contract = 0;
    while (contract < rules->contract_count && name[0] != '\0' &&
           strcmp(rules->contracts[contract].name, name) != 0) {
        contract++;
    }
    if (contract == rules->contract_count) {
        return unknown(reading, reading->columns.contract, "contract", name, err);
    }
    *class_index = find_class(rules, rules->contracts[contract].name);
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
    *class_index = find_class(reading->rules, name);
    if (*class_index == reading->rules->class_count) {
        return unknown(reading, columns->class_name, "class", name, err);
    }
    return HC_OK;
}

/* ---- days off -----------------------------------------------------------------------------
 */

static void take_off(const hc_axis *axis, int64_t first, int64_t last, uint8_t *day_off)
{
    for (size_t day = 0; day < axis->days; day++) {
        const int64_t number = axis->first_day + (int64_t)day;
        if (number >= first && number <= last) { day_off[day] = 1; }
    }
}

static bool take_weekday_off(const hc_axis *axis, const char *text, size_t length,
                             uint8_t *day_off)
{
    for (int32_t weekday = 0; weekday < 7; weekday++) {
        const char *name = hc_weekday_name(weekday);
        if (strlen(name) != length || strncmp(name, text, length) != 0) { continue; }
        for (size_t day = 0; day < axis->days; day++) {
            if (hc_weekday(axis->first_day + (int64_t)day) == weekday) { day_off[day] = 1; }
        }
        return true;
    }
    return false;
}

/* One date, range or weekday. */
static bool take_part_off(const hc_axis *axis, const char *text, size_t length,
                          uint8_t *day_off)
{
    int64_t first = 0;
    int64_t last = 0;
    const size_t date_length = 10;
    if (take_weekday_off(axis, text, length, day_off)) { return true; }
    if (length < date_length || !hc_parse_date(text, date_length, &first)) { return false; }
    last = first;
    if (length > date_length &&
        (length != 2 * date_length + 2 || strncmp(text + date_length, "..", 2) != 0 ||
         !hc_parse_date(text + date_length + 2, date_length, &last))) {
        return false;
    }
    take_off(axis, first, last, day_off);
    return true;
}

static hc_status read_days_off(const agent_reading *reading, hc_agent *agent, hc_error *err)
{
    const size_t column = reading->columns.days_off;
    const char *text = hc_csv_table_text(reading->table, column);
    text += strspn(text, "; ");
    if (*text == '\0') { return HC_OK; }
    HC_TRY(hc_alloc(&agent->day_off, reading->axis->days, 1, err));
    while (*text != '\0') {
        const size_t length = strcspn(text, "; ");
        if (!take_part_off(reading->axis, text, length, agent->day_off)) {
            return bad_cell(reading, column, "such as 2026-12-24..2026-12-31; Sat",
                            "days off are dates, ranges and weekdays", text, err);
        }
        text += length;
        text += strspn(text, "; ");
    }
    return HC_OK;
}

static hc_status read_preferred(const agent_reading *reading, hc_agent *agent, hc_error *err)
{
    const size_t column = reading->columns.preferred_start;
    const char *text = hc_csv_table_text(reading->table, column);
    double minutes = 0.0;
    agent->preferred_start_min = HC_NO_LIMIT;
    if (text[0] == '\0') { return HC_OK; }
    /* "9:30" reads as m:ss; the minutes of an hour are the seconds of a minute. */
    if (strchr(text, ':') == NULL || !hc_parse_duration_s(text, strlen(text), &minutes) ||
        !(minutes >= 0.0 && minutes < HC_MINUTES_A_DAY)) {
        return bad_cell(reading, column, "such as 09:30", "a start is a time of day", text,
                        err);
    }
    agent->preferred_start_min = (int32_t)minutes;
    return HC_OK;
}

/* ---- the file -----------------------------------------------------------------------------
 */

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
    HC_TRY(read_days_off(reading, agent, err));
    return read_preferred(reading, agent, err);
}

static hc_status read_agents(agent_reading *reading, hc_error *err)
{
    hc_csv_row row;
    bool more = true;
    HC_TRY(hc_csv_table_header(reading->table, err));
    HC_TRY(find_columns(reading->table, &reading->columns, err));
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

hc_status hc_agents_load(const char *path, const hc_axis *axis, hc_rules *rules, hc_error *err)
{
    agent_reading reading = {
        .axis = axis, .rules = rules, .class_capacity = rules->class_count};
    HC_TRY(hc_csv_table_open(&reading.table, path, NULL, err));
    const hc_status st = read_agents(&reading, err);
    hc_csv_table_close(reading.table);
    return st;
}
