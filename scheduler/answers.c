#include "forecast/base/memory.h"
#include "scheduler/cover/dive.h"
#include "scheduler/cover/hand_out.h"
#include "scheduler/cover/start.h"
#include "scheduler/solve.h"

#define HC_LARGE_TEAM 300 /* heads; from here on the dive leaves little to improve */
#define HC_SPARE_HEADS 4  /* unhired heads a group, when heads are chosen */

/* ---- before the bound ---- */

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

hc_status hc_first_answer(hc_solve *solve, hc_error *err)
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
hc_status hc_second_answer(hc_solve *solve, hc_error *err)
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

/* ---- from the linear program ---- */

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
    return hc_is_loose(&solve->problem) ? solve->is_easy : is_large(solve);
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

hc_status hc_improve_best(hc_solve *solve, hc_annealing how, hc_error *err)
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

hc_status hc_dive_and_improve(hc_solve *solve, hc_error *err)
{
    hc_annealing how = annealing_after_dive(solve);
    hc_plan plan = HC_PLAN_INIT;
    hc_enter_stage(solve, "whole tours", 0.4);
    hc_status st = whole_tours(solve, &plan, err);
    hc_enter_stage(solve, "improving", 0.6);
    if (st == HC_OK) { st = hc_anneal(solve, &plan, how, 1.0, err); }
    hc_plan_clear(&plan);
    return st;
}
