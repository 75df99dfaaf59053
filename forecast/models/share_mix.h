/*
 * How much each speed of the shares counts: by what every mix of them says of days that were
 * held out. docs/math.md, Forecast, "Shares".
 */
#ifndef HC_FORECAST_MODELS_SHARE_MIX_H
#define HC_FORECAST_MODELS_SHARE_MIX_H

#include "forecast/models/shares.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SHARE_WEEKS 10 /* the latest, which are judged week by week by the back-tests */

/* Products of two speeds' misses over the usual calls of a cell, summed over held-out cells:
 * the squared misses of any mix follow. */
typedef struct hc_speed_misses {
    double product[HC_SHARE_SPEEDS][HC_SHARE_SPEEDS];
    double cells; /* weighted */
} hc_speed_misses;

/* Adds a day, given its total; shares[HC_SHARE_SPEEDS * HC_WEEKDAYS * slots] by the days before
 * it. */
void hc_speed_misses_add(hc_speed_misses *sum, const hc_day_matrix *matrix, size_t day,
                         int32_t pattern, double weight, const double *shares);

/* Adds the blocks of six weeks that lie HC_SHARE_WEEKS and more before day `before`, each by
 * the days before it. HC_ERR_MEMORY. */
hc_status hc_speed_misses_add_blocks(hc_speed_misses *sum, const hc_day_matrix *matrix,
                                     const hc_calendar *calendar, const double *weight,
                                     size_t before, const hc_share_form form[HC_SHARE_SPEEDS],
                                     hc_error *err) HC_MUST_USE;

/* Mean of all mixes by their likelihood; they sum to 1. */
void hc_speed_weights(const hc_speed_misses *sum, double weight[HC_SHARE_SPEEDS]);

#ifdef __cplusplus
}
#endif
#endif
