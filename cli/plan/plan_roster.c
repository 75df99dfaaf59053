#include "cli/plan/plan_roster.h"

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

/* Only what the paid minutes of a shift need. */
static hc_contract contract_of(const cJSON *schedule, const cJSON *class)
{
    const cJSON *from = cJSON_GetArrayItem(hc_plan_member(schedule, "contracts"),
                                           hc_plan_whole(class, "contract"));
    const cJSON *rule = NULL;
    hc_contract contract = {.wage_an_hour = hc_plan_number(from, "wage_an_hour"),
                            .overtime_premium = hc_plan_number(from, "overtime_premium")};
    if (hc_is_missing(contract.overtime_premium)) { /* an older plan */
        contract.overtime_premium = hc_contract_default().overtime_premium;
    }
    cJSON_ArrayForEach(rule, hc_plan_member(from, "breaks"))
    {
        if (contract.break_count == HC_BREAKS_MAX) { break; }
        contract.breaks[contract.break_count++].paid =
            cJSON_IsTrue(hc_plan_member(rule, "paid")) != 0;
    }
    return contract;
}

/* Activities lie among the breaks. */
static hc_status read_activities(const hc_plan_file *plan, const cJSON *from, hc_shift *shift,
                                 hc_error *err)
{
    const cJSON *starts = hc_plan_member(from, "activity_start_min");
    const int count = cJSON_IsArray(starts) ? cJSON_GetArraySize(starts) : 0;
    const size_t first = shift->break_count;
    if (count == 0) { return HC_OK; }
    if (count > (int)(HC_SHIFT_BREAKS_MAX - first)) {
        return hc_plan_lacks(plan, "activity_start_min", err);
    }
    shift->break_count += (size_t)count;
    for (size_t k = first; k < shift->break_count; k++) {
        shift->break_rule[k] = HC_BREAKS_MAX;
    }
    HC_TRY(hc_plan_wholes(plan, from, "activity_start_min", shift->break_start_min + first,
                          (size_t)count, err));
    return hc_plan_wholes(plan, from, "activity_length_min", shift->break_length_min + first,
                          (size_t)count, err);
}

static hc_status read_shift(const hc_plan_file *plan, const cJSON *from, hc_shift *shift,
                            hc_error *err)
{
    const int count = cJSON_GetArraySize(hc_plan_member(from, "break_rule"));
    int32_t rule[HC_BREAKS_MAX] = {0};
    *shift = (hc_shift){.agent = (size_t)hc_plan_whole(from, "agent"),
                        .day = (size_t)hc_plan_whole(from, "day"),
                        .start_min = hc_plan_whole(from, "start_min"),
                        .length_min = hc_plan_whole(from, "length_min")};
    if (count < 0 || count > HC_BREAKS_MAX) { return hc_plan_lacks(plan, "break_rule", err); }
    shift->break_count = (size_t)count;
    HC_TRY(hc_plan_wholes(plan, from, "break_rule", rule, shift->break_count, err));
    HC_TRY(hc_plan_wholes(plan, from, "break_start_min", shift->break_start_min,
                          shift->break_count, err));
    HC_TRY(hc_plan_wholes(plan, from, "break_length_min", shift->break_length_min,
                          shift->break_count, err));
    for (size_t k = 0; k < shift->break_count; k++) {
        if (rule[k] < 0 || rule[k] >= HC_BREAKS_MAX) {
            return hc_plan_lacks(plan, "break_rule", err);
        }
        shift->break_rule[k] = (uint8_t)rule[k];
    }
    return read_activities(plan, from, shift, err);
}

static void pay(const cJSON *schedule, const cJSON *class, const hc_shift *shift,
                hc_roster_price *price)
{
    const hc_contract contract = contract_of(schedule, class);
    const double hours = hc_shift_paid_min(&contract, shift) / 60.0;
    price->paid_hours += hours;
    price->overtime_premium += hours * contract.overtime_premium; /* a sum so far */
    if (contract.wage_an_hour > 0.0) { price->wages += hours * contract.wage_an_hour; }
}

/* Shifts come agent by agent, so the list of agents is walked along. */
static hc_status read_shifts(const hc_plan_file *plan, const cJSON *schedule,
                             hc_plan_inputs *inputs, hc_error *err)
{
    const cJSON *from = NULL;
    const cJSON *shifts = hc_plan_member(schedule, "shifts");
    const cJSON *agents = hc_plan_member(schedule, "agents");
    const cJSON *classes = hc_plan_member(schedule, "classes");
    const size_t count = (size_t)cJSON_GetArraySize(shifts);
    HC_TRY(hc_alloc(&inputs->roster.shifts, count, sizeof(hc_shift), err));
    cJSON_ArrayForEach(from, shifts)
    {
        hc_shift *shift = &inputs->roster.shifts[inputs->roster.shift_count++];
        HC_TRY(read_shift(plan, from, shift, err));
        const cJSON *agent = cJSON_GetArrayItem(agents, (int)shift->agent);
        const cJSON *class = cJSON_GetArrayItem(classes, hc_plan_whole(agent, "class"));
        if (class == NULL) { return hc_plan_lacks(plan, "agents", err); }
        pay(schedule, class, shift, &inputs->price);
    }
    return HC_OK;
}

/* What the plan says of it; of older ones the contracts' wages are all that is known. */
static void price_roster(const cJSON *schedule, hc_roster_price *price)
{
    const double wages = hc_plan_number(schedule, "wages");
    if (hc_is_missing(wages)) { return; }
    price->wages = wages;
    price->on_top =
        hc_plan_number(schedule, "overtime_cost") + hc_plan_number(schedule, "premium_cost");
}

hc_status hc_plan_roster_read(const hc_plan_file *plan, hc_plan_inputs *inputs, hc_error *err)
{
    const cJSON *schedule = hc_plan_member(plan->root, "schedule");
    const cJSON *delivered = hc_plan_member(plan->root, "delivered");
    const size_t slots = hc_axis_slots(&inputs->forecast.axis);
    HC_TRY(hc_axis_copy(&inputs->roster.axis, &inputs->forecast.axis, err));
    HC_TRY(hc_alloc(&inputs->roster.on_phones, slots, sizeof(int32_t), err));
    HC_TRY(hc_alloc(&inputs->roster_agents, slots, sizeof(double), err));
    HC_TRY(hc_plan_wholes(plan, schedule, "on_phones", inputs->roster.on_phones, slots, err));
    HC_TRY(hc_plan_numbers(plan, delivered, "agents_exact", inputs->roster_agents, slots, err));
    HC_TRY(read_shifts(plan, schedule, inputs, err));
    hc_roster_sort(&inputs->roster); /* activities stand behind the breaks in the file */
    if (inputs->price.paid_hours > 0.0) {
        inputs->price.overtime_premium /= inputs->price.paid_hours;
    }
    const double labour =
        hc_plan_number(schedule, "cost") - hc_plan_number(schedule, "cover_cost");
    price_roster(schedule, &inputs->price);
    const double other = labour - inputs->price.wages - inputs->price.on_top;
    const bool money = inputs->price.wages > 0.0; /* else prices are points */
    inputs->price.other_cost = money && other > 1e-9 * labour ? other : 0.0;
    return HC_OK;
}

hc_roster_costs hc_plan_costs(const cJSON *schedule)
{
    return (hc_roster_costs){.cover = hc_plan_number(schedule, "cover_cost"),
                             .wages = hc_plan_number(schedule, "wages"),
                             .overtime = hc_plan_number(schedule, "overtime_cost"),
                             .premiums = hc_plan_number(schedule, "premium_cost"),
                             .weekends = hc_plan_number(schedule, "weekend_cost"),
                             .wishes = hc_plan_number(schedule, "wish_cost"),
                             .hiring = hc_plan_number(schedule, "hire_cost"),
                             .overtime_hours = hc_plan_number(schedule, "overtime_hours")};
}
