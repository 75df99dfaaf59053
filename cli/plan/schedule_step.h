/*
 * One solve as the commands use it: the requirement moved to the schedule's grid, progress on
 * the terminal, Ctrl-C and a time limit, names, and the roster moved back to the requirement's
 * axis.
 */
#ifndef HC_CLI_PLAN_SCHEDULE_STEP_H
#define HC_CLI_PLAN_SCHEDULE_STEP_H

#include "cli/base/lines.h"
#include "cli/base/message.h"
#include "scheduler/replan/replan.h"
#include "scheduler/staff_mix.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_schedule_step {
    const hc_axis *axis;
    const int32_t *wanted; /* [queues of the rules][slots] people to schedule */
    const hc_rules *rules; /* their curves, if any, on the axis */
    int32_t interval_min;  /* grid of the schedule; 0: the axis', but at least 15. The one used
                              is left here: finer when the rules ask for it */
    double effort;
    double time_limit_s; /* 0: none */
    const hc_screen *screen;
    const hc_roster *kept;    /* to be changed as little as pays; NULL: a new roster */
    hc_replan_options replan; /* used with kept; its search options are this step's */
    hc_replan replanned;      /* out: how much was changed; its roster has been moved away */
    bool wants_frontier;   /* first of all mixes of contracts, of which the cheapest is taken */
    bool wants_one_more;   /* then what one person more or fewer changes */
    hc_staff_mix frontier; /* out, as is one_more: to be cleared */
    hc_staff_mix one_more;
    hc_lines conflicts;    /* out: rules that contradict each other, in words; to be cleared */
    size_t broken_classes; /* out: classes that no lawful week was left to */
    bool interrupted;      /* out: stopped by Ctrl-C */
    bool out_of_time;      /* out: stopped by the time limit */
} hc_schedule_step;

hc_status hc_schedule_step_run(hc_schedule_step *step, hc_roster *roster,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
