/*
 * From a forecast to agents, as the commands do it: what is promised, the rules that follow,
 * the requirement. Plans, back-tests and what-ifs staff by this one step.
 */
#ifndef HC_CLI_PLAN_STAFFING_STEP_H
#define HC_CLI_PLAN_STAFFING_STEP_H

#include <math.h>

#include "cli/plan/promise.h"
#include "forecast/forecast.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_STAFFING_SEED 1          /* of the possible weeks behind --risk */
#define HC_POOL_OF_ALL "all queues" /* of all that share agents, beside them in files */

/* What the command line says about staffing. */
typedef struct hc_staffing_options {
    hc_promise_options promise;
    int32_t target_per; /* hc_target_per; HC_CHOICE_NONE: see hc_staffing_target_per() */
    double risk;        /* probability with which the targets are met; HC_MISSING: on average */
    int32_t time_method; /* hc_time_method */
    bool same_shrinkage; /* all day: the centre file's hours of shrinkage do not count */
} hc_staffing_options;

/* Nothing said: the centre file's promises, or the defaults; MOL. */

#define HC_STAFFING_OPTIONS_DEFAULT                                                            \
    {                                                                                          \
        .promise = {{(double)NAN, (double)NAN}, (double)NAN, (double)NAN},                     \
        .target_per = HC_CHOICE_NONE, .risk = (double)NAN                                      \
    }

/* Rows of a verb's option table; base is the offset of the hc_staffing_options in its settings.
 */
#define HC_STAFFING_OPTIONS(base)                                                              \
    {"target",                                                                                 \
     0,                                                                                        \
     true,                                                                                     \
     HC_OPTION_TARGET,                                                                         \
     (base) + offsetof(hc_staffing_options, promise.target),                                   \
     "PERCENT/SECONDS",                                                                        \
     0,                                                                                        \
     0,                                                                                        \
     "service level of the offered calls (default 80/20)"},                                    \
        {"target-per",                                                                         \
         0,                                                                                    \
         true,                                                                                 \
         HC_OPTION_CHOICE,                                                                     \
         (base) + offsetof(hc_staffing_options, target_per),                                   \
         "interval|day|week",                                                                  \
         0,                                                                                    \
         0,                                                                                    \
         "calls over which the service level must hold (default interval; with --risk week)"}, \
        {"risk",                                                                               \
         0,                                                                                    \
         true,                                                                                 \
         HC_OPTION_FRACTION,                                                                   \
         (base) + offsetof(hc_staffing_options, risk),                                         \
         "SHARE",                                                                              \
         0.01,                                                                                 \
         0.99,                                                                                 \
         "meet the target with this probability, whatever the forecast may be off by: 80%"},   \
        {"patience",                                                                           \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_DURATION,                                                                   \
         (base) + offsetof(hc_staffing_options, promise.patience_s),                           \
         "SECONDS",                                                                            \
         0.001,                                                                                \
         1e6,                                                                                  \
         "mean patience of callers (default: the history's, without waits in it 148)"},        \
        {"occupancy",                                                                          \
         0,                                                                                    \
         false,                                                                                \
         HC_OPTION_FRACTION,                                                                   \
         (base) + offsetof(hc_staffing_options, promise.occupancy),                            \
         "SHARE",                                                                              \
         0.01,                                                                                 \
         1,                                                                                    \
         "agents at most this busy (default 88%; 100% lifts the limit)"},                      \
    {                                                                                          \
        "time-method", 0, false, HC_OPTION_CHOICE,                                             \
            (base) + offsetof(hc_staffing_options, time_method), "mol|sipp|lagged", 0, 0,      \
            "load of an interval: with the calls that last from before (mol), by itself "      \
            "(sipp), or shifted by a handle time (default mol)"                                \
    }

/* Everything but the command line's say. The history is what was known when the forecast was
 * made. All are borrowed. */
typedef struct hc_staffing_step {
    const hc_staffing_options *options;
    const hc_centre *centre;
    const hc_series *history;
    const hc_series *forecast;        /* the days to staff, with handle times */
    const hc_forecast_report *report; /* how days hang together; NULL: no risk by day or week */
} hc_staffing_step;

/* A zeroed struct is empty. */
typedef struct hc_staffing {
    hc_promise *promises; /* one a queue */
    hc_queue_rules *queue_rules;
    double *paths;            /* possible weeks, or NULL */
    hc_queue_spread *spreads; /* one a queue, or NULL */
    hc_staff_rules rules;
    hc_requirement
        requirement; /* queues, then the pool, or the sum of queues that stand alone */
    size_t pool;     /* the need that a roster covers */
} hc_staffing;

/* --aht speaks for every queue: what the history says is put aside. */
void hc_forget_aht(hc_series *history);

/*
 * Gives the queues of a forecast whose history has no handle times those of the options
 * (HC_MISSING: none) or the centre file. HC_ERR_FORMAT naming the queue when nobody says.
 */
hc_status hc_fill_aht(const hc_centre *centre, double aht_s, const hc_series *history,
                      hc_series *forecast, hc_error *err) HC_MUST_USE;

/* Over which calls the service level is to hold: as said, else the week with a risk and each
 * interval without. */
hc_target_per hc_staffing_target_per(const hc_staffing_options *options);

/* Errors of hc_promise_make(), hc_forecast_paths() and hc_requirement_build(). On error
 * *staffing is untouched. */
hc_status hc_staffing_step_run(const hc_staffing_step *step, hc_staffing *staffing,
                               hc_error *err) HC_MUST_USE;

/* What the report says of the queues' spread, and points the rules to it; *spreads is freed
 * with hc_free. HC_ERR_MEMORY. */
hc_status hc_staffing_tell_spreads(const hc_forecast_report *report, hc_staff_rules *rules,
                                   hc_queue_spread **spreads, hc_error *err) HC_MUST_USE;

/* Whether the rules hold a day or week with a probability, which is one over possible weeks. */
bool hc_staffing_needs_weeks(const hc_staff_rules *rules);

/* Draws the possible weeks of a forecast, always the same ones, and points the rules to them;
 * *paths is freed with hc_free. Errors of hc_forecast_paths(). */
hc_status hc_staffing_draw_weeks(const hc_series *forecast, const hc_forecast_report *report,
                                 hc_staff_rules *rules, double **paths,
                                 hc_error *err) HC_MUST_USE;

void hc_staffing_clear(hc_staffing *staffing);

#ifdef __cplusplus
}
#endif
#endif
