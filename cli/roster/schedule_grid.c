#include "cli/roster/schedule_grid.h"

#include <string.h>

#include "cli/base/slots.h"
#include "forecast/base/memory.h"
#include "scheduler/schedule_interval.h"
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

/* What people are wanted when, as the requirement has it. */
static hc_status keep_own(const hc_axis *axis, const int32_t *people, hc_schedule_grid *grid,
                          hc_error *err)
{
    const size_t count = hc_rules_queues(&grid->rules) * hc_axis_slots(axis);
    HC_TRY(hc_alloc(&grid->own_required, count, sizeof *grid->own_required, err));
    for (size_t at = 0; at < count; at++) {
        grid->own_required[at] = people[at];
    }
    return HC_OK;
}

hc_status hc_schedule_grid_make(const hc_axis *axis, const int32_t *people,
                                const hc_rules *rules, int32_t asked_min,
                                hc_schedule_grid *grid, hc_error *err)
{
    *grid = (hc_schedule_grid){.rules = *rules, .own_axis = axis, .own_rules = rules};
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
    if (st == HC_OK) { st = keep_own(axis, people, grid, err); }
    if (st != HC_OK) { hc_schedule_grid_clear(grid); }
    return st;
}

hc_status hc_schedule_grid_judge(const hc_schedule_grid *grid, const hc_roster_row *rows,
                                 size_t row_count, hc_roster_verdict *out, hc_error *err)
{
    hc_roster_verdict own = HC_ROSTER_VERDICT_INIT;
    HC_TRY(hc_check_roster(grid->own_axis, grid->own_required, grid->own_rules, rows, row_count,
                           &own, err));
    const hc_status st =
        hc_check_roster(&grid->axis, grid->required, &grid->rules, rows, row_count, out, err);
    if (st == HC_OK) {
        out->short_hours = own.short_hours;
        out->over_hours = own.over_hours;
        memcpy(out->short_of_queue, own.short_of_queue, sizeof out->short_of_queue);
        memcpy(out->over_of_queue, own.over_of_queue, sizeof out->over_of_queue);
    }
    hc_roster_verdict_clear(&own);
    return st;
}

void hc_schedule_grid_clear(hc_schedule_grid *grid)
{
    hc_axis_clear(&grid->axis);
    hc_free(grid->required);
    hc_free(grid->price);
    hc_free(grid->own_required);
    *grid = (hc_schedule_grid){0};
}
