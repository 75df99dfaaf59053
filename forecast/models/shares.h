/*
 * The share of the day that each interval has, by weekday: smoothed along the day, the
 * weekdays' deviations from their common profile shrunk by optimal singular-value shrinkage
 * (Gavish & Donoho).
 */
#ifndef HC_FORECAST_MODELS_SHARES_H
#define HC_FORECAST_MODELS_SHARES_H

#include "forecast/models/calendar.h"
#include "forecast/models/share_terms.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The form of each speed that says the most of blocks of weeks before day `before`, each by the
 * days before the block. A longer half life has less noise to smooth away. */
hc_status hc_shares_choose_form(const hc_day_matrix *matrix, const hc_calendar *calendar,
                                const double *weight, size_t before,
                                hc_share_form form[HC_SHARE_SPEEDS], hc_error *err) HC_MUST_USE;

/*
 * shares[HC_SHARE_SPEEDS * HC_WEEKDAYS * slots], each weekday summing to 1, or to 0 for a
 * weekday never seen, learnt from the days before `before`.
 */
hc_status hc_shares_fit(const hc_day_matrix *matrix, const hc_calendar *calendar,
                        const double *weight, size_t before,
                        const hc_share_form form[HC_SHARE_SPEEDS], double *shares,
                        hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
