/*
 * Column generation: solve the linear program over the tours known so far, find better tours at
 * its duals, repeat until there are none. Gives the bound and the tours that whole schedules
 * are made of.
 */
#ifndef HC_SCHEDULER_COVER_GENERATE_H
#define HC_SCHEDULER_COVER_GENERATE_H

#include "scheduler/cover/master.h"
#include "scheduler/cover/pricing.h"

#define HC_MANY_GROUPS 40 /* beyond, the search starts by the bound's slope */

typedef struct hc_generated {
    double lower_bound; /* best Lagrangian bound; -INFINITY when stopped before the first */
    double lp_bound;    /* optimum of the linear program; HC_MISSING when stopped before, by the
                           caller or by the budget */
    size_t rounds;
} hc_generated;

typedef struct hc_generator hc_generator; /* opaque: borrows problem, master and pricer */

hc_status hc_generator_create(hc_generator **generator, const hc_problem *problem,
                              hc_master *master, hc_pricer *pricer, hc_error *err) HC_MUST_USE;

/* Values of the cells and the bound they prove, from elsewhere: the rounds start from them. */
void hc_generator_start_from(hc_generator *generator, const double *worth, double lower_bound);

/*
 * The same from one value of an agent in every cell, the price of a head over the cells that
 * its best tour covers: so many heads as the work lasts. Where heads are chosen and each has a
 * price.
 */
hc_status hc_generator_start_alike(hc_generator *generator, hc_error *err) HC_MUST_USE;

/* Rounds until no tour improves the optimum or a budget of work is used up.
 * run->progress.lower_bound follows. */
hc_status hc_generate(hc_generator *generator, hc_run *run, hc_generated *result,
                      hc_error *err) HC_MUST_USE;

/* The values worth[sets][all_cells] of the cells that proved the best bound. */
const double *hc_generator_worth(const hc_generator *generator);

/* Adds to the master the tours that would improve its last optimum, without solving again. */
hc_status hc_generate_more(hc_generator *generator, hc_error *err) HC_MUST_USE;

/* What a round of pricing proves where the master counts days; until the next round. */
typedef struct hc_counted {
    size_t added;             /* tours and shifts that would improve the last optimum */
    double cover;             /* hc_bound_cover() at its duals */
    const double *best_total; /* [groups] of the best tour at them, bonus included */
    const double *day_bonus;  /* [groups][days] */
} hc_counted;

/* As hc_generate_more(), after hc_master_count_days(). */
hc_status hc_generate_counted(hc_generator *generator, hc_counted *counted,
                              hc_error *err) HC_MUST_USE;

void hc_generator_free(hc_generator *generator);

#endif
