/* The assignment problem: rows to columns of their own at the least price. */
#ifndef HC_SCHEDULER_ASSIGN_H
#define HC_SCHEDULER_ASSIGN_H

#include "forecast/base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_ASSIGN_MAX 5000 /* columns; guards the size of the price table */

/*
 * Cheapest one-to-one assignment of every row to a column of its own.
 *
 * Shapes  price[rows * columns], a row's prices together; rows <= columns; column_of[rows].
 * Values  any finite number; INFINITY forbids the pair.
 * Gives   among equally cheap assignments always the same one. *total may be NULL.
 * Errors  HC_ERR_RANGE       rows above columns, or a price that is NaN or -INFINITY;
 *         HC_ERR_LIMIT       more than HC_ASSIGN_MAX columns;
 *         HC_ERR_INFEASIBLE  the forbidden pairs leave no assignment; the message names a row;
 *         HC_ERR_MEMORY.     On error column_of[] and *total are untouched.
 * Source  shortest augmenting paths: docs/math.md#names-and-checks
 */
hc_status hc_assign_rows(const double *price, size_t rows, size_t columns, size_t *column_of,
                         double *total, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
