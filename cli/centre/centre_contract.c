#include <string.h>

#include "cli/centre/centre_part.h"
#include "cli/centre/skill_names.h"
#include "forecast/base/memory.h"

#define MINUTES_MOST 20160        /* two weeks */
#define PERIOD_MINUTES_MOST 60480 /* six weeks */

typedef struct work_window {
    hc_weekdays weekdays;
    int32_t earliest_start_min;
    int32_t latest_start_min;
    int32_t latest_end_min;
} work_window;

#define AT(field) offsetof(work_window, field)
static const hc_key window_key[] = {
    HC_CENTRE_WEEKDAYS_KEY,
    {.name = "earliest_start",
     .kind = HC_KEY_CLOCK,
     .at = AT(earliest_start_min),
     .most = HC_MINUTES_A_DAY - 1},
    {.name = "latest_start",
     .kind = HC_KEY_CLOCK,
     .at = AT(latest_start_min),
     .most = HC_MINUTES_A_DAY - 1},
    {.name = "latest_end",
     .kind = HC_KEY_CLOCK,
     .at = AT(latest_end_min),
     .most = 2 * HC_MINUTES_A_DAY},
};
static const hc_keys window_keys = {"window", window_key,
                                    sizeof window_key / sizeof *window_key};

#undef AT
#define AT(field) offsetof(hc_break_rule, field)
static const hc_key break_key[] = {
    {.name = "name", .kind = HC_KEY_TEXT, .at = AT(name), .least = 1, .most = HC_NAME_MAX},
    {.name = "length_min",
     .kind = HC_KEY_WHOLE,
     .at = AT(length_min),
     .least = 5,
     .most = 480,
     .required = true},
    {.name = "earliest_min",
     .kind = HC_KEY_WHOLE,
     .at = AT(earliest_min),
     .most = HC_MINUTES_A_DAY,
     .required = true},
    {.name = "latest_min",
     .kind = HC_KEY_WHOLE,
     .at = AT(latest_min),
     .most = HC_MINUTES_A_DAY,
     .required = true},
    {.name = "paid", .kind = HC_KEY_FLAG, .at = AT(paid)},
    {.name = "from_shift_min",
     .kind = HC_KEY_WHOLE,
     .at = AT(from_shift_min),
     .most = HC_MINUTES_A_DAY},
};
static const hc_keys break_keys = {"break", break_key, sizeof break_key / sizeof *break_key};

/* What tells a number that was given from one that was not, while a contract is read. */
#define NOT_GIVEN INT32_MIN
#define HC_ROTATION_FROM_DEFAULT 4 /* 1970-01-05, a Monday */

typedef struct contract_reading {
    hc_contract contract;
    bool windows; /* whether one was read */
    hc_skill_list skills;
} contract_reading;

static hc_status read_window(const hc_json_file *json, const cJSON *value, void *into,
                             hc_error *err)
{
    contract_reading *reading = into;
    hc_contract *contract = &reading->contract;
    work_window window = {.earliest_start_min = HC_TIME_NOT_GIVEN,
                          .latest_start_min = HC_TIME_NOT_GIVEN,
                          .latest_end_min = HC_TIME_NOT_GIVEN};
    HC_TRY(hc_keys_read(json, value, &window_keys, &window, err));
    for (size_t weekday = 0; weekday < 7; weekday++) {
        if (!reading->windows) { /* weekdays that no window names are not worked */
            contract->earliest_start_min[weekday] = 0;
            contract->latest_start_min[weekday] = HC_NO_LIMIT;
        }
    }
    reading->windows = true;
    for (size_t weekday = 0; weekday < 7; weekday++) {
        if (!hc_centre_weekday_on(&window.weekdays, weekday)) { continue; }
        contract->earliest_start_min[weekday] = window.earliest_start_min;
        contract->latest_start_min[weekday] = window.latest_start_min;
        contract->latest_end_min[weekday] = window.latest_end_min;
    }
    return HC_OK;
}

static hc_status read_break(const hc_json_file *json, const cJSON *value, void *into,
                            hc_error *err)
{
    hc_contract *contract = &((contract_reading *)into)->contract;
    hc_break_rule rule = {.name = "break", .paid = true};
    HC_TRY(hc_keys_read(json, value, &break_keys, &rule, err));
    if (rule.earliest_min > rule.latest_min) {
        return hc_json_refuse(json, value, HC_ERR_RANGE, "swap the two", err,
                              "the break's earliest_min is after its latest_min");
    }
    contract->breaks[contract->break_count++] = rule;
    return HC_OK;
}

/* The list itself: an empty one means no breaks, so it is judged before its elements. */
static hc_status read_breaks(const hc_json_file *json, const cJSON *value, void *into,
                             hc_error *err)
{
    contract_reading *reading = into;
    const cJSON *element = NULL;
    if (!cJSON_IsArray(value) || cJSON_GetArraySize(value) > HC_BREAKS_MAX) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT, "", err,
                              "breaks must be a list of at most %d", HC_BREAKS_MAX);
    }
    reading->contract.break_count = 0;
    cJSON_ArrayForEach(element, value)
    {
        HC_TRY(read_break(json, element, into, err));
    }
    return HC_OK;
}

/* ---- a rotation: weeks with windows of their own ---- */

static const hc_key rotation_week_key[] = {{.name = "windows",
                                            .kind = HC_KEY_LIST,
                                            .least = 1,
                                            .most = 7,
                                            .read = read_window,
                                            .inside = &window_keys}};
static const hc_keys rotation_week_keys = {"week of a rotation", rotation_week_key, 1};

/* A week without windows is free. */
static hc_status read_rotation_week(const hc_json_file *json, const cJSON *value,
                                    hc_contract *contract, hc_error *err)
{
    contract_reading week = {0};
    hc_day_window *days = contract->rotation[contract->rotation_count];
    for (size_t weekday = 0; weekday < 7; weekday++) {
        week.contract.latest_start_min[weekday] = HC_NO_LIMIT;
    }
    HC_TRY(hc_keys_read(json, value, &rotation_week_keys, &week, err));
    for (size_t weekday = 0; weekday < 7; weekday++) {
        days[weekday] = (hc_day_window){week.contract.earliest_start_min[weekday],
                                        week.contract.latest_start_min[weekday],
                                        week.contract.latest_end_min[weekday]};
    }
    contract->rotation_count++;
    return HC_OK;
}

static hc_status read_rotation(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err)
{
    contract_reading *reading = into;
    const cJSON *element = NULL;
    if (!cJSON_IsArray(value) || cJSON_GetArraySize(value) < 1 ||
        cJSON_GetArraySize(value) > HC_ROTATION_MAX) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT, "", err,
                              "rotation must be a list of 1 to %d weeks", HC_ROTATION_MAX);
    }
    cJSON_ArrayForEach(element, value)
    {
        HC_TRY(read_rotation_week(json, element, &reading->contract, err));
    }
    return HC_OK;
}

static hc_status read_rotation_from(const hc_json_file *json, const cJSON *value, void *into,
                                    hc_error *err)
{
    hc_contract *contract = &((contract_reading *)into)->contract;
    const char *text = cJSON_GetStringValue(value);
    if (text == NULL || !hc_parse_date(text, strlen(text), &contract->rotation_from)) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT, "such as \"2026-11-23\"", err,
                              "rotation_from must be a date");
    }
    return HC_OK;
}

/* ---- skills: names of queues, which are looked up when the requirement is known ---- */

static hc_status wrong_skills(const hc_json_file *json, const cJSON *value, hc_error *err)
{
    return hc_json_refuse(json, value, HC_ERR_FORMAT, "such as [\"billing\", \"service\"]", err,
                          "skills must be a list of queues by name, without '%c' in them",
                          HC_SKILLS_APART);
}

static hc_status read_skills(const hc_json_file *json, const cJSON *value, void *into,
                             hc_error *err)
{
    hc_skill_list *skills = &((contract_reading *)into)->skills;
    const cJSON *element = NULL;
    size_t room = 1;
    if (!cJSON_IsArray(value) || cJSON_GetArraySize(value) == 0) {
        return wrong_skills(json, value, err);
    }
    cJSON_ArrayForEach(element, value)
    {
        const char *name = cJSON_GetStringValue(element);
        if (name == NULL || name[0] == '\0' || strchr(name, HC_SKILLS_APART) != NULL) {
            return wrong_skills(json, element, err);
        }
        room += strlen(name) + 1;
    }
    HC_TRY(hc_alloc(&skills->names, room, 1, err));
    size_t length = 0;
    cJSON_ArrayForEach(element, value)
    {
        const char *name = cJSON_GetStringValue(element);
        const size_t own = strlen(name);
        if (length > 0) { skills->names[length++] = HC_SKILLS_APART; }
        memcpy(skills->names + length, name, own);
        length += own;
    }
    const hc_place at = hc_json_place(json, value);
    skills->line = at.line;
    skills->column = at.column;
    return HC_OK;
}

#undef AT
#define AT(field) offsetof(contract_reading, contract.field)
#define MINUTES(text, field, range_least, range_most)                                          \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_WHOLE, .at = AT(field), .least = (range_least),         \
        .most = (range_most)                                                                   \
    }
#define LIMIT(text, field, range_least, range_most)                                            \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_WHOLE, .at = AT(field), .least = (range_least),         \
        .most = (range_most), .may_be_null = true                                              \
    }
#define PRICE(text, offset)                                                                    \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER, .at = (offset), .most = HC_CENTRE_PRICE_MOST    \
    }
#define PREMIUM_MOST 10.0 /* ten wages on top: a share, never percent */
#define PREMIUM(text, field)                                                                   \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER, .at = AT(field), .most = PREMIUM_MOST           \
    }

static const hc_key contract_key[] = {
    {.name = "name",
     .kind = HC_KEY_TEXT,
     .at = AT(name),
     .least = 1,
     .most = HC_NAME_MAX,
     .required = true},
    MINUTES("shift_shortest_min", shift_shortest_min, 15, HC_MINUTES_A_DAY),
    MINUTES("shift_longest_min", shift_longest_min, 15, HC_MINUTES_A_DAY),
    MINUTES("shift_step_min", shift_step_min, 5, HC_MINUTES_A_DAY),
    MINUTES("start_grid_min", start_grid_min, 5, 60),
    {.name = "windows",
     .kind = HC_KEY_LIST,
     .least = 1,
     .most = 7,
     .read = read_window,
     .inside = &window_keys},
    {.name = "rotation",
     .kind = HC_KEY_OWN,
     .read = read_rotation,
     .inside = &rotation_week_keys},
    {.name = "rotation_from", .kind = HC_KEY_OWN, .read = read_rotation_from},
    MINUTES("days_a_week_least", days_a_week_least, 0, 7),
    MINUTES("days_a_week_most", days_a_week_most, 1, 7),
    LIMIT("week_paid_min_least", week_paid_min_least, 0, MINUTES_MOST),
    LIMIT("week_paid_min_most", week_paid_min_most, 0, MINUTES_MOST),
    LIMIT("period_paid_min_least", period_paid_min_least, 0, PERIOD_MINUTES_MOST),
    LIMIT("period_paid_min_most", period_paid_min_most, 1, PERIOD_MINUTES_MOST),
    LIMIT("average_week_paid_min_least", average_week_paid_min_least, 0, 10080),
    LIMIT("average_week_paid_min_most", average_week_paid_min_most, 1, 10080),
    MINUTES("days_off_together", days_off_together, 0, 6),
    LIMIT("consecutive_days_most", consecutive_days_most, 1, 60),
    {.name = "weekends_whole", .kind = HC_KEY_FLAG, .at = AT(weekends_whole)},
    LIMIT("weekends_most", weekends_most, 0, 10),
    LIMIT("weekend_off_every", weekend_off_every, 1, 10),
    LIMIT("rest_min", rest_min, 0, MINUTES_MOST),
    LIMIT("start_spread_min", start_spread_min, 0, MINUTES_MOST),
    {.name = "breaks", .kind = HC_KEY_OWN, .read = read_breaks, .inside = &break_keys},
    LIMIT("work_before_breaks_min_least", work_before_breaks.least_min, 0, HC_MINUTES_A_DAY),
    LIMIT("work_before_breaks_min_most", work_before_breaks.most_min, 1, HC_MINUTES_A_DAY),
    LIMIT("work_between_breaks_min_least", work_between_breaks.least_min, 0, HC_MINUTES_A_DAY),
    LIMIT("work_between_breaks_min_most", work_between_breaks.most_min, 1, HC_MINUTES_A_DAY),
    LIMIT("work_after_breaks_min_least", work_after_breaks.least_min, 0, HC_MINUTES_A_DAY),
    LIMIT("work_after_breaks_min_most", work_after_breaks.most_min, 1, HC_MINUTES_A_DAY),
    LIMIT("unbroken_work_min_most", unbroken_work_min_most, 1, HC_MINUTES_A_DAY),
    PRICE("wage_an_hour", AT(wage_an_hour)),
    {.name = "night_from",
     .kind = HC_KEY_CLOCK,
     .at = AT(night_from_min),
     .most = HC_MINUTES_A_DAY},
    {.name = "night_to",
     .kind = HC_KEY_CLOCK,
     .at = AT(night_to_min),
     .most = HC_MINUTES_A_DAY},
    PREMIUM("night_premium", night_premium),
    PREMIUM("saturday_premium", saturday_premium),
    PREMIUM("sunday_premium", sunday_premium),
    LIMIT("overtime_after_min", overtime_after_min, 0, 10080),
    PREMIUM("overtime_premium", overtime_premium),
    PRICE("weekend_day_cost", AT(weekend_day_cost)),
    PRICE("hire_cost_a_week", AT(hire_cost_a_week)),
    LIMIT("heads_most", heads_most, 0, 1000000),
    {.name = "skills", .kind = HC_KEY_OWN, .read = read_skills},
};
const hc_keys hc_centre_contract_keys = {"contract", contract_key,
                                         sizeof contract_key / sizeof *contract_key};

/* One of a pair given stands for both; none given keeps the default. */
static void settle_pair(int32_t *least, int32_t *most, int32_t usual_least, int32_t usual_most)
{
    if (*least == NOT_GIVEN && *most == NOT_GIVEN) {
        *least = usual_least;
        *most = usual_most;
    } else if (*least == NOT_GIVEN) {
        *least = *most;
    } else if (*most == NOT_GIVEN) {
        *most = *least;
    }
}

static void start_contract(contract_reading *reading)
{
    hc_contract *contract = &reading->contract;
    *contract = hc_contract_default();
    contract->name[0] = '\0';
    contract->shift_shortest_min = NOT_GIVEN;
    contract->shift_longest_min = NOT_GIVEN;
    contract->days_a_week_least = NOT_GIVEN;
    contract->days_a_week_most = NOT_GIVEN;
    contract->wage_an_hour = HC_MISSING;
    contract->weekend_day_cost = HC_MISSING;
    contract->hire_cost_a_week = HC_MISSING;
    contract->rotation_from = HC_ROTATION_FROM_DEFAULT;
    contract->overtime_after_min = NOT_GIVEN;
    contract->overtime_premium = HC_MISSING;
    for (size_t weekday = 0; weekday < 7; weekday++) {
        contract->earliest_start_min[weekday] = HC_TIME_NOT_GIVEN;
        contract->latest_start_min[weekday] = HC_TIME_NOT_GIVEN;
        contract->latest_end_min[weekday] = HC_TIME_NOT_GIVEN;
    }
}

/* A premium alone would never be paid. */
static hc_status settle_overtime(const hc_json_file *json, const cJSON *value,
                                 const hc_contract *usual, hc_contract *contract, hc_error *err)
{
    const bool is_priced = !hc_is_missing(contract->overtime_premium);
    if (is_priced && contract->overtime_after_min == NOT_GIVEN) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT,
                              "such as \"overtime_after_min\": 2400 for 40 hours", err,
                              "contract '%s' has an overtime_premium but no overtime_after_min "
                              "to say from when on it is paid",
                              contract->name);
    }
    if (contract->overtime_after_min == NOT_GIVEN) {
        contract->overtime_after_min = usual->overtime_after_min;
    }
    if (!is_priced) { contract->overtime_premium = usual->overtime_premium; }
    return HC_OK;
}

/* For one more than there are. */
static hc_status make_room(void *array, size_t count, size_t size, hc_error *err)
{
    size_t capacity = count;
    return hc_grow(array, &capacity, count + 1, size, err);
}

static hc_status add_contract(const hc_json_file *json, const cJSON *value,
                              contract_reading *reading, hc_centre *centre, hc_error *err)
{
    const hc_contract *contract = &reading->contract;
    for (size_t k = 0; k < centre->contract_count; k++) {
        if (strcmp(centre->contracts[k].name, contract->name) == 0) {
            return hc_json_refuse(json, value, HC_ERR_FORMAT, "give each a name of its own",
                                  err, "there are two contracts '%s'", contract->name);
        }
    }
    const size_t count = centre->contract_count;
    HC_TRY(make_room(&centre->contracts, count, sizeof *contract, err));
    HC_TRY(make_room(&centre->skills, count, sizeof reading->skills, err));
    centre->contracts[centre->contract_count] = *contract;
    centre->skills[centre->contract_count++] = reading->skills;
    reading->skills = (hc_skill_list){.names = NULL};
    return HC_OK;
}

hc_status hc_centre_read_contract(const hc_json_file *json, const cJSON *value, void *into,
                                  hc_error *err)
{
    const hc_contract usual = hc_contract_default();
    contract_reading reading = {0};
    hc_contract *contract = &reading.contract;
    start_contract(&reading);
    hc_status st = hc_keys_read(json, value, &hc_centre_contract_keys, &reading, err);
    settle_pair(&contract->shift_shortest_min, &contract->shift_longest_min,
                usual.shift_shortest_min, usual.shift_longest_min);
    settle_pair(&contract->days_a_week_least, &contract->days_a_week_most,
                usual.days_a_week_least, usual.days_a_week_most);
    if (st == HC_OK) { st = settle_overtime(json, value, &usual, contract, err); }
    if (st == HC_OK) { st = add_contract(json, value, &reading, into, err); }
    hc_free(reading.skills.names);
    return st;
}

typedef struct class_reading {
    hc_class group;
    char contract[HC_NAME_MAX];
} class_reading;

#undef AT
#define AT(field) offsetof(class_reading, field)
static const hc_key class_key[] = {
    {.name = "name",
     .kind = HC_KEY_TEXT,
     .at = AT(group.name),
     .least = 1,
     .most = HC_NAME_MAX,
     .required = true},
    {.name = "contract",
     .kind = HC_KEY_TEXT,
     .at = AT(contract),
     .least = 1,
     .most = HC_NAME_MAX,
     .required = true},
    {.name = "count", .kind = HC_KEY_COUNT, .at = AT(group.count), .most = 1000000},
    {.name = "earliest_start",
     .kind = HC_KEY_CLOCK,
     .at = AT(group.earliest_start_min),
     .most = HC_MINUTES_A_DAY - 1},
    {.name = "latest_start",
     .kind = HC_KEY_CLOCK,
     .at = AT(group.latest_start_min),
     .most = HC_MINUTES_A_DAY - 1},
    {.name = "latest_end",
     .kind = HC_KEY_CLOCK,
     .at = AT(group.latest_end_min),
     .most = 2 * HC_MINUTES_A_DAY},
    {.name = "rotation_offset",
     .kind = HC_KEY_WHOLE,
     .at = AT(group.rotation_offset),
     .most = HC_ROTATION_MAX - 1},
};
const hc_keys hc_centre_class_keys = {"class", class_key, sizeof class_key / sizeof *class_key};

hc_status hc_centre_read_class(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err)
{
    hc_centre *centre = into;
    class_reading reading = {.group = {.earliest_start_min = HC_NO_LIMIT,
                                       .latest_start_min = HC_NO_LIMIT,
                                       .latest_end_min = HC_NO_LIMIT}};
    HC_TRY(hc_keys_read(json, value, &hc_centre_class_keys, &reading, err));
    size_t contract = 0;
    while (contract < centre->contract_count &&
           strcmp(centre->contracts[contract].name, reading.contract) != 0) {
        contract++;
    }
    if (contract == centre->contract_count) {
        return hc_json_refuse(json, value, HC_ERR_FORMAT, "contracts must name it", err,
                              "class '%s' has the contract '%s', which there is not",
                              reading.group.name, reading.contract);
    }
    reading.group.contract = contract;
    size_t capacity = centre->class_count;
    HC_TRY(hc_grow(&centre->classes, &capacity, centre->class_count + 1, sizeof reading.group,
                   err));
    centre->classes[centre->class_count++] = reading.group;
    return HC_OK;
}
