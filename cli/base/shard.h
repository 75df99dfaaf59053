/* Which part of the queues a job forecasts: said as 3/8, or taken from a job array on request.
 */
#ifndef HC_CLI_BASE_SHARD_H
#define HC_CLI_BASE_SHARD_H

#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SHARDS_MAX 10000 /* as many as there may be queues */

/* One of so many parts, the first is 1; 1 of 1 is everything. */
typedef struct hc_shard {
    size_t part, parts;
} hc_shard;

/*
 * "3/8"; "auto": the task of a Slurm or AWS Batch array; "auto/8": also that of a Kubernetes
 * indexed job, which does not tell how many there are. HC_ERR_USAGE when it is none of these,
 * or no array's task runs here.
 */
hc_status hc_shard_read(const char *text, hc_shard *shard, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
