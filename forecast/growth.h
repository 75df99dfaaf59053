/*
 * Steady growth carried on beyond the first week ahead: a damped trend of the weekly level, as
 * far as it is believed. docs/math.md, Forecast, "Growth carried on" and "Growth that ends".
 */
#ifndef HC_FORECAST_GROWTH_H
#define HC_FORECAST_GROWTH_H

#include "forecast/models/combine.h"
#include "forecast/models/level_growth.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Growth that ends is said to go on for a while: the share of it that did not come in weeks two
 * to four of back-tests, the latest first of all, as far as it is more than chance; none where
 * more came. back[backs], the newest first; totals: [back->ahead] scratch. */
double hc_growth_lost(const hc_queue_model *model, const hc_origin *back, size_t backs,
                      const hc_combination *combination, double *totals);

/* From the second week ahead on: what the combination says of the level beside its first week,
 * less what is lost of it, gives way to the growth, as far as that is believed, in the totals
 * of every candidate; and what is not known of the growth joins the doubts of the days. totals:
 * [now->ahead] scratch.
 */
void hc_growth_carry_on(const hc_growth *growth, const hc_queue_model *model,
                        const hc_combination *combination, double *totals, hc_origin *now);

#ifdef __cplusplus
}
#endif
#endif
