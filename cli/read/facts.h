/* What was understood of a history, as rows of subject, fact and value: for `check` and for
 * plans. */
#ifndef HC_CLI_READ_FACTS_H
#define HC_CLI_READ_FACTS_H

#include "cli/base/table.h"
#include "cli/read/history.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An empty table of three text columns. */
hc_table hc_facts_table(void);

/* Files, columns, units, dates, rows: also when loading failed half-way. */
hc_status hc_facts_of_files(const hc_history *history, hc_table *facts,
                            hc_error *err) HC_MUST_USE;

/* Span, interval, queues, hours, gaps, outages, special days of a cleaned history. */
hc_status hc_facts_of_history(const hc_history *history, hc_table *facts,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
