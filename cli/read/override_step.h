/*
 * Overrides as a run uses them: read from the file the option or the centre file names, applied
 * last to a forecast, each told in a sentence.
 */
#ifndef HC_CLI_READ_OVERRIDE_STEP_H
#define HC_CLI_READ_OVERRIDE_STEP_H

#include "cli/base/lines.h"
#include "forecast/override.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A zeroed struct is empty. */
typedef struct hc_override_step {
    const char *file; /* NULL: none; borrowed */
    hc_overrides overrides;
    hc_override_effect *effects; /* [overrides.count] */
    double *calls_before;        /* [queues * slots] means as forecast; NULL without a file */
} hc_override_step;

/*
 * file may be NULL: nothing is done. Errors of hc_overrides_load and hc_overrides_apply; clear
 * *step in any case.
 */
hc_status hc_override_step_run(const char *file, hc_series *forecast, hc_override_step *step,
                               hc_error *err) HC_MUST_USE;

/* "overrides.csv:2: Service, 2026-11-23 09:00 to 12:00, +10 %: 312 contacts become 343 (TV)";
 * false when it changed nothing. */
bool hc_override_step_sentence(const hc_override_step *step, const hc_zone *zone, size_t k,
                               char text[HC_LINE_MAX]);

/* A sentence for each that changed something, and one for those that did not. */
hc_status hc_override_step_tell(const hc_override_step *step, const hc_zone *zone,
                                hc_lines *told, hc_error *err) HC_MUST_USE;

void hc_override_step_clear(hc_override_step *step);

#ifdef __cplusplus
}
#endif
#endif
