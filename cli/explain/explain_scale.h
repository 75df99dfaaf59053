/* What `scale` found, from the JSON that it writes: every number as a formula. */
#ifndef HC_CLI_EXPLAIN_EXPLAIN_SCALE_H
#define HC_CLI_EXPLAIN_EXPLAIN_SCALE_H

#include "cli/explain/explanation.h"
#include "cli/plan/plan_file.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether an opened file is a result of `scale`. */
bool hc_is_scale_file(const hc_plan_file *file);

/*
 * Adds the lines of the verdict and the vendors, or of the month or week `at`, as the file
 * names it ("2027-01"). HC_ERR_USAGE for a period that there is not, HC_ERR_FORMAT for a file
 * without its terms.
 */
hc_status hc_explain_scale(const hc_plan_file *file, const char *at, hc_explanation *to,
                           hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
