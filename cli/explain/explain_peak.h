/* A peak's days, mixes and the cost of doing nothing, each figure with its formula. */
#ifndef HC_CLI_EXPLAIN_EXPLAIN_PEAK_H
#define HC_CLI_EXPLAIN_EXPLAIN_PEAK_H

#include "cli/explain/explanation.h"
#include "cli/whatif/peak.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Adds lines for every figure that hc_peak_print() gives; of the days only one, unless day is
 * HC_DAY_NONE. HC_ERR_MEMORY. */
hc_status hc_explain_peak(const hc_peak *peak, int64_t day, hc_explanation *to,
                          hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
