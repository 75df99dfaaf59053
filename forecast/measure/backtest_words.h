/*
 * What a back-test comes to, in sentences.
 */
#ifndef HC_FORECAST_MEASURE_BACKTEST_WORDS_H
#define HC_FORECAST_MEASURE_BACKTEST_WORDS_H

#include "forecast/measure/backtest.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Rows of the scores that are candidates; they come last. */
size_t hc_backtest_candidates(const hc_backtest *out);

/* Fills the warning and the sentences from scores and totals; calls: contacts of the scored
 * first weeks. */
void hc_backtest_say(hc_backtest *out, double calls);

#ifdef __cplusplus
}
#endif
#endif
