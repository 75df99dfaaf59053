/*
 * A day that is under way: what of it is known, how far that is from the forecast, and what the
 * difference says of the rest.
 */
#ifndef HC_FORECAST_DAY_SO_FAR_H
#define HC_FORECAST_DAY_SO_FAR_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_day_view {
    const hc_series *forecast;
    const hc_queue *queue;
    const hc_series *history;
    const hc_queue *came; /* the history's queue; NULL when it has none */
    bool outages_count;   /* all of today's rows are marked as one outage */
    size_t begin, end;    /* slots of the day */
    int64_t now_utc_s;
    double share; /* of an interval's variance that its day has in common */
} hc_day_view;

/*
 * Past days cut at the same time of day: relative errors of the forecast in the first part and
 * in the second, both in standard deviations of the first part by the bands.
 */
typedef struct hc_past_days {
    size_t days;
    double product; /* sum of first x second */
    double square;  /* sum of first x first */
} hc_past_days;

/* Sums over the day's open slots; "known" ones are over and have a count. */
typedef struct hc_day_sums {
    double mean;      /* of all */
    double common_sd; /* of all */
    double square;    /* of all means */
    double beyond;    /* own variance beyond a Poisson count's, of all */
    size_t known;
    double expected, came;  /* of the known */
    double own_variance;    /* of the known */
    double recent_expected; /* of the known, weighed by how recent they are */
    double recent_came;
    double recent_noise; /* expected, with squared weights */
    double rest_before;
    double later_expected, later_came; /* of past days: what followed */
} hc_day_sums;

/* What the day's counts say: the whole day's factor, and one of the last hours that fades. */
typedef struct hc_day_state {
    double surprise; /* variance of the difference so far, relative to what the bands say */
    double carried;  /* of the difference so far, to the rest of the day */
    double factor, factor_variance, prior_variance;
    double local;
} hc_day_state;

bool hc_day_is_over(const hc_day_view *view, size_t slot);

/* Whether the slot is over and has a count, which goes to *calls. */
bool hc_day_is_known(const hc_day_view *view, size_t slot, double *calls);

/* A day that is not over looks like an outage of the whole day: such a verdict is void. Sets
 * view->outages_count when that is all that is known. */
bool hc_day_is_all_outage(hc_day_view *view);

/* 1 at the view's now, less the further a slot is from it. */
double hc_day_age_weight(const hc_day_view *view, size_t slot);

hc_day_sums hc_day_sum_up(const hc_day_view *view);

/* Own variance of an interval relative to its mean: a count has 1, never less. */
double hc_day_dispersion(const hc_day_sums *sums);

/* A past day that was cut at the same time of day. */
void hc_past_days_add(const hc_day_sums *sums, hc_past_days *past);

hc_day_state hc_day_learn(const hc_day_sums *sums, const hc_past_days *past);

#ifdef __cplusplus
}
#endif
#endif
