/*
 * Deferred work answered in turn, the longest waiting first: when each contact is answered, and
 * the fewest agents who answer a share of each queue's contacts in time. Work is a fluid of
 * agent seconds, in a week that repeats itself.
 */
#ifndef HC_ERLANG_DEFERRED_TURN_H
#define HC_ERLANG_DEFERRED_TURN_H

#include <stddef.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One slot's contacts of one queue. */
typedef struct hc_turn_job {
    size_t queue;
    size_t slot;       /* of the week, in which they come evenly */
    size_t slots_left; /* to answer them in, that slot included */
    double contacts;
    double work_s;
} hc_turn_job;

/* Jobs ascend by slot. Arrays are borrowed. */
typedef struct hc_turn_week {
    size_t slots;
    const double *open_s; /* [slots] seconds in which one agent works */
    const double *free_s; /* [slots] agent seconds that are there anyway; NULL: none */
    size_t job_count;
    const hc_turn_job *jobs;
} hc_turn_week;

/*
 * What becomes of every job: in_time[job_count], the share of its work that is done in its
 * slots, and wait_slots[job_count], how long on average after it came, in slots of the clock;
 * work that is not done by the end of the week after next counts until then.
 */
void hc_turn_play(const hc_turn_week *week, double agents, double *in_time, double *wait_slots);

/*
 * Fewest agents, the same number whenever they work, who do the week's work and answer the
 * share[queue] of the contacts of each queue in time; fractional, to a ten thousandth.
 *
 * Errors  HC_ERR_INFEASIBLE  so many are answered in time by no number of agents;
 *         HC_ERR_MEMORY.
 * Source  docs/math.md, Staffing: Deferred work
 */
hc_status hc_turn_agents(const hc_turn_week *week, const double *share, size_t queues,
                         double *agents, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
