/*
 * What is promised to callers, in the staffing engine's words: options of the command line over
 * the centre file over the defaults; patience from the history where nobody says it.
 */
#ifndef HC_CLI_PLAN_PROMISE_H
#define HC_CLI_PLAN_PROMISE_H

#include "cli/base/option.h"
#include "cli/centre/centre.h"
#include "erlang/patience.h"
#include "erlang/requirement_build.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What the command line says for every queue. HC_MISSING: nothing. */
typedef struct hc_promise_options {
    hc_target_option target;
    double occupancy;
    double patience_s;
} hc_promise_options;

/* Where a queue's patience comes from. */
typedef enum hc_patience_origin {
    HC_PATIENCE_BY_OPTION = 0,
    HC_PATIENCE_BY_CENTRE,
    HC_PATIENCE_BY_HISTORY,
    HC_PATIENCE_BY_DEFAULT
} hc_patience_origin;

/* "--patience", "centre file", "history", or the default and what it rests on. */
const char *hc_patience_origin_text(hc_patience_origin origin);

typedef struct hc_promise {
    hc_queue_rules rules;
    hc_patience_origin patience_origin;
    hc_patience patience; /* what the history tells, when nobody says it; else zeroed */
} hc_promise;

/*
 * The promise of one queue of a history. HC_ERR_RANGE when a queue's targets contradict its
 * model; HC_ERR_MEMORY.
 */
hc_status hc_promise_make(const hc_centre *centre, const hc_promise_options *options,
                          const hc_series *history, size_t queue, hc_promise *promise,
                          hc_error *err) HC_MUST_USE;

/*
 * Promise of the pool: the hardest of its queues' in every respect, patience in proportion to
 * calls[count], the contacts expected of each queue.
 */
hc_queue_rules hc_promise_pool(const hc_promise *promises, const double *calls, size_t count);

/* The same from the rules of a week's queues and its contacts. HC_ERR_MEMORY. */
hc_status hc_promise_pool_of_week(const hc_queue_rules *rules, const hc_series *week,
                                  hc_queue_rules *pool, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
