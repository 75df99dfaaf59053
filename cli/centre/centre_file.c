#include "cli/centre/centre_file.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/file.h"
#include "cli/centre/centre_keys.h"
#include "cli/centre/centre_part.h"
#include "forecast/base/memory.h"
#include "forecast/holidays.h"
#include "forecast/load/source/json_gate.h"

/* ---- prices ------------------------------------------------------------------------------
 */

#define AT(field) offsetof(hc_centre, field)
#define PRICE(text, field)                                                                     \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER, .at = AT(field), .most = HC_CENTRE_PRICE_MOST   \
    }

static const hc_key costs_key[] = {
    {.name = "currency",
     .kind = HC_KEY_TEXT,
     .at = AT(currency),
     .most = sizeof((hc_centre *)NULL)->currency},
    PRICE("wage_an_hour", wage_an_hour),
    PRICE("weekend_day_cost", weekend_day_cost),
    PRICE("hire_cost_a_week", hire_cost_a_week),
};
static const hc_keys costs_keys = {"costs", costs_key, sizeof costs_key / sizeof *costs_key};

static void settle_prices(hc_centre *centre)
{
    for (size_t k = 0; k < centre->contract_count; k++) {
        hc_centre_price(centre, &centre->contracts[k]);
    }
}

/* ---- the file ----------------------------------------------------------------------------
 */

static hc_status read_version(const hc_json_file *json, const cJSON *value, void *into,
                              hc_error *err)
{
    (void)into;
    if (!cJSON_IsNumber(value) || value->valuedouble < 1.0 || value->valuedouble > 1.0) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT, "this program reads version 1", err,
                              "unknown schema_version");
    }
    return HC_OK;
}

/* null is no zone. One that is not known is told here, where its place is. */
static hc_status read_zone(const hc_json_file *json, const cJSON *value, void *into,
                           hc_error *err)
{
    hc_centre *centre = into;
    hc_zone zone = HC_ZONE_FLOATING;
    hc_error why = HC_ERROR_INIT;
    if (cJSON_IsNull(value)) { return HC_OK; }
    if (!cJSON_IsString(value) || strlen(value->valuestring) >= sizeof centre->zone) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT, "", err,
                              "'zone' must be the name of a time zone, or null");
    }
    if (value->valuestring[0] != '\0') {
        const hc_status st = hc_zone_load(value->valuestring, &zone, &why);
        if (st != HC_OK) {
            return hc_json_refuse(json, value, st, why.hint, err, "%s", why.message);
        }
    }
    memcpy(centre->zone, value->valuestring, strlen(value->valuestring) + 1);
    return HC_OK;
}

/* The contracts are read first: classes name them wherever they stand in the file. */
static hc_status contracts_were_read(const hc_json_file *json, const cJSON *value, void *into,
                                     hc_error *err)
{
    (void)json, (void)value, (void)into, (void)err;
    return HC_OK;
}

static const hc_key file_key[] = {
    {.name = "schema_version", .kind = HC_KEY_OWN, .read = read_version},
    {.name = "name", .kind = HC_KEY_TEXT, .at = AT(name), .most = HC_NAME_MAX},
    {.name = "zone", .kind = HC_KEY_OWN, .read = read_zone},
    {.name = "week_starts_on",
     .kind = HC_KEY_CHOICE,
     .at = AT(week_starts_on),
     .choices = HC_CENTRE_WEEKDAYS},
    {.name = "schedule_interval_min",
     .kind = HC_KEY_WHOLE,
     .at = AT(schedule_interval_min),
     .least = 5,
     .most = 60},
    {.name = "queues_share_agents", .kind = HC_KEY_FLAG, .at = AT(queues_share_agents)},
    {.name = "deferred_in_idle_time", .kind = HC_KEY_FLAG, .at = AT(deferred_in_idle_time)},
    {.name = "every_queue",
     .kind = HC_KEY_OBJECT,
     .at = AT(every_queue),
     .inside = &hc_centre_service_keys},
    {.name = "queues",
     .kind = HC_KEY_LIST,
     .most = HC_QUEUES_MAX,
     .read = hc_centre_read_queue,
     .inside = &hc_centre_queue_keys},
    {.name = "opening_hours",
     .kind = HC_KEY_LIST,
     .least = 1,
     .most = 7,
     .read = hc_centre_read_hours,
     .inside = &hc_centre_hours_keys},
    {.name = "shrinkage",
     .kind = HC_KEY_OWN,
     .read = hc_centre_read_shrinkage,
     .inside = &hc_centre_shrinkage_keys},
    {.name = "shrinkage_by_time",
     .kind = HC_KEY_LIST,
     .least = 1,
     .most = HC_PRESENCE_WINDOWS_MAX,
     .read = hc_centre_read_shrinkage_hours,
     .inside = &hc_centre_shrinkage_hours_keys},
    {.name = "costs", .kind = HC_KEY_OBJECT, .inside = &costs_keys},
    {.name = "capacity",
     .kind = HC_KEY_OBJECT,
     .at = AT(capacity),
     .inside = &hc_centre_capacity_keys},
    {.name = "vendors",
     .kind = HC_KEY_LIST,
     .most = HC_VENDORS_MAX,
     .read = hc_centre_read_vendor,
     .inside = &hc_centre_vendor_keys},
    {.name = "aims", .kind = HC_KEY_OBJECT, .at = AT(aims), .inside = &hc_centre_aims_keys},
    {.name = "contracts",
     .kind = HC_KEY_LIST,
     .most = HC_CENTRE_CONTRACTS_MAX,
     .read = contracts_were_read,
     .inside = &hc_centre_contract_keys},
    {.name = "classes",
     .kind = HC_KEY_LIST,
     .most = HC_CENTRE_CLASSES_MAX,
     .read = hc_centre_read_class,
     .inside = &hc_centre_class_keys},
    {.name = "peak", .kind = HC_KEY_OBJECT, .at = AT(peak), .inside = &hc_centre_peak_keys},
    {.name = "cover_cost",
     .kind = HC_KEY_OWN,
     .read = hc_centre_read_cover,
     .inside = &hc_centre_cover_keys},
    {.name = "cover_cost_by_time",
     .kind = HC_KEY_LIST,
     .least = 1,
     .most = HC_COST_HOURS_MAX,
     .read = hc_centre_read_cost_hours,
     .inside = &hc_centre_cost_hours_keys},
    {.name = "agents_file",
     .kind = HC_KEY_TEXT,
     .at = AT(agents_file),
     .least = 1,
     .most = HC_CENTRE_PATH_MAX},
    {.name = "special_days_file",
     .kind = HC_KEY_TEXT,
     .at = AT(special_days_file),
     .least = 1,
     .most = HC_CENTRE_PATH_MAX},
    {.name = "holidays",
     .kind = HC_KEY_TEXT,
     .at = AT(holidays),
     .least = 1,
     .most = HC_CENTRE_PATH_MAX},
    {.name = "overrides_file",
     .kind = HC_KEY_TEXT,
     .at = AT(overrides_file),
     .least = 1,
     .most = HC_CENTRE_PATH_MAX},
};
const hc_keys hc_centre_file_keys = {"the centre file", file_key,
                                     sizeof file_key / sizeof *file_key};

/* Makes a relative name begin at the folder of the centre file. */
static hc_status settle_path(const char *centre_path, char *name, hc_error *err)
{
    const char *slash = strrchr(centre_path, '/');
    char joined[HC_CENTRE_PATH_MAX];
    if (name[0] == '\0' || name[0] == '/' || slash == NULL) { return HC_OK; }
    const int length = snprintf(joined, sizeof joined, "%.*s/%s", (int)(slash - centre_path),
                                centre_path, name);
    if (length < 0 || (size_t)length >= sizeof joined) {
        return hc_fail(err, HC_ERR_LIMIT, (hc_place){centre_path, 0, 0}, "",
                       "the path of '%s' is longer than %d bytes", name, HC_CENTRE_PATH_MAX);
    }
    memcpy(name, joined, (size_t)length + 1);
    return HC_OK;
}

/* What is wrong with the list itself is told when its key is read. */
static hc_status read_contracts(const hc_json_file *json, hc_centre *centre, hc_error *err)
{
    const cJSON *contracts = cJSON_GetObjectItemCaseSensitive(json->root, "contracts");
    const cJSON *contract = NULL;
    hc_status st = HC_OK;
    if (!cJSON_IsArray(contracts) || cJSON_GetArraySize(contracts) > HC_CENTRE_CONTRACTS_MAX) {
        return HC_OK;
    }
    cJSON_ArrayForEach(contract, contracts)
    {
        if (st == HC_OK) { st = hc_centre_read_contract(json, contract, centre, err); }
    }
    return st;
}

static hc_status read_tree(const hc_json_file *json, hc_centre *centre, hc_error *err)
{
    HC_TRY(read_contracts(json, centre, err));
    HC_TRY(hc_keys_read(json, json->root, &hc_centre_file_keys, centre, err));
    settle_prices(centre);
    HC_TRY(hc_centre_check_shrinkage(json, centre, err));
    HC_TRY(settle_path(json->name, centre->agents_file, err));
    HC_TRY(settle_path(json->name, centre->overrides_file, err));
    HC_TRY(settle_path(json->name, centre->capacity.hires_file, err));
    if (!hc_holidays_is_country(centre->holidays)) {
        HC_TRY(settle_path(json->name, centre->holidays, err));
    }
    return settle_path(json->name, centre->special_days_file, err);
}

hc_status hc_centre_read(const char *path, const char *text, size_t length, hc_centre *centre,
                         hc_error *err)
{
    hc_centre reading = hc_centre_default();
    cJSON *root = NULL;
    const hc_status parsed = hc_json_parse(text, length, path, &root, err);
    if (parsed == HC_ERR_PARSE && err != NULL && err->hint[0] == '\0') {
        (void)snprintf(err->hint, sizeof err->hint,
                       "a centre file is JSON, as headcount demo DIR writes one");
    }
    if (parsed != HC_OK) { return parsed; }
    const hc_json_file json = {path, text, length, root};
    const hc_status st = read_tree(&json, &reading, err);
    cJSON_Delete(root);
    if (st != HC_OK) {
        hc_centre_clear(&reading);
        return st;
    }
    hc_centre_clear(centre);
    *centre = reading;
    return HC_OK;
}

hc_status hc_centre_load(const char *path, hc_centre *centre, hc_error *err)
{
    char *text = NULL;
    size_t length = 0;
    HC_TRY(hc_file_read(path, HC_JSON_BYTES_MAX, &text, &length, err));
    const hc_status st = hc_centre_read(path, text, length, centre, err);
    hc_free(text);
    return st;
}
