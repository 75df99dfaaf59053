/* Agents wanted per interval from a CSV file: timestamp,required_agents. */
#ifndef HC_CLI_PLAN_REQUIREMENT_FILE_H
#define HC_CLI_PLAN_REQUIREMENT_FILE_H

#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A zeroed struct is empty. */
typedef struct hc_wanted {
    hc_axis axis;                /* whole days from the first row to the last */
    size_t queue_count;          /* 1 at least */
    char (*queues)[HC_NAME_MAX]; /* [queue_count] as the file has them; NULL: it has none */
    int32_t *people;             /* [queue_count][slots] 0 where the file has no row */
    size_t late_width;
    double *late; /* [slots][late_width] contacts late with so many people; NULL: the file has
                     no such column */
} hc_wanted;

/*
 * Times are wall clock in the zone. A file with several queues needs `queue` (NULL: it must
 * have one or none), or, where people have skills, is taken whole (`whole`, without `queue`):
 * all its queues but the pool that a plan adds to them, and no late contacts. Errors
 * HC_ERR_INPUT, HC_ERR_FORMAT, HC_ERR_PARSE, HC_ERR_RANGE, HC_ERR_LIMIT, HC_ERR_EMPTY with line
 * and column; HC_ERR_MEMORY. On error *wanted is as before.
 */
hc_status hc_wanted_load(const char *path, const hc_zone *zone, const char *queue, bool whole,
                         hc_wanted *wanted, hc_error *err) HC_MUST_USE;

void hc_wanted_clear(hc_wanted *wanted);

#ifdef __cplusplus
}
#endif
#endif
