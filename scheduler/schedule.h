/*
 * The front door of solving: agents wanted per interval and the rules go in, a roster with a
 * proved lower bound comes out. Shifts and breaks are chosen together, for the whole horizon at
 * once.
 */
#ifndef HC_SCHEDULER_SCHEDULE_H
#define HC_SCHEDULER_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scheduler/roster.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SCHEDULE_DAYS_MAX 42      /* six weeks */
#define HC_SCHEDULE_HEADS_MAX 100000 /* agents of one solve; guards memory */
#define HC_SCHEDULE_REQUIRED_MAX 1e6 /* agents wanted in one interval */

/* How far a solve has come. Valid during the call only. */
typedef struct hc_schedule_progress {
    const char *stage;  /* "first answer", "bound", "whole tours", "improving",
                           "whole days" */
    double done;        /* 0..1 of the whole solve, a guess */
    double cost;        /* best roster so far; HC_MISSING before there is one */
    double lower_bound; /* best proof so far; HC_MISSING before there is one */
} hc_schedule_progress;

/*
 * Called many times a second from the thread that called hc_schedule_solve(). false stops the
 * solve, which then gives the best roster so far with the bound so far: this is how a caller
 * makes a time limit or Ctrl-C.
 */
typedef bool (*hc_schedule_watch)(void *context, const hc_schedule_progress *progress);

typedef struct hc_schedule_options {
    uint64_t seed;
    double effort;  /* 0..1000: multiplies the number of improving moves; 1 the usual, 0 none */
    size_t threads; /* 0: one a core; the roster does not depend on it */
    /* A roster to start from instead of from nothing, where nobody has a name and heads are
     * given: then only what lies near is searched. May have other numbers of people. NULL:
     * none.
     */
    const hc_roster *start;
    int32_t count_interval_min; /* mixes count hours short and over of whole people in intervals
                                   of this length; 0, or finer than the axis: in its own */
    hc_schedule_watch watch;    /* may be NULL */
    void *watch_context;
} hc_schedule_options;

/* seed 1, effort 1, one thread, no watch. */
hc_schedule_options hc_schedule_options_default(void);

/*
 * The coarsest interval, in minutes, on which these rules can be planned for an axis of
 * interval_min: the largest that divides it and every start grid, shift length, break length
 * and break offset. A caller whose axis is coarser repeats each interval's requirement on a
 * finer axis.
 */
int32_t hc_schedule_interval_min(const hc_rules *rules, int32_t interval_min);

/*
 * Finds shifts for everyone (or, with rules->choose_heads, how many people on which contracts
 * and their shifts) at the least cost: cover cost of each interval by rules->cover_cost, wages,
 * weekend days and, when heads are chosen, hiring.
 *
 * Shapes  required[hc_axis_slots(axis)]: agents wanted on the phones, after shrinkage; may be
 *         fractional.
 * Gives   *out on the given axis: roster agents without names (hc_assign_names() gives them),
 *         agent i being rules->agents[i] when there are any, else class by class in order;
 * shifts by agent and day; on_phones; cost; lower_bound; gap; lp_bound when the relaxation was
 *         solved to its end.
 *         Being short of agents is no error: the cover says where. People on leave work as many
 *         days as their leave and the rules leave them, at most what the contract says.
 * Weeks   run from the axis' first day in steps of seven days; in a last, shorter week the
 * least days and least paid minutes are lowered by what the missing days could have held, and
 *         days off together may lie outside. Rest and days in a row hold across weeks; what was
 *         worked before the horizon is not known and does not count.
 * Nights  a shift belongs to the day it starts on; what lies past the last day counts for
 * nothing. Errors  HC_ERR_RANGE       hc_rules_check() fails; the interval of the axis does not
 * divide a time of some contract (named: see hc_schedule_interval_min()); options out of range;
 * a roster to start from whose shifts are none of the contracts';
 * more than HC_SCHEDULE_DAYS_MAX days; HC_ERR_DOMAIN      required[] negative, not finite or
 * above HC_SCHEDULE_REQUIRED_MAX; HC_ERR_LIMIT       more heads than HC_SCHEDULE_HEADS_MAX, or
 * rules whose states are too many to search; HC_ERR_INFEASIBLE  a contract's rules leave no
 * legal week at all (named); HC_ERR_MEMORY.     On error *out is untouched. Source
 * docs/math.md#scheduling
 */
hc_status hc_schedule_solve(const hc_axis *axis, const double *required, const hc_rules *rules,
                            const hc_schedule_options *options, hc_roster *out,
                            hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
