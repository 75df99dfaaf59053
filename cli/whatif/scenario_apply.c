#include <math.h>
#include <string.h>

#include "cli/plan/promise.h"
#include "cli/plan/staffing_step.h"
#include "cli/whatif/scenario.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

/* Slots of one queue that a part is about. */
typedef struct reach {
    hc_series *series;
    size_t queue;
    size_t first_slot, end_slot;
} reach;

static bool is_about(const hc_scenario_part *part, const char *queue)
{
    const char *only = part->text[HC_SCENARIO_QUEUE];
    return only[0] == '\0' || strcmp(only, queue) == 0;
}

/* ---- contacts -----------------------------------------------------------------------------
 */

static void scale_calls(const reach *at, double factor)
{
    hc_queue *queue = &at->series->queues[at->queue];
    const size_t slots = hc_axis_slots(&at->series->axis);
    for (size_t slot = at->first_slot; slot < at->end_slot; slot++) {
        queue->calls[slot] *= factor;
        for (size_t k = 0; queue->quantile != NULL && k < HC_QUANTILES; k++) {
            queue->quantile[k * slots + slot] *= factor;
        }
    }
}

static void scale_aht(const reach *at, double factor)
{
    double *aht_s = at->series->queues[at->queue].aht_s;
    for (size_t slot = at->first_slot; slot < at->end_slot; slot++) {
        aht_s[slot] *= factor;
    }
}

/* Contacts and their mean handle time over the slots. */
static void sum_up(const reach *at, double *calls, double *aht_s)
{
    const hc_queue *queue = &at->series->queues[at->queue];
    double work_s = 0.0;
    *calls = 0.0;
    for (size_t slot = at->first_slot; slot < at->end_slot; slot++) {
        if (!(queue->calls[slot] > 0.0)) { continue; }
        *calls += queue->calls[slot];
        work_s += queue->calls[slot] * queue->aht_s[slot];
    }
    *aht_s = *calls > 0.0 ? work_s / *calls : HC_MISSING;
}

/* The same factor for every queue the part is about: an absolute volume is theirs together. */
static hc_status volume_factor(const hc_scenario_part *part, double calls, double *factor,
                               hc_error *err)
{
    *factor = 1.0;
    if (part->volume.kind == HC_AMOUNT_SCALE) { *factor = part->volume.value; }
    if (part->volume.kind == HC_AMOUNT_NONE || part->volume.kind == HC_AMOUNT_SCALE) {
        return HC_OK;
    }
    const double then = hc_amount_apply(part->volume, calls);
    if (!(calls > 0.0 && then >= 0.0)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "such as --volume +30%",
                       "volume %s cannot be made of %.0f contacts",
                       part->text[HC_SCENARIO_VOLUME], calls);
    }
    *factor = then / calls;
    return HC_OK;
}

/* ---- the mix ------------------------------------------------------------------------------
 */

static hc_status repeat(const hc_scenario_part *part, const hc_service *today, const reach *at,
                        hc_error *err)
{
    const double now = hc_is_missing(today->repeat_share) ? 0.0 : today->repeat_share;
    double factor = 1.0;
    if (hc_is_missing(part->repeat_share)) { return HC_OK; }
    HC_TRY(hc_contacts_repeat(now, part->repeat_share, &factor, err));
    scale_calls(at, factor);
    return HC_OK;
}

/* Which of the queue's reasons are deflected; *found counts those that it has. */
static void match_reasons(const hc_scenario_part *part, const hc_service *today,
                          double *deflected, size_t *found)
{
    for (size_t k = 0; k < today->reason_count; k++) {
        deflected[k] = 0.0;
        for (size_t d = 0; d < part->deflection_count; d++) {
            if (strcmp(part->deflections[d].reason, today->reasons[k].name) != 0) { continue; }
            deflected[k] = part->deflections[d].share;
            found[d]++;
        }
    }
}

static hc_status deflect(const hc_scenario_part *part, const hc_service *today, const reach *at,
                         size_t *found, hc_error *err)
{
    double deflected[HC_REASONS_MAX] = {0.0};
    double calls = 0.0, aht_s = HC_MISSING;
    hc_mix_change change = {1.0, 1.0};
    match_reasons(part, today, deflected, found);
    sum_up(at, &calls, &aht_s);
    if (!(calls > 0.0)) { return HC_OK; }
    HC_TRY(hc_contacts_deflect(today->reasons, deflected, today->reason_count, aht_s, &change,
                               err));
    scale_calls(at, change.calls_factor);
    scale_aht(at, change.aht_factor);
    return HC_OK;
}

static hc_status unknown_reason(const hc_scenario_part *part, const size_t *found,
                                hc_error *err)
{
    for (size_t d = 0; d < part->deflection_count; d++) {
        if (found[d] > 0) { continue; }
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                       "name it with its share and handle time as \"reasons\" in the centre "
                       "file, or a history with a reason column with --history",
                       "no queue has the contact reason '%s'", part->deflections[d].reason);
    }
    return HC_OK;
}

/* ---- handle time --------------------------------------------------------------------------
 */

static hc_status no_time_left(const char *what, const char *text, const char *queue,
                              hc_error *err)
{
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                   "%s %s leaves no handle time in queue '%s'", what, text, queue);
}

/* Seconds that the change takes from each contact. */
static hc_status acw_change(const hc_scenario_part *part, const hc_service *today,
                            const char *queue, double *add_s, hc_error *err)
{
    *add_s = 0.0;
    if (part->acw.kind == HC_AMOUNT_NONE) { return HC_OK; }
    if (part->acw.kind == HC_AMOUNT_ADD) {
        *add_s = part->acw.value;
        return HC_OK;
    }
    if (hc_is_missing(today->acw_s)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                       "say it as acw_s in the centre file, name a history with such a column "
                       "(--history), or give the change: --acw -10",
                       "the after-call work of queue '%s' today is not known", queue);
    }
    *add_s = hc_amount_apply(part->acw, today->acw_s) - today->acw_s;
    return HC_OK;
}

static hc_status change_aht(const hc_scenario_part *part, const hc_service *today,
                            const reach *at, hc_error *err)
{
    hc_queue *queue = &at->series->queues[at->queue];
    double acw_s = 0.0;
    HC_TRY(acw_change(part, today, queue->name, &acw_s, err));
    for (size_t slot = at->first_slot; slot < at->end_slot; slot++) {
        if (hc_is_missing(queue->aht_s[slot])) { continue; }
        const double aht_s = hc_amount_apply(part->aht, queue->aht_s[slot]) + acw_s;
        if (!(aht_s > 0.0 && aht_s <= HC_AHT_MAX_S)) {
            const hc_scenario_key key =
                part->aht.kind != HC_AMOUNT_NONE ? HC_SCENARIO_AHT : HC_SCENARIO_ACW;
            return no_time_left(hc_scenario_key_name(key), part->text[key], queue->name, err);
        }
        queue->aht_s[slot] = aht_s;
    }
    return HC_OK;
}

/* ---- the promise --------------------------------------------------------------------------
 */

static void change_target(const hc_scenario_part *part, hc_queue_rules *rules)
{
    if (hc_is_missing(part->target.level)) { return; }
    rules->target_s = part->target.seconds;
    for (size_t k = 0; k < rules->target_count; k++) {
        hc_target *target = &rules->targets[k];
        const bool level = target->kind == HC_TARGET_SL_OFFERED ||
                           target->kind == HC_TARGET_SL_NET ||
                           target->kind == HC_TARGET_SL_ANSWERED;
        if (level) { target->limit = part->target.level; }
        target->target_s = rules->target_s;
    }
}

static hc_status change_patience(const hc_scenario_part *part, const char *queue,
                                 hc_queue_rules *rules, hc_error *err)
{
    if (part->patience.kind == HC_AMOUNT_NONE) { return HC_OK; }
    const double patience_s = hc_amount_apply(part->patience, rules->patience_s);
    if (!(patience_s > 0.0)) {
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                       "patience %s leaves no patience in queue '%s'",
                       part->text[HC_SCENARIO_PATIENCE], queue);
    }
    rules->patience_s = patience_s;
    rules->model = isinf(patience_s) ? HC_MODEL_C : HC_MODEL_A;
    return HC_OK;
}

/* ---- one part -----------------------------------------------------------------------------
 */

static hc_status find_slots(const hc_scenario_part *part, const hc_axis *axis, size_t *first,
                            size_t *end, hc_error *err)
{
    *first = 0;
    *end = hc_axis_slots(axis);
    if (part->first_day == HC_DAY_NONE) { return HC_OK; }
    const int64_t from = part->first_day - axis->first_day;
    const int64_t to = part->last_day - axis->first_day;
    if (from < 0 || to >= (int64_t)axis->days) {
        char date[HC_TIME_TEXT_MAX];
        hc_format_date(axis->first_day, date);
        return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "",
                       "the plan begins on %s and has %zu days; %s is not in it", date,
                       axis->days, part->text[HC_SCENARIO_DATES]);
    }
    *first = axis->day_first[from];
    *end = axis->day_first[to + 1];
    return HC_OK;
}

/* Mean handle time of a queue over the whole plan. */
static double mean_aht_s(const reach *at)
{
    const reach whole = {
        .series = at->series, .queue = at->queue, .end_slot = hc_axis_slots(&at->series->axis)};
    double calls = 0.0, aht_s = HC_MISSING;
    sum_up(&whole, &calls, &aht_s);
    return aht_s;
}

/* Chats at every level take longer or shorter as the queue's contacts do. */
static void change_chats(double aht_before_s, double aht_s, hc_queue_rules *rules)
{
    const double factor = aht_s / aht_before_s;
    for (size_t k = 0; factor > 0.0 && k < rules->chat_levels; k++) {
        rules->chat_aht_s[k] *= factor;
    }
}

static hc_status change_queue(const hc_scenario_part *part, const hc_centre *centre,
                              const reach *at, double volume, size_t *found,
                              hc_queue_rules *rules, hc_error *err)
{
    const double aht_before_s = mean_aht_s(at);
    const char *name = at->series->queues[at->queue].name;
    const hc_service today = hc_centre_service(centre, name);
    if (part->volume.kind != HC_AMOUNT_NONE) { scale_calls(at, volume); }
    HC_TRY(repeat(part, &today, at, err));
    if (part->deflection_count > 0) { HC_TRY(deflect(part, &today, at, found, err)); }
    HC_TRY(change_aht(part, &today, at, err));
    change_chats(aht_before_s, mean_aht_s(at), rules);
    change_target(part, rules);
    return change_patience(part, name, rules, err);
}

/* What is of the whole centre. */
static void change_centre(const hc_scenario_part *part, hc_scenario_inputs *out)
{
    if (!hc_is_missing(part->shrinkage)) { out->shrinkage = part->shrinkage; }
    if (part->agents.kind != HC_AMOUNT_NONE) { out->agents = part->agents; }
    if (part->wage.kind != HC_AMOUNT_NONE) { out->wage = part->wage; }
}

static hc_status total_calls(const hc_scenario_part *part, reach at, double *total,
                             hc_error *err)
{
    bool any = false;
    *total = 0.0;
    for (at.queue = 0; at.queue < at.series->queue_count; at.queue++) {
        double calls = 0.0, aht_s = 0.0;
        if (!is_about(part, at.series->queues[at.queue].name)) { continue; }
        sum_up(&at, &calls, &aht_s);
        *total += calls;
        any = true;
    }
    if (any) { return HC_OK; }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE, "headcount explain PLAN names them",
                   "there is no queue '%s' in the plan", part->text[HC_SCENARIO_QUEUE]);
}

static hc_status apply_part(const hc_scenario_part *part, const hc_centre *centre,
                            hc_scenario_inputs *out, hc_error *err)
{
    reach at = {.series = &out->forecast};
    size_t found[HC_SCENARIO_DEFLECTIONS_MAX] = {0};
    double calls = 0.0, factor = 1.0;
    HC_TRY(find_slots(part, &out->forecast.axis, &at.first_slot, &at.end_slot, err));
    HC_TRY(total_calls(part, at, &calls, err));
    HC_TRY(volume_factor(part, calls, &factor, err));
    for (at.queue = 0; at.queue < out->forecast.queue_count; at.queue++) {
        if (!is_about(part, out->forecast.queues[at.queue].name)) { continue; }
        HC_TRY(
            change_queue(part, centre, &at, factor, found, &out->queue_rules[at.queue], err));
    }
    change_centre(part, out);
    return unknown_reason(part, found, err);
}

/* ---- the whole ----------------------------------------------------------------------------
 */

static hc_status copy_plan(const hc_plan_inputs *plan, hc_scenario_inputs *out, hc_error *err)
{
    const size_t queues = plan->forecast.queue_count;
    HC_TRY(hc_series_copy(&out->forecast, &plan->forecast, err));
    HC_TRY(hc_alloc(&out->queue_rules, queues, sizeof *out->queue_rules, err));
    memcpy(out->queue_rules, plan->queue_rules, queues * sizeof *out->queue_rules);
    out->staff = plan->staff;
    out->staff.queues = out->queue_rules;
    out->shrinkage = plan->shrinkage;
    return HC_OK;
}

/* The same share of every interval; handle times at the vendor's are taken to be our own. */
static void give_to_vendor(const hc_scenario *scenario, hc_scenario_inputs *out)
{
    reach all = {.series = &out->forecast, .end_slot = hc_axis_slots(&out->forecast.axis)};
    double share = 0.0;
    for (size_t p = 0; p < scenario->part_count; p++) {
        const double said = scenario->parts[p].vendor_share;
        if (!hc_is_missing(said)) { share = said; }
    }
    for (; share > 0.0 && all.queue < out->forecast.queue_count; all.queue++) {
        double calls = 0.0, aht_s = 0.0;
        sum_up(&all, &calls, &aht_s);
        if (!(calls > 0.0)) { continue; }
        out->vendor_calls += share * calls;
        out->vendor_hours += share * calls * aht_s / 3600.0;
        scale_calls(&all, 1.0 - share);
    }
}

static hc_status apply_all(const hc_plan_inputs *plan, const hc_centre *centre,
                           const hc_scenario *scenario, hc_scenario_inputs *out, hc_error *err)
{
    HC_TRY(copy_plan(plan, out, err));
    for (size_t p = 0; p < scenario->part_count; p++) {
        HC_TRY(apply_part(&scenario->parts[p], centre, out, err));
    }
    give_to_vendor(scenario, out);
    HC_TRY(hc_promise_pool_of_week(out->queue_rules, &out->forecast, &out->staff.pool, err));
    if (!hc_staffing_needs_weeks(&out->staff)) { return HC_OK; }
    return hc_staffing_draw_weeks(&out->forecast, &plan->report, &out->staff, &out->paths, err);
}

hc_status hc_scenario_apply(const hc_plan_inputs *plan, const hc_centre *centre,
                            const hc_scenario *scenario, hc_scenario_inputs *out, hc_error *err)
{
    *out = (hc_scenario_inputs){0};
    const hc_status st = apply_all(plan, centre, scenario, out, err);
    if (st != HC_OK) { hc_scenario_inputs_clear(out); }
    return st;
}

void hc_scenario_inputs_clear(hc_scenario_inputs *inputs)
{
    hc_series_clear(&inputs->forecast);
    hc_free(inputs->queue_rules);
    hc_free(inputs->paths);
    *inputs = (hc_scenario_inputs){0};
}
