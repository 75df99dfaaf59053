#include "cli/whatif/scenario.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/load/csv/csv_table.h"

#define AGENTS_MOST 1e6  /* on the phones, or so many more or fewer */
#define AGENTS_TIMES 1e3 /* those of the roster */

/* What a value of each key looks like. */
static const struct {
    const char *name;
    const char *example;
} keys[HC_SCENARIO_KEYS] = {
    [HC_SCENARIO_VOLUME] = {"volume", "+30%, -10%, or the week's contacts"},
    [HC_SCENARIO_AHT] = {"aht", "+10%, -20 (seconds), or 240"},
    [HC_SCENARIO_ACW] = {"acw", "-10 (seconds), -25%, or 20"},
    [HC_SCENARIO_DEFLECT] = {"deflect", "a reason and a share: password=40%"},
    [HC_SCENARIO_REPEAT_SHARE] = {"repeat-share",
                                  "a share of all contacts up to 90%, such as 15%"},
    [HC_SCENARIO_PATIENCE] = {"patience", "+20%, -30 (seconds), or 148"},
    [HC_SCENARIO_TARGET] = {"target", "percent/seconds: 90/10"},
    [HC_SCENARIO_SHRINKAGE] = {"shrinkage", "a share below 95%: 35%"},
    [HC_SCENARIO_VENDOR_SHARE] = {"vendor-share",
                                  "a share of all contacts up to 100%, such as 25%"},
    [HC_SCENARIO_WAGE] = {"wage", "+5%, +1.50, or the price of an hour"},
    [HC_SCENARIO_AGENTS] = {"agents", "-5, +10%, or agents in every interval, up to a million"},
    [HC_SCENARIO_QUEUE] = {"queue", "a queue of the plan"},
    [HC_SCENARIO_DATES] = {"dates", "a day or days: 2026-11-27..2026-11-28"},
};

const char *hc_scenario_key_name(hc_scenario_key key)
{
    return keys[key].name;
}

bool hc_scenario_key_find(const char *name, size_t length, hc_scenario_key *key)
{
    for (size_t k = 0; k < HC_SCENARIO_KEYS; k++) {
        if (hc_csv_same_name(keys[k].name, strlen(keys[k].name), name, length)) {
            *key = (hc_scenario_key)k;
            return true;
        }
    }
    return false;
}

/* ---- values -------------------------------------------------------------------------------
 */

static bool read_amount(const char *text, hc_amount *amount)
{
    const bool is_signed = text[0] == '+' || text[0] == '-';
    const char *digits = text + (is_signed ? 1 : 0);
    const double sign = text[0] == '-' ? -1.0 : 1.0;
    size_t length = strlen(digits);
    double value = 0.0;
    if (digits[0] == '+' || digits[0] == '-') { return false; }
    if (length > 0 && digits[length - 1] == '%') {
        if (!is_signed || !hc_parse_double(digits, length - 1, &value)) { return false; }
        *amount = (hc_amount){HC_AMOUNT_SCALE, 1.0 + sign * value / 100.0};
        return amount->value >= 0.0;
    }
    if (!hc_parse_duration_s(digits, length, &value)) { return false; }
    *amount = (hc_amount){is_signed ? HC_AMOUNT_ADD : HC_AMOUNT_SET, sign * value};
    return true;
}

static bool read_agents(const char *text, hc_amount *agents)
{
    if (!read_amount(text, agents)) { return false; }
    return fabs(agents->value) <=
           (agents->kind == HC_AMOUNT_SCALE ? AGENTS_TIMES : AGENTS_MOST);
}

static bool read_share(const char *text, double most, double *share)
{
    return hc_parse_fraction(text, strlen(text), share) && *share <= most;
}

/* "password=40%" of length bytes. */
static bool read_deflection(const char *text, size_t length, hc_deflection *deflection)
{
    const char *equals = memchr(text, '=', length);
    if (equals == NULL || equals == text ||
        (size_t)(equals - text) >= sizeof deflection->reason) {
        return false;
    }
    *deflection = (hc_deflection){0};
    memcpy(deflection->reason, text, (size_t)(equals - text));
    return hc_parse_fraction(equals + 1, length - (size_t)(equals + 1 - text),
                             &deflection->share);
}

static bool read_deflections(const char *text, hc_scenario_part *part)
{
    part->deflection_count = 0;
    for (;;) {
        const size_t length = strcspn(text, ",;");
        if (part->deflection_count == HC_SCENARIO_DEFLECTIONS_MAX ||
            !read_deflection(text, length, &part->deflections[part->deflection_count++])) {
            return false;
        }
        if (text[length] == '\0') { return true; }
        text += length + 1;
        text += strspn(text, " ");
    }
}

static bool read_dates(const char *text, hc_scenario_part *part)
{
    const char *dots = strstr(text, "..");
    const size_t length = dots != NULL ? (size_t)(dots - text) : strlen(text);
    if (!hc_parse_date(text, length, &part->first_day)) { return false; }
    part->last_day = part->first_day;
    return dots == NULL || (hc_parse_date(dots + 2, strlen(dots + 2), &part->last_day) &&
                            part->last_day >= part->first_day);
}

static bool read_target(const char *text, hc_target_option *target, hc_error *err)
{
    static const hc_option option = {.name = "target", .kind = HC_OPTION_TARGET};
    return hc_option_value(&option, text, target, err) == HC_OK;
}

static bool read_value(hc_scenario_part *part, hc_scenario_key key, const char *text)
{
    hc_error ignored = HC_ERROR_INIT;
    switch (key) {
    case HC_SCENARIO_VOLUME:
        return read_amount(text, &part->volume);
    case HC_SCENARIO_AHT:
        return read_amount(text, &part->aht);
    case HC_SCENARIO_ACW:
        return read_amount(text, &part->acw);
    case HC_SCENARIO_PATIENCE:
        return read_amount(text, &part->patience);
    case HC_SCENARIO_WAGE:
        return read_amount(text, &part->wage);
    case HC_SCENARIO_AGENTS:
        return read_agents(text, &part->agents);
    case HC_SCENARIO_DEFLECT:
        return read_deflections(text, part);
    case HC_SCENARIO_REPEAT_SHARE:
        return read_share(text, HC_REPEAT_SHARE_MAX, &part->repeat_share);
    case HC_SCENARIO_SHRINKAGE:
        return read_share(text, 0.95, &part->shrinkage);
    case HC_SCENARIO_VENDOR_SHARE:
        return read_share(text, 1.0, &part->vendor_share);
    case HC_SCENARIO_TARGET:
        return read_target(text, &part->target, &ignored);
    case HC_SCENARIO_DATES:
        return read_dates(text, part);
    default:
        return text[0] != '\0';
    }
}

hc_status hc_scenario_set(hc_scenario_part *part, hc_scenario_key key, const char *text,
                          hc_error *err)
{
    if (strlen(text) < HC_SCENARIO_TEXT_MAX && read_value(part, key, text)) {
        (void)snprintf(part->text[key], HC_SCENARIO_TEXT_MAX, "%s", text);
        return HC_OK;
    }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "", "%s needs %s, found '%s'", keys[key].name,
                   keys[key].example, text);
}

hc_scenario_part hc_scenario_part_unchanged(void)
{
    return (hc_scenario_part){.first_day = HC_DAY_NONE,
                              .last_day = HC_DAY_NONE,
                              .repeat_share = HC_MISSING,
                              .shrinkage = HC_MISSING,
                              .vendor_share = HC_MISSING,
                              .target = {HC_MISSING, HC_MISSING}};
}

hc_status hc_scenario_of_options(const hc_scenario_options *options, hc_scenario_part *part,
                                 bool *any, hc_error *err)
{
    *part = hc_scenario_part_unchanged();
    *any = false;
    for (size_t k = 0; k < HC_SCENARIO_KEYS; k++) {
        if (options->text[k] == NULL) { continue; }
        HC_TRY(hc_scenario_set(part, (hc_scenario_key)k, options->text[k], err));
        if (k < HC_SCENARIO_QUEUE) { *any = true; }
    }
    return HC_OK;
}

hc_status hc_scenario_add(hc_scenario *scenario, const hc_scenario_part *part, hc_error *err)
{
    size_t capacity = scenario->part_count;
    if (scenario->part_count == HC_SCENARIO_PARTS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "put changes of one place in one row",
                       "scenario '%s' has more than %d parts", scenario->name,
                       HC_SCENARIO_PARTS_MAX);
    }
    if (scenario->part_count == 0) { /* nearly all have one part only, and sweeps are long */
        HC_TRY(hc_alloc(&scenario->parts, 1, sizeof *part, err));
    } else {
        HC_TRY(hc_grow(&scenario->parts, &capacity, capacity + 1, sizeof *part, err));
    }
    scenario->parts[scenario->part_count++] = *part;
    return HC_OK;
}

void hc_scenario_describe(const hc_scenario *scenario, char *text, size_t size)
{
    size_t length = 0;
    text[0] = '\0';
    for (size_t p = 0; p < scenario->part_count; p++) {
        for (size_t k = 0; k < HC_SCENARIO_KEYS; k++) {
            const char *value = scenario->parts[p].text[k];
            if (value[0] == '\0' || length + 1 >= size) { continue; }
            const int wrote = snprintf(text + length, size - length, "%s%s %s",
                                       length > 0 ? ", " : "", keys[k].name, value);
            length += wrote > 0 ? (size_t)wrote : 0;
        }
    }
    if (length == 0) { (void)snprintf(text, size, "no change"); }
}

double hc_amount_apply(hc_amount amount, double today)
{
    switch (amount.kind) {
    case HC_AMOUNT_SET:
        return amount.value;
    case HC_AMOUNT_ADD:
        return today + amount.value;
    case HC_AMOUNT_SCALE:
        return today * amount.value;
    default:
        return today;
    }
}

void hc_scenario_clear(hc_scenario *scenario)
{
    hc_free(scenario->parts);
    *scenario = (hc_scenario){0};
}
