/*
 * The one interface of the methods that a forecast is mixed from. A candidate sees the known
 * days of the history with calendar effects divided out and says the totals that the days ahead
 * would have without them; one that says intervals adds each day's shares.
 */
#ifndef HC_FORECAST_MODELS_CANDIDATE_H
#define HC_FORECAST_MODELS_CANDIDATE_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/day_matrix.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CANDIDATES_LIMIT 24

/* Known days before an origin, oldest first. All arrays [n]. */
typedef struct hc_day_sample {
    size_t n;
    const double *total;         /* calendar effects divided out */
    const double *log_total;     /* log(total + 1) */
    const double *weight;        /* robust, in (0, 1]; special days next to nothing */
    const int32_t *pattern;      /* weekday whose pattern the day follows */
    const double *age_weeks;     /* before the origin, > 0 */
    double *scratch;             /* [3 * n] for the candidate's use */
    const hc_day_matrix *matrix; /* the intervals, calendar effects included */
    const size_t *day;           /* [n] the days' numbers in it */
    double width;                /* smoothing along the day, slots */
} hc_day_sample;

typedef struct hc_days_ahead {
    size_t n;
    const int32_t *pattern;
    const double *ahead_weeks; /* after the origin, >= 0 */
    const double *process;     /* log totals that the day process expects */
} hc_days_ahead;

typedef struct hc_candidate hc_candidate;
struct hc_candidate {
    const char *name;
    void (*forecast)(const hc_candidate *candidate, const hc_day_sample *past,
                     const hc_days_ahead *ahead, double *totals);
    double level_weeks;   /* half life of the level */
    double pattern_weeks; /* half life of the weekday pattern */
    bool on_trend;        /* sees the days with the trend divided out */
    /* Instead of `forecast`, of a candidate that says intervals: shares[ahead->n * slots], each
     * day's summing to 1, or to 0 like its total. Errors HC_ERR_MEMORY. */
    hc_status (*intervals)(const hc_candidate *candidate, const hc_day_sample *past,
                           const hc_days_ahead *ahead, double *totals, double *shares,
                           hc_error *err);
};

/* The candidates, in the order of every report. */
extern const hc_candidate hc_candidates[];
extern const size_t hc_candidate_count;

/* One file each. */
void hc_weekday_mean(const hc_candidate *candidate, const hc_day_sample *past,
                     const hc_days_ahead *ahead, double *totals);
void hc_profile_level(const hc_candidate *candidate, const hc_day_sample *past,
                      const hc_days_ahead *ahead, double *totals);
void hc_log_level(const hc_candidate *candidate, const hc_day_sample *past,
                  const hc_days_ahead *ahead, double *totals);
void hc_process_mean(const hc_candidate *candidate, const hc_day_sample *past,
                     const hc_days_ahead *ahead, double *totals);
void hc_damped_trend(const hc_candidate *candidate, const hc_day_sample *past,
                     const hc_days_ahead *ahead, double *totals);
void hc_smoothing(const hc_candidate *candidate, const hc_day_sample *past,
                  const hc_days_ahead *ahead, double *totals);
hc_status hc_root_svd(const hc_candidate *candidate, const hc_day_sample *past,
                      const hc_days_ahead *ahead, double *totals, double *shares,
                      hc_error *err) HC_MUST_USE;

/* Weight .5^(age / half life). */
double hc_discount(double age_weeks, double half_life_weeks);

/* Discounts of ages one after another, most of them a day more than the one before: an
 * exponential only where they are not. */
typedef struct hc_fading {
    double half_life_weeks, a_day; /* discount of a day */
    double age_weeks, discount;    /* latest */
} hc_fading;

hc_fading hc_fading_start(double half_life_weeks); /* at age 0 */
double hc_fade_to(hc_fading *fading, double age_weeks);

/* Exponentially weighted mean of values by weekday; 0 (and has[] false) without any. */
void hc_weekday_means(const hc_day_sample *past, const double *values, double half_life_weeks,
                      double means[HC_WEEKDAYS], bool has[HC_WEEKDAYS]);

/*
 * How much a weekday says of the level of all that comes: root of its mean total over the
 * busiest one's. A log error of a quiet day is one of few calls.
 */
void hc_weekday_says(const hc_day_sample *past, double half_life_weeks,
                     double says[HC_WEEKDAYS]);

/*
 * What the log scale loses: half the variance of the residuals (log scale, discounted, each
 * capped), to be added to a mean of logs before exp().
 */
double hc_log_bias(const hc_day_sample *past, const double *residuals, double half_life_weeks);

#ifdef __cplusplus
}
#endif
#endif
