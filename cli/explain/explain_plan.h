/* The figures of a plan's summary: peak, hours, service and proof, each with its formula. */
#ifndef HC_CLI_EXPLAIN_EXPLAIN_PLAN_H
#define HC_CLI_EXPLAIN_EXPLAIN_PLAN_H

#include "cli/explain/explanation.h"
#include "cli/plan/plan_file.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Adds a line or more for every number of `figures` and `schedule` in plan.json. */
hc_status hc_explain_plan(const hc_plan_file *plan, hc_explanation *to,
                          hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
