/* Waits of single callers from a CSV file, wait_s,hung_up: the patience that they show. */
#ifndef HC_CLI_STAFF_WAITS_FILE_H
#define HC_CLI_STAFF_WAITS_FILE_H

#include "erlang/general_patience.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The curve of hang-ups over waiting time. hung_up is 1, yes or true where the wait ended by
 * hanging up, else 0, no or false. Errors  HC_ERR_INPUT, HC_ERR_FORMAT, HC_ERR_PARSE,
 * HC_ERR_RANGE with line and column; HC_ERR_EMPTY  nobody hung up; HC_ERR_MEMORY.
 */
hc_status hc_waits_load(const char *path, hc_patience_curve *curve, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
