/* What each named person gets: a row a person, and the same in a few words for all. */
#ifndef HC_CLI_PUBLISH_WRITE_PEOPLE_H
#define HC_CLI_PUBLISH_WRITE_PEOPLE_H

#include <stdio.h>

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_FILE_PEOPLE "people.csv"

/*
 * agent,name,class,shifts,hours,weekends,lates,hours_from_wish,wished_days_off,granted_days_off,
 * weekends_total,lates_total,hours_total,overtime_hours: the totals with what was worked before
 * the horizon; overtime is of the weeks' paid hours; hours_from_wish is a shift's mean distance
 * from the preferred start, empty without one. Errors  HC_ERR_OUTPUT.
 */
hc_status hc_write_people_csv(const hc_rules *rules, const hc_roster *roster, FILE *out,
                              hc_error *err) HC_MUST_USE;

/*
 * "9 of 12 wished days off are free; starts are 0:25 from the wish on average". Gives false,
 * and text is empty, when nobody wished for anything. The other: "weekends 0 to 2, late shifts
 * 1 to 4, hours 32 to 40 a person".
 */
bool hc_wish_words(const hc_rules *rules, const hc_roster *roster, char *text, size_t size);
void hc_fair_words(const hc_rules *rules, const hc_roster *roster, char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
