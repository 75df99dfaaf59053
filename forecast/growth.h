/*
 * Steady growth carried on beyond the first week ahead: a damped trend of the weekly level,
 * believed as far as it held over earlier spans of the same length; and how much of it there is
 * now, for the first week. docs/math.md, Forecast, "Growth carried on" and "Drift".
 */
#ifndef HC_FORECAST_GROWTH_H
#define HC_FORECAST_GROWTH_H

#include "forecast/models/combine.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HC_GROWTH_MONTH, HC_GROWTH_QUARTER, HC_GROWTH_SPANS };

/* What the history tells of a span of so many weeks. */
typedef struct hc_growth_span {
    double kept;     /* 0..1: of the slope before such a span, what the span itself had */
    double believed; /* 0..1: 0 where that may be chance */
    double doubt;    /* variance of `kept` */
} hc_growth_span;

typedef struct hc_growth {
    double slope; /* of the log level at the origin, a week */
    hc_growth_span span[HC_GROWTH_SPANS];
    double by_months; /* a week: what is believed of it by four weeks after four weeks */
    double lost;      /* 0..1: of the growth that methods say of later weeks, hc_growth_lost */
} hc_growth;

/* HC_ERR_MEMORY. Without enough weeks nothing is believed. */
hc_status hc_growth_learn(const hc_queue_model *model, hc_growth *growth,
                          hc_error *err) HC_MUST_USE;

/* What is carried on of it a week, over a quarter. */
double hc_growth_a_week(const hc_growth *growth);

/* What is believed of it a week right now: over a month, or by months where that is more, which
 * a history of twenty weeks can tell. */
double hc_growth_now(const hc_growth *growth);

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
