/* The skills of people as files name them, "billing|service", in the numbers of the rules. */
#ifndef HC_CLI_CENTRE_SKILL_NAMES_H
#define HC_CLI_CENTRE_SKILL_NAMES_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SKILLS_APART '|'
#define HC_SKILLS_APART_TEXT "|"

/* Queues by name, else but for capital letters; blanks around a name do not count. Between
 * bars, what is no queue's name may be several with commas, semicolons or slashes between them.
 * Nothing named: 0. HC_ERR_FORMAT, with the place given, for a queue that the rules have no
 * requirement of. */
hc_status hc_skill_names_read(const hc_rules *rules, const char *text, hc_place at,
                              hc_skills *skills, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
