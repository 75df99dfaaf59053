/*
 * The front door of solving: agents wanted per interval and the rules go in, a roster with a
 * proved lower bound comes out. Shifts and breaks are chosen together, for the whole horizon at
 * once.
 */
#ifndef HC_SCHEDULER_SCHEDULE_H
#define HC_SCHEDULER_SCHEDULE_H

#include "scheduler/roster.h"
#include "scheduler/rules.h"
#include "scheduler/schedule_options.h"

#ifdef __cplusplus
extern "C" {
#endif

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
 * divide a time of some contract (named: see schedule_interval.h); options out of range;
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
