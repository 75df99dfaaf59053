/* One month or week of the long plan of `scale`, from the JSON that it writes. */
#ifndef HC_CLI_EXPLAIN_EXPLAIN_MONTH_H
#define HC_CLI_EXPLAIN_EXPLAIN_MONTH_H

#include "cli/explain/explanation.h"
#include "cli/plan/plan_file.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Adds the lines of the period `at`, as the file names it ("2027-01"); the file has terms and
 * periods. HC_ERR_USAGE for a period that there is not. */
hc_status hc_explain_month(const cJSON *root, const char *at, hc_explanation *to,
                           hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
