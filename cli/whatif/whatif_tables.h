/* What-ifs side by side: on a terminal as tables for people, otherwise a row for each figure.
 */
#ifndef HC_CLI_WHATIF_WHATIF_TABLES_H
#define HC_CLI_WHATIF_WHATIF_TABLES_H

#include "cli/base/message.h"
#include "cli/whatif/scenario_file.h"
#include "cli/whatif/sweep.h"
#include "cli/whatif/whatif.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SWEEPS_MAX 2

/* All scenarios and their answers; the first one is the plan as it is. Borrowed. */
typedef struct hc_whatif_results {
    const hc_plan_inputs *plan;
    const char *plan_path;          /* as typed: for the commands */
    const char *scenarios_path;     /* NULL: none */
    const char *centre_path;        /* as typed; NULL: none */
    const hc_option_texts *history; /* as typed */
    const char *currency;           /* "" none */
    const hc_scenarios *scenarios;
    const hc_whatif_answer *answers; /* [count] */
    const int32_t *agents;           /* [count * slots]; NULL when not asked for */
    bool bands;
    size_t sweep_count;
    const hc_sweep *sweeps; /* the scenarios after the plan are their grid, the last fastest */
    hc_whatif_figure shown; /* in the cells of a grid */
} hc_whatif_results;

/* Figures of every scenario; for people also the commands. HC_ERR_MEMORY. */
hc_status hc_whatif_print(const hc_whatif_results *results, const hc_screen *screen,
                          hc_error *err) HC_MUST_USE;

/* Agents on the phones, hour by hour of every day, a column a scenario. HC_ERR_MEMORY. */
hc_status hc_whatif_print_hours(const hc_whatif_results *results, const hc_screen *screen,
                                hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
