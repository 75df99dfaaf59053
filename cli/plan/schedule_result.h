/* What one run of `schedule` holds, how it is told and which files it writes. */
#ifndef HC_CLI_PLAN_SCHEDULE_RESULT_H
#define HC_CLI_PLAN_SCHEDULE_RESULT_H

#include "cli/base/table.h"
#include "cli/centre/centre.h"
#include "cli/plan/late_curves.h"
#include "cli/plan/requirement_file.h"
#include "cli/plan/schedule_step.h"
#include "cli/read/roster_file.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_FILE_SCHEDULE "schedule.json"
#define HC_FILE_MIX "mix.csv"
#define HC_FILE_ONE_MORE "one_more.csv"

/* A zeroed struct is empty. */
typedef struct hc_schedule_work {
    hc_centre centre;
    hc_wanted wanted;
    hc_rules rules;
    hc_late_curves late;      /* with --late-call: what the rules' curves look at */
    hc_roster_file kept_file; /* with --keep */
    hc_roster kept;
    hc_roster roster;
    int32_t *served;  /* [queues of the rules][slots] people of the roster on the phones */
    hc_table changes; /* from kept to roster */
    hc_schedule_step step;
} hc_schedule_work;

void hc_schedule_work_clear(hc_schedule_work *work);

/* Finds who serves which queue, for what follows. HC_ERR_MEMORY. */
hc_status hc_schedule_serve(hc_schedule_work *work, hc_error *err) HC_MUST_USE;

/* Conflicts of the rules, the changes of a kept roster, key figures and where people are short.
 */
hc_status hc_schedule_print(const hc_schedule_work *work, const hc_screen *screen,
                            hc_error *err) HC_MUST_USE;

/* Writes the files into the folder, all or none. */
hc_status hc_schedule_publish(const hc_schedule_work *work, const char *folder, bool dry_run,
                              const hc_screen *screen, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
