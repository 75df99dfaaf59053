/*
 * The linear program over tours: how many of each group work which tour, so that cover and its
 * price are cheapest. Rows are differences of neighbouring cells' cover, which keeps tours
 * sparse: +1 where a piece of a shift begins, -1 where it ends. People who serve several queues
 * cover rows of their own, from which columns without price lead to the rows of their queues.
 */
#ifndef HC_SCHEDULER_COVER_MASTER_H
#define HC_SCHEDULER_COVER_MASTER_H

#include "scheduler/cover/columns.h"
#include "scheduler/cover/run.h"

typedef struct hc_master
    hc_master; /* opaque: holds a GLPK problem; use it on one thread only */

hc_status hc_master_create(hc_master **master, const hc_problem *problem,
                           hc_error *err) HC_MUST_USE;

/*
 * Columns for the tour (tours[days], copied): the tour itself or, of a loose group, those of
 * its pieces that are not there yet. HC_ERR_LIMIT, HC_ERR_MEMORY.
 */
hc_status hc_master_add(hc_master *master, size_t group, const hc_day_shift *tour,
                        hc_error *err) HC_MUST_USE;

/* One more shift of a day for the heads of a loose group that start from `base` on; some of
 * its frames must work then, see hc_master_day_price(). */
hc_status hc_master_add_day(hc_master *master, size_t group, size_t day, int32_t base,
                            const hc_day_shift *shift, hc_error *err) HC_MUST_USE;
/* The next solve starts from a basis of the columns that are there, not from an empty one. */
void hc_master_start_from_tours(hc_master *master);

/*
 * Solves from the last basis: by the dual simplex when nothing but demands has changed. *cost
 * is the optimum if hc_master_is_optimal() says so afterwards. HC_ERR_INTERNAL when
 * the simplex gives up.
 */
hc_status hc_master_solve(hc_master *master, hc_run *run, double *cost,
                          hc_error *err) HC_MUST_USE;

/*
 * From now on at most so much more work: simplex steps, each times the rows there are. It takes
 * about as long on every input, some 0.25 microseconds, and is the same on every machine.
 */
void hc_master_allow(hc_master *master, double work);

/* What has been done so far, in the same measure. */
double hc_master_work(const hc_master *master);

/* The last solve came to its end: was neither stopped nor used up the allowance. */
bool hc_master_is_optimal(const hc_master *master);

/* Whether the last solve found the demands to contradict each other. */
bool hc_master_is_contradicted(const hc_master *master);

/* Duals of the last optimum: worth[sets][all_cells] of one more agent of a set,
 * head_price[groups] of one more head. */
void hc_master_duals(const hc_master *master, double *worth, double *head_price);

/*
 * At the last optimum: what a shift of this day must save for a head of a loose group that
 * starts from `base` on. false when no frame is known that works then.
 */
bool hc_master_day_price(const hc_master *master, size_t group, size_t day, int32_t base,
                         double *price);

const hc_columns *hc_master_columns(const hc_master *master);   /* until the next add */
double hc_master_heads(const hc_master *master, size_t column); /* in the last optimum */

/* From now on at least so many heads work the tour. */
void hc_master_demand(hc_master *master, size_t column, double least);

/* From now on, where heads are chosen, at most so many in the group. */
void hc_master_limit(hc_master *master, size_t group, double most);

/* ---- heads counted by day, to divide the problem by whole counts ---- */

/*
 * From now on the heads of each group and those of them at work on each day are counted, and
 * may be limited; the optimum stays until they are. Once only; HC_ERR_MEMORY.
 */
hc_status hc_master_count_days(hc_master *master, hc_error *err) HC_MUST_USE;

/* In the last optimum: heads of the group, and those at work on a day. */
double hc_master_group_heads(const hc_master *master, size_t group);
double hc_master_day_heads(const hc_master *master, size_t group, size_t day);

/* From now on they are at least `least` and at most `most`. */
void hc_master_limit_heads(hc_master *master, size_t group, double least, double most);
void hc_master_limit_day(hc_master *master, size_t group, size_t day, double least,
                         double most);

/* What a head at work on each day is paid by those limits in the last optimum,
 * bonus[groups][days]; false where days are not counted: then nothing. */
bool hc_master_day_bonus(const hc_master *master, double *bonus);

void hc_master_free(hc_master *master);

#endif
