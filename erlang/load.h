/*
 * What goes into a staffing question and what comes out: the offered load of one interval with
 * its callers' patience, and every service metric that a number of agents gives it.
 */
#ifndef HC_ERLANG_LOAD_H
#define HC_ERLANG_LOAD_H

#include "forecast/base/number.h"
#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LOAD_ERLANGS_MAX                                                                    \
    1e9                   /* refused above: no centre, and n would leave exact doubles         \
                           */
#define HC_AGENTS_MAX 4e9 /* most agents a question may name or an answer give */
#define HC_AHT_S_MIN 1e-3
#define HC_AHT_S_MAX 1e9
#define HC_PATIENCE_S_LEAST 1e-6 /* shorter is a loss system: use model B */
#define HC_TIME_S_MAX 1e12       /* longest patience or T; INFINITY is allowed for patience */

/*
 * Which queue. B: calls that find every agent busy are lost. C: callers wait for ever.
 * A: callers wait, and hang up when their patience ends; exponential with mean patience_s.
 * With finite lines, C and A also lose the calls that find every line busy.
 */
typedef enum hc_model { HC_MODEL_B = 0, HC_MODEL_C, HC_MODEL_A } hc_model;

/* Fill with hc_load_of() or hc_load_of_calls(); then set patience_s and lines where they
 * matter. */
typedef struct hc_load {
    double load_erlangs;      /* calls x AHT / interval, rounded to a double */
    double load_rest_erlangs; /* what the rounding left over; 0 unless made from calls */
    double aht_s;             /* mean handle time, > 0 */
    double patience_s;        /* mean patience, > 0; INFINITY: callers wait for ever */
    double lines;             /* calls that fit in, talking or waiting; INFINITY: no limit */
} hc_load;

/* Every metric; a share is of all offered calls unless the name says otherwise. */
typedef struct hc_metrics {
    double erlang_b; /* blocking of the loss system B(agents, load) */
    double p_wait;   /* share that joins the queue */
    double
        p_wait_gt_t;  /* share for whom a caller of endless patience would wait over target_s */
    double p_block;   /* share that finds every line busy */
    double p_abandon; /* share that hangs up waiting */
    double p_abandon_in_t; /* share that hangs up within target_s */
    double sl_offered;     /* answered within target_s / offered */
    double late;           /* 1 - sl_offered, never formed by that subtraction */
    double sl_net; /* answered within target_s / (offered - blocked - abandoned within it) */
    double sl_answered; /* answered within target_s / answered */
    double asa_s;       /* mean wait of the answered, seconds */
    double wait_all_s;  /* mean wait of all offered, a blocked call counting 0, seconds */
    double occupancy;   /* busy agents / agents */
    double queue_len;   /* mean number waiting */
} hc_metrics;

/* Load of that many Erlangs; endless patience, unlimited lines. */
hc_load hc_load_of(double load_erlangs, double aht_s);

/* Load of calls in an interval, exact to twice the digits of a double; endless patience, no
 * limit. */
hc_load hc_load_of_calls(double calls, double interval_s, double aht_s);

/* on_time, or 0 where it is so small a part of total (1e-70) that nobody is answered in time.
 */
double hc_service_or_none(double on_time, double total);

/* HC_ERR_RANGE naming the field that is not a number or outside the limits above. */
hc_status hc_load_check(const hc_load *load, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
