/* One interval of a plan or a what-if: every figure of it as a formula with its numbers. */
#ifndef HC_CLI_EXPLAIN_EXPLAIN_INTERVAL_H
#define HC_CLI_EXPLAIN_EXPLAIN_INTERVAL_H

#include "cli/explain/explanation.h"
#include "cli/plan/plan_file.h"
#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Adds the lines of an interval: of one queue, or (NULL) of what the roster
 * covers. before is the forecast without the scenario, NULL where there is none; the plan is
 * then that of hc_scenario_plan(). HC_ERR_USAGE for a queue that there is not.
 */
hc_status hc_explain_interval(const hc_plan_file *plan, size_t slot, const char *queue,
                              const hc_series *before, const char *scenario, hc_explanation *to,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
