/* Shifts and people of a plan: who works when, and what a person's week adds up to. */
#ifndef HC_CLI_EXPLAIN_EXPLAIN_PEOPLE_H
#define HC_CLI_EXPLAIN_EXPLAIN_PEOPLE_H

#include "cli/explain/explanation.h"
#include "cli/plan/plan_file.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Adds the shifts that hold an interval, equal ones together with who has them. */
hc_status hc_explain_shifts(const hc_plan_file *plan, size_t slot, hc_explanation *to,
                            hc_error *err) HC_MUST_USE;

/* Adds one person's shifts and sums, by id. HC_ERR_USAGE when there is nobody of that id. */
hc_status hc_explain_person(const hc_plan_file *plan, const char *id, hc_explanation *to,
                            hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
