/*
 * A plan read back from plan.json as the writers take it: what the report tells, and what it is
 * drawn from. The late curves and the people's rules are not in that file, nor are they here.
 */
#ifndef HC_CLI_PLAN_STORED_PLAN_H
#define HC_CLI_PLAN_STORED_PLAN_H

#include "cli/plan/plan_inputs.h"
#include "cli/publish/plan_result.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A zeroed struct is empty. result points into the struct: it is never copied as a whole. */
typedef struct hc_stored_plan {
    hc_plan_inputs inputs; /* team also has the names of the classes, roster those of people */
    hc_requirement requirement;
    hc_requirement delivered; /* the queues, where people have skills, and last the whole */
    int32_t *scheduled;       /* [need_count * slots] */
    hc_plan_input *files;
    hc_plan_assumption *assumptions;
    const char **facts;
    const char **warnings;
    const char **notes;
    hc_plan_result result; /* borrows from all of these and from the file */
} hc_stored_plan;

/*
 * Reads a plan that hc_plan_file_open() took, which stays open as long as *plan is used.
 * HC_ERR_FORMAT when a part is missing or has another length, named; HC_ERR_RANGE,
 * HC_ERR_MEMORY. On error *plan is empty.
 */
hc_status hc_stored_plan_read(const hc_plan_file *file, hc_stored_plan *plan,
                              hc_error *err) HC_MUST_USE;

/* Queues that the plan says the service of one by one; 0: they stand in one line. */
size_t hc_stored_plan_queues(const hc_stored_plan *plan);

void hc_stored_plan_clear(hc_stored_plan *plan);

#ifdef __cplusplus
}
#endif
#endif
