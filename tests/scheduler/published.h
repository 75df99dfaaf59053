/* A roster as the rows that a published file has: what the checker judges. */
#ifndef HC_TESTS_SCHEDULER_PUBLISHED_H
#define HC_TESTS_SCHEDULER_PUBLISHED_H

#include "scheduler/check_roster.h"
#include "scheduler/roster.h"

/* rows[shifts * (HC_SHIFT_BREAKS_MAX + 1)]; texts are borrowed from roster and rules. Gives how
 * many.
 */
size_t published_rows(const hc_rules *rules, const hc_roster *roster, hc_roster_row *rows);

#endif
