/* Named scenarios from a CSV file, a row each, or from a JSON file, an object each. */
#ifndef HC_CLI_WHATIF_SCENARIO_FILE_H
#define HC_CLI_WHATIF_SCENARIO_FILE_H

#include "cli/whatif/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SCENARIOS_MAX 100000

/* A growing list. A zeroed struct is empty. */
typedef struct hc_scenarios {
    size_t count;
    size_t capacity;
    hc_scenario *list;
} hc_scenarios;

/* The next scenario, empty, with its name. HC_ERR_LIMIT past HC_SCENARIOS_MAX; HC_ERR_MEMORY.
 */
hc_status hc_scenarios_add(hc_scenarios *scenarios, const char *name, hc_scenario **scenario,
                           hc_error *err) HC_MUST_USE;

/*
 * Adds the scenarios of a file. A path that ends in .json is an array of objects, anything else
 * is delimited text; keys and columns are `name` and those of hc_scenario_key_name(). Rows of
 * the same name are one scenario with several parts. Errors  HC_ERR_INPUT, HC_ERR_FORMAT,
 * HC_ERR_PARSE, HC_ERR_USAGE (a value) with line and column; HC_ERR_EMPTY, HC_ERR_LIMIT,
 * HC_ERR_MEMORY.
 */
hc_status hc_scenarios_load(const char *path, hc_scenarios *scenarios,
                            hc_error *err) HC_MUST_USE;

void hc_scenarios_clear(hc_scenarios *scenarios);

#ifdef __cplusplus
}
#endif
#endif
