#ifndef HC_TESTS_ERLANG_SIMPLE_CENTRE_H
#define HC_TESTS_ERLANG_SIMPLE_CENTRE_H

#include "erlang/simulate.h"

static const size_t only_group[1] = {0};

/* A stretch of `slots` slots with the same expected calls, one queue, one group. */
typedef struct simple_centre {
    double calls[64];
    double aht_s[64];
    int32_t agents[64];
    hc_sim_queue queue;
    hc_sim_group group;
    hc_sim_model model;
} simple_centre;

static inline void make_centre(simple_centre *centre, size_t slots, double interval_s,
                               double calls, int32_t agents, double aht_s)
{
    *centre = (simple_centre){.queue = {.target_s = 20.0, .route_count = 1}};
    for (size_t slot = 0; slot < slots; slot++) {
        centre->calls[slot] = calls;
        centre->aht_s[slot] = aht_s;
        centre->agents[slot] = agents;
    }
    centre->queue.calls = centre->calls;
    centre->queue.aht_s = centre->aht_s;
    centre->queue.route = only_group;
    centre->queue.handling =
        (hc_distribution){.kind = HC_DISTRIBUTION_EXPONENTIAL, .mean_s = aht_s};
    centre->queue.patience = (hc_distribution){.kind = HC_DISTRIBUTION_NEVER};
    centre->group =
        (hc_sim_group){.agents = centre->agents, .intervals = slots, .interval_s = interval_s};
    centre->model = (hc_sim_model){.slots = slots,
                                   .interval_s = interval_s,
                                   .queue_count = 1,
                                   .queues = &centre->queue,
                                   .group_count = 1,
                                   .groups = &centre->group};
}

#endif
