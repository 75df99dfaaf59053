/*
 * Overrides: what a planner knows better than the forecast. Each changes the contacts of a
 * queue, or of all, in a range of time by a factor or to a number; they are applied last, in
 * order, and each says what it changed. Read from a file by load/load_override.h.
 */
#ifndef HC_FORECAST_OVERRIDE_H
#define HC_FORECAST_OVERRIDE_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_OVERRIDE_FACTOR_MAX 100.0 /* above that: a percentage without its sign */
#define HC_OVERRIDE_CALLS_MAX 1e9    /* contacts in one interval */
#define HC_OVERRIDE_WHY_MAX 256

typedef enum hc_override_sort {
    HC_OVERRIDE_FACTOR = 0, /* contacts x value */
    HC_OVERRIDE_CALLS       /* value contacts in each interval */
} hc_override_sort;

typedef struct hc_override {
    int64_t from_utc_s, to_utc_s;  /* intervals that begin at from or later, and before to */
    char queue[HC_QUEUE_NAME_MAX]; /* "": every queue */
    hc_override_sort sort;
    double value; /* 0..HC_OVERRIDE_FACTOR_MAX or 0..HC_OVERRIDE_CALLS_MAX */
    char why[HC_OVERRIDE_WHY_MAX];
    int64_t line; /* of the file, for errors; 0 when there is none */
} hc_override;

typedef struct hc_overrides {
    char file[HC_ERROR_FILE_MAX]; /* for errors; "" when there is none */
    size_t count, capacity;
    hc_override *list; /* in the order they are applied */
} hc_overrides;

#define HC_OVERRIDES_INIT                                                                      \
    {                                                                                          \
        0                                                                                      \
    }

/* What one override did, for the report: contacts of its intervals before and after it. */
typedef struct hc_override_effect {
    size_t slots;        /* intervals changed, over all its queues; 0: it touched nothing */
    size_t closed_slots; /* intervals in its range that are closed: left alone */
    double calls_before;
    double calls_after;
} hc_override_effect;

/* HC_ERR_RANGE: a value outside its range, or a range of time that ends before it begins. */
hc_status hc_overrides_add(hc_overrides *overrides, const hc_override *override,
                           hc_error *err) HC_MUST_USE;

/*
 * Applies all of them to a forecast, one after another.
 *
 * Means and quantiles of an interval are multiplied by the same number; to set contacts that is
 * value / mean, and where the mean was 0 the quantiles become those of a gamma with the mean
 * and variance `value`, as a Poisson count has. Closed intervals, handle times and other queues
 * stay as they are. Shapes  effect[overrides->count], or NULL. Errors  HC_ERR_RANGE  a queue
 * that the forecast does not have, with file and line. On error the forecast and effect[] are
 * untouched.
 */
hc_status hc_overrides_apply(const hc_overrides *overrides, hc_series *forecast,
                             hc_override_effect *effect, hc_error *err) HC_MUST_USE;

void hc_overrides_clear(hc_overrides *overrides);

#ifdef __cplusplus
}
#endif
#endif
