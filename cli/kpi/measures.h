/*
 * Measures of a history as people and machines read them: what each aims at, a table with a row
 * a group, a long table with a row a measure, and the summary in a few lines.
 */
#ifndef HC_CLI_KPI_MEASURES_H
#define HC_CLI_KPI_MEASURES_H

#include "cli/plan/promise.h"
#include "cli/read/history.h"
#include "forecast/measure/kpi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_ACW_AIM_S 30.0 /* more after-call work is a sign of tools or training */

/* What each measure should be; HC_MISSING where nobody says. */
typedef struct hc_aims {
    double at[HC_KPIS];
    double target_s;   /* the seconds behind the service level */
    double csat_scale; /* highest score that could be given; HC_MISSING: by the scores met */
    double ces_scale;
} hc_aims;

/* Aims of the centre file, the service level of the command line over it. */
hc_aims hc_aims_of(const hc_centre *centre, const hc_target_option *target);

/* Is the aim a most (waits, costs) or a least (service, satisfaction)? */
bool hc_aim_is_most(hc_kpi kpi);

typedef enum hc_aim_verdict {
    HC_AIM_NONE = 0,
    HC_AIM_MET,
    HC_AIM_MISSED,
    HC_AIM_UNSURE
} hc_aim_verdict;

/* UNSURE: a small sample whose interval holds the aim. */
hc_aim_verdict hc_aim_judge(const hc_aims *aims, hc_kpi kpi, const hc_kpi_value *value);
const char *hc_aim_word(hc_aim_verdict verdict); /* "", "met", "missed", "unsure" */

/* A row a group and a measure that it knows: every figure, for machines. */
hc_status hc_measures_print_long(const hc_kpi_groups *groups, const hc_kpi_cut *cut,
                                 const hc_aims *aims, const hc_screen *screen,
                                 hc_error *err) HC_MUST_USE;

/* A row a group, for people: with what is small, missed or out of its band in the last column.
 */
hc_status hc_measures_print_wide(const hc_kpi_groups *groups, const hc_kpi_cut *cut,
                                 const hc_aims *aims, const hc_screen *screen,
                                 hc_error *err) HC_MUST_USE;

/* The whole in a few lines. */
hc_status hc_measures_print_summary(const hc_history *history, const hc_kpi_cut *cut,
                                    const hc_aims *aims, FILE *out, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
