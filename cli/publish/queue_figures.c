#include "cli/publish/queue_figures.h"

#include "cli/publish/write_csv.h"
#include "forecast/base/memory.h"
#include "scheduler/skills.h"

/* ---- hours of each queue ---- */

hc_queue_result hc_plan_queues(const hc_plan_result *plan)
{
    return (hc_queue_result){plan->rules, &plan->requirement->axis, plan->scheduled,
                             plan->served};
}

static hc_queue_hours hours_between(const hc_queue_result *result, size_t first, size_t end)
{
    const size_t slots = hc_axis_slots(result->axis);
    const double hours = result->axis->interval_min / 60.0;
    hc_queue_hours sum = {0.0, 0.0, 0.0};
    for (size_t at = first * slots; at < end * slots; at++) {
        const int32_t missing = result->wanted[at] - result->served[at];
        sum.required += hours * result->wanted[at];
        if (missing > 0) {
            sum.missing += hours * missing;
        } else {
            sum.over -= hours * missing;
        }
    }
    return sum;
}

hc_queue_hours hc_queue_hours_of_all(const hc_queue_result *result)
{
    return hours_between(result, 0, hc_rules_queues(result->rules));
}

hc_queue_hours hc_queue_hours_of(const hc_queue_result *result, size_t queue)
{
    return hours_between(result, queue, queue + 1);
}

void hc_queue_hours_put(const hc_queue_result *result, hc_json *json)
{
    const size_t queues = hc_rules_queues(result->rules);
    if (queues == 1) { return; }
    hc_json_open_array(json, "queues");
    for (size_t q = 0; q < queues; q++) {
        const hc_queue_hours hours = hc_queue_hours_of(result, q);
        hc_json_open_object(json, NULL);
        hc_json_put_text(json, "name", result->rules->queues[q]);
        hc_json_put_number(json, "required_hours", hours.required);
        hc_json_put_number(json, "short_hours", hours.missing);
        hc_json_put_number(json, "over_hours", hours.over);
        hc_json_close(json);
    }
    hc_json_close(json);
}

/* ---- spells of too few people ---- */

hc_status hc_queue_spells_find(const hc_queue_result *result, hc_short_spell **spells,
                               size_t *count, hc_error *err)
{
    const size_t slots = hc_axis_slots(result->axis);
    size_t room = 0;
    hc_status st = HC_OK;
    for (size_t q = 0; q < hc_rules_queues(result->rules) && st == HC_OK; q++) {
        hc_short_spell *own = NULL;
        size_t own_count = 0;
        st = hc_short_spells_find(result->axis, &result->wanted[q * slots],
                                  &result->served[q * slots], &own, &own_count, err);
        if (st == HC_OK) {
            st = hc_grow(spells, &room, *count + own_count + 1, sizeof *own, err);
        }
        for (size_t k = 0; k < own_count && st == HC_OK; k++) {
            (*spells)[*count] = own[k];
            (*spells)[(*count)++].queue = q;
        }
        hc_free(own);
    }
    return st;
}

hc_status hc_plan_short_spells(const hc_plan_result *plan, hc_short_spell **spells,
                               size_t *count, hc_error *err)
{
    const hc_axis *axis = &plan->requirement->axis;
    if (plan->served != NULL) {
        const hc_queue_result queues = hc_plan_queues(plan);
        return hc_queue_spells_find(&queues, spells, count, err);
    }
    return hc_short_spells_find(axis, plan->scheduled + plan->pool * hc_axis_slots(axis),
                                plan->roster->on_phones, spells, count, err);
}

/* ---- every interval ---- */

hc_status hc_queue_cover_write(const hc_queue_result *result, FILE *out, hc_error *err)
{
    const hc_rules *rules = result->rules;
    const size_t queues = hc_rules_queues(rules);
    return hc_write_cover_csv(result->axis, queues, queues > 1 ? rules->queues : NULL,
                              result->wanted, result->served, out, err);
}
