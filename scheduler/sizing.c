#include "scheduler/sizing.h"

#include <math.h>

#include "forecast/base/number.h"
#include "scheduler/queue_cover.h"
#include "scheduler/skills.h"

#define HC_MINUTES_AN_HOUR 60.0

static hc_status contract_of(const hc_rules *rules, const hc_roster *roster, size_t agent,
                             size_t *contract, hc_error *err)
{
    const size_t class_index =
        agent < roster->agent_count ? roster->agents[agent].class_index : SIZE_MAX;
    if (class_index >= rules->class_count ||
        rules->classes[class_index].contract >= rules->contract_count) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "use the rules the roster was made by",
                       "agent %zu of the roster has no class in the rules", agent + 1);
    }
    *contract = rules->classes[class_index].contract;
    return HC_OK;
}

static double sum_hours(const double *agents, size_t slots, double interval_hours)
{
    double hours = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        hours += agents[slot] * interval_hours;
    }
    return hours;
}

/* of_shift[] is working space of one shift's slots; it comes back as zeros. */
static void add_shift(const hc_axis *axis, const hc_contract *contract, const hc_shift *shift,
                      double *of_shift, hc_staff_hours *hours)
{
    const size_t slots = hc_axis_slots(axis);
    const size_t first = axis->day_first[shift->day];
    const size_t end_day = shift->day + 3 < axis->days ? shift->day + 3 : axis->days;
    const size_t end = axis->day_first[end_day] < slots ? axis->day_first[end_day] : slots;
    hc_shift_add_cover(axis, shift, of_shift);
    hours->shifts++;
    hours->paid_hours += hc_shift_paid_min(contract, shift) / HC_MINUTES_AN_HOUR;
    hours->phone_hours +=
        sum_hours(of_shift + first, end - first, axis->interval_min / HC_MINUTES_AN_HOUR);
    for (size_t slot = first; slot < end; slot++) {
        of_shift[slot] = 0.0;
    }
}

static hc_status add_people(const hc_rules *rules, const hc_roster *roster, double *of_shift,
                            hc_sizing *sizing, hc_error *err)
{
    size_t contract = 0;
    for (size_t agent = 0; agent < roster->agent_count; agent++) {
        HC_TRY(contract_of(rules, roster, agent, &contract, err));
        sizing->contracts[contract].heads++;
    }
    for (size_t i = 0; i < roster->shift_count; i++) {
        HC_TRY(contract_of(rules, roster, roster->shifts[i].agent, &contract, err));
        add_shift(&roster->axis, &rules->contracts[contract], &roster->shifts[i], of_shift,
                  &sizing->contracts[contract]);
    }
    return HC_OK;
}

static void sum_up(const hc_axis *axis, const double *required, const double *cover,
                   size_t queues, hc_sizing *sizing)
{
    const double hours = axis->interval_min / HC_MINUTES_AN_HOUR;
    for (size_t k = 0; k < sizing->contract_count; k++) {
        sizing->total.heads += sizing->contracts[k].heads;
        sizing->total.shifts += sizing->contracts[k].shifts;
        sizing->total.paid_hours += sizing->contracts[k].paid_hours;
        sizing->total.phone_hours += sizing->contracts[k].phone_hours;
    }
    for (size_t at = 0; at < queues * hc_axis_slots(axis); at++) {
        sizing->required_hours += required[at] * hours;
        sizing->covered_hours += fmin(required[at], cover[at]) * hours;
    }
    sizing->efficiency = sizing->total.paid_hours > 0.0
                             ? sizing->covered_hours / sizing->total.paid_hours
                             : HC_MISSING;
}

hc_status hc_sizing_make(const hc_rules *rules, const hc_roster *roster, const double *required,
                         hc_sizing *out, hc_error *err)
{
    const size_t slots = hc_axis_slots(&roster->axis);
    const size_t queues = hc_rules_queues(rules);
    hc_sizing sizing = {.contract_count = rules->contract_count};
    double *cover = NULL;
    double *of_shift = NULL;
    hc_status st =
        hc_alloc(&sizing.contracts, rules->contract_count, sizeof *sizing.contracts, err);
    if (st == HC_OK) { st = hc_alloc(&cover, queues * slots, sizeof *cover, err); }
    if (st == HC_OK) { st = hc_alloc(&of_shift, slots, sizeof *of_shift, err); }
    if (st == HC_OK) { st = add_people(rules, roster, of_shift, &sizing, err); }
    if (st == HC_OK) { st = hc_queue_cover(rules, roster, required, false, cover, err); }
    if (st == HC_OK) {
        sum_up(&roster->axis, required, cover, queues, &sizing);
        hc_sizing_clear(out);
        *out = sizing;
    } else {
        hc_sizing_clear(&sizing);
    }
    hc_free(cover);
    hc_free(of_shift);
    return st;
}

void hc_sizing_clear(hc_sizing *sizing)
{
    hc_free(sizing->contracts);
    *sizing = (hc_sizing)HC_SIZING_INIT;
}
