/*
 * The price of cover: what each number of people costs in every cell, as a table of what one
 * more saves. By rising steps on both sides of what is required, or by curves of service.
 */
#ifndef HC_SCHEDULER_COVER_PRICES_H
#define HC_SCHEDULER_COVER_PRICES_H

#include "scheduler/cover/problem.h"

/*
 * Fills empty_cost, gain_first and gains of a problem whose cells are counted. People in
 * activities count as cover at their time, so that the tables begin there.
 * Errors  HC_ERR_DOMAIN  a requirement is no number of people; HC_ERR_RANGE  curves do not fit
 * or are not convex and falling; HC_ERR_LIMIT  the tables grow too large; HC_ERR_MEMORY.
 */
hc_status hc_prices_make(hc_problem *problem, const hc_axis *axis, const double *required,
                         const hc_rules *rules, hc_error *err) HC_MUST_USE;

/* Price of `agents` in a queue's cell, from the table alone. */
double hc_cell_cost(const hc_problem *problem, size_t cell, int32_t agents);

#endif
