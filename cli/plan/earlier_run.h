/* What an earlier run left in the folder that a verb writes. */
#ifndef HC_CLI_PLAN_EARLIER_RUN_H
#define HC_CLI_PLAN_EARLIER_RUN_H

#include "forecast/base/atomic_file.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * HC_ERR_OUTPUT when one of the files folder/names[] is there and no plan.json or schedule.json
 * beside it lists it: somebody else's file, which no run takes the place of. Asked before the
 * work, so that none is lost, of the names that are known by then; hc_earlier_run_drop() asks
 * again of all that were made, such as a calendar for each person, and of what others put there
 * meanwhile. HC_ERR_MEMORY.
 */
hc_status hc_earlier_run_spares_others(const char *folder, const char *const *names,
                                       size_t name_count, hc_error *err) HC_MUST_USE;

/*
 * Files that an earlier run wrote into the folder, as its JSON file `list` there says under
 * "files", go with the commit of this group unless it writes them anew. Without such a list
 * nothing goes. HC_ERR_OUTPUT when the group would replace somebody else's file, as above;
 * HC_ERR_MEMORY.
 */
hc_status hc_earlier_run_drop(const char *folder, const char *list, hc_atomic_group *group,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
