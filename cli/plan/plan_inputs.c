#include "cli/plan/plan_inputs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/base/quantile_columns.h"
#include "cli/centre/centre_file.h"
#include "cli/plan/plan_roster.h"
#include "cli/plan/plan_skills.h"
#include "cli/plan/promise.h"
#include "cli/plan/staffing_step.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

/* ---- forecast -----------------------------------------------------------------------------
 */

static hc_status read_axis(const hc_plan_file *plan, hc_axis *axis, hc_error *err)
{
    const cJSON *from = hc_plan_member(plan->root, "axis");
    const char *date = hc_plan_text(from, "first_date");
    const char *zone_name = hc_plan_text(from, "zone");
    hc_zone zone = HC_ZONE_FLOATING;
    int64_t first_day = 0;
    if (!hc_parse_date(date, strlen(date), &first_day) || hc_plan_whole(from, "days") < 1) {
        return hc_plan_lacks(plan, "axis", err);
    }
    if (zone_name[0] != '\0') { HC_TRY(hc_zone_load(zone_name, &zone, err)); }
    return hc_axis_make(axis, &zone, hc_plan_whole(from, "interval_min"), first_day,
                        (size_t)hc_plan_whole(from, "days"), err);
}

static hc_status read_states(const hc_plan_file *plan, const cJSON *from, uint8_t *state,
                             size_t slots, hc_error *err)
{
    const cJSON *states = hc_plan_member(from, "state");
    const cJSON *element = NULL;
    size_t slot = 0;
    if (!cJSON_IsArray(states) || (size_t)cJSON_GetArraySize(states) != slots) {
        return hc_plan_lacks(plan, "state", err);
    }
    cJSON_ArrayForEach(element, states)
    {
        const char *name = cJSON_IsString(element) ? element->valuestring : "";
        state[slot++] = strcmp(name, "open") == 0     ? HC_SLOT_OPEN
                        : strcmp(name, "closed") == 0 ? HC_SLOT_CLOSED
                        : strcmp(name, "outage") == 0 ? HC_SLOT_OUTAGE
                                                      : HC_SLOT_GAP;
    }
    return HC_OK;
}

static hc_status read_queue(const hc_plan_file *plan, const cJSON *from, size_t slots,
                            hc_queue *queue, hc_error *err)
{
    (void)snprintf(queue->name, sizeof queue->name, "%s", hc_plan_text(from, "queue"));
    HC_TRY(read_states(plan, from, queue->state, slots, err));
    HC_TRY(hc_plan_numbers(plan, from, "mean", queue->calls, slots, err));
    HC_TRY(hc_plan_numbers(plan, from, "aht_s", queue->aht_s, slots, err));
    for (size_t k = 0; queue->quantile != NULL && k < HC_QUANTILES; k++) {
        HC_TRY(hc_plan_numbers(plan, from, hc_quantile_names[k], queue->quantile + k * slots,
                               slots, err));
    }
    return HC_OK;
}

static void read_days(const cJSON *from, hc_plan_day *days, size_t count)
{
    const cJSON *day = hc_plan_member(hc_plan_member(from, "method"), "days");
    for (size_t k = 0; k < count; k++) {
        days[k].special_factor = 1.0;
    }
    day = day != NULL ? day->child : NULL;
    for (size_t k = 0; k < count && day != NULL; k++, day = day->next) {
        const double factor = hc_plan_number(day, "special_factor");
        if (factor > 0.0) { days[k].special_factor = factor; }
        (void)snprintf(days[k].special_name, sizeof days[k].special_name, "%s",
                       hc_plan_text(day, "special_name"));
    }
}

static hc_status read_forecast(const hc_plan_file *plan, hc_plan_inputs *inputs, hc_error *err)
{
    const cJSON *forecasts = hc_plan_member(plan->root, "forecast");
    const cJSON *first = forecasts->child;
    const cJSON *from = NULL;
    hc_axis axis = HC_AXIS_INIT;
    size_t q = 0;
    const bool spread = hc_plan_member(first, hc_quantile_names[0]) != NULL;
    HC_TRY(read_axis(plan, &axis, err));
    hc_status st =
        hc_series_make(&inputs->forecast, &axis, (size_t)cJSON_GetArraySize(forecasts),
                       HC_PART_AHT | (spread ? (unsigned)HC_PART_QUANTILE : 0U), err);
    hc_axis_clear(&axis);
    const size_t days = inputs->forecast.axis.days;
    if (st == HC_OK) {
        st = hc_alloc(&inputs->days, inputs->forecast.queue_count * days, sizeof *inputs->days,
                      err);
    }
    if (st == HC_OK) {
        st = hc_alloc(&inputs->report.queues, inputs->forecast.queue_count,
                      sizeof *inputs->report.queues, err);
    }
    if (st == HC_OK) { inputs->report.queue_count = inputs->forecast.queue_count; }
    cJSON_ArrayForEach(from, forecasts)
    {
        if (st != HC_OK) { break; }
        read_days(from, inputs->days + q * days, days);
        const cJSON *method = hc_plan_member(from, "method");
        inputs->report.queues[q].day_share = hc_plan_number(method, "day_share");
        inputs->report.queues[q].day_memory = hc_plan_number(method, "day_memory");
        inputs->report.queues[q].level_share = hc_plan_number(method, "level_share");
        inputs->report.queues[q].aht_level_sd = hc_plan_number(method, "aht_level_sd");
        inputs->report.queues[q].queue_share = hc_plan_number(method, "queue_share");
        st = read_queue(plan, from, hc_axis_slots(&inputs->forecast.axis),
                        &inputs->forecast.queues[q++], err);
    }
    return st;
}

/* ---- staffing -----------------------------------------------------------------------------
 */

/* What is no queue of calls. */
static hc_status read_work(const hc_plan_file *plan, const cJSON *from, hc_queue_rules *rules,
                           hc_error *err)
{
    const char *work = hc_plan_text(from, "work");
    if (strcmp(work, "chat") == 0) {
        const int levels = cJSON_GetArraySize(hc_plan_member(from, "chat_aht_s"));
        if (levels < 1 || levels > HC_CHAT_LEVELS_MAX) {
            return hc_plan_lacks(plan, "work", err);
        }
        rules->work = HC_WORK_CHAT;
        rules->chat_levels = (size_t)levels;
        return hc_plan_numbers(plan, from, "chat_aht_s", rules->chat_aht_s, rules->chat_levels,
                               err);
    }
    if (strcmp(work, "deferred") != 0) { return HC_OK; }
    rules->work = HC_WORK_DEFERRED;
    rules->answer_within_s = hc_plan_number(from, "answer_within_s");
    const double share = hc_plan_number(from, "answer_share");
    rules->answer_share = hc_is_missing(share) ? 0.0 : share;
    HC_TRY(hc_plan_wholes(plan, from, "opens_min", rules->opens_min, 7, err));
    return hc_plan_wholes(plan, from, "closes_min", rules->closes_min, 7, err);
}

static hc_status read_rules(const hc_plan_file *plan, const cJSON *from, hc_queue_rules *rules,
                            hc_error *err)
{
    const cJSON *targets = hc_plan_member(from, "targets");
    const cJSON *target = NULL;
    const double patience_s = hc_plan_number(from, "patience_s");
    *rules = (hc_queue_rules){
        .occupancy_max = hc_plan_number(from, "occupancy_max"),
        .patience_s = hc_is_missing(patience_s) ? (double)INFINITY : patience_s,
        .model = strcmp(hc_plan_text(from, "model"), "Erlang A") == 0 ? HC_MODEL_A : HC_MODEL_C,
        .target_s = hc_plan_number(from, "target_s")};
    if (from == NULL || cJSON_GetArraySize(targets) > HC_TARGETS_MAX) {
        return hc_plan_lacks(plan, "staffing", err);
    }
    cJSON_ArrayForEach(target, targets)
    {
        hc_target *to = &rules->targets[rules->target_count++];
        if (!hc_target_find(hc_plan_text(target, "metric"), &to->kind)) {
            return hc_plan_lacks(plan, "targets", err);
        }
        to->limit = hc_plan_number(target, "limit");
        to->target_s = hc_plan_number(target, "target_s");
    }
    return read_work(plan, from, rules, err);
}

static hc_time_method read_method(const cJSON *staffing)
{
    const char *name = hc_plan_text(staffing, "time_method");
    if (strcmp(name, "SIPP") == 0) { return HC_TIME_SIPP; }
    return strcmp(name, "lagged SIPP") == 0 ? HC_TIME_LAG_SIPP : HC_TIME_MOL;
}

static hc_target_per read_target_per(const cJSON *staffing)
{
    const char *name = hc_plan_text(staffing, "target_per");
    if (strcmp(name, "week") == 0) { return HC_PER_WEEK; }
    return strcmp(name, "day") == 0 ? HC_PER_DAY : HC_PER_INTERVAL;
}

/* Can the weeks that may come be drawn again? */
static bool knows_weeks(const hc_plan_inputs *inputs)
{
    for (size_t q = 0; q < inputs->report.queue_count; q++) {
        const hc_queue_report *queue = &inputs->report.queues[q];
        if (!(queue->day_share >= 0.0 && queue->day_share <= 1.0) ||
            !(fabs(queue->day_memory) <= 1.0) ||
            !(queue->level_share >= 0.0 && queue->level_share <= 1.0) ||
            !(queue->queue_share >= 0.0 && queue->queue_share <= 1.0) ||
            !(queue->aht_level_sd >= 0.0 && queue->aht_level_sd <= 1.0) ||
            inputs->forecast.queues[q].quantile == NULL) {
            return false;
        }
    }
    return true;
}

/* Hours in which other shares of the people are there. */
static hc_status read_presence(const hc_plan_file *plan, const cJSON *staffing,
                               hc_staff_rules *rules, hc_error *err)
{
    const cJSON *hours = hc_plan_member(staffing, "presence_hours");
    const cJSON *from = NULL;
    cJSON_ArrayForEach(from, hours)
    {
        int32_t weekdays[7];
        hc_presence_window *window = &rules->presence[rules->presence_count];
        if (rules->presence_count == HC_PRESENCE_WINDOWS_MAX) {
            return hc_plan_lacks(plan, "presence_hours", err);
        }
        HC_TRY(hc_plan_wholes(plan, from, "weekdays", weekdays, 7, err));
        for (size_t day = 0; day < 7; day++) {
            window->weekdays[day] = weekdays[day] != 0;
        }
        window->from_min = hc_plan_whole(from, "from_min");
        window->to_min = hc_plan_whole(from, "to_min");
        window->presence = hc_plan_number(from, "presence");
        if (!(window->presence > 0.0)) { return hc_plan_lacks(plan, "presence", err); }
        rules->presence_count++;
    }
    return HC_OK;
}

static hc_status read_staffing(const hc_plan_file *plan, hc_plan_inputs *inputs, hc_error *err)
{
    const cJSON *staffing = hc_plan_member(plan->root, "staffing");
    const cJSON *queues = hc_plan_member(staffing, "queues");
    const cJSON *from = NULL;
    const size_t count = inputs->forecast.queue_count;
    const double risk = hc_plan_number(staffing, "risk");
    size_t q = 0;
    if ((size_t)cJSON_GetArraySize(queues) != count) {
        return hc_plan_lacks(plan, "queues", err);
    }
    HC_TRY(hc_alloc(&inputs->queue_rules, count, sizeof *inputs->queue_rules, err));
    cJSON_ArrayForEach(from, queues)
    {
        HC_TRY(read_rules(plan, from, &inputs->queue_rules[q++], err));
    }
    inputs->staff = hc_staff_rules_default(inputs->queue_rules, count);
    inputs->staff.time_method = read_method(staffing);
    inputs->staff.pooled = cJSON_IsTrue(hc_plan_member(staffing, "pooled")) != 0;
    inputs->staff.blend = cJSON_IsTrue(hc_plan_member(staffing, "deferred_in_idle_time")) != 0;
    inputs->staff.pool_name = inputs->pool_name;
    inputs->staff.risk = hc_is_missing(risk) ? 0.0 : risk;
    inputs->staff.target_per = read_target_per(staffing);
    if (knows_weeks(inputs)) {
        HC_TRY(
            hc_staffing_tell_spreads(&inputs->report, &inputs->staff, &inputs->spreads, err));
    } else if (hc_staffing_needs_weeks(&inputs->staff)) {
        return hc_plan_lacks(plan, "day_share", err);
    }
    inputs->shrinkage = hc_plan_number(staffing, "shrinkage");
    HC_TRY(read_presence(plan, staffing, &inputs->staff, err));
    return hc_promise_pool_of_week(inputs->queue_rules, &inputs->forecast, &inputs->staff.pool,
                                   err);
}

/* ---- the whole ----------------------------------------------------------------------------
 */

static const cJSON *covered_need(const hc_plan_file *plan)
{
    const cJSON *need = NULL;
    cJSON_ArrayForEach(need, hc_plan_member(plan->root, "requirement"))
    {
        if (cJSON_IsTrue(hc_plan_member(need, "covered_by_roster"))) { return need; }
    }
    return NULL;
}

static hc_status read_all(const hc_plan_file *plan, hc_plan_inputs *inputs, hc_error *err)
{
    (void)snprintf(inputs->title, sizeof inputs->title, "%s",
                   hc_plan_text(plan->root, "title"));
    (void)snprintf(inputs->pool_name, sizeof inputs->pool_name, "%s",
                   hc_plan_text(covered_need(plan), "queue"));
    if (hc_plan_member(plan->root, "forecast")->child == NULL) {
        return hc_plan_lacks(plan, "forecast", err);
    }
    HC_TRY(read_forecast(plan, inputs, err));
    HC_TRY(read_staffing(plan, inputs, err));
    HC_TRY(hc_plan_roster_read(plan, inputs, err));
    return hc_plan_skills_read(plan, inputs, err);
}

hc_status hc_plan_inputs_read(const hc_plan_file *plan, hc_plan_inputs *inputs, hc_error *err)
{
    *inputs = (hc_plan_inputs){.file = plan};
    const hc_status st = read_all(plan, inputs, err);
    if (st != HC_OK) { hc_plan_inputs_clear(inputs); }
    return st;
}

const char *hc_plan_input_path(const hc_plan_file *plan, const char *role)
{
    return hc_plan_text(hc_plan_find(hc_plan_member(plan->root, "inputs"), "role", role),
                        "path");
}

hc_status hc_plan_centre_load(const hc_plan_file *plan, const char *path,
                              const hc_screen *screen, hc_centre *centre, hc_error *err)
{
    const char *own = hc_plan_input_path(plan, "centre");
    hc_error why = HC_ERROR_INIT;
    if (path != NULL) { return hc_centre_load(path, centre, err); }
    if (own[0] == '\0') { return HC_OK; }
    const hc_status st = hc_centre_load(own, centre, &why);
    if (st == HC_ERR_MEMORY) {
        *err = why;
        return st;
    }
    if (st != HC_OK) {
        hc_say_note(screen,
                    "the plan's centre file %s is not read; --centre FILE gives prices, "
                    "after-call work and reasons",
                    own);
    }
    return HC_OK;
}

const char *hc_plan_centre_path(const hc_plan_file *plan, const char *path)
{
    const char *own = hc_plan_input_path(plan, "centre");
    return path != NULL ? path : own[0] != '\0' ? own : NULL;
}

hc_roster_price hc_plan_price(const hc_plan_inputs *inputs, const hc_centre *centre)
{
    hc_roster_price price = inputs->price;
    if (!(price.wages > 0.0) && centre->wage_an_hour > 0.0) {
        price.wages = price.paid_hours * centre->wage_an_hour;
    }
    return price;
}

void hc_plan_inputs_clear(hc_plan_inputs *inputs)
{
    hc_series_clear(&inputs->forecast);
    hc_free(inputs->days);
    hc_forecast_report_clear(&inputs->report);
    hc_free(inputs->queue_rules);
    hc_free(inputs->spreads);
    hc_free(inputs->roster_agents);
    hc_roster_clear(&inputs->roster);
    hc_rules_clear(&inputs->team);
    hc_free(inputs->served);
    *inputs = (hc_plan_inputs){0};
}
