/* The figures of a week, of the plan or of a what-if, each as a formula with its numbers. */
#ifndef HC_CLI_EXPLAIN_EXPLAIN_WEEK_H
#define HC_CLI_EXPLAIN_EXPLAIN_WEEK_H

#include "cli/explain/explanation.h"
#include "cli/whatif/whatif.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Named in its first line by the scenario's name. Adds a line or more for every figure that is
 * known. Errors of hc_whatif_ask(). */
hc_status hc_explain_week(const hc_plan_inputs *plan, const hc_centre *centre,
                          const hc_scenario *scenario, hc_explanation *to,
                          hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
