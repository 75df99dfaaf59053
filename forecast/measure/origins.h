/* The days that back-tests forecast from. */
#ifndef HC_FORECAST_MEASURE_ORIGINS_H
#define HC_FORECAST_MEASURE_ORIGINS_H

#include "forecast/measure/backtest.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The day after the history's last one. */
int64_t hc_origins_end(const hc_series *history);

/* The last Mondays with a week after them and enough history before, ascending, into
 * origins[HC_BACKTEST_ORIGINS_DEFAULT]; returns how many. */
size_t hc_origins_default(const hc_series *history, int64_t *origins);

/* from[count] in ascending order without doubles, into origins[count]; returns how many. */
size_t hc_origins_sort(const int64_t *from, size_t count, int64_t *origins);

#ifdef __cplusplus
}
#endif
#endif
