#include "cli/roster/schedule_grid.h"

#include "cli/base/slots.h"
#include "forecast/base/memory.h"
#include "scheduler/schedule.h"
#include "scheduler/skills.h"

#define USUAL_INTERVAL_MIN 15

int32_t hc_schedule_grid_min(const hc_axis *axis, const hc_rules *rules, int32_t asked_min)
{
    int32_t interval_min = asked_min;
    if (interval_min == 0) {
        interval_min =
            axis->interval_min < USUAL_INTERVAL_MIN ? USUAL_INTERVAL_MIN : axis->interval_min;
    }
    return hc_schedule_interval_min(rules, interval_min);
}

/* The rules' curves moved to the grid. */
static hc_status put_curves(const hc_axis *axis, hc_schedule_grid *grid, hc_error *err)
{
    const hc_cover_curves given = grid->rules.curves;
    const size_t slots = hc_axis_slots(&grid->axis);
    if (given.slots == 0) { return HC_OK; }
    HC_TRY(hc_alloc(&grid->price, slots * given.width, sizeof *grid->price, err));
    hc_slots_share(axis, given.price, given.width, &grid->axis, grid->price);
    grid->rules.curves =
        (hc_cover_curves){.slots = slots, .width = given.width, .price = grid->price};
    return HC_OK;
}

hc_status hc_schedule_grid_make(const hc_axis *axis, const int32_t *people,
                                const hc_rules *rules, int32_t asked_min,
                                hc_schedule_grid *grid, hc_error *err)
{
    *grid = (hc_schedule_grid){.rules = *rules};
    hc_status st =
        hc_axis_make(&grid->axis, &axis->zone, hc_schedule_grid_min(axis, rules, asked_min),
                     axis->first_day, axis->days, err);
    const size_t queues = hc_rules_queues(rules);
    const size_t slots = st == HC_OK ? hc_axis_slots(&grid->axis) : 0;
    if (st == HC_OK) {
        st = hc_alloc(&grid->required, queues * slots, sizeof *grid->required, err);
    }
    for (size_t q = 0; q < queues && st == HC_OK; q++) {
        hc_slots_most(axis, &people[q * hc_axis_slots(axis)], &grid->axis,
                      &grid->required[q * slots]);
    }
    if (st == HC_OK) { st = put_curves(axis, grid, err); }
    if (st != HC_OK) { hc_schedule_grid_clear(grid); }
    return st;
}

void hc_schedule_grid_clear(hc_schedule_grid *grid)
{
    hc_axis_clear(&grid->axis);
    hc_free(grid->required);
    hc_free(grid->price);
    *grid = (hc_schedule_grid){0};
}
