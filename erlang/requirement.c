#include "erlang/requirement.h"

#include <string.h>

static hc_status make_numbers(double **numbers, size_t slots, hc_error *err)
{
    HC_TRY(hc_alloc(numbers, slots, sizeof **numbers, err));
    for (size_t slot = 0; slot < slots; slot++) {
        (*numbers)[slot] = HC_MISSING;
    }
    return HC_OK;
}

static hc_status make_need(hc_need *need, size_t slots, hc_error *err)
{
    HC_TRY(make_numbers(&need->calls, slots, err));
    HC_TRY(make_numbers(&need->aht_s, slots, err));
    HC_TRY(make_numbers(&need->load_erlangs, slots, err));
    HC_TRY(make_numbers(&need->agents_exact, slots, err));
    HC_TRY(hc_alloc(&need->agents, slots, sizeof *need->agents, err));
    HC_TRY(hc_alloc(&need->agents_aside, slots, sizeof *need->agents_aside, err));
    HC_TRY(make_numbers(&need->service_level, slots, err));
    HC_TRY(make_numbers(&need->service_level_expected, slots, err));
    HC_TRY(make_numbers(&need->abandon_rate, slots, err));
    HC_TRY(make_numbers(&need->asa_s, slots, err));
    return make_numbers(&need->occupancy, slots, err);
}

hc_status hc_requirement_make(hc_requirement *requirement, const hc_axis *axis,
                              size_t need_count, hc_error *err)
{
    if (need_count > HC_NEEDS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL,
                       "%zu queues and pools are more than the %d allowed", need_count,
                       HC_NEEDS_MAX);
    }
    hc_requirement made = HC_REQUIREMENT_INIT;
    hc_status st = hc_axis_copy(&made.axis, axis, err);
    const size_t slots = hc_axis_slots(&made.axis);
    if (st == HC_OK) { st = hc_alloc(&made.presence, slots, sizeof *made.presence, err); }
    for (size_t slot = 0; st == HC_OK && slot < slots; slot++) {
        made.presence[slot] = 1.0;
    }
    if (st == HC_OK) { st = hc_alloc(&made.needs, need_count, sizeof *made.needs, err); }
    if (st == HC_OK) { made.need_count = need_count; }
    for (size_t need = 0; st == HC_OK && need < need_count; need++) {
        st = make_need(&made.needs[need], slots, err);
    }
    if (st == HC_OK) { hc_requirement_move(requirement, &made); }
    hc_requirement_clear(&made);
    return st;
}

void hc_requirement_move(hc_requirement *to, hc_requirement *from)
{
    if (to == from) { return; }
    hc_requirement_clear(to);
    *to = *from;
    memset(from, 0, sizeof *from);
}

void hc_requirement_clear(hc_requirement *requirement)
{
    for (size_t at = 0; at < requirement->need_count; at++) {
        const hc_need *need = &requirement->needs[at];
        hc_free(need->calls);
        hc_free(need->aht_s);
        hc_free(need->load_erlangs);
        hc_free(need->agents_exact);
        hc_free(need->agents);
        hc_free(need->agents_aside);
        hc_free(need->service_level);
        hc_free(need->service_level_expected);
        hc_free(need->abandon_rate);
        hc_free(need->asa_s);
        hc_free(need->occupancy);
    }
    hc_free(requirement->presence);
    hc_free(requirement->needs);
    hc_axis_clear(&requirement->axis);
    memset(requirement, 0, sizeof *requirement);
}
