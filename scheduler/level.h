/*
 * Levels weekends, late shifts and hours among the people of a class, and grants wishes, by
 * exchanging days between two of them: a run, or one day for another. Who is at work when stays
 * as it is, so that fairness costs no cover.
 */
#ifndef HC_SCHEDULER_LEVEL_H
#define HC_SCHEDULER_LEVEL_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * shifts[count] are of the rules' agents, by agent, then day; they come out with other agents,
 * sorted again. Exchanges go on while one lowers the points of scheduler/names.h; each tour
 * stays lawful. People with activities keep theirs, and so do people whose tour holds less than
 * the contract asks. HC_ERR_MEMORY: the shifts are as before.
 */
hc_status hc_level_days(const hc_axis *axis, const hc_rules *rules, hc_shift *shifts,
                        size_t count, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
