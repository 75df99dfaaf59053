#include "scheduler/schedule.h"

#include "forecast/base/number.h"
#include "scheduler/cover/problem_make.h"
#include "scheduler/solve.h"

#define HC_EFFORT_MOST 1000.0

/* ---- stages ---- */

static hc_status check_options(const hc_schedule_options *options, const hc_rules *rules,
                               hc_error *err)
{
    if (options->start != NULL && (rules->choose_heads || rules->agent_count > 0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "start from nothing",
                       "a solve can start from a roster only where heads are given and "
                       "nobody has a name");
    }
    if (!(options->effort >= 0.0 && options->effort <= HC_EFFORT_MOST)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "1 is the usual",
                       "effort must be 0 to %g, found %g", HC_EFFORT_MOST, options->effort);
    }
    return HC_OK;
}

static hc_status run_stages(hc_solve *solve, hc_error *err)
{
    hc_enter_stage(solve, "first answer", 0.0);
    HC_TRY(hc_first_answer(solve, err));
    HC_TRY(hc_second_answer(solve, err));
    if (!hc_run_goes_on(&solve->run)) { return HC_OK; }
    hc_enter_stage(solve, "bound", 0.05);
    HC_TRY(hc_prove_bound(solve, err));
    if (hc_is_proved(solve) || !hc_run_goes_on(&solve->run)) { return HC_OK; }
    HC_TRY(hc_settle_whole_counts(solve, err));
    if (hc_is_proved(solve) || !hc_run_goes_on(&solve->run)) { return HC_OK; }
    const bool is_near = solve->run.options->start != NULL;
    const bool is_small =
        !solve->problem.choose_heads && solve->best.head_count <= HC_SMALL_TEAM;
    const bool is_open = solve->week != NULL && hc_is_missing(solve->lp_bound);
    if (!is_near && !is_small && !is_open) { return hc_dive_and_improve(solve, err); }
    hc_enter_stage(solve, "improving", 0.4);
    if (is_open) { return hc_improve_best(solve, HC_ANNEAL_SIZING, err); }
    const hc_annealing small =
        solve->problem.queue_count > 1 ? HC_ANNEAL_SMALL_QUEUES : HC_ANNEAL_SMALL;
    return hc_improve_best(solve, is_near ? HC_ANNEAL_NEAR : small, err);
}

static void clear_solve(hc_solve *solve)
{
    hc_generator_free(solve->generator);
    hc_master_free(solve->master);
    hc_plan_clear(&solve->best);
    hc_free(solve->movable);
    hc_pricer_clear(&solve->pricer);
    hc_problem_clear(&solve->problem);
}

/* `week`: NULL, or the roster of one of the weeks that people are hired for. */
static hc_status solve_all(const hc_axis *axis, const double *required, const hc_rules *rules,
                           const hc_schedule_options *options, const hc_roster *week,
                           hc_roster *out, hc_error *err)
{
    hc_solve solve = {.run.options = options,
                      .lp_bound = HC_MISSING,
                      .week = week,
                      .axis = axis,
                      .rules = rules};
    hc_roster roster = HC_ROSTER_INIT;
    solve.run.progress = (hc_schedule_progress){.cost = HC_MISSING, .lower_bound = HC_MISSING};
    hc_status st = hc_problem_make(&solve.problem, axis, required, rules, err);
    if (st == HC_OK) { st = hc_pricer_make(&solve.pricer, &solve.problem, err); }
    if (st == HC_OK) { st = run_stages(&solve, err); }
    if (st == HC_OK) { st = hc_settle_gap(&solve, err); }
    if (st == HC_OK) { st = hc_solved_roster(&solve, axis, rules, &roster, err); }
    if (st == HC_OK) {
        *out = roster;
    } else {
        hc_roster_clear(&roster);
    }
    clear_solve(&solve);
    return st;
}

/* ---- weeks ---- */

/* Whether people are hired for whole weeks, more than one, each at a price. */
static bool hires_for_weeks(const hc_axis *axis, const hc_rules *rules)
{
    bool priced = rules->choose_heads && rules->queue_count <= 1 &&
                  axis->days > HC_DAYS_A_WEEK && axis->days % HC_DAYS_A_WEEK == 0;
    for (size_t k = 0; k < rules->contract_count; k++) {
        priced = priced && rules->contracts[k].hire_cost_a_week > 0.0;
    }
    return priced;
}

/* First day of the week that asks for most. */
static size_t busiest_week(const hc_axis *axis, const double *required)
{
    size_t busiest = 0;
    double most = -1.0;
    for (size_t day = 0; day + HC_DAYS_A_WEEK <= axis->days; day += HC_DAYS_A_WEEK) {
        double sum = 0.0;
        for (size_t slot = axis->day_first[day]; slot < axis->day_first[day + HC_DAYS_A_WEEK];
             slot++) {
            sum += required[slot];
        }
        if (sum > most) {
            most = sum;
            busiest = day;
        }
    }
    return busiest;
}

static hc_status solve_week(const hc_axis *axis, const double *required, const hc_rules *rules,
                            const hc_schedule_options *options, hc_roster *out, hc_error *err)
{
    const size_t first_day = busiest_week(axis, required);
    const size_t first = axis->day_first[first_day];
    hc_rules own = *rules;
    hc_axis week = HC_AXIS_INIT;
    HC_TRY(hc_axis_make(&week, &axis->zone, axis->interval_min,
                        axis->first_day + (int64_t)first_day, HC_DAYS_A_WEEK, err));
    if (own.curves.slots > 0) {
        own.curves.slots = hc_axis_slots(&week);
        own.curves.price += first * own.curves.width;
    }
    const hc_status st = solve_all(&week, required + first, &own, options, NULL, out, err);
    hc_axis_clear(&week);
    return st;
}

hc_status hc_schedule_solve(const hc_axis *axis, const double *required, const hc_rules *rules,
                            const hc_schedule_options *options, hc_roster *out, hc_error *err)
{
    hc_roster week = HC_ROSTER_INIT;
    HC_TRY(check_options(options, rules, err));
    if (!hires_for_weeks(axis, rules)) {
        return solve_all(axis, required, rules, options, NULL, out, err);
    }
    hc_status st = solve_week(axis, required, rules, options, &week, err);
    if (st == HC_ERR_MEMORY) { return st; }
    /* what else is wrong with a week is said of the whole horizon, if it is wrong there */
    const hc_roster *alone = st == HC_OK ? &week : NULL;
    st = solve_all(axis, required, rules, options, alone, out, err);
    hc_roster_clear(&week);
    return st;
}
