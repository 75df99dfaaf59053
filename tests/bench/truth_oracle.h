/*
 * The best that can be hoped for on a sample centre: a model that knows its family and learns
 * the numbers from the history before the origin by penalised quasi-likelihood. It is told that
 * weekdays have a factor each and that these never drift; that the days 1-3, 15-16 and 28+ of a
 * month differ and no others; which kinds of special days there are; that the level has nothing
 * but two plain sine waves, of 37 weeks and of a year, and about how large they are; that all
 * days have one and the same shape; how busy days vary. A forecast that has to find all this
 * can come as near only when the history tells it.
 */
#ifndef HC_BENCH_TRUTH_ORACLE_H
#define HC_BENCH_TRUTH_ORACLE_H

#include "forecast/series.h"
#include "forecast/special_days.h"

/* mean[slots of days origin .. origin + ahead - 1]; days are indices of the history's axis. */
hc_status truth_oracle(const hc_series *history, const hc_special_days *special, size_t queue,
                       size_t origin, size_t ahead, double *mean, hc_error *err);

#endif
