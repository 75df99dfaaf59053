/*
 * How the level grows: the slope of its weeks, and what of it is believed, as far as it held
 * over earlier spans of the same length. docs/math.md, Forecast, "Growth carried on", "Growth
 * taken out" and "Drift".
 */
#ifndef HC_FORECAST_MODELS_LEVEL_GROWTH_H
#define HC_FORECAST_MODELS_LEVEL_GROWTH_H

#include "forecast/models/queue_model.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HC_GROWTH_MONTH, HC_GROWTH_QUARTER, HC_GROWTH_SPANS };

#define HC_GROWTH_WEEKS_MIN                                                                    \
    51 /* a quarter's spans: before the first, their starts and length */
#define HC_GROWTH_MONTH_WEEKS 3.0
#define HC_GROWTH_QUARTER_WEEKS 13.0

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

/* HC_ERR_MEMORY. Without enough weeks nothing is believed. Of the model are used the days, the
 * effects, at least as a sketch tells them, and the waves. */
hc_status hc_growth_learn(const hc_queue_model *model, hc_growth *growth,
                          hc_error *err) HC_MUST_USE;

/* Of a distance between both spans' lengths: straight between what they tell. */
hc_growth_span hc_growth_span_at(const hc_growth *growth, double weeks);

/* What is carried on of it a week, over a quarter. */
double hc_growth_a_week(const hc_growth *growth);

/* What is believed of it a week right now: over a month, or by months where that is more, which
 * a history of twenty weeks can tell. */
double hc_growth_now(const hc_growth *growth);

#ifdef __cplusplus
}
#endif
#endif
