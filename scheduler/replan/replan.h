/*
 * A published roster planned again with few changes: every agent-day that differs from it has a
 * price. Either whole shifts may change, or only the breaks that have not begun yet.
 */
#ifndef HC_SCHEDULER_REPLAN_REPLAN_H
#define HC_SCHEDULER_REPLAN_REPLAN_H

#include "scheduler/replan/replan_options.h"
#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_replan {
    hc_roster roster;    /* its cost and lower bound hold the price of changes */
    size_t changed_days; /* agents times days that differ from the kept roster */
    size_t forced_days;  /* of which could not stay: the rules forbid what was kept */
    double change_total; /* changed_days times their price */
    double cost_before;  /* of the kept roster, without the shifts that the rules do not know */
} hc_replan;

#define HC_REPLAN_INIT                                                                         \
    {                                                                                          \
        0                                                                                      \
    }

/*
 * Shapes  required as for hc_schedule_solve(); rules with agents; kept on the same days, agent
 * i of it being rules->agents[i], see hc_kept_roster(). Gives   the cheapest roster found, by
 * cover, wages, weekends and changes together, and a lower bound of that sum by Lagrangian
 * relaxation. People whose kept week the rules forbid, such as after a new day off, get a
 * lawful one with the fewest changed days first. Among equally cheap rosters the fewer changes
 * win. Errors  as hc_schedule_solve(); HC_ERR_RANGE also for a negative price, rules without
 * agents, a `day` outside the axis, and, with breaks_only, a kept shift that is not one of its
 *         contract's, whose cover could not be counted. On error *out is untouched.
 * Source  docs/math.md#planning-again
 */
hc_status hc_replan_solve(const hc_axis *axis, const double *required, const hc_rules *rules,
                          const hc_roster *kept, const hc_replan_options *options,
                          hc_replan *out, hc_error *err) HC_MUST_USE;

void hc_replan_clear(hc_replan *replan);

#ifdef __cplusplus
}
#endif
#endif
