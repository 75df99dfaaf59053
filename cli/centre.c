#include "cli/centre.h"

#include <stdio.h>
#include <string.h>

#include "cli/centre_keys.h"
#include "cli/file.h"
#include "cli/option.h"
#include "erlang/requirement_build.h"
#include "forecast/base/memory.h"
#include "forecast/load/json_gate.h"

#define WEEKDAYS "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
#define PRICE_MOST 1e9
#define MINUTES_MOST 20160 /* two weeks */

/* ---- weekdays, shared by opening hours and windows ----------------------------------------
 */

typedef struct hc_weekdays {
    bool named; /* false: every day */
    bool on[7];
} hc_weekdays;

static hc_status read_weekday(const hc_json_file *json, const cJSON *value, void *into,
                              hc_error *err)
{
    hc_weekdays *weekdays = into; /* first member of the structs that have a "weekdays" key */
    const char *word = NULL;
    size_t length = 0;
    for (size_t k = 0; hc_choice_word(WEEKDAYS, k, &word, &length); k++) {
        if (cJSON_IsString(value) && strlen(value->valuestring) == length &&
            strncmp(value->valuestring, word, length) == 0) {
            weekdays->on[k] = true;
            weekdays->named = true;
            return HC_OK;
        }
    }
    return hc_json_refuse(json, value, HC_ERR_PARSE, "", err,
                          "a weekday must be one of Mon Tue Wed Thu Fri Sat Sun");
}

static bool weekday_on(const hc_weekdays *weekdays, size_t weekday)
{
    return !weekdays->named || weekdays->on[weekday];
}

/* ---- service ------------------------------------------------------------------------------
 */

#define AT(field) offsetof(hc_service, field)

static const hc_key target_key[] = {
    {.name = "service_level",
     .kind = HC_KEY_NUMBER,
     .at = AT(service_level),
     .most = 1,
     .above_least = true},
    {.name = "seconds", .kind = HC_KEY_NUMBER, .at = AT(target_s), .most = 86400},
    {.name = "definition",
     .kind = HC_KEY_CHOICE,
     .at = AT(definition),
     .choices = "offered|net|answered"},
    {.name = "asa_s_most",
     .kind = HC_KEY_NUMBER,
     .at = AT(asa_s_most),
     .most = 86400,
     .above_least = true},
    {.name = "abandon_rate_most",
     .kind = HC_KEY_NUMBER,
     .at = AT(abandon_rate_most),
     .most = 0.999999,
     .above_least = true},
    {.name = "occupancy_most",
     .kind = HC_KEY_NUMBER,
     .at = AT(occupancy_most),
     .most = 1,
     .above_least = true},
};
static const hc_keys target_keys = {"target", target_key,
                                    sizeof target_key / sizeof *target_key};

/* The keys that every_queue and each queue share; a queue has its name before them. */
#define SERVICE_KEYS(base)                                                                     \
    {.name = "target", .kind = HC_KEY_OBJECT, .at = (base), .inside = &target_keys},           \
        {.name = "patience_s",                                                                 \
         .kind = HC_KEY_NUMBER,                                                                \
         .at = (base) + AT(patience_s),                                                        \
         .most = 1000000,                                                                      \
         .above_least = true,                                                                  \
         .may_be_null = true},                                                                 \
        {.name = "aht_s",                                                                      \
         .kind = HC_KEY_NUMBER,                                                                \
         .at = (base) + AT(aht_s),                                                             \
         .most = 86400,                                                                        \
         .above_least = true},                                                                 \
    {                                                                                          \
        .name = "model", .kind = HC_KEY_CHOICE, .at = (base) + AT(model),                      \
        .choices = "auto|erlang_a|erlang_c"                                                    \
    }

static const hc_key service_key[] = {SERVICE_KEYS(0)};
static const hc_keys service_keys = {"every_queue", service_key,
                                     sizeof service_key / sizeof *service_key};

static const hc_key queue_key[] = {{.name = "name",
                                    .kind = HC_KEY_TEXT,
                                    .at = offsetof(hc_centre_queue, name),
                                    .least = 1,
                                    .most = HC_QUEUE_NAME_MAX,
                                    .required = true},
                                   SERVICE_KEYS(offsetof(hc_centre_queue, service))};
static const hc_keys queue_keys = {"queue", queue_key, sizeof queue_key / sizeof *queue_key};

static hc_service service_unsaid(void)
{
    return (hc_service){HC_MISSING, HC_MISSING, HC_CHOICE_NONE, HC_MISSING,    HC_MISSING,
                        HC_MISSING, HC_MISSING, HC_MISSING,     HC_CHOICE_NONE};
}

static hc_status read_queue(const hc_json_file *json, const cJSON *value, void *into,
                            hc_error *err)
{
    hc_centre *centre = into;
    hc_centre_queue queue = {.service = service_unsaid()};
    HC_TRY(hc_keys_read(json, value, &queue_keys, &queue, err));
    for (size_t q = 0; q < centre->queue_count; q++) {
        if (strcmp(centre->queues[q].name, queue.name) == 0) {
            return hc_json_refuse(json, value, HC_ERR_FORMAT, "say it once", err,
                                  "there are two queues '%s'", queue.name);
        }
    }
    size_t capacity = centre->queue_count;
    HC_TRY(hc_grow(&centre->queues, &capacity, centre->queue_count + 1, sizeof queue, err));
    centre->queues[centre->queue_count++] = queue;
    return HC_OK;
}

/* ---- opening hours ------------------------------------------------------------------------
 */

typedef struct open_hours {
    hc_weekdays weekdays;
    int32_t from_min;
    int32_t to_min;
} open_hours;

static const hc_key hours_key[] = {
    {.name = "weekdays", .kind = HC_KEY_LIST, .least = 1, .most = 7, .read = read_weekday},
    {.name = "from",
     .kind = HC_KEY_CLOCK,
     .at = offsetof(open_hours, from_min),
     .most = HC_MINUTES_A_DAY,
     .required = true},
    {.name = "to",
     .kind = HC_KEY_CLOCK,
     .at = offsetof(open_hours, to_min),
     .most = HC_MINUTES_A_DAY,
     .required = true},
};
static const hc_keys hours_keys = {"opening hours", hours_key,
                                   sizeof hours_key / sizeof *hours_key};

static hc_status read_hours(const hc_json_file *json, const cJSON *value, void *into,
                            hc_error *err)
{
    hc_centre *centre = into;
    open_hours hours = {0};
    HC_TRY(hc_keys_read(json, value, &hours_keys, &hours, err));
    if (hours.from_min >= hours.to_min) {
        return hc_json_refuse(json, value, HC_ERR_RANGE, "24:00 is midnight at the day's end",
                              err, "opening hours must end after they begin");
    }
    centre->has_opening_hours = true;
    for (size_t weekday = 0; weekday < 7; weekday++) {
        if (!weekday_on(&hours.weekdays, weekday)) { continue; }
        centre->opens_min[weekday] = hours.from_min;
        centre->closes_min[weekday] = hours.to_min;
    }
    return HC_OK;
}

/* ---- shrinkage ----------------------------------------------------------------------------
 */

enum { ABSENCE = 0, LEAVE, TRAINING, MEETINGS, OTHER, SHRINKAGE_PARTS };

#define PART(part, text)                                                                       \
    {                                                                                          \
        .name = (text), .kind = HC_KEY_NUMBER, .at = (part) * sizeof(double), .most = 0.95     \
    }

static const hc_key shrinkage_key[] = {PART(ABSENCE, "absence"), PART(LEAVE, "leave"),
                                       PART(TRAINING, "training"), PART(MEETINGS, "meetings"),
                                       PART(OTHER, "other")};
static const hc_keys shrinkage_keys = {"shrinkage", shrinkage_key, SHRINKAGE_PARTS};

static hc_status read_shrinkage(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err)
{
    hc_centre *centre = into;
    double parts[SHRINKAGE_PARTS] = {0.0};
    if (cJSON_IsNumber(value)) {
        if (!(value->valuedouble >= 0.0 && value->valuedouble <= 0.95)) {
            return hc_json_refuse(json, value, HC_ERR_RANGE, "a share, such as 0.3", err,
                                  "shrinkage must be 0 to 0.95, found %g", value->valuedouble);
        }
        centre->shrinkage = value->valuedouble;
        return HC_OK;
    }
    HC_TRY(hc_keys_read(json, value, &shrinkage_keys, parts, err));
    for (size_t k = 0; k < SHRINKAGE_PARTS; k++) {
        hc_shrinkage_part *part = &centre->shrinkage_parts[k];
        (void)snprintf(part->name, sizeof part->name, "%s", shrinkage_key[k].name);
        part->share = parts[k];
    }
    centre->shrinkage_part_count = SHRINKAGE_PARTS;
    return hc_shrinkage_total(centre->shrinkage_parts, SHRINKAGE_PARTS, &centre->shrinkage,
                              err);
}

/* ---- contracts ----------------------------------------------------------------------------
 */

typedef struct work_window {
    hc_weekdays weekdays;
    int32_t earliest_start_min;
    int32_t latest_start_min;
    int32_t latest_end_min;
} work_window;

#undef AT
#define AT(field) offsetof(work_window, field)
static const hc_key window_key[] = {
    {.name = "weekdays", .kind = HC_KEY_LIST, .least = 1, .most = 7, .read = read_weekday},
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

typedef struct contract_reading {
    hc_contract contract;
    bool windows; /* whether one was read */
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
        if (!weekday_on(&window.weekdays, weekday)) { continue; }
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
        .name = (text), .kind = HC_KEY_NUMBER, .at = (offset), .most = PRICE_MOST              \
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
    MINUTES("days_a_week_least", days_a_week_least, 0, 7),
    MINUTES("days_a_week_most", days_a_week_most, 1, 7),
    LIMIT("week_paid_min_least", week_paid_min_least, 0, MINUTES_MOST),
    LIMIT("week_paid_min_most", week_paid_min_most, 0, MINUTES_MOST),
    MINUTES("days_off_together", days_off_together, 0, 6),
    LIMIT("consecutive_days_most", consecutive_days_most, 1, 60),
    LIMIT("rest_min", rest_min, 0, MINUTES_MOST),
    LIMIT("start_spread_min", start_spread_min, 0, MINUTES_MOST),
    {.name = "breaks", .kind = HC_KEY_OWN, .read = read_breaks, .inside = &break_keys},
    PRICE("wage_an_hour", AT(wage_an_hour)),
    PRICE("weekend_day_cost", AT(weekend_day_cost)),
    PRICE("hire_cost_a_week", AT(hire_cost_a_week)),
    LIMIT("heads_most", heads_most, 0, 1000000),
};
static const hc_keys contract_keys = {"contract", contract_key,
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
    for (size_t weekday = 0; weekday < 7; weekday++) {
        contract->earliest_start_min[weekday] = HC_TIME_NOT_GIVEN;
        contract->latest_start_min[weekday] = HC_TIME_NOT_GIVEN;
        contract->latest_end_min[weekday] = HC_TIME_NOT_GIVEN;
    }
}

static hc_status read_contract(const hc_json_file *json, const cJSON *value, void *into,
                               hc_error *err)
{
    hc_centre *centre = into;
    const hc_contract usual = hc_contract_default();
    contract_reading reading = {0};
    hc_contract *contract = &reading.contract;
    start_contract(&reading);
    HC_TRY(hc_keys_read(json, value, &contract_keys, &reading, err));
    settle_pair(&contract->shift_shortest_min, &contract->shift_longest_min,
                usual.shift_shortest_min, usual.shift_longest_min);
    settle_pair(&contract->days_a_week_least, &contract->days_a_week_most,
                usual.days_a_week_least, usual.days_a_week_most);
    for (size_t k = 0; k < centre->contract_count; k++) {
        if (strcmp(centre->contracts[k].name, contract->name) == 0) {
            return hc_json_refuse(json, value, HC_ERR_FORMAT, "give each a name of its own",
                                  err, "there are two contracts '%s'", contract->name);
        }
    }
    size_t capacity = centre->contract_count;
    HC_TRY(hc_grow(&centre->contracts, &capacity, centre->contract_count + 1, sizeof *contract,
                   err));
    centre->contracts[centre->contract_count++] = *contract;
    return HC_OK;
}

/* ---- classes ------------------------------------------------------------------------------
 */

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
};
static const hc_keys class_keys = {"class", class_key, sizeof class_key / sizeof *class_key};

static hc_status read_class(const hc_json_file *json, const cJSON *value, void *into,
                            hc_error *err)
{
    hc_centre *centre = into;
    class_reading reading = {.group = {.earliest_start_min = HC_NO_LIMIT,
                                       .latest_start_min = HC_NO_LIMIT,
                                       .latest_end_min = HC_NO_LIMIT}};
    HC_TRY(hc_keys_read(json, value, &class_keys, &reading, err));
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

/* ---- prices -------------------------------------------------------------------------------
 */

/* Usual prices of all contracts, kept until every contract has been read. */
typedef struct centre_reading {
    hc_centre centre; /* first: the readers of list elements take it */
    double wage_an_hour;
    double weekend_day_cost;
    double hire_cost_a_week;
} centre_reading;

#undef AT
#define AT(field) offsetof(centre_reading, field)
static const hc_key costs_key[] = {
    {.name = "currency",
     .kind = HC_KEY_TEXT,
     .at = AT(centre.currency),
     .most = sizeof((hc_centre *)NULL)->currency},
    PRICE("wage_an_hour", AT(wage_an_hour)),
    PRICE("weekend_day_cost", AT(weekend_day_cost)),
    PRICE("hire_cost_a_week", AT(hire_cost_a_week)),
};
static const hc_keys costs_keys = {"costs", costs_key, sizeof costs_key / sizeof *costs_key};

static void use_price(double *price, double usual)
{
    if (hc_is_missing(*price)) { *price = usual; }
}

static void settle_prices(centre_reading *reading)
{
    for (size_t k = 0; k < reading->centre.contract_count; k++) {
        hc_contract *contract = &reading->centre.contracts[k];
        use_price(&contract->wage_an_hour, reading->wage_an_hour);
        use_price(&contract->weekend_day_cost, reading->weekend_day_cost);
        use_price(&contract->hire_cost_a_week, reading->hire_cost_a_week);
    }
}

/* ---- cover cost ---------------------------------------------------------------------------
 */

typedef struct cost_step {
    double share;
    double cost;
} cost_step;

static const hc_key step_key[] = {
    {.name = "share", .kind = HC_KEY_NUMBER, .at = offsetof(cost_step, share), .most = 100},
    {.name = "cost",
     .kind = HC_KEY_NUMBER,
     .at = offsetof(cost_step, cost),
     .most = PRICE_MOST,
     .required = true},
};
static const hc_keys step_keys = {"step", step_key, sizeof step_key / sizeof *step_key};

static hc_status read_step(const hc_json_file *json, const cJSON *value, double *shares,
                           double *costs, size_t *steps, hc_error *err)
{
    cost_step step = {0};
    HC_TRY(hc_keys_read(json, value, &step_keys, &step, err));
    if (*steps > 0 && step.cost < costs[*steps - 1]) {
        return hc_json_refuse(json, value, HC_ERR_RANGE, "put the cheaper step first", err,
                              "each step must cost at least as much as the one before");
    }
    shares[*steps] = step.share;
    costs[*steps] = step.cost;
    (*steps)++;
    return HC_OK;
}

static hc_status read_short_step(const hc_json_file *json, const cJSON *value, void *into,
                                 hc_error *err)
{
    hc_cover_cost *cost = into;
    return read_step(json, value, cost->short_share, cost->short_cost, &cost->short_steps, err);
}

static hc_status read_over_step(const hc_json_file *json, const cJSON *value, void *into,
                                hc_error *err)
{
    hc_cover_cost *cost = into;
    return read_step(json, value, cost->over_share, cost->over_cost, &cost->over_steps, err);
}

static const hc_key cover_key[] = {
    {.name = "short",
     .kind = HC_KEY_LIST,
     .least = 1,
     .most = HC_COST_STEPS_MAX,
     .read = read_short_step,
     .inside = &step_keys},
    {.name = "over",
     .kind = HC_KEY_LIST,
     .least = 1,
     .most = HC_COST_STEPS_MAX,
     .read = read_over_step,
     .inside = &step_keys},
};
static const hc_keys cover_keys = {"cover_cost", cover_key,
                                   sizeof cover_key / sizeof *cover_key};

/* A list that is not given keeps its usual steps. */
static hc_status read_cover(const hc_json_file *json, const cJSON *value, void *into,
                            hc_error *err)
{
    hc_centre *centre = into;
    hc_cover_cost cost = {0};
    const hc_cover_cost usual = hc_cover_cost_default();
    HC_TRY(hc_keys_read(json, value, &cover_keys, &cost, err));
    if (cost.short_steps == 0) {
        cost.short_steps = usual.short_steps;
        memcpy(cost.short_share, usual.short_share, sizeof cost.short_share);
        memcpy(cost.short_cost, usual.short_cost, sizeof cost.short_cost);
    }
    if (cost.over_steps == 0) {
        cost.over_steps = usual.over_steps;
        memcpy(cost.over_share, usual.over_share, sizeof cost.over_share);
        memcpy(cost.over_cost, usual.over_cost, sizeof cost.over_cost);
    }
    centre->cover_cost = cost;
    return HC_OK;
}

/* ---- the file -----------------------------------------------------------------------------
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
    {.name = "name", .kind = HC_KEY_TEXT, .at = AT(centre.name), .most = HC_NAME_MAX},
    {.name = "zone", .kind = HC_KEY_OWN, .read = read_zone},
    {.name = "week_starts_on",
     .kind = HC_KEY_CHOICE,
     .at = AT(centre.week_starts_on),
     .choices = WEEKDAYS},
    {.name = "schedule_interval_min",
     .kind = HC_KEY_WHOLE,
     .at = AT(centre.schedule_interval_min),
     .least = 5,
     .most = 60},
    {.name = "queues_share_agents", .kind = HC_KEY_FLAG, .at = AT(centre.queues_share_agents)},
    {.name = "every_queue",
     .kind = HC_KEY_OBJECT,
     .at = AT(centre.every_queue),
     .inside = &service_keys},
    {.name = "queues",
     .kind = HC_KEY_LIST,
     .most = HC_QUEUES_MAX,
     .read = read_queue,
     .inside = &queue_keys},
    {.name = "opening_hours",
     .kind = HC_KEY_LIST,
     .least = 1,
     .most = 7,
     .read = read_hours,
     .inside = &hours_keys},
    {.name = "shrinkage",
     .kind = HC_KEY_OWN,
     .read = read_shrinkage,
     .inside = &shrinkage_keys},
    {.name = "costs", .kind = HC_KEY_OBJECT, .inside = &costs_keys},
    {.name = "contracts",
     .kind = HC_KEY_LIST,
     .most = HC_CENTRE_CONTRACTS_MAX,
     .read = contracts_were_read,
     .inside = &contract_keys},
    {.name = "classes",
     .kind = HC_KEY_LIST,
     .most = HC_CENTRE_CLASSES_MAX,
     .read = read_class,
     .inside = &class_keys},
    {.name = "cover_cost", .kind = HC_KEY_OWN, .read = read_cover, .inside = &cover_keys},
    {.name = "agents_file",
     .kind = HC_KEY_TEXT,
     .at = AT(centre.agents_file),
     .least = 1,
     .most = HC_CENTRE_PATH_MAX},
    {.name = "special_days_file",
     .kind = HC_KEY_TEXT,
     .at = AT(centre.special_days_file),
     .least = 1,
     .most = HC_CENTRE_PATH_MAX},
};
const hc_keys hc_centre_file_keys = {"the centre file", file_key,
                                     sizeof file_key / sizeof *file_key};

hc_centre hc_centre_default(void)
{
    return (hc_centre){.queues_share_agents = true,
                       .every_queue = service_unsaid(),
                       .shrinkage = HC_MISSING,
                       .cover_cost = hc_cover_cost_default()};
}

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
static hc_status read_contracts(const hc_json_file *json, centre_reading *reading,
                                hc_error *err)
{
    const cJSON *contracts = cJSON_GetObjectItemCaseSensitive(json->root, "contracts");
    const cJSON *contract = NULL;
    hc_status st = HC_OK;
    if (!cJSON_IsArray(contracts) || cJSON_GetArraySize(contracts) > HC_CENTRE_CONTRACTS_MAX) {
        return HC_OK;
    }
    cJSON_ArrayForEach(contract, contracts)
    {
        if (st == HC_OK) { st = read_contract(json, contract, reading, err); }
    }
    return st;
}

static hc_status read_tree(const hc_json_file *json, centre_reading *reading, hc_error *err)
{
    HC_TRY(read_contracts(json, reading, err));
    HC_TRY(hc_keys_read(json, json->root, &hc_centre_file_keys, reading, err));
    settle_prices(reading);
    HC_TRY(settle_path(json->name, reading->centre.agents_file, err));
    return settle_path(json->name, reading->centre.special_days_file, err);
}

hc_status hc_centre_read(const char *path, const char *text, size_t length, hc_centre *centre,
                         hc_error *err)
{
    centre_reading reading = {.centre = hc_centre_default()};
    cJSON *root = NULL;
    HC_TRY(hc_json_parse(text, length, path, &root, err));
    const hc_json_file json = {path, text, length, root};
    const hc_status st = read_tree(&json, &reading, err);
    cJSON_Delete(root);
    if (st != HC_OK) {
        hc_centre_clear(&reading.centre);
        return st;
    }
    hc_centre_clear(centre);
    *centre = reading.centre;
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

/* ---- answers ------------------------------------------------------------------------------
 */

static double said(double first, double second, double usual)
{
    if (!hc_is_missing(first)) { return first; }
    return hc_is_missing(second) ? usual : second;
}

static int32_t chosen(int32_t first, int32_t second, int32_t usual)
{
    if (first != HC_CHOICE_NONE) { return first; }
    return second == HC_CHOICE_NONE ? usual : second;
}

hc_service hc_centre_service(const hc_centre *centre, const char *queue)
{
    const hc_service unsaid = service_unsaid();
    const hc_service *own = &unsaid;
    const hc_service *all = &centre->every_queue;
    for (size_t q = 0; q < centre->queue_count; q++) {
        if (strcmp(centre->queues[q].name, queue) == 0) { own = &centre->queues[q].service; }
    }
    return (hc_service){
        .service_level = said(own->service_level, all->service_level, HC_SERVICE_LEVEL_DEFAULT),
        .target_s = said(own->target_s, all->target_s, HC_TARGET_S_DEFAULT),
        .definition = chosen(own->definition, all->definition, HC_SL_OFFERED),
        .asa_s_most = said(own->asa_s_most, all->asa_s_most, HC_MISSING),
        .abandon_rate_most = said(own->abandon_rate_most, all->abandon_rate_most, HC_MISSING),
        .occupancy_most =
            said(own->occupancy_most, all->occupancy_most, HC_OCCUPANCY_MAX_DEFAULT),
        .patience_s = said(own->patience_s, all->patience_s, HC_MISSING),
        .aht_s = said(own->aht_s, all->aht_s, HC_MISSING),
        .model = chosen(own->model, all->model, HC_CENTRE_MODEL_AUTO),
    };
}

void hc_centre_clear(hc_centre *centre)
{
    hc_free(centre->queues);
    hc_free(centre->contracts);
    hc_free(centre->classes);
    *centre = hc_centre_default();
}
