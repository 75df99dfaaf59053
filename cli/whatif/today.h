/*
 * What a history says of today that a what-if starts from and the centre file leaves open:
 * after- call work, repeats, and what contacts are about, of each queue in its newest weeks.
 */
#ifndef HC_CLI_WHATIF_TODAY_H
#define HC_CLI_WHATIF_TODAY_H

#include "cli/base/message.h"
#include "cli/base/option.h"
#include "cli/plan/plan_file.h"
#include "cli/whatif/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What scenarios start from. */
typedef struct hc_today_need {
    bool acw, repeats, reasons;
} hc_today_need;

/* Adds what a scenario starts from: --acw 20, --repeat-share, --deflect. */
void hc_today_need_of(const hc_scenario *scenario, hc_today_need *need);

/*
 * Measures for the queues of a forecast what is needed and the centre file does not say, into
 * the centre. files are those of --history; where there are none it is the plan's own history,
 * and one that cannot be read is only noted. Errors of hc_history_open(); HC_ERR_MEMORY.
 */
hc_status hc_today_fill(const hc_today_need *need, const hc_plan_file *plan,
                        const hc_option_texts *files, const char *centre_path,
                        const hc_series *forecast, const hc_screen *screen, hc_centre *centre,
                        hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
