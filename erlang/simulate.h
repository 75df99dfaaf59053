/*
 * The simulator: plays a day, a week or a plan call by call, with the distributions,
 * priorities, skills and staffing changes that no formula holds. Each call's chance is drawn
 * when it arrives and does not depend on who answers it, so two plans played with one seed meet
 * the same callers.
 */
#ifndef HC_ERLANG_SIMULATE_H
#define HC_ERLANG_SIMULATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SIM_QUEUES_MAX 1000
#define HC_SIM_GROUPS_MAX 1000
#define HC_SIM_SLOTS_MAX 1000000
#define HC_SIM_AGENTS_MAX 1000000
#define HC_SIM_REPLICATIONS_MAX 1000000

typedef enum hc_distribution_kind {
    HC_DISTRIBUTION_EXPONENTIAL = 0,
    HC_DISTRIBUTION_LOGNORMAL, /* cv: standard deviation over mean */
    HC_DISTRIBUTION_EMPIRICAL, /* each of sample[] with the same chance */
    HC_DISTRIBUTION_CONSTANT,
    HC_DISTRIBUTION_NEVER /* patience only: nobody hangs up */
} hc_distribution_kind;

/* A handling or patience time. mean_s above 0; EMPIRICAL takes its mean from the sample. */
typedef struct hc_distribution {
    hc_distribution_kind kind;
    double mean_s;
    double cv;            /* LOGNORMAL: 0..20 */
    const double *sample; /* EMPIRICAL: seconds, each finite and >= 0; borrowed for the call */
    size_t sample_count;
} hc_distribution;

/* Calls of one kind. Arrays have `slots` entries. */
typedef struct hc_sim_queue {
    const double *calls; /* calls per slot: expected (Poisson), or real (see exact_calls) */
    bool exact_calls;    /* exactly calls[slot] arrivals, rounded, at uniform times */
    bool exact_handling; /* the mean of a slot's handle times is exactly aht_s[slot]; only with
                            exact_calls and exponential handling */
    const double *aht_s; /* mean handle time of the calls of a slot; NULL: handling.mean_s */
    hc_distribution handling; /* its shape; scaled so that the mean is aht_s[slot] */
    hc_distribution patience;
    double target_s;     /* answered within */
    int32_t priority;    /* a freed agent takes the lowest first, then the longest waiting */
    int32_t reserve;     /* begun only while more agents of the group than this are idle: 0 for
                            calls, the reserve of a blend for deferred work */
    const size_t *route; /* groups that may answer, first choice first */
    size_t route_count;
} hc_sim_queue;

/* Agents with the same skills: agents[k] are on the phones in the k-th stretch of interval_s.
 * An agent whose time is over finishes the call in hand. */
typedef struct hc_sim_group {
    const int32_t *agents;
    size_t intervals;
    double interval_s;
} hc_sim_group;

typedef struct hc_sim_model {
    size_t slots;
    double interval_s;
    size_t queue_count;
    const hc_sim_queue *queues;
    size_t group_count;
    const hc_sim_group *groups;
    bool longest_idle; /* of the groups on its route a call goes to whoever has been idle
                          longest, instead of to the first group with somebody free */
} hc_sim_model;

typedef struct hc_sim_options {
    uint64_t seed;
    size_t replications;  /* how often the whole stretch is played */
    size_t warm_up_slots; /* first slots that are played but not counted */
    bool antithetic; /* replications in pairs that mirror each other's chance; even count */
    size_t threads;  /* 0: one a core; results do not depend on it */
} hc_sim_options;

/* Sums over calls by the slot they arrived in, a mean over the replications. */
typedef struct hc_sim_tally {
    double offered;
    double answered;
    double answered_in_target;
    double abandoned; /* hung up waiting, or still waiting when all was over */
    double abandoned_in_target;
    double wait_answered_s;
    double wait_all_s;
    double busy_s; /* agent seconds spent on calls inside the slot, by any queue's calls */
} hc_sim_tally;

/* A ratio with the half width of its confidence interval (99 %, replications as the sample). */
typedef struct hc_sim_estimate {
    double value;      /* HC_MISSING when nothing was counted */
    double half_width; /* HC_MISSING with fewer than two replications (four when antithetic) */
} hc_sim_estimate;

typedef struct hc_sim_summary {
    hc_sim_estimate sl_offered;
    hc_sim_estimate p_abandon;
    hc_sim_estimate asa_s;
    hc_sim_estimate wait_all_s;
    double sl_net;
    double sl_answered;
    hc_sim_estimate busy_s; /* agent seconds spent on calls in one replication */
} hc_sim_summary;

typedef struct hc_simulation {
    size_t queue_count;
    size_t slots;
    size_t replications;
    double calls_played; /* over all replications */
    hc_sim_tally *tally; /* [queue_count * slots] */
    hc_sim_tally *total; /* [queue_count] without the warm-up */
    hc_sim_tally *run;   /* [replications * queue_count] the same, replication by replication */
    hc_sim_summary *summary; /* [queue_count + 1]; the last is all queues together */
    double occupancy; /* busy over staffed agent seconds, without the warm-up; over 1 when calls
                         outlast their agents' time */
} hc_simulation;

#define HC_SIMULATION_INIT                                                                     \
    {                                                                                          \
        0                                                                                      \
    }

/* seed 1, 100 replications, no warm-up, not antithetic, a thread a core. */
hc_sim_options hc_sim_options_default(void);

/*
 * Plays the model. One queue served by one group runs on a faster path with the same draws.
 *
 * Errors  HC_ERR_RANGE  a number out of range or missing, named with its queue, group and slot;
 *         HC_ERR_LIMIT  more slots, queues, groups, agents or replications than the limits
 * above; HC_ERR_MEMORY. On error *out is untouched. Source  docs/math.md, Staffing: Simulation
 */
hc_status hc_simulate(const hc_sim_model *model, const hc_sim_options *options,
                      hc_simulation *out, hc_error *err) HC_MUST_USE;

void hc_simulation_clear(hc_simulation *simulation);

#ifdef __cplusplus
}
#endif
#endif
