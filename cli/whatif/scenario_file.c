#include "cli/whatif/scenario_file.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/file.h"
#include "cli/base/json_keys.h"
#include "cli/base/suggest.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/load/csv/csv_table.h"
#include "forecast/load/source/json_gate.h"

hc_status hc_scenarios_add(hc_scenarios *scenarios, const char *name, hc_scenario **scenario,
                           hc_error *err)
{
    if (scenarios->count >= HC_SCENARIOS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "take wider steps",
                       "there are more than %d scenarios", HC_SCENARIOS_MAX);
    }
    HC_TRY(hc_grow(&scenarios->list, &scenarios->capacity, scenarios->count + 1,
                   sizeof *scenarios->list, err));
    *scenario = &scenarios->list[scenarios->count++];
    (void)snprintf((*scenario)->name, sizeof(*scenario)->name, "%s", name);
    return HC_OK;
}

void hc_scenarios_clear(hc_scenarios *scenarios)
{
    for (size_t k = 0; k < scenarios->count; k++) {
        hc_scenario_clear(&scenarios->list[k]);
    }
    hc_free(scenarios->list);
    *scenarios = (hc_scenarios){0};
}

/* The scenario of that name among those from `first` on, or a new one. */
static hc_status find_or_add(hc_scenarios *scenarios, size_t first, const char *name,
                             hc_scenario **scenario, hc_error *err)
{
    for (size_t k = first; k < scenarios->count; k++) {
        if (strcmp(scenarios->list[k].name, name) == 0) {
            *scenario = &scenarios->list[k];
            return HC_OK;
        }
    }
    return hc_scenarios_add(scenarios, name, scenario, err);
}

/* The place goes in front of what hc_scenario_set found wrong. */
static hc_status at_place(hc_status st, hc_place place, hc_error *err)
{
    if (st == HC_OK || err == NULL) { return st; }
    const hc_error found = *err;
    return hc_fail(err, st, place, found.hint, "%s", found.message);
}

static void suggest_key(const char *name, char *hint, size_t size)
{
    hc_suggestion suggestion = {0};
    for (size_t k = 0; k < HC_SCENARIO_KEYS; k++) {
        hc_suggest(&suggestion, name, hc_scenario_key_name((hc_scenario_key)k));
    }
    (void)snprintf(hint, size, suggestion.best != NULL ? "did you mean %s?" : "%s",
                   suggestion.best != NULL ? suggestion.best
                                           : "headcount whatif --help lists the changes");
}

/* ---- CSV ----------------------------------------------------------------------------------
 */

typedef struct scenario_table {
    hc_csv_table *table;
    size_t name;
    size_t column[HC_SCENARIO_KEYS];
} scenario_table;

static hc_status find_columns(scenario_table *from, hc_error *err)
{
    for (size_t k = 0; k < HC_SCENARIO_KEYS; k++) {
        from->column[k] = HC_CSV_NO_COLUMN;
    }
    HC_TRY(hc_csv_table_column(from->table, "name|scenario", &from->name, err));
    for (size_t c = 0; c < hc_csv_table_column_count(from->table); c++) {
        const char *name = hc_csv_table_column_name(from->table, c);
        hc_scenario_key key = HC_SCENARIO_VOLUME;
        if (c == from->name) { continue; }
        if (!hc_scenario_key_find(name, strlen(name), &key)) {
            char hint[64];
            suggest_key(name, hint, sizeof hint);
            return hc_fail(err, HC_ERR_FORMAT, hc_csv_table_place(from->table, c), hint,
                           "a scenario has no '%s'", name);
        }
        from->column[key] = c;
    }
    return HC_OK;
}

static hc_status read_row(const scenario_table *from, hc_scenarios *scenarios, size_t first,
                          hc_error *err)
{
    hc_scenario *scenario = NULL;
    hc_scenario_part part = hc_scenario_part_unchanged();
    const char *name = hc_csv_table_text(from->table, from->name);
    if (name[0] == '\0' || strlen(name) >= HC_SCENARIO_NAME_MAX) {
        return hc_fail(err, HC_ERR_PARSE, hc_csv_table_place(from->table, from->name), "",
                       "a scenario needs a name of 1 to %d bytes", HC_SCENARIO_NAME_MAX - 1);
    }
    for (size_t k = 0; k < HC_SCENARIO_KEYS; k++) {
        const char *text = hc_csv_table_text(from->table, from->column[k]);
        if (text[0] == '\0') { continue; }
        HC_TRY(at_place(hc_scenario_set(&part, (hc_scenario_key)k, text, err),
                        hc_csv_table_place(from->table, from->column[k]), err));
    }
    HC_TRY(find_or_add(scenarios, first, name, &scenario, err));
    return at_place(hc_scenario_add(scenario, &part, err),
                    hc_csv_table_place(from->table, from->name), err);
}

static hc_status read_table(scenario_table *from, hc_scenarios *scenarios, hc_error *err)
{
    const size_t first = scenarios->count;
    hc_csv_row row;
    bool more = true;
    HC_TRY(hc_csv_table_header(from->table, err));
    HC_TRY(find_columns(from, err));
    for (;;) {
        HC_TRY(hc_csv_table_next(from->table, &row, &more, err));
        if (!more) { return HC_OK; }
        HC_TRY(read_row(from, scenarios, first, err));
    }
}

static hc_status load_csv(const char *path, hc_scenarios *scenarios, hc_error *err)
{
    scenario_table from = {0};
    HC_TRY(hc_csv_table_open(&from.table, path, NULL, err));
    const hc_status st = read_table(&from, scenarios, err);
    hc_csv_table_close(from.table);
    return st;
}

/* ---- JSON ---------------------------------------------------------------------------------
 */

static hc_status read_member(const hc_json_file *json, const cJSON *member,
                             hc_scenario_part *part, hc_error *err)
{
    hc_scenario_key key = HC_SCENARIO_VOLUME;
    char text[HC_NUMBER_TEXT_MAX] = "";
    hc_error why = HC_ERROR_INIT;
    if (!hc_scenario_key_find(member->string, strlen(member->string), &key)) {
        char hint[64];
        suggest_key(member->string, hint, sizeof hint);
        return hc_json_refuse(json, member, HC_ERR_FORMAT, hint, err, "a scenario has no '%s'",
                              member->string);
    }
    if (cJSON_IsNumber(member)) { hc_format_double(member->valuedouble, text); }
    const char *value = cJSON_IsString(member) ? member->valuestring : text;
    const hc_status st = hc_scenario_set(part, key, value, &why);
    return st == HC_OK ? HC_OK
                       : hc_json_refuse(json, member, st, why.hint, err, "%s", why.message);
}

static hc_status read_members(const hc_json_file *json, const cJSON *object, const cJSON *name,
                              hc_scenario_part *part, hc_error *err)
{
    const cJSON *member = NULL;
    hc_status st = HC_OK;
    cJSON_ArrayForEach(member, object)
    {
        if (st == HC_OK && member != name) { st = read_member(json, member, part, err); }
    }
    return st;
}

static hc_status read_object(const hc_json_file *json, const cJSON *object,
                             hc_scenarios *scenarios, size_t first, hc_error *err)
{
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(object, "name");
    hc_scenario *scenario = NULL;
    hc_scenario_part part = hc_scenario_part_unchanged();
    if (!cJSON_IsString(name) || name->valuestring[0] == '\0' ||
        strlen(name->valuestring) >= HC_SCENARIO_NAME_MAX) {
        return hc_json_refuse(json, object, HC_ERR_FORMAT, "", err,
                              "a scenario needs a name of 1 to %d bytes",
                              HC_SCENARIO_NAME_MAX - 1);
    }
    HC_TRY(read_members(json, object, name, &part, err));
    HC_TRY(find_or_add(scenarios, first, name->valuestring, &scenario, err));
    return hc_scenario_add(scenario, &part, err);
}

static hc_status read_list(const hc_json_file *json, hc_scenarios *scenarios, hc_error *err)
{
    const size_t first = scenarios->count;
    const cJSON *object = NULL;
    if (!cJSON_IsArray(json->root)) {
        return hc_json_refuse(json, json->root, HC_ERR_FORMAT,
                              "[{\"name\": \"peak\", \"volume\": \"+30%\"}]", err,
                              "scenarios must be a list of objects");
    }
    cJSON_ArrayForEach(object, json->root)
    {
        HC_TRY(read_object(json, object, scenarios, first, err));
    }
    return HC_OK;
}

static hc_status load_json(const char *path, hc_scenarios *scenarios, hc_error *err)
{
    char *text = NULL;
    size_t length = 0;
    cJSON *root = NULL;
    HC_TRY(hc_file_read(path, HC_JSON_BYTES_MAX, &text, &length, err));
    hc_status st = hc_json_parse(text, length, path, &root, err);
    if (st == HC_OK) {
        const hc_json_file json = {path, text, length, root};
        st = read_list(&json, scenarios, err);
    }
    cJSON_Delete(root);
    hc_free(text);
    return st;
}

hc_status hc_scenarios_load(const char *path, hc_scenarios *scenarios, hc_error *err)
{
    const size_t before = scenarios->count;
    const size_t length = strlen(path);
    const bool json = length > 5 && strcmp(path + length - 5, ".json") == 0;
    HC_TRY(json ? load_json(path, scenarios, err) : load_csv(path, scenarios, err));
    if (scenarios->count > before) { return HC_OK; }
    return hc_fail(err, HC_ERR_EMPTY, (hc_place){path, 0, 0}, "such as name,volume,aht",
                   "there is no scenario in it");
}
