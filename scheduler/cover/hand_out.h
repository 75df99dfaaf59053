/* Whole numbers of a linear program's columns made into everyone's tours. */
#ifndef HC_SCHEDULER_COVER_HAND_OUT_H
#define HC_SCHEDULER_COVER_HAND_OUT_H

#include "scheduler/cover/columns.h"
#include "scheduler/cover/pricing.h"

/* Adds to used[groups] how many heads of each group the columns take; heads[columns]. */
void hc_count_heads(const hc_columns *columns, const int32_t *heads, size_t *used);

/*
 * Gives the heads of an empty plan their tours, group by group from the group's first head on.
 * A frame's day that has no shift gets the best one then. Errors  HC_ERR_MEMORY.
 */
hc_status hc_hand_out(const hc_columns *columns, const int32_t *heads, hc_pricer *pricer,
                      hc_plan *plan, hc_error *err) HC_MUST_USE;

#endif
