#include "scheduler/schedule.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/parallel.h"
#include "scheduler/cover/bound.h"
#include "scheduler/cover/dive.h"
#include "scheduler/cover/generate.h"
#include "scheduler/cover/hand_out.h"
#include "scheduler/cover/improve.h"
#include "scheduler/cover/start.h"
#include "scheduler/cover/subgradient.h"

#define HC_EFFORT_MOST 1000.0
#define HC_SMALL_TEAM 40      /* heads; so few are annealed from scratch instead of dived for */
#define HC_LARGE_TEAM 300     /* heads; from here on the dive leaves little to improve */
#define HC_RUNS_MOST 3        /* annealing runs side by side, of which the best counts */
#define HC_SPARE_HEADS 4      /* unhired heads a group, when heads are chosen */
#define HC_EASY_WORK 6e6      /* of the master for the bound: a quarter of what a dive may do */
#define HC_MOVES_A_LOOK 20000 /* moves between two looks at the caller */

typedef struct hc_annealing {
    size_t count;
    size_t from_best; /* so many of the runs start from the best so far, not from the plan */
    size_t moves;     /* of each run, times the effort */
    hc_cooling runs[HC_RUNS_MOST];
} hc_annealing;

static const hc_annealing HC_FIRST_ANNEALING = {1, 0, 60000, {{0.1, 0.0, 0.90, 0.0, 0}}};
static const hc_annealing HC_SMALL_ANNEALING = {
    3,
    0,
    3200000,
    {{0.4, 0.1, 0.79, 0.20, 0}, {0.4, 0.1, 0.79, 0.20, 0}, {0.4, 0.1, 0.79, 0.20, 0}}};
/* The dive is near: hardly any heat, and many whole tours, which a few hundred thousand moves
 * use best. */
static const hc_annealing HC_MIDDLE_ANNEALING = {
    3,
    0,
    700000,
    {{0.12, 0.05, 0.70, 0.0, 0}, {0.12, 0.05, 0.70, 0.0, 0}, {0.12, 0.05, 0.70, 0.0, 0}}};
static const hc_annealing HC_LARGE_ANNEALING = {1, 0, 600000, {{0.1, 0.02, 0.90, 0.07, 0}}};
/* To move heads from one contract to another a run must start hot; where people are few that
 * finds more than the dive. */
static const hc_annealing HC_SIZING_ANNEALING = {
    3,
    1,
    1000000,
    {{1.0, 0.05, 0.65, 0.30, 0}, {1.0, 0.05, 0.65, 0.30, 0}, {0.2, 0.04, 0.75, 0.15, 0}}};
/* From a roster that is good already. */
static const hc_annealing HC_NEAR_ANNEALING = {
    2, 0, 400000, {{0.12, 0.05, 0.70, 0.10, 0}, {0.12, 0.05, 0.70, 0.10, 0}}};
/* People who are all different: only those whom the linear program divides are moved, as whole
 * tours too, until it is all but cold. */
static const hc_annealing HC_DISTINCT_ANNEALING = {
    1, 0, 2000000, {{0.08, 0.002, 0.65, 0.10, 0}}};
static const hc_annealing HC_LARGE_DISTINCT_ANNEALING = {
    2, 0, 4000000, {{0.08, 0.002, 0.65, 0.10, 0}, {0.08, 0.002, 0.65, 0.10, 0}}};

typedef struct hc_solve {
    hc_problem problem;
    hc_pricer pricer;
    hc_master *master;
    hc_generator *generator;
    hc_plan best; /* the best schedule so far */
    bool has_best;
    size_t *movable; /* [movable_count] heads that annealing moves; 0: everybody */
    size_t movable_count;
    hc_run run;
    double lower_bound;
    double least_cost; /* the same, rounded up to what a schedule can cost */
    double lp_bound;
} hc_solve;

hc_schedule_options hc_schedule_options_default(void)
{
    return (hc_schedule_options){.seed = 1, .effort = 1.0, .threads = 1};
}

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

/* Rounding noise of a cost counted step by step. */
static double proof_slack(double cost)
{
    return 1e-6 * fmax(1.0, fabs(cost));
}

/* ---- the best so far ---- */

/* Keeps the cheaper of the plan and the best so far; the other is cleared. */
static void keep_better(hc_solve *solve, hc_plan *plan)
{
    if (solve->has_best && solve->best.cost <= plan->cost) {
        hc_plan_clear(plan);
        return;
    }
    hc_plan_clear(&solve->best);
    solve->best = *plan;
    solve->has_best = true;
    solve->run.progress.cost = plan->cost;
    *plan = (hc_plan)HC_PLAN_INIT;
}

/* ---- annealing, several runs side by side ---- */

typedef struct hc_runs {
    hc_plan plans[HC_RUNS_MOST];
    hc_improver *improvers[HC_RUNS_MOST];
    hc_cooling cooling[HC_RUNS_MOST];
    size_t from;
    size_t to;
} hc_runs;

static hc_status advance_run(void *context, size_t item, hc_error *err)
{
    (void)err;
    hc_runs *runs = context;
    hc_improver_run(runs->improvers[item], &runs->cooling[item], runs->from, runs->to);
    return HC_OK;
}

static hc_status make_run(hc_solve *solve, const hc_plan *from, hc_runs *runs, size_t item,
                          hc_error *err)
{
    size_t *heads = NULL;
    HC_TRY(hc_alloc(&heads, solve->problem.group_count, sizeof *heads, err));
    for (size_t head = 0; head < from->head_count; head++) {
        heads[from->heads[head].group]++;
    }
    const hc_status st = hc_plan_make(&runs->plans[item], &solve->problem, heads, err);
    hc_free(heads);
    HC_TRY(st);
    hc_plan_copy(&runs->plans[item], from);
    HC_TRY(hc_improver_create(&runs->improvers[item], &runs->plans[item],
                              solve->run.options->seed, item, err));
    hc_improver_move_only(runs->improvers[item], solve->movable, solve->movable_count);
    return HC_OK;
}

static double best_of_runs(const hc_runs *runs, size_t count, size_t *best)
{
    *best = 0;
    for (size_t item = 1; item < count; item++) {
        if (hc_improver_best_cost(runs->improvers[item]) <
            hc_improver_best_cost(runs->improvers[*best])) {
            *best = item;
        }
    }
    return hc_improver_best_cost(runs->improvers[*best]);
}

/* No schedule can be cheaper than the best so far. */
static bool is_proved(const hc_solve *solve)
{
    return solve->run.progress.cost <= solve->least_cost + proof_slack(solve->least_cost);
}

/* Progress runs from `done` to `until`. */
static hc_status advance_runs(hc_solve *solve, hc_runs *runs, size_t count, double done,
                              double until, hc_error *err)
{
    const size_t moves = runs->cooling[0].moves;
    size_t best = 0;
    while (runs->to < moves && !is_proved(solve) && hc_run_goes_on(&solve->run)) {
        runs->from = runs->to;
        runs->to = moves - runs->from < HC_MOVES_A_LOOK ? moves : runs->from + HC_MOVES_A_LOOK;
        HC_TRY(hc_parallel_for(count, solve->run.options->threads, advance_run, runs, err));
        const double cost = best_of_runs(runs, count, &best);
        if (!(solve->run.progress.cost <= cost)) { solve->run.progress.cost = cost; }
        solve->run.progress.done = done + (until - done) * (double)runs->to / (double)moves;
    }
    return HC_OK;
}

/* Anneals copies of the plan, which is cleared; the best of all is kept. */
static hc_status anneal(hc_solve *solve, hc_plan *plan, const hc_annealing *how, double until,
                        hc_error *err)
{
    hc_runs runs = {.from = 0};
    hc_status st = HC_OK;
    for (size_t item = 0; item < how->count && st == HC_OK; item++) {
        runs.cooling[item] = how->runs[item];
        runs.cooling[item].moves = (size_t)((double)how->moves * solve->run.options->effort);
        st = make_run(solve, item < how->from_best ? &solve->best : plan, &runs, item, err);
    }
    if (st == HC_OK) {
        st = advance_runs(solve, &runs, how->count, solve->run.progress.done, until, err);
    }
    if (st == HC_OK) {
        size_t best = 0;
        (void)best_of_runs(&runs, how->count, &best);
        hc_improver_take_best(runs.improvers[best]);
        keep_better(solve, &runs.plans[best]);
    }
    for (size_t item = 0; item < how->count; item++) {
        hc_improver_free(runs.improvers[item]);
        hc_plan_clear(&runs.plans[item]);
    }
    hc_plan_clear(plan);
    return st;
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

static hc_status first_answer(hc_solve *solve, hc_error *err)
{
    const hc_roster *start = solve->run.options->start;
    const int32_t interval_min = HC_MINUTES_A_DAY / (int32_t)solve->problem.cells_a_day;
    hc_plan plan = HC_PLAN_INIT;
    hc_status st = start != NULL
                       ? hc_start_from_roster(&solve->problem, start, interval_min, &plan, err)
                       : empty_plan(solve, &plan, err);
    if (st == HC_OK) { st = hc_start_fill(&plan, &solve->pricer, err); }
    if (st == HC_OK) { st = anneal(solve, &plan, &HC_FIRST_ANNEALING, 0.05, err); }
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

static hc_status prove_bound(hc_solve *solve, hc_error *err)
{
    hc_generated found;
    HC_TRY(hc_master_create(&solve->master, &solve->problem, err));
    if (solve->problem.group_count > HC_MANY_GROUPS || is_loose(&solve->problem)) {
        HC_TRY(add_known_tours(solve, err));
    }
    HC_TRY(hc_generator_create(&solve->generator, &solve->problem, solve->master,
                               &solve->pricer, err));
    if (solve->problem.group_count > HC_MANY_GROUPS) {
        HC_TRY(hc_subgradient_start(&solve->problem, solve->master, solve->generator,
                                    &solve->pricer, solve->best.cost, &solve->run, err));
        hc_master_start_from_tours(solve->master);
    }
    HC_TRY(hc_generate(solve->generator, &solve->run, &found, err));
    solve->lp_bound = found.lp_bound;
    if (found.lower_bound > solve->lower_bound) { solve->lower_bound = found.lower_bound; }
    solve->least_cost = hc_bound_round_up(&solve->problem, solve->lower_bound);
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
    return is_loose(&solve->problem) ? hc_master_work(solve->master) <= HC_EASY_WORK
                                     : is_large(solve);
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

/* Where all are different the largest shares do. */
static hc_status whole_tours(hc_solve *solve, hc_plan *plan, hc_error *err)
{
    int32_t *heads = NULL;
    if (is_distinct(solve)) {
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

static hc_status improve_best(hc_solve *solve, const hc_annealing *how, hc_error *err)
{
    hc_plan plan = HC_PLAN_INIT;
    HC_TRY(empty_plan(solve, &plan, err));
    hc_plan_copy(&plan, &solve->best);
    return anneal(solve, &plan, how, 1.0, err);
}

static const hc_annealing *annealing_after_dive(const hc_solve *solve)
{
    if (is_distinct(solve)) {
        return is_large(solve) ? &HC_LARGE_DISTINCT_ANNEALING : &HC_DISTINCT_ANNEALING;
    }
    if (solve->problem.choose_heads) { return &HC_SIZING_ANNEALING; }
    return is_large(solve) ? &HC_LARGE_ANNEALING : &HC_MIDDLE_ANNEALING;
}

static hc_status dive_and_improve(hc_solve *solve, hc_error *err)
{
    const hc_annealing *how = annealing_after_dive(solve);
    hc_plan plan = HC_PLAN_INIT;
    enter_stage(solve, "whole tours", 0.4);
    hc_status st = whole_tours(solve, &plan, err);
    enter_stage(solve, "improving", 0.6);
    if (st == HC_OK) { st = anneal(solve, &plan, how, 1.0, err); }
    hc_plan_clear(&plan);
    return st;
}

static hc_status run_stages(hc_solve *solve, hc_error *err)
{
    enter_stage(solve, "first answer", 0.0);
    HC_TRY(first_answer(solve, err));
    if (!hc_run_goes_on(&solve->run)) { return HC_OK; }
    enter_stage(solve, "bound", 0.05);
    HC_TRY(prove_bound(solve, err));
    if (is_proved(solve) || !hc_run_goes_on(&solve->run)) { return HC_OK; }
    const bool is_near = solve->run.options->start != NULL;
    const bool is_small =
        !solve->problem.choose_heads && solve->best.head_count <= HC_SMALL_TEAM;
    if (!is_near && !is_small) { return dive_and_improve(solve, err); }
    enter_stage(solve, "improving", 0.4);
    return improve_best(solve, is_near ? &HC_NEAR_ANNEALING : &HC_SMALL_ANNEALING, err);
}

/* ---- the roster ---- */

static size_t agent_of(const hc_problem *problem, const hc_plan *plan, size_t head,
                       size_t in_group, size_t hired_before)
{
    const hc_group *group = &problem->groups[plan->heads[head].group];
    return problem->member_count > 0 ? problem->members[group->first_member + in_group]
                                     : hired_before;
}

/* Whether the shift holds the time with no break in it; from and to in minutes of its day. */
static bool is_at_work(const hc_shift *shift, int32_t from_min, int32_t to_min)
{
    bool holds = from_min >= shift->start_min && to_min <= shift->start_min + shift->length_min;
    for (size_t b = 0; b < shift->break_count && holds; b++) {
        holds = to_min <= shift->break_start_min[b] ||
                from_min >= shift->break_start_min[b] + shift->break_length_min[b];
    }
    return holds;
}

/* Puts an activity among the breaks of the shift that holds it; false: none does. */
static bool keep_activity(hc_roster *roster, size_t agent, const hc_activity *one, size_t at)
{
    for (size_t i = 0; i < roster->shift_count; i++) {
        hc_shift *shift = &roster->shifts[i];
        const int32_t from_min = one->start_min - (int32_t)shift->day * HC_MINUTES_A_DAY;
        const int32_t length_min = one->end_min - one->start_min;
        const size_t b = shift->break_count;
        if (shift->agent != agent || b == HC_SHIFT_BREAKS_MAX ||
            !is_at_work(shift, from_min, from_min + length_min)) {
            continue;
        }
        shift->break_start_min[b] = from_min;
        shift->break_length_min[b] = length_min;
        shift->break_rule[b] = (uint8_t)(HC_BREAKS_MAX + at);
        shift->break_count++;
        return true;
    }
    return false;
}

static hc_status keep_activities(const hc_rules *rules, hc_roster *roster, hc_error *err)
{
    for (size_t i = 0; i < rules->agent_count; i++) {
        const hc_agent *agent = &rules->agents[i];
        for (size_t k = 0; k < agent->activity_count; k++) {
            const hc_activity *one = &agent->activities[k];
            char date[HC_TIME_TEXT_MAX];
            if (keep_activity(roster, i, one, k)) { continue; }
            hc_format_date(roster->axis.first_day + one->start_min / HC_MINUTES_A_DAY, date);
            return hc_fail(
                err, HC_ERR_INFEASIBLE, HC_NOWHERE,
                "move it, or look at the contract's windows, days and breaks",
                "agent '%s': no lawful shift without break holds '%s' on %s %02d:%02d",
                agent->id, one->name, date, one->start_min % HC_MINUTES_A_DAY / 60,
                one->start_min % 60);
        }
    }
    return HC_OK;
}

static void write_agents(const hc_solve *solve, int32_t interval_min, hc_roster *roster)
{
    const hc_problem *problem = &solve->problem;
    const hc_plan *plan = &solve->best;
    size_t in_group = 0;
    size_t hired = 0;
    for (size_t head = 0; head < plan->head_count; head++) {
        const size_t g = plan->heads[head].group;
        in_group = head > 0 && plan->heads[head - 1].group == g ? in_group + 1 : 0;
        if (!plan->heads[head].hired) { continue; }
        const size_t agent = agent_of(problem, plan, head, in_group, hired++);
        roster->agents[agent].class_index = problem->groups[g].class_index;
        for (size_t day = 0; day < problem->days; day++) {
            const hc_day_shift *shift = &hc_plan_tour(plan, head)[day];
            if (shift->start == HC_DAY_OFF) { continue; }
            hc_shift *to = &roster->shifts[roster->shift_count++];
            to->agent = agent;
            to->day = day;
            hc_shift_write(hc_plan_form(plan, head), shift, interval_min, to);
        }
    }
}

static void count_roster(const hc_plan *plan, size_t *agents, size_t *shifts)
{
    for (size_t head = 0; head < plan->head_count; head++) {
        if (!plan->heads[head].hired) { continue; }
        (*agents)++;
        for (size_t day = 0; day < plan->problem->days; day++) {
            if (hc_plan_tour(plan, head)[day].start != HC_DAY_OFF) { (*shifts)++; }
        }
    }
}

static hc_status fill_roster(const hc_solve *solve, const hc_axis *axis, const hc_rules *rules,
                             hc_roster *roster, hc_error *err)
{
    size_t shifts = 0;
    HC_TRY(hc_axis_copy(&roster->axis, axis, err));
    count_roster(&solve->best, &roster->agent_count, &shifts);
    HC_TRY(hc_alloc(&roster->agents, roster->agent_count, sizeof *roster->agents, err));
    HC_TRY(hc_alloc(&roster->shifts, shifts, sizeof *roster->shifts, err));
    write_agents(solve, axis->interval_min, roster);
    HC_TRY(keep_activities(rules, roster, err));
    hc_roster_sort(roster);
    HC_TRY(hc_roster_count_phones(roster, err));
    HC_TRY(hc_plan_recount(&solve->best, &roster->cost, &roster->cover_cost, err));
    roster->cover_cost -= solve->problem.rewards; /* all were earned */
    return HC_OK;
}

/* The proof: rounding noise of the bound never lifts it above a schedule's cost. */
static void state_proof(const hc_solve *solve, hc_roster *roster)
{
    double bound = solve->least_cost;
    assert(bound <= roster->cost + proof_slack(roster->cost));
    assert(fabs(solve->best.cost - roster->cost) <= proof_slack(roster->cost));
    if (bound > roster->cost) { bound = roster->cost; }
    roster->lower_bound = bound;
    roster->lp_bound = solve->lp_bound;
    roster->gap = roster->cost > 0.0 ? (roster->cost - bound) / roster->cost : 0.0;
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

hc_status hc_schedule_solve(const hc_axis *axis, const double *required, const hc_rules *rules,
                            const hc_schedule_options *options, hc_roster *out, hc_error *err)
{
    hc_solve solve = {.run.options = options, .lp_bound = HC_MISSING};
    hc_roster roster = HC_ROSTER_INIT;
    solve.run.progress = (hc_schedule_progress){.cost = HC_MISSING, .lower_bound = HC_MISSING};
    hc_status st = check_options(options, rules, err);
    if (st == HC_OK) { st = hc_problem_make(&solve.problem, axis, required, rules, err); }
    if (st == HC_OK) { st = hc_pricer_make(&solve.pricer, &solve.problem, err); }
    if (st == HC_OK) { st = run_stages(&solve, err); }
    if (st == HC_OK) { st = fill_roster(&solve, axis, rules, &roster, err); }
    if (st == HC_OK) {
        state_proof(&solve, &roster);
        *out = roster;
    } else {
        hc_roster_clear(&roster);
    }
    clear_solve(&solve);
    return st;
}
