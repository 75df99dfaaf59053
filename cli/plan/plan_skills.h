/* Who of a plan's people can serve which queues, read back from plan.json. For plan_inputs.c.
 */
#ifndef HC_CLI_PLAN_PLAN_SKILLS_H
#define HC_CLI_PLAN_PLAN_SKILLS_H

#include "cli/plan/plan_inputs.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills team, served and the roster's agents; nothing where people are one pool. Errors of
 * hc_plan_inputs_read(). */
hc_status hc_plan_skills_read(const hc_plan_file *plan, hc_plan_inputs *inputs,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
