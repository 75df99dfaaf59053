/* The plan on one screen: at most 25 lines that a planner can act on. */
#ifndef HC_CLI_PLAN_SUMMARY_H
#define HC_CLI_PLAN_SUMMARY_H

#include <stdbool.h>

#include "cli/base/message.h"
#include "cli/plan/pipeline.h"
#include "cli/publish/plan_result.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Names the files that were asked for. */
hc_status hc_summary_print(const hc_plan_result *plan, const hc_plan_settings *asked,
                           const hc_screen *screen, hc_error *err) HC_MUST_USE;

/* Whether the roster gives the week the service level that is asked for. */
bool hc_summary_target_met(const hc_plan_result *plan);

#ifdef __cplusplus
}
#endif
#endif
