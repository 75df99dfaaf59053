/* What differs between two rosters of the same people: a row an agent and day. */
#ifndef HC_CLI_ROSTER_ROSTER_CHANGE_H
#define HC_CLI_ROSTER_ROSTER_CHANGE_H

#include "cli/base/table.h"
#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Fills *table (cleared by the caller) with agent, date, was and now, by agent and day: shifts
 * as "09:00-17:30", "off" without one; where only breaks moved, those that did. Shifts of both
 * stand by agent, then day. HC_ERR_MEMORY.
 */
hc_status hc_roster_changes(const hc_rules *rules, const hc_roster *before,
                            const hc_roster *after, hc_table *table, hc_error *err) HC_MUST_USE;

/* The first rows for people, and how many more changes.csv holds; all of it otherwise. */
void hc_roster_changes_print(const hc_table *table, const hc_screen *screen);

#ifdef __cplusplus
}
#endif
#endif
