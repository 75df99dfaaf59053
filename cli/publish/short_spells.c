#include "cli/publish/short_spells.h"

#include <stdlib.h>

#include "forecast/base/memory.h"

/* The spell that begins at `first`, which is short: it ends with the shortage or the day. */
static hc_short_spell spell_from(const hc_axis *axis, const int32_t *wanted, const int32_t *got,
                                 size_t first)
{
    const size_t day_end = axis->day_first[hc_axis_day_index(axis, first) + 1];
    hc_short_spell spell = {.first_slot = first};
    for (size_t slot = first; slot < day_end && wanted[slot] > got[slot]; slot++) {
        const int32_t missing = wanted[slot] - got[slot];
        spell.slots++;
        spell.short_hours += missing * axis->interval_min / 60.0;
        if (missing > spell.worst_short) { spell.worst_short = missing; }
    }
    return spell;
}

hc_status hc_short_spells_find(const hc_axis *axis, const int32_t *wanted, const int32_t *got,
                               hc_short_spell **spells, size_t *count, hc_error *err)
{
    const size_t slots = hc_axis_slots(axis);
    hc_short_spell *found = NULL;
    size_t capacity = 0;
    size_t used = 0;
    HC_TRY(hc_grow(&found, &capacity, 1, sizeof *found, err));
    for (size_t slot = 0; slot < slots;) {
        if (wanted[slot] <= got[slot]) {
            slot++;
            continue;
        }
        const hc_status st = hc_grow(&found, &capacity, used + 1, sizeof *found, err);
        if (st != HC_OK) {
            hc_free(found);
            return st;
        }
        found[used] = spell_from(axis, wanted, got, slot);
        slot += found[used++].slots;
    }
    *spells = found;
    *count = used;
    return HC_OK;
}

static int compare_spells(const void *a, const void *b)
{
    const hc_short_spell *left = a;
    const hc_short_spell *right = b;
    if (left->short_hours > right->short_hours) { return -1; }
    if (left->short_hours < right->short_hours) { return 1; }
    if (left->first_slot != right->first_slot) {
        return left->first_slot < right->first_slot ? -1 : 1;
    }
    return left->queue < right->queue ? -1 : 1;
}

void hc_short_spells_rank(hc_short_spell *spells, size_t count)
{
    if (count > 0) { qsort(spells, count, sizeof *spells, compare_spells); }
}
