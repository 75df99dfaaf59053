/*
 * The front door of the writers: a plan becomes the files of `plan --out DIR`, all or none:
 * six, people.csv when people are named, and cover.csv when they have skills. plan.json lists
 * what the group holds, other writers' files included, and is put in place last.
 */
#ifndef HC_CLI_PUBLISH_PUBLISH_H
#define HC_CLI_PUBLISH_PUBLISH_H

#include "cli/publish/plan_result.h"
#include "forecast/base/atomic_file.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_FILE_FORECAST "forecast.csv"
#define HC_FILE_REQUIREMENT "requirement.csv"
#define HC_FILE_SHIFTS "shifts.csv"
#define HC_FILE_ROSTER "roster.csv"
#define HC_FILE_PLAN "plan.json"
#define HC_FILE_REPORT "report.html"

/*
 * Writes the files into the group; the caller commits.
 * Errors  HC_ERR_OUTPUT  a write failed (err names the file); HC_ERR_MEMORY; HC_ERR_USAGE when
 * the plan lacks a forecast, requirement, rules or roster, or their axes differ.
 */
hc_status hc_publish_plan(const hc_plan_result *plan, hc_atomic_group *out,
                          hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
