/* Queues whose channel is taken from the history, and those that are called mail or chat and
 * staffed as calls. */
#ifndef HC_CLI_PLAN_CHANNEL_WORDS_H
#define HC_CLI_PLAN_CHANNEL_WORDS_H

#include "cli/base/lines.h"
#include "cli/plan/pipeline.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A line for each queue that is deferred work by its channel in the history, and for each queue
 * of calls whose channel, name or column of contacts says mail or chat, and that the centre
 * file says nothing of; and one for deferred work that is planned at night. HC_ERR_MEMORY. */
hc_status hc_channel_warnings(const hc_week_plan *plan, hc_lines *warnings,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
