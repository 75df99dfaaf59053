/*
 * Rosters as iCalendar files (RFC 5545) for the calendars people carry: one event a shift,
 * breaks in its description. Times are UTC, or floating where the plan has no zone. Writing the
 * same roster again gives the same bytes and the same UIDs, so a second import moves events
 * instead of adding.
 */
#ifndef HC_CLI_PUBLISH_WRITE_ICAL_H
#define HC_CLI_PUBLISH_WRITE_ICAL_H

#include <stdio.h>

#include "forecast/base/atomic_file.h"
#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_FILE_TEAM "team.ics"
#define HC_ICAL_FILE_NAME_MAX 80

/* The shifts of everybody; the summary of each event names the person. */
hc_status hc_write_team_ical(const hc_rules *rules, const hc_roster *roster, FILE *out,
                             hc_error *err) HC_MUST_USE;

/* The shifts of one agent of the roster. */
hc_status hc_write_agent_ical(const hc_rules *rules, const hc_roster *roster, size_t agent,
                              FILE *out, hc_error *err) HC_MUST_USE;

/* "agent-0007-kim-minji.ics": number and letters only, whatever the identifier holds. */
void hc_ical_file_name(const hc_roster *roster, size_t agent, char name[HC_ICAL_FILE_NAME_MAX]);

/* team.ics and a file for each agent with a shift, into the group; the caller commits. */
hc_status hc_publish_calendars(const hc_rules *rules, const hc_roster *roster,
                               hc_atomic_group *out, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
