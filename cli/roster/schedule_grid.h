/*
 * The requirement and the rules on the grid of the schedule: rosters are made, judged and
 * priced on its intervals, whatever those of the requirement are, so that a cost is the same
 * number wherever it is told. Person-hours short and over are the requirement's own: of whole
 * people in its intervals, as cover.csv lists them.
 */
#ifndef HC_CLI_ROSTER_SCHEDULE_GRID_H
#define HC_CLI_ROSTER_SCHEDULE_GRID_H

#include "forecast/base/axis.h"
#include "scheduler/check_roster.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_schedule_grid {
    hc_axis axis;              /* of the requirement's days */
    double *required;          /* [queues of the rules][slots] people wanted */
    double *price;             /* of the rules' curves on this axis; NULL: they have none */
    hc_rules rules;            /* those given, borrowed, with these curves */
    const hc_axis *own_axis;   /* the requirement's own, borrowed */
    const hc_rules *own_rules; /* those given */
    double *own_required;      /* [queues of the rules][slots of own_axis] people wanted */
} hc_schedule_grid;

/* The interval of the schedule: asked_min, or when 0 the axis' own, coarsened to 15 minutes;
 * refined to what the rules ask. */
int32_t hc_schedule_grid_min(const hc_axis *axis, const hc_rules *rules, int32_t asked_min);

/*
 * Fills *grid; clear it. people[queues of the rules][slots] and the rules' curves, if any, are
 * on the axis given. Valid as long as the axis and
 * the rules. HC_ERR_MEMORY; on error *grid is cleared.
 */
hc_status hc_schedule_grid_make(const hc_axis *axis, const int32_t *people,
                                const hc_rules *rules, int32_t asked_min,
                                hc_schedule_grid *grid, hc_error *err) HC_MUST_USE;

/*
 * Judges a roster's rows: rules and cost on the grid, person-hours short and over in the
 * requirement's own intervals. Errors as of hc_check_roster().
 */
hc_status hc_schedule_grid_judge(const hc_schedule_grid *grid, const hc_roster_row *rows,
                                 size_t row_count, hc_roster_verdict *out,
                                 hc_error *err) HC_MUST_USE;

void hc_schedule_grid_clear(hc_schedule_grid *grid);

#ifdef __cplusplus
}
#endif
#endif
