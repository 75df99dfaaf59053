#include "cli/plan/stored_plan.h"

#include <stdio.h>

#include "cli/plan/plan_roster.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

/* ---- needs --------------------------------------------------------------------------------
 */

static hc_status read_need(const hc_plan_file *file, const cJSON *from, size_t slots,
                           hc_need *need, hc_error *err)
{
    const struct {
        const char *name;
        double *to;
    } numbers[] = {
        {"calls", need->calls},
        {"aht_s", need->aht_s},
        {"load_erlangs", need->load_erlangs},
        {"agents_exact", need->agents_exact},
        {"service_level", need->service_level},
        {"service_level_expected", need->service_level_expected},
        {"abandon_rate", need->abandon_rate},
        {"asa_s", need->asa_s},
        {"occupancy", need->occupancy},
    };
    (void)snprintf(need->name, sizeof need->name, "%s", hc_plan_text(from, "queue"));
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
        HC_TRY(hc_plan_numbers(file, from, numbers[k].name, numbers[k].to, slots, err));
    }
    if (hc_plan_member(from, "agents_aside") != NULL) {
        HC_TRY(hc_plan_wholes(file, from, "agents_aside", need->agents_aside, slots, err));
    }
    return hc_plan_wholes(file, from, "agents", need->agents, slots, err);
}

static hc_status read_requirement(const hc_plan_file *file, hc_stored_plan *plan, hc_error *err)
{
    const cJSON *needs = hc_plan_member(file->root, "requirement");
    const cJSON *staffing = hc_plan_member(file->root, "staffing");
    const size_t slots = hc_axis_slots(&plan->inputs.forecast.axis);
    const size_t count = (size_t)cJSON_GetArraySize(needs);
    const cJSON *from = NULL;
    size_t n = 0;
    HC_TRY(hc_requirement_make(&plan->requirement, &plan->inputs.forecast.axis, count, err));
    HC_TRY(hc_alloc(&plan->scheduled, count * slots, sizeof *plan->scheduled, err));
    plan->result.pool = count;
    cJSON_ArrayForEach(from, needs)
    {
        HC_TRY(read_need(file, from, slots, &plan->requirement.needs[n], err));
        HC_TRY(
            hc_plan_wholes(file, from, "scheduled", plan->scheduled + n * slots, slots, err));
        if (cJSON_IsTrue(hc_plan_member(from, "covered_by_roster"))) { plan->result.pool = n; }
        n++;
    }
    if (plan->result.pool == count) { return hc_plan_lacks(file, "covered_by_roster", err); }
    if (hc_plan_member(staffing, "presence") == NULL) { return HC_OK; }
    return hc_plan_numbers(file, staffing, "presence", plan->requirement.presence, slots, err);
}

static hc_status read_delivered(const hc_plan_file *file, hc_stored_plan *plan, hc_error *err)
{
    const cJSON *needs = hc_plan_member(file->root, "requirement");
    const size_t slots = hc_axis_slots(&plan->inputs.forecast.axis);
    /* none: one line, or a plan from before queues apart said what each gets */
    const bool apart = hc_plan_member(cJSON_GetArrayItem(needs, 0), "delivered") != NULL;
    const size_t queues = apart ? plan->inputs.staff.queue_count : 0;
    HC_TRY(hc_requirement_make(&plan->delivered, &plan->inputs.forecast.axis, queues + 1, err));
    for (size_t q = 0; q < queues; q++) {
        const cJSON *need = cJSON_GetArrayItem(needs, (int)q);
        HC_TRY(read_need(file, hc_plan_member(need, "delivered"), slots,
                         &plan->delivered.needs[q], err));
    }
    return read_need(file, hc_plan_member(file->root, "delivered"), slots,
                     &plan->delivered.needs[queues], err);
}

/* ---- roster -------------------------------------------------------------------------------
 */

static hc_status name_classes(const hc_plan_file *file, const cJSON *schedule, hc_rules *team,
                              hc_error *err)
{
    const cJSON *classes = hc_plan_member(schedule, "classes");
    const cJSON *from = NULL;
    size_t k = 0;
    if (team->classes == NULL) {
        team->class_count = (size_t)cJSON_GetArraySize(classes);
        HC_TRY(hc_alloc(&team->classes, team->class_count, sizeof *team->classes, err));
    }
    cJSON_ArrayForEach(from, classes)
    {
        hc_class *to = &team->classes[k++];
        (void)snprintf(to->name, sizeof to->name, "%s", hc_plan_text(from, "name"));
        to->contract = (size_t)hc_plan_whole(from, "contract");
        if (to->contract >= team->contract_count) {
            return hc_plan_lacks(file, "contract", err);
        }
    }
    return HC_OK;
}

/* Of the contracts what their breaks are called; where queues need skills, they are there
 * already. */
static hc_status name_breaks(const cJSON *schedule, hc_rules *team, hc_error *err)
{
    const cJSON *contracts = hc_plan_member(schedule, "contracts");
    const cJSON *from = NULL, *rule = NULL;
    size_t k = 0;
    if (team->contracts == NULL) {
        team->contract_count = (size_t)cJSON_GetArraySize(contracts);
        HC_TRY(hc_alloc(&team->contracts, team->contract_count, sizeof *team->contracts, err));
    }
    cJSON_ArrayForEach(from, contracts)
    {
        hc_contract *to = &team->contracts[k++];
        to->break_count = 0;
        cJSON_ArrayForEach(rule, hc_plan_member(from, "breaks"))
        {
            if (to->break_count == HC_BREAKS_MAX) { break; }
            char *name = to->breaks[to->break_count++].name;
            (void)snprintf(name, HC_NAME_MAX, "%s", hc_plan_text(rule, "name"));
        }
    }
    return HC_OK;
}

static hc_status name_people(const hc_plan_file *file, const cJSON *schedule,
                             const hc_rules *team, hc_roster *roster, hc_error *err)
{
    const cJSON *agents = hc_plan_member(schedule, "agents");
    const cJSON *from = NULL;
    size_t k = 0;
    if (roster->agents == NULL) {
        roster->agent_count = (size_t)cJSON_GetArraySize(agents);
        HC_TRY(hc_alloc(&roster->agents, roster->agent_count, sizeof *roster->agents, err));
    }
    cJSON_ArrayForEach(from, agents)
    {
        hc_roster_agent *to = &roster->agents[k++];
        (void)snprintf(to->id, sizeof to->id, "%s", hc_plan_text(from, "id"));
        (void)snprintf(to->name, sizeof to->name, "%s", hc_plan_text(from, "name"));
        to->class_index = (size_t)hc_plan_whole(from, "class");
        if (to->class_index >= team->class_count) { return hc_plan_lacks(file, "class", err); }
    }
    return HC_OK;
}

/* Shifts lie in the planned days and are of its people. */
static hc_status check_shifts(const hc_plan_file *file, const hc_roster *roster, hc_error *err)
{
    for (size_t k = 0; k < roster->shift_count; k++) {
        const hc_shift *shift = &roster->shifts[k];
        if (shift->agent >= roster->agent_count || shift->day >= roster->axis.days ||
            shift->start_min < 0 || shift->start_min > HC_MINUTES_A_DAY ||
            shift->length_min < 1 || shift->length_min > 2 * HC_MINUTES_A_DAY) {
            return hc_plan_lacks(file, "shifts", err);
        }
    }
    return HC_OK;
}

static void read_costs(const cJSON *schedule, hc_stored_plan *plan)
{
    hc_roster *roster = &plan->inputs.roster;
    roster->cost = hc_plan_number(schedule, "cost");
    roster->cover_cost = hc_plan_number(schedule, "cover_cost");
    roster->lower_bound = hc_plan_number(schedule, "lower_bound");
    roster->lp_bound = hc_plan_number(schedule, "lp_bound");
    roster->gap = hc_plan_number(schedule, "gap");
    plan->result.costs = hc_plan_costs(schedule);
}

static hc_status read_roster(const hc_plan_file *file, hc_stored_plan *plan, hc_error *err)
{
    const cJSON *schedule = hc_plan_member(file->root, "schedule");
    hc_plan_inputs *inputs = &plan->inputs;
    inputs->team.shrinkage = inputs->shrinkage;
    HC_TRY(name_breaks(schedule, &inputs->team, err));
    HC_TRY(name_classes(file, schedule, &inputs->team, err));
    HC_TRY(name_people(file, schedule, &inputs->team, &inputs->roster, err));
    read_costs(schedule, plan);
    return check_shifts(file, &inputs->roster, err);
}

/* ---- words --------------------------------------------------------------------------------
 */

/* How each queue was forecast: what the report tells of it. */
static void read_methods(const hc_plan_file *file, hc_forecast_report *report)
{
    const cJSON *from = NULL;
    size_t q = 0;
    cJSON_ArrayForEach(from, hc_plan_member(file->root, "forecast"))
    {
        const cJSON *method = hc_plan_member(from, "method");
        const cJSON *baseline = NULL;
        hc_queue_report *to = &report->queues[q++];
        to->wape_interval = hc_plan_number(method, "wape_interval");
        to->wape_day = hc_plan_number(method, "wape_day");
        to->poisson_floor = hc_plan_number(method, "poisson_floor");
        to->backtests = (size_t)hc_plan_whole(method, "backtests");
        (void)snprintf(to->reason, sizeof to->reason, "%s", hc_plan_text(method, "reason"));
        cJSON_ArrayForEach(baseline, hc_plan_member(method, "baselines"))
        {
            if (to->baseline_count == HC_CANDIDATES_MAX) { break; }
            hc_model_score *score = &to->baseline[to->baseline_count++];
            (void)snprintf(score->name, sizeof score->name, "%s",
                           hc_plan_text(baseline, "name"));
            score->wape_interval = hc_plan_number(baseline, "wape_interval");
            score->wape_day = hc_plan_number(baseline, "wape_day");
        }
    }
}

static hc_status read_files(const hc_plan_file *file, hc_stored_plan *plan, hc_error *err)
{
    const cJSON *inputs = hc_plan_member(file->root, "inputs");
    const cJSON *from = NULL;
    HC_TRY(
        hc_alloc(&plan->files, (size_t)cJSON_GetArraySize(inputs), sizeof *plan->files, err));
    cJSON_ArrayForEach(from, inputs)
    {
        hc_plan_input *to = &plan->files[plan->result.input_count++];
        const double bytes = hc_plan_number(from, "bytes");
        to->role = hc_plan_text(from, "role");
        to->path = hc_plan_text(from, "path");
        to->bytes = bytes > 0.0 ? (uint64_t)bytes : 0;
        (void)snprintf(to->sha256, sizeof to->sha256, "%s", hc_plan_text(from, "sha256"));
    }
    return HC_OK;
}

static hc_status read_assumptions(const hc_plan_file *file, hc_stored_plan *plan, hc_error *err)
{
    const cJSON *all = hc_plan_member(file->root, "assumptions");
    const cJSON *from = NULL;
    HC_TRY(hc_alloc(&plan->assumptions, (size_t)cJSON_GetArraySize(all),
                    sizeof *plan->assumptions, err));
    cJSON_ArrayForEach(from, all)
    {
        plan->assumptions[plan->result.assumption_count++] =
            (hc_plan_assumption){hc_plan_text(from, "name"), hc_plan_text(from, "value"),
                                 hc_plan_text(from, "source")};
    }
    return HC_OK;
}

static hc_status read_lines(const hc_plan_file *file, const char *name, const char ***lines,
                            hc_plan_lines *to, hc_error *err)
{
    const cJSON *all = hc_plan_member(file->root, name);
    const cJSON *from = NULL;
    size_t count = 0;
    HC_TRY(hc_alloc(lines, (size_t)cJSON_GetArraySize(all), sizeof **lines, err));
    cJSON_ArrayForEach(from, all)
    {
        (*lines)[count++] = cJSON_IsString(from) ? from->valuestring : "";
    }
    *to = (hc_plan_lines){count, *lines};
    return HC_OK;
}

static hc_status read_words(const hc_plan_file *file, hc_stored_plan *plan, hc_error *err)
{
    hc_plan_result *result = &plan->result;
    read_methods(file, &plan->inputs.report);
    HC_TRY(read_files(file, plan, err));
    HC_TRY(read_assumptions(file, plan, err));
    HC_TRY(read_lines(file, "facts", &plan->facts, &result->facts, err));
    HC_TRY(read_lines(file, "warnings", &plan->warnings, &result->warnings, err));
    return read_lines(file, "notes", &plan->notes, &result->notes, err);
}

/* ---- the whole ----------------------------------------------------------------------------
 */

static void point(const hc_plan_file *file, hc_stored_plan *plan)
{
    const hc_plan_inputs *inputs = &plan->inputs;
    hc_plan_result *result = &plan->result;
    const double seed = hc_plan_number(file->root, "seed");
    result->title = inputs->title;
    result->version = hc_plan_text(file->root, "version");
    result->seed = seed > 0.0 ? (uint64_t)seed : 0;
    result->inputs = plan->files;
    result->assumptions = plan->assumptions;
    result->forecast = &inputs->forecast;
    result->forecast_report = &inputs->report;
    result->staff = &inputs->staff;
    result->requirement = &plan->requirement;
    result->scheduled = plan->scheduled;
    result->delivered = &plan->delivered.needs[plan->delivered.need_count - 1];
    result->delivered_queues = plan->delivered.need_count > 1 ? plan->delivered.needs : NULL;
    result->rules = &inputs->team;
    result->roster = &inputs->roster;
    result->served = inputs->served;
    result->late_call_cost = HC_MISSING;
}

hc_status hc_stored_plan_read(const hc_plan_file *file, hc_stored_plan *plan, hc_error *err)
{
    *plan = (hc_stored_plan){0};
    HC_TRY(hc_plan_inputs_read(file, &plan->inputs, err));
    hc_status st = read_requirement(file, plan, err);
    if (st == HC_OK) { st = read_delivered(file, plan, err); }
    if (st == HC_OK) { st = read_roster(file, plan, err); }
    if (st == HC_OK) { st = read_words(file, plan, err); }
    if (st == HC_OK) {
        point(file, plan);
    } else {
        hc_stored_plan_clear(plan);
    }
    return st;
}

size_t hc_stored_plan_queues(const hc_stored_plan *plan)
{
    return plan->delivered.need_count - 1; /* the last is all of them */
}

void hc_stored_plan_clear(hc_stored_plan *plan)
{
    hc_requirement_clear(&plan->requirement);
    hc_requirement_clear(&plan->delivered);
    hc_free(plan->scheduled);
    hc_free(plan->files);
    hc_free(plan->assumptions);
    hc_free(plan->facts);
    hc_free(plan->warnings);
    hc_free(plan->notes);
    hc_plan_inputs_clear(&plan->inputs);
    *plan = (hc_stored_plan){0};
}
