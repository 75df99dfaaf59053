/*
 * The evidence for growing or shrinking, gathered from a history: what changed, what is ahead,
 * how many people that needs and how many are there.
 */
#ifndef HC_CLI_SCALE_SCALE_CASE_H
#define HC_CLI_SCALE_SCALE_CASE_H

#include "cli/kpi/measures.h"
#include "cli/read/history.h"
#include "cli/scale/long_plan.h"
#include "forecast/measure/change.h"
#include "forecast/outlook.h"
#include "scheduler/scale_decision.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SCALE_SAMPLE_DAYS 28 /* of the plan: what-ifs are staffed on these and scaled up */

typedef struct hc_scale_settings {
    hc_history_settings history;
    hc_staffing_options staffing;
    hc_long_options plan;
    const char *demand;
    const char *agents; /* file of the people; NULL: that of the centre file, if any */
    double aht_s;       /* where the history has none */
    double aht_aim_s;
} hc_scale_settings;

/* A zeroed struct is empty. */
typedef struct hc_scale_case {
    hc_history history;
    hc_series forecast;
    hc_forecast_report report;
    hc_staffing staffing; /* of the sample */
    int32_t most_agents;  /* at once, in the whole plan */
    hc_drifts drifts;
    hc_change change;
    hc_long_plan plan;
    hc_aims aims;
    double volume;        /* expected in the whole plan */
    double days;          /* of the plan */
    double sample_hours;  /* on the phones in the first weeks, which what-ifs are measured by */
    bool misses_one_side; /* earlier forecasts, nearly all of them */
    double growth_a_week; /* of the log level, that the forecast carries on */
    hc_scale_evidence evidence;
    hc_scale_decision decision;
} hc_scale_case;

/* Errors are those of the rooms; *made is to be cleared in any case. */
hc_status hc_scale_case_make(const hc_scale_settings *settings, const char *const *files,
                             size_t file_count, const hc_screen *screen, hc_scale_case *made,
                             hc_error *err) HC_MUST_USE;

/*
 * Volume x handle time, relative to the expected, at which the needed agents give a service
 * level of the offered on average over the plan's first four weeks. Errors of
 * hc_requirement_serve().
 */
hc_status hc_scale_load_of_service(const hc_scale_case *made, double level, double *load,
                                   hc_error *err) HC_MUST_USE;

void hc_scale_case_clear(hc_scale_case *made);

#ifdef __cplusplus
}
#endif
#endif
