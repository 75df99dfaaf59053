/*
 * A published roster brought back: from its rows to people with shifts, so that it can be kept,
 * changed a little, swapped about or added to.
 */
#ifndef HC_SCHEDULER_REPLAN_KEPT_H
#define HC_SCHEDULER_REPLAN_KEPT_H

#include "scheduler/check_roster.h"
#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_kept_count {
    size_t unknown_agents; /* rows of people whom the rules do not name; left out */
    size_t outside;        /* rows of days outside the axis; left out */
} hc_kept_count;

/*
 * Where the rules name nobody, the people of the rows become their agents, in the order of
 * their first rows, and heads are no longer ours to choose. Does nothing when there are agents.
 *
 * Errors  HC_ERR_RANGE   a class that the rules do not have, or two of one person;
 *         HC_ERR_MEMORY. On error *rules is as before.
 */
hc_status hc_kept_people(const hc_roster_row *rows, size_t row_count, hc_rules *rules,
                         hc_error *err) HC_MUST_USE;

/*
 * Rows as a roster on the axis; agent i of it is rules->agents[i]. A break takes the first free
 * rule of its name whose window holds it, else the first free one of its name.
 *
 * Gives   *out with on_phones; nothing is proved of it. count may be NULL.
 * Errors  HC_ERR_RANGE   rules without agents; two shifts of one person on one day; a shift
 *         that ends before it starts or lasts more than a day; a break outside its shift or
 *         unknown to the contract; HC_ERR_MEMORY. On error *out is untouched.
 */
hc_status hc_kept_roster(const hc_axis *axis, const hc_rules *rules, const hc_roster_row *rows,
                         size_t row_count, hc_roster *out, hc_kept_count *count,
                         hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
