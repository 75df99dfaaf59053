/*
 * The best that can be hoped for on a sample centre: models that know its family and learn the
 * numbers from the history before the origin by penalised quasi-likelihood. Both know that
 * weekdays have a factor each and that these never drift, that a run of dates at the
 * month's begin, one in its middle and one at its end differ and no others, which kinds of
 * special days there are and about how much they do, that the level has nothing but two plain
 * sine waves, one of a year, and about how large they are, that all days have one and the same
 * shape, and how busy days vary. The one is told besides which dates these are (1-3, 15-16, 28
 * on) and that the other wave has 37 weeks; the other has to learn it, and takes the mean over
 * what the history leaves possible. A forecast that has to find all the rest as well can come
 * as near only when the history tells it.
 */
#ifndef HC_BENCH_TRUTH_ORACLE_H
#define HC_BENCH_TRUTH_ORACLE_H

#include "forecast/series.h"
#include "forecast/special_days.h"

/* mean[slots of days origin .. origin + ahead - 1]; days are indices of the history's axis;
 * told: dates and wave. */
hc_status truth_oracle(const hc_series *history, const hc_special_days *special, size_t queue,
                       size_t origin, size_t ahead, bool told, double *mean, hc_error *err);

#endif
