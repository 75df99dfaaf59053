/* A back-test on the screen or in a pipe: every method's errors, then what they mean. */
#ifndef HC_CLI_PRINT_BACKTEST_H
#define HC_CLI_PRINT_BACKTEST_H

#include "cli/base/message.h"
#include "forecast/measure/backtest.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Table: errors in percent, the error that chance alone leaves, then three sentences; csv and
 * json: a row a method with shares, the sentences as notes. A history that supports no claim is
 * warned of. HC_ERR_MEMORY.
 */
hc_status hc_print_backtest(const hc_backtest *backtest, const hc_screen *screen,
                            hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
