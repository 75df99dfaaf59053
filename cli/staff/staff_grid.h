/* `staff --input`: a staffing question a row of a CSV file, an answer a row of the output. */
#ifndef HC_CLI_STAFF_STAFF_GRID_H
#define HC_CLI_STAFF_STAFF_GRID_H

#include "cli/base/message.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Answers every row of the file, in its order, on the screen. *exit_code becomes HC_EXIT_SHORT
 * when some row has no answer. A bad row is an error with its line and column; nothing is
 * printed then.
 */
hc_status hc_staff_grid(const char *path, const hc_screen *screen, int *exit_code,
                        hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
