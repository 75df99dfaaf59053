/* Promises and requirement of plan.json. */
#include "cli/publish/json_parts.h"
#include "scheduler/skills.h"

/* What is no queue of calls. */
static void put_work(hc_json *json, const hc_queue_rules *rules)
{
    if (rules->work == HC_WORK_CHAT) {
        hc_json_put_text(json, "work", "chat");
        hc_json_put_numbers(json, "chat_aht_s", rules->chat_aht_s, rules->chat_levels);
    }
    if (rules->work == HC_WORK_DEFERRED) {
        hc_json_put_text(json, "work", "deferred");
        hc_json_put_number(json, "answer_within_s", rules->answer_within_s);
        if (rules->answer_share > 0.0) {
            hc_json_put_number(json, "answer_share", rules->answer_share);
        }
        hc_json_put_ints(json, "opens_min", rules->opens_min, 7);
        hc_json_put_ints(json, "closes_min", rules->closes_min, 7);
    }
}

static void put_queue_rules(hc_json *json, const char *key, const char *name,
                            const hc_queue_rules *rules)
{
    static const char *const model[] = {"Erlang B", "Erlang C", "Erlang A"};
    hc_json_open_object(json, key);
    hc_json_put_text(json, "queue", name);
    hc_json_put_text(json, "model", model[rules->model]);
    hc_json_put_number(json, "patience_s", rules->patience_s);
    hc_json_put_number(json, "occupancy_max", rules->occupancy_max);
    hc_json_put_number(json, "target_s", rules->target_s);
    hc_json_open_array(json, "targets");
    for (size_t i = 0; i < rules->target_count; i++) {
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "metric", hc_target_name(rules->targets[i].kind));
        hc_json_put_number(json, "limit", rules->targets[i].limit);
        hc_json_put_number(json, "target_s", rules->targets[i].target_s);
        hc_json_close(json);
    }
    hc_json_close(json);
    put_work(json, rules);
    hc_json_close(json);
}

/* Hours in which other shares of the people are there, and what comes of them by interval. */
static void put_presence(hc_json *json, const hc_plan_result *plan)
{
    const hc_staff_rules *staff = plan->staff;
    if (staff->presence_count == 0) { return; }
    hc_json_open_array(json, "presence_hours");
    for (size_t k = 0; k < staff->presence_count; k++) {
        int32_t weekdays[7];
        for (size_t day = 0; day < 7; day++) {
            weekdays[day] = staff->presence[k].weekdays[day] ? 1 : 0;
        }
        hc_json_open_object(json, NULL);
        hc_json_put_ints(json, "weekdays", weekdays, 7);
        hc_json_put_int(json, "from_min", staff->presence[k].from_min);
        hc_json_put_int(json, "to_min", staff->presence[k].to_min);
        hc_json_put_number(json, "presence", staff->presence[k].presence);
        hc_json_close(json);
    }
    hc_json_close(json);
    hc_json_put_numbers(json, "presence", plan->requirement->presence,
                        hc_axis_slots(&plan->requirement->axis));
}

void hc_json_put_staffing(hc_json *json, const hc_plan_result *plan)
{
    static const char *const method[] = {"MOL", "SIPP", "lagged SIPP"};
    static const char *const per[] = {"interval", "day", "week"};
    const hc_staff_rules *staff = plan->staff;
    hc_json_open_object(json, "staffing");
    hc_json_put_text(json, "time_method", method[staff->time_method]);
    hc_json_put_text(json, "target_per", per[staff->target_per]);
    hc_json_put_number(json, "risk", staff->risk > 0.0 ? staff->risk : HC_MISSING);
    hc_json_put_bool(json, "pooled", staff->pooled);
    if (staff->blend) { hc_json_put_bool(json, "deferred_in_idle_time", true); }
    hc_json_put_number(json, "shrinkage", plan->rules->shrinkage);
    put_presence(json, plan);
    hc_json_open_array(json, "queues");
    for (size_t q = 0; q < staff->queue_count && q < plan->forecast->queue_count; q++) {
        put_queue_rules(json, NULL, plan->forecast->queues[q].name, &staff->queues[q]);
    }
    hc_json_close(json);
    if (staff->pooled) {
        const char *name = staff->pool_name != NULL ? staff->pool_name : "pool";
        put_queue_rules(json, "pool", name, &staff->pool);
    }
    hc_json_close(json);
}

static bool has_aside(const hc_need *need, size_t slots)
{
    for (size_t slot = 0; slot < slots; slot++) {
        if (need->agents_aside[slot] != 0) { return true; }
    }
    return false;
}

static void put_need(hc_json *json, const char *key, const hc_need *need, size_t slots)
{
    hc_json_open_object(json, key);
    hc_json_put_text(json, "queue", need->name);
    hc_json_put_numbers(json, "calls", need->calls, slots);
    hc_json_put_numbers(json, "aht_s", need->aht_s, slots);
    hc_json_put_numbers(json, "load_erlangs", need->load_erlangs, slots);
    hc_json_put_numbers(json, "agents_exact", need->agents_exact, slots);
    hc_json_put_ints(json, "agents", need->agents, slots);
    if (has_aside(need, slots)) {
        hc_json_put_ints(json, "agents_aside", need->agents_aside, slots);
    }
    hc_json_put_numbers(json, "service_level", need->service_level, slots);
    hc_json_put_numbers(json, "service_level_expected", need->service_level_expected, slots);
    hc_json_put_numbers(json, "abandon_rate", need->abandon_rate, slots);
    hc_json_put_numbers(json, "asa_s", need->asa_s, slots);
    hc_json_put_numbers(json, "occupancy", need->occupancy, slots);
}

/* Of a queue with people of its own, or of those with its skill: who serves it, and what they
 * give it. */
static void put_served(hc_json *json, const hc_plan_result *plan, size_t queue, size_t slots)
{
    if (plan->delivered_queues == NULL || queue >= plan->staff->queue_count) { return; }
    if (plan->served != NULL) {
        hc_json_put_ints(json, "on_phones", plan->served + queue * slots, slots);
    }
    put_need(json, "delivered", &plan->delivered_queues[queue], slots);
    hc_json_close(json);
}

void hc_json_put_requirement(hc_json *json, const hc_plan_result *plan)
{
    const size_t slots = hc_axis_slots(&plan->requirement->axis);
    const double *one_less = plan->service_level_one_less;
    hc_json_open_array(json, "requirement");
    for (size_t n = 0; n < plan->requirement->need_count; n++) {
        put_need(json, NULL, &plan->requirement->needs[n], slots);
        hc_json_put_bool(json, "covered_by_roster", n == plan->pool);
        hc_json_put_ints(json, "scheduled", plan->scheduled + n * slots, slots);
        hc_json_put_numbers(json, "service_level_one_less",
                            one_less != NULL ? one_less + n * slots : NULL, slots);
        put_served(json, plan, n, slots);
        hc_json_close(json);
    }
    hc_json_close(json);
    if (plan->delivered != NULL) {
        put_need(json, "delivered", plan->delivered, slots);
        hc_json_close(json);
    }
}
