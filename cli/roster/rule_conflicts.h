/*
 * Rules that leave nobody of a class, or not a person with days off or hours of their own, a
 * whole legal week: said in words a planner can act on, and given way so that there still is a
 * roster.
 */
#ifndef HC_CLI_ROSTER_RULE_CONFLICTS_H
#define HC_CLI_ROSTER_RULE_CONFLICTS_H

#include "cli/base/lines.h"
#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Says for each class without a legal week which rules contradict each other and the least
 * change that would do, and lets what its contract asks of a week give way in classes[], a copy
 * of the rules' own. *found tells how many there are.
 */
hc_status hc_conflicts_give_way(const hc_axis *axis, const hc_rules *rules, hc_class *classes,
                                hc_lines *lines, size_t *found, hc_error *err) HC_MUST_USE;

/* Says the same of people with days off, hours of their own or work just before who work less
 * in some week than their contract asks: the first few, and how many more there are. */
hc_status hc_conflicts_of_leave(const hc_axis *axis, const hc_rules *rules,
                                const hc_roster *roster, hc_lines *lines,
                                hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
