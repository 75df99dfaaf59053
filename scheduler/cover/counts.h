/*
 * Whole numbers of people at work: the linear program may have 33.7 heads and 21.4 of them at
 * work on a day, a schedule may not. The problem is divided by such counts until they are
 * whole, which sharpens the bound and settles whom the search for a schedule starts from.
 */
#ifndef HC_SCHEDULER_COVER_COUNTS_H
#define HC_SCHEDULER_COVER_COUNTS_H

#include "scheduler/cover/generate.h"

/* Whether there are few enough counts for that. */
bool hc_counts_are_few(const hc_problem *problem);

/*
 * After hc_generate() came to its end; best_cost is that of the best schedule known. Gives the
 * bound (-INFINITY when stopped before there is one) and leaves the master limited to the best
 * counts found, and solved. HC_ERR_MEMORY, HC_ERR_LIMIT, HC_ERR_INTERNAL as of
 * hc_master_solve().
 */
hc_status hc_settle_counts(const hc_problem *problem, hc_master *master,
                           hc_generator *generator, double best_cost, hc_run *run,
                           double *lower_bound, hc_error *err) HC_MUST_USE;

#endif
