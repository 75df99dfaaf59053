/*
 * report.html: the plan as one file that people read, print and pass on. It works offline,
 * fetches nothing (its security policy forbids it), shows names from outside as inert text, and
 * carries its charts of cover, need and shifts as SVG, which needs no script.
 */
#ifndef HC_CLI_PUBLISH_WRITE_HTML_H
#define HC_CLI_PUBLISH_WRITE_HTML_H

#include <stdio.h>

#include "cli/publish/plan_result.h"

#ifdef __cplusplus
extern "C" {
#endif

/* HC_ERR_MEMORY; HC_ERR_OUTPUT (err names the file) when a write failed. */
hc_status hc_write_report_html(const hc_plan_result *plan, FILE *out,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
