/* Small rule sets that the tests of this room start from and then spoil. */
#ifndef HC_TESTS_SCHEDULER_FIXTURE_H
#define HC_TESTS_SCHEDULER_FIXTURE_H

#include "scheduler/rules.h"

#define FIXTURE_MONDAY 20787 /* 2026-11-30 */

/* One default contract and one class "full-time" of that many agents. */
hc_rules fixture_rules(size_t agents);

/* The same with that many named agents "a1", "a2" ..., always available. */
hc_rules fixture_named_rules(size_t agents);

/* The same, each with a wage and a group of their own. */
hc_rules fixture_distinct_rules(size_t agents);

/* Floating zone, from FIXTURE_MONDAY. */
hc_axis fixture_axis(int32_t interval_min, size_t days);

#endif
