/*
 * plan.json: all of a plan for machines and for `explain`, whatif and report: schema_version,
 * inputs with their hashes, seed, every assumption, and the figures of every interval as arrays
 * over the axis. A number that is not known, and a patience without end, is null. Same plan,
 * same bytes.
 */
#ifndef HC_CLI_PUBLISH_WRITE_JSON_H
#define HC_CLI_PUBLISH_WRITE_JSON_H

#include <stdio.h>

#include "cli/publish/plan_result.h"

#ifdef __cplusplus
extern "C" {
#endif

/* HC_ERR_MEMORY; HC_ERR_OUTPUT (err names the file) when a write failed. */
hc_status hc_write_plan_json(const hc_plan_result *plan, FILE *out, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
