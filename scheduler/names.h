/*
 * Names: who of a class gets which of its tours. The optimiser plans identical agents; here
 * each class becomes one assignment problem whose price is how far a tour lies from what a
 * person asked for, and the roster's agents get their identifiers.
 */
#ifndef HC_SCHEDULER_NAMES_H
#define HC_SCHEDULER_NAMES_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Gives the roster's agents their identifiers. With rules->agents the tours of each class are
 * dealt out at the least cost of wages and priced wishes; among equals at the fewest points of
 * unfairness and of wishes that have no price (scheduler/wishes.h). Then runs of days are
 * exchanged within the class as long as that lowers cost or points (scheduler/level.h). Nobody
 * gets a tour on a day off, outside their hours, or with fewer days and less paid time than
 * they owe. Agent i of the roster, before and after, is agent i of the rules; shifts are sorted
 * again, and the roster's cost and gap are those of the deal. Without, agents are numbered
 * within their class: "full-time-001".
 *
 * Errors  HC_ERR_RANGE       the roster's agents of a class are not as many as the rules';
 *         HC_ERR_INFEASIBLE  no way to deal a class's tours respects every day off;
 *         HC_ERR_MEMORY.     On error *roster is as before.
 */
hc_status hc_assign_names(const hc_rules *rules, hc_roster *roster, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
