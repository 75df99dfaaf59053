/*
 * A plan as it would be under a scenario: the figures of plan.json, replaced by those of the
 * changed week, so that whoever reads a plan can read a what-if too.
 */
#ifndef HC_CLI_WHATIF_SCENARIO_PLAN_H
#define HC_CLI_WHATIF_SCENARIO_PLAN_H

#include "cli/whatif/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Replaces contacts, handle times, quantiles, rules, shrinkage, requirement and what the roster
 * delivers in the plan's tree; inputs are those read from it. Days, methods and shifts stay.
 * Errors of hc_scenario_apply() and hc_requirement_build(); HC_ERR_MEMORY.
 */
hc_status hc_scenario_plan(hc_plan_file *plan, const hc_plan_inputs *inputs,
                           const hc_centre *centre, const hc_scenario *scenario,
                           hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
