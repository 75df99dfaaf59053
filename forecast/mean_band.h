/*
 * How well the mean itself is known: what the history leaves open, without what chance adds to
 * the calls that come. docs/math.md, Forecast, "Bands of the mean".
 */
#ifndef HC_FORECAST_MEAN_BAND_H
#define HC_FORECAST_MEAN_BAND_H

#include "forecast/bands.h"
#include "forecast/models/combine.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Variance that the days of a week have in common in the first weeks of the back-tests, log
 * scale: by what the level was missed, whatever the process believes. totals: room for a
 * back-test's days.
 */
double hc_week_doubt(const hc_queue_model *model, const hc_origin *back, size_t backs,
                     const hc_combination *combination, double *totals);

/*
 * Variance of the log of the first week's total, whose days are said to be totals[7]: what the
 * process and the waves leave open of it. HC_ERR_MEMORY.
 */
hc_status hc_week_total_doubt(const hc_queue_model *model, const hc_origin *now,
                              const double *totals, double *variance,
                              hc_error *err) HC_MUST_USE;

/*
 * Where the level may have gone: by the latest days of the newest back-test, off in one
 * direction and far beyond what is usual in the back-tests before it. Relative to what `now`
 * says of the days ahead, which may have followed in part. totals: room for any origin's days.
 */
hc_level_move hc_unsettled_level(const hc_queue_model *model, const hc_origin *now,
                                 const hc_origin *back, size_t backs,
                                 const hc_combination *combination, double *totals);

/* An interval's share s of its day has the relative variance of this over s; speed: how much
 * each speed of the shares counts; dispersion: of an interval's calls against a Poisson
 * count's. */
double hc_share_doubt(const hc_queue_model *model, const double speed[HC_SHARE_SPEEDS],
                      double dispersion);

#ifdef __cplusplus
}
#endif
#endif
