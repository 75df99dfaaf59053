#include "scheduler/schedule.h"

#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "scheduler/cover/bound.h"
#include "scheduler/cover/counts.h"
#include "scheduler/cover/dive.h"
#include "scheduler/cover/generate.h"
#include "scheduler/cover/hand_out.h"
#include "scheduler/cover/problem_make.h"
#include "scheduler/cover/start.h"
#include "scheduler/cover/subgradient.h"
#include "scheduler/cover/whole_days.h"
#include "scheduler/cover/whole_shifts.h"
#include "scheduler/solve.h"

#define HC_EFFORT_MOST 1000.0
#define HC_SMALL_TEAM 40  /* heads; so few are annealed from scratch instead of dived for */
#define HC_LARGE_TEAM 300 /* heads; from here on the dive leaves little to improve */
#define HC_SPARE_HEADS 4  /* unhired heads a group, when heads are chosen */
#define HC_EASY_WORK 6e6  /* of the master for the bound: a quarter of what a dive may do */
#define HC_LONG_WALK 1e6  /* transitions for one best tour; some 0.2 ms */
#define HC_WIDE_GAP 5e-3  /* as a share of the cost: then days are bounded by whole shifts */

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

/* ---- stages ---- */

static void enter_stage(hc_solve *solve, const char *stage, double done)
{
    solve->run.progress.stage = stage;
    solve->run.progress.done = done;
}

static hc_status empty_plan(hc_solve *solve, hc_plan *plan, hc_error *err)
{
    const hc_problem *problem = &solve->problem;
    size_t *heads = NULL;
    if (problem->choose_heads) {
        return hc_start_hire(problem, &solve->pricer, HC_SPARE_HEADS, plan, err);
    }
    HC_TRY(hc_alloc(&heads, problem->group_count, sizeof *heads, err));
    for (size_t g = 0; g < problem->group_count; g++) {
        heads[g] = problem->groups[g].heads;
    }
    const hc_status st = hc_plan_make(plan, problem, heads, err);
    hc_free(heads);
    return st;
}

/* Where few moves follow, or none, a schedule is improved by everybody's best answer; people
 * who are very many would take too long. */
static hc_status answer_in_turn(hc_solve *solve, hc_plan *plan, hc_error *err)
{
    const hc_schedule_options *options = solve->run.options;
    if (options->effort >= 1.0 || options->start != NULL || plan->head_count >= HC_LARGE_TEAM) {
        return HC_OK;
    }
    return hc_start_answer(plan, &solve->pricer, err);
}

static hc_status first_answer(hc_solve *solve, hc_error *err)
{
    const hc_roster *start = solve->run.options->start;
    const int32_t interval_min = HC_MINUTES_A_DAY / (int32_t)solve->problem.cells_a_day;
    hc_plan plan = HC_PLAN_INIT;
    hc_status st = start != NULL
                       ? hc_start_from_roster(&solve->problem, start, interval_min, &plan, err)
                       : empty_plan(solve, &plan, err);
    if (st == HC_OK) { st = hc_start_fill(&plan, &solve->pricer, err); }
    if (st == HC_OK) { st = answer_in_turn(solve, &plan, err); }
    if (st == HC_OK) { st = hc_anneal(solve, &plan, HC_ANNEAL_FIRST, 0.05, err); }
    hc_plan_clear(&plan);
    return st;
}

/* The week's roster in every week: near where a greedy start over all of them never comes. */
static hc_status second_answer(hc_solve *solve, hc_error *err)
{
    hc_plan plan = HC_PLAN_INIT;
    if (solve->week == NULL) { return HC_OK; }
    hc_status st = hc_start_from_week(&solve->problem, solve->axis, solve->rules, solve->week,
                                      HC_SPARE_HEADS, &plan, err);
    if (st == HC_OK) { st = hc_start_fill(&plan, &solve->pricer, err); }
    if (st == HC_OK) { st = hc_anneal(solve, &plan, HC_ANNEAL_FIRST, 0.05, err); }
    hc_plan_clear(&plan);
    return st;
}

/* Few groups, days in pieces: then new tours are cheap to find. */
static bool is_loose(const hc_problem *problem)
{
    return problem->group_count > 0 && problem->groups[0].is_loose;
}

/* The tours of the best schedule so far are the linear program's first columns. */
static hc_status add_known_tours(hc_solve *solve, hc_error *err)
{
    const size_t days = solve->problem.days;
    for (size_t head = 0; head < solve->best.head_count; head++) {
        const hc_plan_head *own = &solve->best.heads[head];
        const hc_day_shift *tour = hc_plan_tour(&solve->best, head);
        const bool again = head > 0 && own[-1].group == own->group &&
                           memcmp(tour - days, tour, days * sizeof *tour) == 0;
        if (!own->hired || again) { continue; }
        HC_TRY(hc_master_add(solve->master, own->group, tour, err));
    }
    return HC_OK;
}

/* A tour is long to find, and so few are found that the linear program ends far from its
 * optimum: several lengths of paid time and of rest, as of overtime round the clock. */
static bool has_long_walk(const hc_solve *solve)
{
    double longest = 0.0;
    for (size_t g = 0; g < solve->problem.group_count; g++) {
        const double own = hc_walk_work_of_best(solve->pricer.walk, g);
        if (own > longest) { longest = own; }
    }
    return solve->problem.weeks == 1 && longest > HC_LONG_WALK;
}

/* Where the linear program is large, or tours are long to find, the bound's slope comes first.
 */
static bool starts_by_slope(const hc_solve *solve)
{
    return solve->problem.group_count > HC_MANY_GROUPS || solve->problem.queue_count > 1 ||
           has_long_walk(solve);
}

static hc_status prove_bound(hc_solve *solve, hc_error *err)
{
    hc_generated found;
    HC_TRY(hc_master_create(&solve->master, &solve->problem, err));
    if (starts_by_slope(solve) || is_loose(&solve->problem)) {
        HC_TRY(add_known_tours(solve, err));
    }
    HC_TRY(hc_generator_create(&solve->generator, &solve->problem, solve->master,
                               &solve->pricer, err));
    if (starts_by_slope(solve)) {
        HC_TRY(hc_subgradient_start(&solve->problem, solve->master, solve->generator,
                                    &solve->pricer, solve->best.cost, &solve->run, err));
        hc_master_start_from_tours(solve->master);
    }
    if (solve->week != NULL) { HC_TRY(hc_generator_start_alike(solve->generator, err)); }
    HC_TRY(hc_generate(solve->generator, &solve->run, &found, err));
    solve->lp_bound = found.lp_bound;
    solve->is_easy = hc_master_work(solve->master) <= HC_EASY_WORK;
    if (found.lower_bound > solve->lower_bound) { solve->lower_bound = found.lower_bound; }
    solve->least_cost = hc_bound_round_up(&solve->problem, solve->lower_bound);
    return HC_OK;
}

/* Worth it where another optimum takes little work, and not to compare rosters that are near.
 */
static bool settles_counts(const hc_solve *solve)
{
    return solve->run.options->start == NULL && hc_counts_are_few(&solve->problem) &&
           !hc_is_missing(solve->lp_bound) && solve->is_easy;
}

static void raise_bound(hc_solve *solve, double bound)
{
    if (!(bound > solve->lower_bound)) { return; }
    solve->lower_bound = bound;
    solve->run.progress.lower_bound = bound;
    solve->least_cost = hc_bound_round_up(&solve->problem, bound);
}

static hc_status settle_counts(hc_solve *solve, hc_error *err)
{
    double bound = -(double)INFINITY;
    if (!settles_counts(solve)) { return HC_OK; }
    HC_TRY(hc_settle_counts(&solve->problem, solve->master, solve->generator, solve->best.cost,
                            &solve->run, &bound, err));
    raise_bound(solve, bound);
    return HC_OK;
}

static size_t people(const hc_plan *plan)
{
    size_t hired = 0;
    for (size_t head = 0; head < plan->head_count; head++) {
        hired += plan->heads[head].hired ? 1 : 0;
    }
    return hired;
}

/* Worth it where the gap is wide for all that, as it is where people are few, and not to
 * compare rosters that are near. */
static bool settles_days(const hc_solve *solve)
{
    return solve->run.options->start == NULL && people(&solve->best) <= HC_SMALL_TEAM &&
           !hc_is_missing(solve->lp_bound) && hc_days_are_apart(&solve->problem) &&
           solve->best.cost - solve->least_cost > HC_WIDE_GAP * solve->best.cost;
}

static hc_status settle_days(hc_solve *solve, hc_error *err)
{
    double bound = -(double)INFINITY;
    if (!settles_days(solve) || !hc_run_goes_on(&solve->run)) { return HC_OK; }
    enter_stage(solve, "whole days", 1.0);
    HC_TRY(hc_bound_whole_days(&solve->problem, &solve->pricer,
                               hc_generator_worth(solve->generator), &solve->run, &bound, err));
    raise_bound(solve, bound);
    return HC_OK;
}

/* The same where shifts go past midnight, as long as few people are wanted at a time. */
static hc_status settle_shifts(hc_solve *solve, hc_error *err)
{
    double bound = -(double)INFINITY;
    if (solve->generator == NULL || solve->run.options->start != NULL ||
        !hc_run_goes_on(&solve->run) ||
        solve->best.cost - solve->least_cost <= HC_WIDE_GAP * solve->best.cost) {
        return HC_OK;
    }
    enter_stage(solve, "whole shifts", 1.0);
    HC_TRY(hc_bound_whole_shifts(&solve->problem, &solve->pricer,
                                 hc_generator_worth(solve->generator), &solve->run, &bound,
                                 err));
    raise_bound(solve, bound);
    return HC_OK;
}

/* Heads of each group: all, or, when heads are chosen, those of the dive's tours and some
 * spare. */
static void heads_of_dive(const hc_solve *solve, const int32_t *heads, size_t *count)
{
    const hc_problem *problem = &solve->problem;
    hc_count_heads(hc_master_columns(solve->master), heads, count);
    for (size_t g = 0; g < problem->group_count; g++) {
        const size_t all = problem->groups[g].heads;
        const size_t with_spare = count[g] + HC_SPARE_HEADS;
        count[g] = !problem->choose_heads || with_spare > all ? all : with_spare;
    }
}

static hc_status plan_of_dive(hc_solve *solve, const int32_t *heads, hc_plan *plan,
                              hc_error *err)
{
    size_t *count = NULL;
    HC_TRY(hc_alloc(&count, solve->problem.group_count, sizeof *count, err));
    heads_of_dive(solve, heads, count);
    hc_status st = hc_plan_make(plan, &solve->problem, count, err);
    hc_free(count);
    if (st == HC_OK) {
        st = hc_hand_out(hc_master_columns(solve->master), heads, &solve->pricer, plan, err);
    }
    if (st == HC_OK) { st = hc_start_fill(plan, &solve->pricer, err); }
    if (st == HC_OK) { st = answer_in_turn(solve, plan, err); }
    return st;
}

static bool is_large(const hc_solve *solve)
{
    return solve->best.head_count >= HC_LARGE_TEAM;
}

static bool is_distinct(const hc_solve *solve)
{
    return solve->problem.group_count > HC_MANY_GROUPS;
}

/* Large teams gain from new tours on the way down, others more by annealing. In pieces they are
 * worth it where the linear program was easy; else the dive would end before it is down. */
static bool dive_looks_for_tours(const hc_solve *solve)
{
    return is_loose(&solve->problem) ? solve->is_easy : is_large(solve);
}

/* The whole tours of the linear program lie well: annealing leaves them where they are. */
static hc_status move_the_divided(hc_solve *solve, const hc_plan *plan, hc_error *err)
{
    bool *divided = NULL;
    HC_TRY(hc_alloc(&divided, solve->problem.group_count, sizeof *divided, err));
    const hc_status st =
        hc_alloc(&solve->movable, plan->head_count, sizeof *solve->movable, err);
    if (st == HC_OK) { hc_divided_groups(solve->master, divided); }
    for (size_t head = 0; st == HC_OK && head < plan->head_count; head++) {
        if (divided[plan->heads[head].group]) { solve->movable[solve->movable_count++] = head; }
    }
    hc_free(divided);
    return st;
}

/* Where all are different the largest shares do, and where a dive would be long: the linear
 * program has rows for each queue and set of skills. */
static hc_status whole_tours(hc_solve *solve, hc_plan *plan, hc_error *err)
{
    int32_t *heads = NULL;
    if (is_distinct(solve) || solve->problem.queue_count > 1) {
        HC_TRY(hc_round(&solve->problem, solve->master, &heads, err));
    } else {
        hc_generator *more = dive_looks_for_tours(solve) ? solve->generator : NULL;
        HC_TRY(hc_dive(&solve->problem, solve->master, more, &solve->run, &heads, err));
    }
    hc_status st = plan_of_dive(solve, heads, plan, err);
    if (st == HC_OK && is_distinct(solve)) { st = move_the_divided(solve, plan, err); }
    hc_free(heads);
    return st;
}

static hc_status copy_best(const hc_solve *solve, hc_plan *plan, hc_error *err)
{
    size_t *heads = NULL;
    HC_TRY(hc_alloc(&heads, solve->problem.group_count, sizeof *heads, err));
    for (size_t head = 0; head < solve->best.head_count; head++) {
        heads[solve->best.heads[head].group]++;
    }
    const hc_status st = hc_plan_make(plan, &solve->problem, heads, err);
    hc_free(heads);
    if (st == HC_OK) { hc_plan_copy(plan, &solve->best); }
    return st;
}

static hc_status improve_best(hc_solve *solve, hc_annealing how, hc_error *err)
{
    hc_plan plan = HC_PLAN_INIT;
    HC_TRY(copy_best(solve, &plan, err));
    return hc_anneal(solve, &plan, how, 1.0, err);
}

static hc_annealing annealing_after_dive(const hc_solve *solve)
{
    if (is_distinct(solve)) {
        return is_large(solve) ? HC_ANNEAL_LARGE_DISTINCT : HC_ANNEAL_DISTINCT;
    }
    if (solve->problem.choose_heads) { return HC_ANNEAL_SIZING; }
    if (solve->problem.queue_count > 1) { return HC_ANNEAL_QUEUES; }
    return is_large(solve) ? HC_ANNEAL_LARGE : HC_ANNEAL_MIDDLE;
}

static hc_status dive_and_improve(hc_solve *solve, hc_error *err)
{
    hc_annealing how = annealing_after_dive(solve);
    hc_plan plan = HC_PLAN_INIT;
    enter_stage(solve, "whole tours", 0.4);
    hc_status st = whole_tours(solve, &plan, err);
    enter_stage(solve, "improving", 0.6);
    if (st == HC_OK) { st = hc_anneal(solve, &plan, how, 1.0, err); }
    hc_plan_clear(&plan);
    return st;
}

static hc_status run_stages(hc_solve *solve, hc_error *err)
{
    enter_stage(solve, "first answer", 0.0);
    HC_TRY(first_answer(solve, err));
    HC_TRY(second_answer(solve, err));
    if (!hc_run_goes_on(&solve->run)) { return HC_OK; }
    enter_stage(solve, "bound", 0.05);
    HC_TRY(prove_bound(solve, err));
    if (hc_is_proved(solve) || !hc_run_goes_on(&solve->run)) { return HC_OK; }
    HC_TRY(settle_counts(solve, err));
    if (hc_is_proved(solve) || !hc_run_goes_on(&solve->run)) { return HC_OK; }
    const bool is_near = solve->run.options->start != NULL;
    const bool is_small =
        !solve->problem.choose_heads && solve->best.head_count <= HC_SMALL_TEAM;
    const bool is_open = solve->week != NULL && hc_is_missing(solve->lp_bound);
    if (!is_near && !is_small && !is_open) { return dive_and_improve(solve, err); }
    enter_stage(solve, "improving", 0.4);
    if (is_open) { return improve_best(solve, HC_ANNEAL_SIZING, err); }
    const hc_annealing small =
        solve->problem.queue_count > 1 ? HC_ANNEAL_SMALL_QUEUES : HC_ANNEAL_SMALL;
    return improve_best(solve, is_near ? HC_ANNEAL_NEAR : small, err);
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
    if (st == HC_OK) { st = settle_days(&solve, err); }
    if (st == HC_OK) { st = settle_shifts(&solve, err); }
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
