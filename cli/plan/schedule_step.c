#include "cli/plan/schedule_step.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/interrupt.h"
#include "cli/base/progress.h"
#include "cli/roster/rule_conflicts.h"
#include "cli/roster/schedule_grid.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "scheduler/names.h"

typedef struct watching {
    hc_progress progress;
    double deadline_s; /* HC_MISSING: none */
    bool out_of_time;
    bool stopped;
} watching;

static bool go_on(void *context, const hc_schedule_progress *solve)
{
    watching *watch = context;
    char detail[128];
    (void)snprintf(detail, sizeof detail, "%s, best %.6g, proved at least %.6g", solve->stage,
                   solve->cost, solve->lower_bound);
    const bool known = !hc_is_missing(solve->cost) && !hc_is_missing(solve->lower_bound);
    hc_progress_show(&watch->progress, solve->done, known ? detail : solve->stage);
    if (!hc_is_missing(watch->deadline_s) && hc_clock_s() > watch->deadline_s) {
        watch->out_of_time = true;
    }
    watch->stopped = watch->stopped || watch->out_of_time || hc_interrupted();
    return !watch->stopped;
}

/* A new roster: that of the cheapest of all mixes when they are asked for. */
static hc_status plan_anew(hc_schedule_step *step, const hc_rules *rules, const hc_axis *axis,
                           const double *required, const hc_schedule_options *options,
                           hc_roster *roster, hc_error *err)
{
    if (!step->wants_frontier) {
        HC_TRY(hc_schedule_solve(axis, required, rules, options, roster, err));
    } else {
        HC_TRY(hc_mix_frontier(axis, required, rules, options, &step->frontier, err));
        *roster = step->frontier.roster;
        step->frontier.roster = (hc_roster)HC_ROSTER_INIT;
    }
    if (!step->wants_one_more) { return HC_OK; }
    return hc_mix_one_more(axis, required, rules, roster, options, &step->one_more, err);
}

/* The kept roster planned again, or a new one. */
static hc_status plan(hc_schedule_step *step, const hc_rules *rules, const hc_axis *axis,
                      const double *required, const hc_schedule_options *options,
                      hc_roster *roster, hc_error *err)
{
    if (step->kept == NULL) {
        return plan_anew(step, rules, axis, required, options, roster, err);
    }
    step->replan.search = *options;
    HC_TRY(hc_replan_solve(axis, required, rules, step->kept, &step->replan, &step->replanned,
                           err));
    *roster = step->replanned.roster;
    step->replanned.roster = (hc_roster)HC_ROSTER_INIT;
    return HC_OK;
}

/* Some class has no legal week: the best that its other rules leave, and why. */
static hc_status plan_in_part(hc_schedule_step *step, const hc_rules *rules,
                              const hc_axis *axis, const double *required,
                              const hc_schedule_options *options, hc_roster *roster,
                              hc_error *err)
{
    hc_rules relaxed = *rules;
    relaxed.classes = NULL;
    HC_TRY(hc_alloc(&relaxed.classes, relaxed.class_count, sizeof *relaxed.classes, err));
    memcpy(relaxed.classes, step->rules->classes,
           relaxed.class_count * sizeof *relaxed.classes);
    hc_status st = hc_conflicts_give_way(axis, step->rules, relaxed.classes, &step->conflicts,
                                         &step->broken_classes, err);
    if (st == HC_OK) { st = plan(step, &relaxed, axis, required, options, roster, err); }
    hc_free(relaxed.classes);
    return st;
}

static hc_status solve(hc_schedule_step *step, const hc_schedule_grid *grid, hc_roster *roster,
                       hc_error *err)
{
    watching watch = {.progress = hc_progress_start(step->screen, "scheduling"),
                      .deadline_s = step->time_limit_s > 0.0 ? step->time_limit_s + hc_clock_s()
                                                             : HC_MISSING};
    hc_schedule_options options = hc_schedule_options_default();
    options.effort = step->effort;
    options.threads = 0; /* one a core: the roster is the same */
    options.count_interval_min = step->axis->interval_min;
    options.watch = go_on;
    options.watch_context = &watch;
    hc_interrupt_watch();
    hc_status st = plan(step, &grid->rules, &grid->axis, grid->required, &options, roster, err);
    if (st == HC_ERR_INFEASIBLE) {
        st = plan_in_part(step, &grid->rules, &grid->axis, grid->required, &options, roster,
                          err);
    }
    hc_progress_end(&watch.progress);
    step->interrupted = hc_interrupted();
    step->out_of_time = watch.out_of_time;
    return st;
}

/* Shifts are told in minutes, so the roster can stand on any axis of the same days. */
static hc_status stand_on(const hc_axis *axis, hc_roster *roster, hc_error *err)
{
    hc_axis copy = HC_AXIS_INIT;
    HC_TRY(hc_axis_copy(&copy, axis, err));
    hc_axis_clear(&roster->axis);
    roster->axis = copy;
    hc_free(roster->on_phones);
    roster->on_phones = NULL;
    return hc_roster_count_phones(roster, err);
}

hc_status hc_schedule_step_run(hc_schedule_step *step, hc_roster *roster, hc_error *err)
{
    hc_schedule_grid grid;
    const hc_axis *own = step->axis;
    HC_TRY(
        hc_schedule_grid_make(own, step->wanted, step->rules, step->interval_min, &grid, err));
    step->interval_min = grid.axis.interval_min;
    hc_status st = solve(step, &grid, roster, err);
    hc_schedule_grid_clear(&grid);
    if (st == HC_OK && step->kept == NULL) { st = hc_assign_names(step->rules, roster, err); }
    if (st == HC_OK) { st = stand_on(own, roster, err); }
    if (st == HC_OK) {
        st = hc_conflicts_of_leave(own, step->rules, roster, &step->conflicts, err);
    }
    return st;
}
