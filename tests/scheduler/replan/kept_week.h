/* A small team with a published roster, for the tests of planning again. */
#ifndef HC_TESTS_SCHEDULER_REPLAN_KEPT_WEEK_H
#define HC_TESTS_SCHEDULER_REPLAN_KEPT_WEEK_H

#include "scheduler/check_roster.h"
#include "scheduler/roster.h"

/* Named agents on one contract of eight and a half hours; half hours of a week from a Monday.
 */
typedef struct kept_week {
    hc_axis axis;
    hc_rules rules;
    double *required;
    hc_roster roster; /* solved for that requirement */
} kept_week;

/* Solved with the given agents and seed, to the first roster that keeps all rules; the
 * requirement follows a day with two humps. */
void kept_week_make(kept_week *week, size_t agents, uint64_t seed);

/* The same, searched until little is left to improve: takes seconds. */
void kept_week_make_searched(kept_week *week, size_t agents, uint64_t seed);

/* Broken rules of a roster against the week's rules as they are now; prints the first. */
size_t kept_week_broken(const kept_week *week, const hc_roster *roster);

/* Cost that the independent checker finds. */
double kept_week_cost(const kept_week *week, const hc_roster *roster);

void kept_week_clear(kept_week *week);

#endif
