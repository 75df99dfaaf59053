/*
 * Patience of a queue's callers from its history. Exponential patience has one number, its
 * mean, and the estimate is total time waited / callers who hung up. That needs waits:
 * abandonments alone cannot tell impatient callers from few agents, and then the default is
 * used and says so.
 */
#ifndef HC_ERLANG_PATIENCE_H
#define HC_ERLANG_PATIENCE_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_PATIENCE_DEFAULT_S 148.0 /* 60 / ln 1.5: a third has hung up after one minute */
#define HC_PATIENCE_ABANDONS_MIN                                                               \
    50.0 /* fewer give a standard error above 14 %: not enough data */
#define HC_PATIENCE_S_MIN 1.0
#define HC_PATIENCE_S_MAX 36000.0
#define HC_PATIENCE_REASON_MAX 256

typedef enum hc_patience_source {
    HC_PATIENCE_DEFAULT = 0, /* nothing to estimate from: the reason says what is missing */
    HC_PATIENCE_FROM_WAITS   /* total wait / abandons */
} hc_patience_source;

typedef struct hc_patience {
    double patience_s;
    double low_s; /* 95 % interval of an estimate; HC_MISSING for the default */
    double high_s;
    double abandons;     /* counted in the slots used */
    double abandon_rate; /* of offered in those slots; HC_MISSING when not known */
    hc_patience_source source;
    char reason[HC_PATIENCE_REASON_MAX]; /* the figures, or what is missing, as a clause */
} hc_patience;

/*
 * Estimates patience of one queue from the waits (wait_s) and abandons of its history. Slots
 * that are not open, or lack a number, are left out. HC_ERR_USAGE: no such queue.
 */
hc_status hc_patience_estimate(const hc_series *history, size_t queue, hc_patience *patience,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
