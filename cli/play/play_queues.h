/*
 * A plan of several queues that do not stand in one line, played call by call. Where people
 * have skills a call goes to whoever has been idle longest of those who can serve it, and who
 * becomes free takes the call that has waited longest of those he can serve; else each queue
 * has its share of the roster for itself.
 */
#ifndef HC_CLI_PLAY_PLAY_QUEUES_H
#define HC_CLI_PLAY_PLAY_QUEUES_H

#include "cli/plan/stored_plan.h"
#include "cli/play/play.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One queue of the plan, or last all of them; nothing but a name and what came of it. */
typedef struct hc_played_queue {
    char name[HC_QUEUE_NAME_MAX];
    double target_s;      /* of all: HC_MISSING, as is the next */
    double target_level;  /* service level that is asked for; HC_MISSING: none */
    hc_played_day played; /* its occupancy only of all: people belong to no queue */
} hc_played_queue;

/* What is played otherwise than the plan has it; HC_MISSING: as the plan. */
typedef struct hc_queues_change {
    double patience_s;
    double target_s;
    double target_level;
    double aht_cv; /* standard deviation of handle times over their mean; 1: exponential */
} hc_queues_change;

/*
 * rows[hc_stored_plan_queues() + 1]. HC_ERR_FORMAT where a queue is of chats
 * or deferred work, which stand in no line; errors of hc_simulate().
 */
hc_status hc_play_queues(const hc_stored_plan *plan, const hc_queues_change *change,
                         const hc_sim_options *options, hc_played_queue *rows,
                         hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
