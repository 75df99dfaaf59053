/*
 * The shares of one half life: sums over the days, then shares from the sums as often as they
 * are asked for in another form. Inside the shares' room only.
 */
#ifndef HC_FORECAST_MODELS_SHARE_FIT_H
#define HC_FORECAST_MODELS_SHARE_FIT_H

#include <gsl/gsl_eigen.h>

#include "forecast/models/calendar.h"
#include "forecast/models/share_terms.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SHARE_CELL_MIN 0.3 /* calls; guards the dispersion of empty cells */

/* Weighted sums over the days of one weekday. */
typedef struct hc_share_sums {
    double *calls;     /* [slots] sum a Y */
    double *squares;   /* [slots] sum a Y^2 / T */
    double a, at, aat; /* sums of a, a T, a^2 T */
} hc_share_sums;

typedef struct hc_share_fit {
    hc_share_sums sums[HC_WEEKDAYS];
    double *block;  /* the sums' arrays */
    double *root;   /* [HC_WEEKDAYS * slots] */
    double *common; /* [slots] profile that the weekdays share */
    double *share;  /* [slots] */
    double *totals; /* [days] */
    double gain[HC_WEEKDAYS], variance[HC_WEEKDAYS], precision[HC_WEEKDAYS];
    gsl_matrix *gram, *vectors;
    gsl_vector *values;
    gsl_eigen_symmv_workspace *eigen;
} hc_share_fit;

hc_status hc_share_fit_take(hc_share_fit *fit, size_t slots, size_t days,
                            hc_error *err) HC_MUST_USE;
void hc_share_fit_free(hc_share_fit *fit);

/* Sums over the days before an index by speed; usual_total: days of fewer calls say less. */
void hc_share_fit_sum(hc_share_fit *fit, const hc_day_matrix *matrix,
                      const hc_calendar *calendar, const double *weight, size_t before,
                      size_t speed, double usual_total);

/* Root shares of the sums, smoothed by so many slots. */
void hc_share_fit_smooth(hc_share_fit *fit, const hc_day_matrix *matrix, double width);

/* shares[HC_WEEKDAYS * slots] of the root shares, smoothed by the form's width; spoils these
 * where weekdays are held to one another. */
void hc_share_fit_write(hc_share_fit *fit, const hc_day_matrix *matrix,
                        const hc_share_form *form, double *shares);

#ifdef __cplusplus
}
#endif
#endif
