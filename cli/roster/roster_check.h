/* `schedule --check`: judges a published roster against a requirement and the rules. */
#ifndef HC_CLI_ROSTER_ROSTER_CHECK_H
#define HC_CLI_ROSTER_ROSTER_CHECK_H

#include "cli/base/message.h"
#include "cli/roster/schedule_grid.h"
#include "scheduler/check_roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Reads the roster, judges it and prints every broken rule, hours and cost, as
 * hc_schedule_grid_judge() counts them. *exit_code becomes HC_EXIT_SHORT when a rule is
 * broken. Errors of hc_roster_file_read() and hc_check_roster().
 */
hc_status hc_roster_check(const char *path, const hc_schedule_grid *grid,
                          const hc_screen *screen, int *exit_code, hc_error *err) HC_MUST_USE;

/* A row a broken rule; for people nothing when there is none. HC_ERR_MEMORY. */
hc_status hc_roster_print_broken(const hc_violation *broken, size_t count,
                                 const hc_screen *screen, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
