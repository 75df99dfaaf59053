/* Who works overtime in which week, most first, as people read it. */
#ifndef HC_CLI_ROSTER_OVERTIME_TABLE_H
#define HC_CLI_ROSTER_OVERTIME_TABLE_H

#include "cli/base/message.h"
#include "scheduler/roster.h"

/* An empty line and the first weeks of most overtime; nothing when there is none. */
hc_status hc_overtime_table_print(const hc_rules *rules, const hc_roster *roster,
                                  const hc_screen *screen, hc_error *err) HC_MUST_USE;

/* "12.5 hours in 3 weeks of 2 people, most 6.0 hours: E3 in the week from 2026-11-23"; text is
 * empty when there is none. */
hc_status hc_overtime_words(const hc_rules *rules, const hc_roster *roster, char *text,
                            size_t size, hc_error *err) HC_MUST_USE;

#endif
