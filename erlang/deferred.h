/*
 * Deferred work: e-mail, callbacks and back office, which may wait until a deadline. Earliest
 * deadline first is optimal, so a staffing is enough exactly when every stretch of time can
 * hold the work that both arrives and falls due in it. Work is a fluid of agent seconds.
 */
#ifndef HC_ERLANG_DEFERRED_H
#define HC_ERLANG_DEFERRED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_DEFERRED_SLOTS_MAX 20000
#define HC_DEFERRED_JOBS_MAX 10000000

/* A batch of work that may be done in slots first_slot .. due_slot, both included. */
typedef struct hc_deferred_job {
    size_t first_slot;
    size_t due_slot;
    double work_s; /* agent seconds: contacts x AHT */
} hc_deferred_job;

/*
 * Fewest agents, the same number in every open slot, that finish every job in time.
 *
 * Shapes  jobs[job_count]; open_s[slots]: seconds of a slot in which one agent works (0:
 * closed); free_s[slots]: agent seconds that are there anyway, such as the idle time of calls
 * (NULL: none). Gives   *agents fractional, on top of what is free; 0 when nobody is needed.
 * Errors  HC_ERR_RANGE       a job outside the slots or due before it arrives, a negative
 * number; HC_ERR_INFEASIBLE  work without any second to do it before its deadline (named);
 * HC_ERR_LIMIT, HC_ERR_MEMORY. On error nothing is touched. Source  docs/math.md, Staffing:
 * Deferred work
 */
hc_status hc_deferred_agents(const hc_deferred_job *jobs, size_t job_count,
                             const double *free_s, const double *open_s, size_t slots,
                             double *agents, hc_error *err) HC_MUST_USE;

/*
 * Last slot of a promise: work arriving in first_slot, answered within open_needed_s seconds of
 * opening time, counted from that slot's start. Never later than the last slot.
 */
size_t hc_deferred_due(const double *open_s, size_t slots, size_t first_slot,
                       double open_needed_s);

#ifdef __cplusplus
}
#endif
#endif
