/*
 * How shares are learnt: the half lives there are, and the form of each.
 */
#ifndef HC_FORECAST_MODELS_SHARE_TERMS_H
#define HC_FORECAST_MODELS_SHARE_TERMS_H

#include <stdbool.h>

#include "forecast/day_matrix.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SHARE_SPEEDS 4 /* half lives of 6, 12, 40 and 160 weeks */
#define HC_SHARE_MIDDLE 1 /* the speed of 12 weeks */

extern const double hc_share_half_lives[HC_SHARE_SPEEDS]; /* weeks */

/* How shares are learnt from the sums over the days. */
typedef struct hc_share_form {
    double width;          /* of the smoothing along the day, slots, */
    double calms;          /* and what it divides variances by */
    bool own[HC_WEEKDAYS]; /* a weekday that is not like the others: it says its shares alone */
} hc_share_form;

/* Of a width, all weekdays alike. */
hc_share_form hc_share_form_of(double width);

#ifdef __cplusplus
}
#endif
#endif
