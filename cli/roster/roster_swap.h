/* `schedule --swap`: two people exchange their days, and what rules and cover say to it. */
#ifndef HC_CLI_ROSTER_ROSTER_SWAP_H
#define HC_CLI_ROSTER_ROSTER_SWAP_H

#include "cli/base/message.h"
#include "cli/read/roster_file.h"
#include "cli/roster/schedule_grid.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a swap is judged against. */
typedef struct hc_swap_case {
    const hc_schedule_grid *grid; /* its rules with agents */
    const hc_screen *screen;
} hc_swap_case;

/*
 * Exchanges, in the file's rows, what `text` says: "A,B,2026-11-23", several apart by
 * semicolons. Prints the rules that the roster breaks now and did not before, and hours and
 * cost before and after; *lawful tells whether there are none.
 *
 * Errors  HC_ERR_USAGE  text that is no swap, an unknown agent, a day on which neither works;
 *         as of hc_check_roster().
 */
hc_status hc_roster_swap(const hc_swap_case *against, const char *text, hc_roster_file *file,
                         hc_roster_verdict *after, bool *lawful, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
