#include "forecast/load/call_twins.h"

#include <string.h>

#include "forecast/base/hash.h"
#include "forecast/base/memory.h"

#define ROOM_LEAST 1024U

static bool shares_days(const hc_load_plan *a, const hc_load_plan *b)
{
    return a->map.is_calls && b->map.is_calls && a->first_day <= b->last_day &&
           b->first_day <= a->last_day;
}

void hc_call_twins_begin(hc_loading *loading)
{
    for (size_t one = 0; one < loading->file_count; one++) {
        hc_load_plan *plan = &loading->plan[one];
        plan->twin_first_day = HC_DAY_MAX;
        plan->twin_last_day = HC_DAY_MIN;
        if (loading->options->on_conflict == HC_CONFLICT_SUM) { continue; }
        for (size_t other = 0; other < loading->file_count; other++) {
            const hc_load_plan *with = &loading->plan[other];
            if (other == one || !shares_days(plan, with)) { continue; }
            const int64_t first =
                plan->first_day > with->first_day ? plan->first_day : with->first_day;
            const int64_t last =
                plan->last_day < with->last_day ? plan->last_day : with->last_day;
            if (first < plan->twin_first_day) { plan->twin_first_day = first; }
            if (last > plan->twin_last_day) { plan->twin_last_day = last; }
        }
    }
}

/* ---- the calls that were met --------------------------------------------------------------
 */

/* Where a call is, or its free place. The room is a power of two and never full. */
static size_t place_of(const hc_call_met *met, size_t room, uint64_t hash)
{
    size_t at = (size_t)(hash ^ (hash >> 32)) & (room - 1);
    while (met[at].file != 0 && met[at].hash != hash) {
        at = (at + 1) & (room - 1);
    }
    return at;
}

/* Twice the room when half of it is taken. */
static hc_status make_room(hc_loading *loading, hc_error *err)
{
    const size_t room = loading->met_room > 0 ? 2 * loading->met_room : ROOM_LEAST;
    hc_call_met *met = NULL;
    if (2 * loading->met_count < loading->met_room) { return HC_OK; }
    HC_TRY(hc_alloc(&met, room, sizeof *met, err));
    for (size_t i = 0; i < loading->met_room; i++) {
        if (loading->met[i].file == 0) { continue; }
        met[place_of(met, room, loading->met[i].hash)] = loading->met[i];
    }
    hc_free(loading->met);
    loading->met = met;
    loading->met_room = room;
    return HC_OK;
}

/* Days beside the shared ones may hold none of the other's calls, but for labels at midnight.
 */
static bool is_shared(const hc_loading *loading, const hc_load_plan *plan, size_t slot)
{
    const hc_axis *axis = &loading->series.axis;
    const int64_t day = axis->first_day + (int64_t)hc_axis_day_index(axis, slot);
    return day >= plan->twin_first_day - 1 && day <= plan->twin_last_day + 1;
}

static uint64_t hash_of_row(const hc_csv_row *row)
{
    uint64_t hash = HC_HASH_START;
    for (size_t i = 0; i < row->count; i++) {
        hash = hc_hash_bytes(hash, row->cell[i].text, row->cell[i].length + 1);
    }
    return hash;
}

/* By its number, or by all that a list without numbers says of it. */
static uint64_t hash_of_call(const hc_load_plan *plan, const hc_csv_row *row)
{
    if (!hc_plan_has(plan, HC_ROLE_CALL)) { return hash_of_row(row); }
    const hc_csv_cell_text call = hc_plan_cell(plan, row, HC_ROLE_CALL);
    return hc_hash_bytes(HC_HASH_START, call.text, call.length + 1);
}

/* The file (and one) of what has this hash, 0 where it is met now for the first time. */
static uint32_t meet(hc_loading *loading, uint64_t hash, size_t file)
{
    hc_call_met *met = &loading->met[place_of(loading->met, loading->met_room, hash)];
    if (met->file != 0) { return met->file; }
    *met = (hc_call_met){hash, (uint32_t)file + 1};
    loading->met_count++;
    return 0;
}

hc_status hc_row_came_before(hc_loading *loading, size_t file, const hc_csv_row *row,
                             bool *before, hc_error *err)
{
    HC_TRY(make_room(loading, err));
    *before = meet(loading, hash_of_row(row), file) != 0;
    return HC_OK;
}

static bool has_no_number(const hc_load_plan *plan, const hc_csv_row *row)
{
    return hc_plan_has(plan, HC_ROLE_CALL) && hc_plan_cell(plan, row, HC_ROLE_CALL).length == 0;
}

hc_status hc_call_is_twin(hc_loading *loading, size_t file, const hc_csv_row *row,
                          const char *queue, size_t slot, bool *twin, hc_error *err)
{
    hc_load_plan *plan = &loading->plan[file];
    const uint64_t interval = slot;
    *twin = false;
    if (plan->twin_first_day > plan->twin_last_day || has_no_number(plan, row) ||
        !is_shared(loading, plan, slot)) {
        return HC_OK;
    }
    HC_TRY(make_room(loading, err));
    uint64_t hash = hc_hash_bytes(hash_of_call(plan, row), queue, strlen(queue) + 1);
    hash = hc_hash_bytes(hash, &interval, sizeof interval);
    const uint32_t met_in = meet(loading, hash, file);
    *twin = met_in != 0 && met_in != file + 1;
    plan->twins += *twin;
    return HC_OK;
}

void hc_call_twins_note(hc_loading *loading)
{
    for (size_t file = 0; file < loading->file_count; file++) {
        const hc_load_plan *plan = &loading->plan[file];
        if (plan->twins == 0) { continue; }
        hc_load_note(loading->report,
                     "%s: %zu calls are in a file before it too: counted once "
                     "(--on-conflict sum counts them again)",
                     plan->name, plan->twins);
    }
}

void hc_call_twins_clear(hc_loading *loading)
{
    hc_free(loading->met);
    loading->met = NULL;
    loading->met_count = loading->met_room = 0;
}
