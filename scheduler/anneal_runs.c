#include <math.h>

#include "forecast/base/memory.h"
#include "forecast/base/parallel.h"
#include "scheduler/cover/improve.h"
#include "scheduler/solve.h"

#define HC_RUNS_MOST 3        /* annealing runs side by side, of which the best counts */
#define HC_MOVES_A_LOOK 20000 /* moves between two looks at the caller */
#define HC_WALK_A_MOVE 1e4    /* transitions of walks that a move may take in the mean */
#define HC_LEAST_EFFORT 0.005 /* takes no time beside the bound, and gains most */

typedef struct hc_cooled_runs {
    size_t count;
    size_t from_best; /* so many of the runs start from the best so far, not from the plan */
    size_t moves;     /* of each run, times the effort */
    hc_cooling runs[HC_RUNS_MOST];
} hc_cooled_runs;

static const hc_cooled_runs HC_ANNEALINGS[] = {
    [HC_ANNEAL_FIRST] = {1, 0, 60000, {{0.1, 0.0, 0.90, 0.0, 0}}},
    [HC_ANNEAL_SMALL] = {3,
                         0,
                         3200000,
                         {{0.4, 0.1, 0.79, 0.20, 0},
                          {0.4, 0.1, 0.79, 0.20, 0},
                          {0.4, 0.1, 0.79, 0.20, 0}}},
    /* Moves of people with skills take some times longer, and the last of them find little. */
    [HC_ANNEAL_SMALL_QUEUES] = {3,
                                0,
                                500000,
                                {{0.4, 0.1, 0.79, 0.20, 0},
                                 {0.4, 0.1, 0.79, 0.20, 0},
                                 {0.4, 0.1, 0.79, 0.20, 0}}},
    /* The dive is near: hardly any heat, and many whole tours, which a few hundred thousand
     * moves use best. */
    [HC_ANNEAL_MIDDLE] = {3,
                          0,
                          700000,
                          {{0.12, 0.05, 0.70, 0.0, 0},
                           {0.12, 0.05, 0.70, 0.0, 0},
                           {0.12, 0.05, 0.70, 0.0, 0}}},
    /* Whole tours of people with skills take most of the time: few are enough. */
    [HC_ANNEAL_QUEUES] = {3,
                          0,
                          450000,
                          {{0.12, 0.004, 0.80, 0.10, 0},
                           {0.12, 0.004, 0.80, 0.10, 0},
                           {0.12, 0.004, 0.80, 0.10, 0}}},
    [HC_ANNEAL_LARGE] = {1, 0, 600000, {{0.1, 0.02, 0.90, 0.07, 0}}},
    /* To move heads from one contract to another a run must start hot; where people are few
     * that finds more than the dive. The dive has them where they belong. */
    [HC_ANNEAL_SIZING] = {3,
                          1,
                          1000000,
                          {{1.0, 0.05, 0.65, 0.30, 0},
                           {0.2, 0.02, 0.75, 0.20, 0},
                           {0.12, 0.002, 0.88, 0.10, 0}}},
    /* From a roster that is good already. */
    [HC_ANNEAL_NEAR] = {2,
                        0,
                        400000,
                        {{0.12, 0.05, 0.70, 0.10, 0}, {0.12, 0.05, 0.70, 0.10, 0}}},
    /* People who are all different: only those whom the linear program divides are moved, as
     * whole tours too, until it is all but cold. */
    [HC_ANNEAL_DISTINCT] = {1, 0, 2000000, {{0.08, 0.002, 0.65, 0.10, 0}}},
    /* Where very many are, whole tours take most of the time and find no more than shifts. */
    [HC_ANNEAL_LARGE_DISTINCT] = {3,
                                  0,
                                  3000000,
                                  {{0.08, 0.002, 0.77, 0.10, 0},
                                   {0.08, 0.002, 0.77, 0.10, 0},
                                   {0.08, 0.002, 0.77, 0.10, 0}}}};

double hc_proof_slack(double cost)
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

bool hc_is_proved(const hc_solve *solve)
{
    return solve->run.progress.cost <= solve->least_cost + hc_proof_slack(solve->least_cost);
}

/* Transitions of the walk for a head's best tour, in the mean. */
static double mean_walk(const hc_solve *solve)
{
    const hc_problem *problem = &solve->problem;
    double work = 0.0;
    double heads = 0.0;
    for (size_t g = 0; g < problem->group_count; g++) {
        const double own = (double)problem->groups[g].heads;
        work += own * hc_walk_work_of_best(solve->pricer.walk, g);
        heads += own;
    }
    return heads > 0.0 ? work / heads : 0.0;
}

/* Where walks are long, fewer of the moves are of whole tours and more of single days. */
static void spare_walks(const hc_solve *solve, hc_cooling *cooling)
{
    const double tours = 1.0 - cooling->day_share - cooling->swap_share;
    const double work = mean_walk(solve);
    if (tours * work > HC_WALK_A_MOVE) { cooling->day_share += tours - HC_WALK_A_MOVE / work; }
}

/* Progress runs from `done` to `until`. */
static hc_status advance_runs(hc_solve *solve, hc_runs *runs, size_t count, double done,
                              double until, hc_error *err)
{
    const size_t moves = runs->cooling[0].moves;
    size_t best = 0;
    while (runs->to < moves && !hc_is_proved(solve) && hc_run_goes_on(&solve->run)) {
        runs->from = runs->to;
        runs->to = moves - runs->from < HC_MOVES_A_LOOK ? moves : runs->from + HC_MOVES_A_LOOK;
        HC_TRY(hc_parallel_for(count, solve->run.options->threads, advance_run, runs, err));
        const double cost = best_of_runs(runs, count, &best);
        if (!(solve->run.progress.cost <= cost)) { solve->run.progress.cost = cost; }
        solve->run.progress.done = done + (until - done) * (double)runs->to / (double)moves;
    }
    return HC_OK;
}

hc_status hc_anneal(hc_solve *solve, hc_plan *plan, hc_annealing how, double until,
                    hc_error *err)
{
    const hc_cooled_runs *cooled = &HC_ANNEALINGS[how];
    const double effort = fmax(HC_LEAST_EFFORT, solve->run.options->effort);
    hc_runs runs = {.from = 0};
    hc_status st = HC_OK;
    for (size_t item = 0; item < cooled->count && st == HC_OK; item++) {
        runs.cooling[item] = cooled->runs[item];
        runs.cooling[item].moves = (size_t)((double)cooled->moves * effort);
        spare_walks(solve, &runs.cooling[item]);
        st = make_run(solve, item < cooled->from_best ? &solve->best : plan, &runs, item, err);
    }
    if (st == HC_OK) {
        st = advance_runs(solve, &runs, cooled->count, solve->run.progress.done, until, err);
    }
    if (st == HC_OK) {
        size_t best = 0;
        (void)best_of_runs(&runs, cooled->count, &best);
        hc_improver_take_best(runs.improvers[best]);
        keep_better(solve, &runs.plans[best]);
    }
    for (size_t item = 0; item < cooled->count; item++) {
        hc_improver_free(runs.improvers[item]);
        hc_plan_clear(&runs.plans[item]);
    }
    hc_plan_clear(plan);
    return st;
}
