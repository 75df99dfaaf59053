/*
 * A sweep: one input of a what-if at a row of values, "volume=-20%..+40%:10%". Two sweeps make
 * a grid.
 */
#ifndef HC_CLI_WHATIF_SWEEP_H
#define HC_CLI_WHATIF_SWEEP_H

#include "cli/whatif/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SWEEP_VALUES_MAX 10000

/* A zeroed struct is empty. */
typedef struct hc_sweep {
    hc_scenario_key key;
    size_t count;
    char (*text)[HC_SCENARIO_TEXT_MAX]; /* [count] values as hc_scenario_set takes them */
} hc_sweep;

/*
 * "KEY=FIRST..LAST:STEP", the numbers with the sign and the % that the key's values have; what
 * stands before the first number or behind the step belongs to every value:
 * "target=70..90:5/20", "deflect=password=0%..60%:20%". HC_ERR_USAGE, HC_ERR_LIMIT past
 * HC_SWEEP_VALUES_MAX, HC_ERR_MEMORY. On error *sweep is untouched.
 */
hc_status hc_sweep_read(const char *text, hc_sweep *sweep, hc_error *err) HC_MUST_USE;

void hc_sweep_clear(hc_sweep *sweep);

#ifdef __cplusplus
}
#endif
#endif
