/*
 * The folder that a verb writes: can it be written, would an input be lost? To be asked before
 * hours of work.
 */
#ifndef HC_CLI_BASE_OUTPUT_FOLDER_H
#define HC_CLI_BASE_OUTPUT_FOLDER_H

#include <stddef.h>

#include "cli/base/message.h"
#include "cli/base/verb.h"
#include "forecast/base/atomic_file.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_OUTPUT_PATH_MAX 4096 /* bytes of a file's path */

/* HC_ERR_OUTPUT when the folder is no folder, cannot be written, or cannot be made. */
hc_status hc_output_folder_check(const char *folder, hc_error *err) HC_MUST_USE;

/* HC_ERR_OUTPUT when one of the files folder/names[] is read by this call: a positional
 * argument or a path that an option names. */
hc_status hc_output_spares_inputs(const char *folder, const char *const *names,
                                  size_t name_count, const hc_call *call,
                                  hc_error *err) HC_MUST_USE;

/* HC_ERR_OUTPUT when the input (NULL and "-" are fine) is one of the files folder/names[]. */
hc_status hc_output_spares_input(const char *folder, const char *const *names,
                                 size_t name_count, const char *input,
                                 hc_error *err) HC_MUST_USE;

/*
 * Puts the files of the group in place. A dry run leaves the folder as it is and says what this
 * would do; all has been written to temporary files by then, so that it tells of a full disk,
 * too. HC_ERR_OUTPUT.
 */
hc_status hc_output_commit(hc_atomic_group *group, const char *folder, bool dry_run,
                           const hc_screen *screen, hc_error *err) HC_MUST_USE;

/* The option of the verbs that write a folder; at: of a bool of their settings. */
#define HC_DRY_RUN_OPTION(at)                                                                  \
    {                                                                                          \
        "dry-run", 0, false, HC_OPTION_FLAG, (at), "", 0, 0,                                   \
            "do all the work and check the folder, but leave it as it is: say what would be "  \
            "written"                                                                          \
    }

#ifdef __cplusplus
}
#endif
#endif
