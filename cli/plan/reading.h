/*
 * How a history was read (its columns, zone, marks ..), kept in plan.json so that what asks the
 * history again later reads it in the same way.
 */
#ifndef HC_CLI_PLAN_READING_H
#define HC_CLI_PLAN_READING_H

#include "cli/base/lines.h"
#include "cli/plan/plan_file.h"
#include "cli/publish/plan_result.h"
#include "cli/read/history.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_READING_MAX 32 /* options of a history */

/*
 * The options of a history that differ from their defaults, all but the centre file, which is
 * an input by itself. options[HC_READING_MAX] borrow their values from the settings and from
 * values. HC_ERR_MEMORY.
 */
hc_status hc_reading_tell(const hc_history_settings *how, hc_lines *values,
                          hc_plan_option *options, size_t *count, hc_error *err) HC_MUST_USE;

/* The plan's own history files, but for standard input; files[HC_LOAD_FILES_MAX] are borrowed.
 */
size_t hc_reading_own_files(const hc_plan_file *plan, const char **files);

/*
 * Opens history files as those of the plan were read: what `how` sets itself (centre, special
 * days, ledger) wins. Files that are not the plan's own may be newer, so --from and --until do
 * not hold for them, and any that cannot be read so are read as if nothing were known of them.
 * Errors of hc_history_open(); HC_ERR_FORMAT when the plan's options are none of this program.
 * Clear *history in any case.
 */
hc_status hc_reading_open(const hc_plan_file *plan, bool own, const hc_history_settings *how,
                          const char *const *files, size_t count, const hc_screen *screen,
                          hc_history *history, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
