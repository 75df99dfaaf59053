/*
 * What the files of a solve share: schedule.c walks its stages, answers.c finds schedules,
 * anneal_runs.c improves them, bounds.c proves how good they are, solved_roster.c writes the
 * best one as a roster.
 */
#ifndef HC_SCHEDULER_SOLVE_H
#define HC_SCHEDULER_SOLVE_H

#include "scheduler/cover/generate.h"
#include "scheduler/cover/plan.h"
#include "scheduler/cover/run.h"
#include "scheduler/roster.h"

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
    const hc_roster *week; /* of the busiest week alone, where people are hired for several;
                              else NULL, and so are the two of the horizon */
    const hc_axis *axis;
    const hc_rules *rules;
    double lower_bound;
    double least_cost; /* the same, rounded up to what a schedule can cost */
    double lp_bound;
    bool is_easy; /* the linear program for the bound took little work */
} hc_solve;

#define HC_SMALL_TEAM 40 /* heads; so few are annealed from scratch instead of dived for */

static inline void hc_enter_stage(hc_solve *solve, const char *stage, double done)
{
    solve->run.progress.stage = stage;
    solve->run.progress.done = done;
}

/* Few groups, days in pieces: then new tours are cheap to find. */
static inline bool hc_is_loose(const hc_problem *problem)
{
    return problem->group_count > 0 && problem->groups[0].is_loose;
}

/* ---- annealing ---- */

/* From what, and of whom: heat and moves differ. */
typedef enum hc_annealing {
    HC_ANNEAL_FIRST,
    HC_ANNEAL_SMALL,        /* from scratch, few people */
    HC_ANNEAL_SMALL_QUEUES, /* the same where they have skills */
    HC_ANNEAL_MIDDLE,       /* from the dive */
    HC_ANNEAL_LARGE,
    HC_ANNEAL_QUEUES,   /* from the largest shares of people who serve several queues */
    HC_ANNEAL_SIZING,   /* heads are chosen */
    HC_ANNEAL_NEAR,     /* from a roster that is good already */
    HC_ANNEAL_DISTINCT, /* people who are all different */
    HC_ANNEAL_LARGE_DISTINCT
} hc_annealing;

/* Anneals copies of the plan, which is cleared; the best of all is kept. Progress goes on to
 * `until`. HC_ERR_MEMORY. */
hc_status hc_anneal(hc_solve *solve, hc_plan *plan, hc_annealing how, double until,
                    hc_error *err) HC_MUST_USE;

/* No schedule can be cheaper than the best so far. */
bool hc_is_proved(const hc_solve *solve);

/* Rounding noise of a cost counted step by step. */
double hc_proof_slack(double cost);

/* ---- schedules: the best is kept ---- */

/* Greedy, or near the roster that the solve starts from. HC_ERR_MEMORY. */
hc_status hc_first_answer(hc_solve *solve, hc_error *err) HC_MUST_USE;

/* The week's roster in every week, where there is one. HC_ERR_MEMORY. */
hc_status hc_second_answer(hc_solve *solve, hc_error *err) HC_MUST_USE;

/* Whole tours from the linear program, annealed. HC_ERR_MEMORY, HC_ERR_INTERNAL. */
hc_status hc_dive_and_improve(hc_solve *solve, hc_error *err) HC_MUST_USE;

/* The best schedule, annealed. HC_ERR_MEMORY. */
hc_status hc_improve_best(hc_solve *solve, hc_annealing how, hc_error *err) HC_MUST_USE;

/* ---- bounds: the highest is kept ---- */

/* By the linear program, which dives start from. HC_ERR_MEMORY, HC_ERR_INTERNAL. */
hc_status hc_prove_bound(hc_solve *solve, hc_error *err) HC_MUST_USE;

/* By whole counts of heads and days, where they are few. HC_ERR_MEMORY, HC_ERR_INTERNAL. */
hc_status hc_settle_whole_counts(hc_solve *solve, hc_error *err) HC_MUST_USE;

/* By whole days and whole shifts, where the gap is wide. HC_ERR_MEMORY, HC_ERR_INTERNAL. */
hc_status hc_settle_gap(hc_solve *solve, hc_error *err) HC_MUST_USE;

/* ---- the roster ---- */

/*
 * Writes the best plan with its cost and its proof; the roster is cleared by the caller.
 * HC_ERR_INFEASIBLE when no shift of an agent holds one of its activities; HC_ERR_MEMORY.
 */
hc_status hc_solved_roster(const hc_solve *solve, const hc_axis *axis, const hc_rules *rules,
                           hc_roster *roster, hc_error *err) HC_MUST_USE;

#endif
