/* Lines of the summary on the screen, and the pieces that they are made of. */
#ifndef HC_CLI_PLAN_SUMMARY_PART_H
#define HC_CLI_PLAN_SUMMARY_PART_H

#include <stdio.h>

#include "cli/plan/summary.h"
#include "cli/publish/figures.h"
#include "cli/publish/short_spells.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SUMMARY_SLOT_MAX (2 * HC_TIME_TEXT_MAX + 8)

/* "Mon 1999-08-02 10:30" */
void hc_summary_slot(const hc_axis *axis, size_t slot, char *text, size_t size);

const char *hc_summary_people_word(int32_t count); /* "person", "people" */

/* Whether any service level is asked for. */
bool hc_summary_has_target(const hc_plan_result *plan);

/* The line "Service": first what to count on, the level over the forecast's spread where it is
 * known. */
void hc_summary_put_service(const hc_plan_result *plan, const hc_plan_figures *figures,
                            FILE *out);

/* What each queue gets, where it has people of its own or by skill. */
void hc_summary_put_queues(const hc_plan_result *plan, FILE *out);

/* The line "Short", with the worst of the spells. */
void hc_summary_put_short(const hc_plan_result *plan, const hc_plan_figures *figures,
                          const hc_short_spell *spells, size_t count, FILE *out);

/* The line "To do"; heads[class]: people with a shift. */
void hc_summary_put_to_do(const hc_plan_result *plan, const hc_plan_figures *figures,
                          const size_t *heads, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
