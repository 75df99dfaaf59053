/*
 * plan.xlsx: the plan as a workbook for people who live in spreadsheets. Texts are written as
 * texts, never as formulas; only valid UTF-8 and finite numbers reach the library, and the
 * finished file is opened and checked before it may replace an older one. One promise of ours
 * does not hold here: the library behind it does not survive every failing allocation.
 */
#ifndef HC_CLI_PUBLISH_WRITE_XLSX_H
#define HC_CLI_PUBLISH_WRITE_XLSX_H

#include "cli/publish/plan_result.h"
#include "forecast/base/atomic_file.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_FILE_WORKBOOK "plan.xlsx"
#define HC_XLSX_TEXT_MAX 2048 /* bytes of a cell; longer texts are cut at a character */

/*
 * Sheets Summary, Forecast, Requirement, Schedule, Roster, Assumptions into the file at path.
 * HC_ERR_LIMIT when a sheet would have more rows than a spreadsheet opens; HC_ERR_OUTPUT when
 * it could not be written, or read back with everything that was put in (hc_xlsx_check).
 */
hc_status hc_write_plan_xlsx(const hc_plan_result *plan, const char *path,
                             hc_error *err) HC_MUST_USE;

/* Writes plan.xlsx into the group; the caller commits. */
hc_status hc_publish_workbook(const hc_plan_result *plan, hc_atomic_group *out,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
