/*
 * The linear program over tours: how many of each group work which tour, so that cover and its
 * price are cheapest. Rows are differences of neighbouring cells' cover, which keeps tours
 * sparse: +1 where a piece of a shift begins, -1 where it ends.
 */
#ifndef HC_SCHEDULER_COVER_MASTER_H
#define HC_SCHEDULER_COVER_MASTER_H

#include "scheduler/cover/problem.h"
#include "scheduler/cover/run.h"

typedef struct hc_master
    hc_master; /* opaque: holds a GLPK problem; use it on one thread only */

hc_status hc_master_create(hc_master **master, const hc_problem *problem,
                           hc_error *err) HC_MUST_USE;

/* A new column; tours[days] is copied. HC_ERR_LIMIT, HC_ERR_MEMORY. */
hc_status hc_master_add(hc_master *master, size_t group, const hc_day_shift *tour,
                        hc_error *err) HC_MUST_USE;

/*
 * Solves from the last basis. *cost is the optimum, unless run was stopped meanwhile: then it
 * means nothing. HC_ERR_INTERNAL when the simplex gives up.
 */
hc_status hc_master_solve(hc_master *master, hc_run *run, double *cost,
                          hc_error *err) HC_MUST_USE;

/* Duals of the last optimum: worth[all_cells] of one more agent, head_price[groups] of one more
 * head. */
void hc_master_duals(const hc_master *master, double *worth, double *head_price);

size_t hc_master_columns(const hc_master *master);
size_t hc_master_group(const hc_master *master, size_t column);
const hc_day_shift *hc_master_tour(const hc_master *master,
                                   size_t column);              /* until the next add */
double hc_master_heads(const hc_master *master, size_t column); /* in the last optimum */

/* From now on at least so many heads work the tour. */
void hc_master_demand(hc_master *master, size_t column, double least);

void hc_master_free(hc_master *master);

#endif
