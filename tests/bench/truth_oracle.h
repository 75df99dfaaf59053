/*
 * The best that can be hoped for on a sample centre: a model that knows its family (weekday
 * factors, the days of the month that differ, the kinds of special days, a wave of 37 weeks and
 * one of a year of unknown size and phase, one shape of the day) and learns the numbers from
 * the history before the origin by weighted maximum likelihood.
 */
#ifndef HC_BENCH_TRUTH_ORACLE_H
#define HC_BENCH_TRUTH_ORACLE_H

#include "forecast/series.h"
#include "forecast/special_days.h"

/* mean[slots of days origin .. origin + ahead - 1]; days are indices of the history's axis. */
hc_status truth_oracle(const hc_series *history, const hc_special_days *special, size_t queue,
                       size_t origin, size_t ahead, double *mean, hc_error *err);

#endif
