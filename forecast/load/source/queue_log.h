/* Asterisk's queue_log, a line an event, as a list of single calls in delimited text. */
#ifndef HC_FORECAST_LOAD_SOURCE_QUEUE_LOG_H
#define HC_FORECAST_LOAD_SOURCE_QUEUE_LOG_H

#include <stdbool.h>
#include <stdio.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Does a text begin as such a log does: ten digits of an epoch and a bar? */
bool hc_queue_log_begins(const char *text, size_t length);

/*
 * A row for each event that ends a call's wait or talk: call id, time it came in (UTC, the
 * event's less its wait and talk), queue, abandoned, talk time, wait, transferred. Answered:
 * COMPLETEAGENT, COMPLETECALLER, and passed on: TRANSFER, BLINDTRANSFER, ATTENDEDTRANSFER. Not:
 * ABANDON, EXITWITHTIMEOUT, EXITWITHKEY, EXITEMPTY. Other events tell nothing more;
 * after-call work is not in the log.
 *
 * Errors  HC_ERR_FORMAT  no line ends a call; HC_ERR_INPUT  `out` cannot be written.
 * Source  docs.asterisk.org, Queue Logs.
 */
hc_status hc_queue_log_write(const char *text, size_t length, const char *name, FILE *out,
                             hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
