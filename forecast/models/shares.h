/*
 * The share of the day that each interval has, by weekday: smoothed along the day, the
 * weekdays' deviations from their common profile shrunk by optimal singular-value shrinkage
 * (Gavish & Donoho).
 */
#ifndef HC_FORECAST_MODELS_SHARES_H
#define HC_FORECAST_MODELS_SHARES_H

#include "forecast/models/calendar.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SHARE_SPEEDS 4 /* half lives of 6, 12, 40 and 160 weeks */
#define HC_SHARE_MIDDLE 1 /* the speed of 12 weeks */

extern const double hc_share_half_lives[HC_SHARE_SPEEDS]; /* weeks */

/* Local linear Gaussian smoothing of values[slots] over the open slots; closed ones become 0.
 */
void hc_smooth_line(const double *values, const uint8_t *open, size_t slots, double width,
                    double *smoothed);

/* How many times less the smoothed values vary than independent ones do, away from the ends. */
double hc_smoothing_calms(double width);

/* Smooths a profile's square roots, squared again; keeps the sum. root[slots] is scratch.
 */
void hc_smooth_profile(const double *profile, const uint8_t *open, size_t slots, double width,
                       double *root, double *smoothed);

/* How shares are learnt from the sums over the days. */
typedef struct hc_share_form {
    double width;          /* of the smoothing along the day, slots */
    bool own[HC_WEEKDAYS]; /* a weekday that is not like the others: it says its shares alone */
} hc_share_form;

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

/* Median total of the known days before an index; totals[before] is room. */
double hc_usual_total(const hc_day_matrix *matrix, size_t before, double *totals);

#ifdef __cplusplus
}
#endif
#endif
