#include "cli/whatif/scenario_plan.h"

#include <math.h>
#include <string.h>

#include "cli/base/quantile_columns.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

/* Takes made, which may be NULL when there was no memory. */
static hc_status put(cJSON *object, const char *name, cJSON *made, hc_error *err)
{
    if (made != NULL && cJSON_ReplaceItemInObjectCaseSensitive(object, name, made)) {
        return HC_OK;
    }
    if (made != NULL && cJSON_AddItemToObject(object, name, made)) { return HC_OK; }
    cJSON_Delete(made);
    return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, "", "not enough memory");
}

static cJSON *number_or_null(double value)
{
    return isfinite(value) ? cJSON_CreateNumber(value) : cJSON_CreateNull();
}

static hc_status put_number(cJSON *object, const char *name, double value, hc_error *err)
{
    return put(object, name, number_or_null(value), err);
}

static hc_status put_numbers(cJSON *object, const char *name, const double *values,
                             size_t count, hc_error *err)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t k = 0; array != NULL && k < count; k++) {
        cJSON *number = number_or_null(values[k]);
        if (number == NULL || !cJSON_AddItemToArray(array, number)) {
            cJSON_Delete(number);
            cJSON_Delete(array);
            array = NULL;
        }
    }
    return put(object, name, array, err);
}

static hc_status put_wholes(cJSON *object, const char *name, const int32_t *values,
                            size_t count, hc_error *err)
{
    return put(object, name, cJSON_CreateIntArray(values, (int)count), err);
}

/* ---- parts of the plan --------------------------------------------------------------------
 */

static hc_status put_queue(cJSON *to, const hc_queue *queue, size_t slots, hc_error *err)
{
    hc_status st = put_numbers(to, "mean", queue->calls, slots, err);
    if (st == HC_OK) { st = put_numbers(to, "aht_s", queue->aht_s, slots, err); }
    for (size_t k = 0; st == HC_OK && queue->quantile != NULL && k < HC_QUANTILES; k++) {
        st = put_numbers(to, hc_quantile_names[k], queue->quantile + k * slots, slots, err);
    }
    return st;
}

static hc_status put_forecast(cJSON *root, const hc_series *forecast, hc_error *err)
{
    const size_t slots = hc_axis_slots(&forecast->axis);
    cJSON *to = cJSON_GetObjectItemCaseSensitive(root, "forecast")->child;
    hc_status st = HC_OK;
    for (size_t q = 0; st == HC_OK && q < forecast->queue_count && to != NULL; q++) {
        st = put_queue(to, &forecast->queues[q], slots, err);
        to = to->next;
    }
    return st;
}

static hc_status put_rules(cJSON *to, const hc_queue_rules *rules, hc_error *err)
{
    cJSON *target = cJSON_GetObjectItemCaseSensitive(to, "targets");
    const char *model = rules->model == HC_MODEL_A ? "Erlang A" : "Erlang C";
    HC_TRY(put_number(to, "patience_s", rules->patience_s, err));
    HC_TRY(put(to, "model", cJSON_CreateString(model), err));
    HC_TRY(put_number(to, "target_s", rules->target_s, err));
    if (rules->work == HC_WORK_CHAT) {
        HC_TRY(put_numbers(to, "chat_aht_s", rules->chat_aht_s, rules->chat_levels, err));
    }
    target = target != NULL ? target->child : NULL;
    for (size_t k = 0; k < rules->target_count && target != NULL; k++, target = target->next) {
        HC_TRY(put_number(target, "limit", rules->targets[k].limit, err));
        HC_TRY(put_number(target, "target_s", rules->targets[k].target_s, err));
    }
    return HC_OK;
}

static hc_status put_staffing(cJSON *root, const hc_scenario_inputs *inputs, hc_error *err)
{
    cJSON *staffing = cJSON_GetObjectItemCaseSensitive(root, "staffing");
    cJSON *queue = cJSON_GetObjectItemCaseSensitive(staffing, "queues")->child;
    cJSON *pool = cJSON_GetObjectItemCaseSensitive(staffing, "pool");
    HC_TRY(put_number(staffing, "shrinkage", inputs->shrinkage, err));
    for (size_t q = 0; q < inputs->forecast.queue_count && queue != NULL; q++) {
        HC_TRY(put_rules(queue, &inputs->queue_rules[q], err));
        queue = queue->next;
    }
    return pool != NULL ? put_rules(pool, &inputs->staff.pool, err) : HC_OK;
}

static hc_status put_need(cJSON *to, const hc_need *need, size_t slots, hc_error *err)
{
    HC_TRY(put_numbers(to, "calls", need->calls, slots, err));
    HC_TRY(put_numbers(to, "aht_s", need->aht_s, slots, err));
    HC_TRY(put_numbers(to, "load_erlangs", need->load_erlangs, slots, err));
    HC_TRY(put_numbers(to, "agents_exact", need->agents_exact, slots, err));
    if (cJSON_GetObjectItemCaseSensitive(to, "agents_aside") != NULL) {
        HC_TRY(put_wholes(to, "agents_aside", need->agents_aside, slots, err));
    }
    HC_TRY(put_wholes(to, "agents", need->agents, slots, err));
    HC_TRY(put_numbers(to, "service_level", need->service_level, slots, err));
    HC_TRY(put_numbers(to, "service_level_expected", need->service_level_expected, slots, err));
    HC_TRY(put_numbers(to, "abandon_rate", need->abandon_rate, slots, err));
    HC_TRY(put_numbers(to, "asa_s", need->asa_s, slots, err));
    return put_numbers(to, "occupancy", need->occupancy, slots, err);
}

/* What each queue gets, where the plan says it. */
static hc_status put_delivered(cJSON *root, const hc_requirement *delivered, hc_error *err)
{
    const size_t slots = hc_axis_slots(&delivered->axis);
    cJSON *to = cJSON_GetObjectItemCaseSensitive(root, "requirement")->child;
    const size_t last = delivered->need_count - 1;
    for (size_t q = 0; q < last && to != NULL; q++, to = to->next) {
        HC_TRY(put_need(cJSON_GetObjectItemCaseSensitive(to, "delivered"), &delivered->needs[q],
                        slots, err));
    }
    return put_need(cJSON_GetObjectItemCaseSensitive(root, "delivered"),
                    &delivered->needs[last], slots, err);
}

static hc_status put_requirement(cJSON *root, const hc_requirement *requirement,
                                 const int32_t *people, hc_error *err)
{
    const size_t slots = hc_axis_slots(&requirement->axis);
    cJSON *to = cJSON_GetObjectItemCaseSensitive(root, "requirement")->child;
    for (size_t n = 0; n < requirement->need_count && to != NULL; n++, to = to->next) {
        HC_TRY(put_need(to, &requirement->needs[n], slots, err));
        HC_TRY(put_wholes(to, "scheduled", people + n * slots, slots, err));
    }
    return HC_OK;
}

/* ---- the whole ----------------------------------------------------------------------------
 */

typedef struct changed_week {
    hc_scenario_inputs inputs;
    hc_requirement requirement;
    int32_t *people;
    double *agents; /* of the roster */
    hc_requirement delivered;
} changed_week;

static void week_clear(changed_week *week)
{
    hc_scenario_inputs_clear(&week->inputs);
    hc_requirement_clear(&week->requirement);
    hc_free(week->people);
    hc_free(week->agents);
    hc_requirement_clear(&week->delivered);
}

static hc_status make_week(const hc_plan_inputs *plan, changed_week *week, hc_error *err)
{
    const hc_scenario_inputs *inputs = &week->inputs;
    double people_factor = 1.0;
    HC_TRY(
        hc_requirement_build_whole(&inputs->forecast, &inputs->staff, &week->requirement, err));
    const size_t needs = week->requirement.need_count;
    const size_t slots = hc_axis_slots(&week->requirement.axis);
    HC_TRY(hc_alloc(&week->people, needs * slots, sizeof *week->people, err));
    HC_TRY(hc_alloc(&week->agents, slots, sizeof *week->agents, err));
    HC_TRY(hc_scenario_people(plan, inputs, &week->requirement, week->people, err));
    hc_scenario_roster(plan, inputs, week->agents, &people_factor);
    return hc_scenario_serve(plan, inputs, &week->requirement, week->people, week->agents,
                             &inputs->forecast, &week->delivered, err);
}

hc_status hc_scenario_plan(hc_plan_file *plan, const hc_plan_inputs *inputs,
                           const hc_centre *centre, const hc_scenario *scenario, hc_error *err)
{
    changed_week week = {0};
    hc_status st = hc_scenario_apply(inputs, centre, scenario, &week.inputs, err);
    if (st == HC_OK) { st = make_week(inputs, &week, err); }
    if (st == HC_OK) { st = put_forecast(plan->root, &week.inputs.forecast, err); }
    if (st == HC_OK) { st = put_staffing(plan->root, &week.inputs, err); }
    if (st == HC_OK) { st = put_requirement(plan->root, &week.requirement, week.people, err); }
    if (st == HC_OK) { st = put_delivered(plan->root, &week.delivered, err); }
    week_clear(&week);
    return st;
}
