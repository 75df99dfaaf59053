/* The roster of plan.json: people, shifts with their breaks, and what they are paid. For
 * plan_inputs.c. */
#ifndef HC_CLI_PLAN_PLAN_ROSTER_H
#define HC_CLI_PLAN_PLAN_ROSTER_H

#include "cli/plan/plan_inputs.h"
#include "scheduler/roster_costs.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills roster, roster_agents and price on the forecast's axis. Errors of
 * hc_plan_inputs_read(). */
hc_status hc_plan_roster_read(const hc_plan_file *plan, hc_plan_inputs *inputs,
                              hc_error *err) HC_MUST_USE;

/* What the plan's `schedule` says its roster costs; HC_MISSING where an older plan is silent.
 */
hc_roster_costs hc_plan_costs(const cJSON *schedule);

#ifdef __cplusplus
}
#endif
#endif
