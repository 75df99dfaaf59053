/*
 * What became of the contacts lately, for a plan's notes: passed on, come again, solved. Who is
 * passed on or comes again tells the matter again, so better answers are fewer contacts.
 */
#ifndef HC_CLI_PLAN_OUTCOME_NOTE_H
#define HC_CLI_PLAN_OUTCOME_NOTE_H

#include "cli/base/lines.h"
#include "cli/read/history.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Adds a line of the newest 13 weeks, with the queue that is the worst where it surely is; none
 * when the ledger knows nothing of it. HC_ERR_MEMORY. */
hc_status hc_outcome_note(const hc_history *history, hc_lines *notes,
                          hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
