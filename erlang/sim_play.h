/*
 * Inside the simulator: what both ways of playing share: chance, arrivals and counting. Not a
 * public header of the room.
 */
#ifndef HC_ERLANG_SIM_PLAY_H
#define HC_ERLANG_SIM_PLAY_H

#include "erlang/simulate.h"
#include "forecast/base/rng.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A caller as drawn on arrival. Patience is kept as a uniform number: most callers never need
 * it. */
typedef struct hc_sim_caller {
    double arrival_s;
    double handle_s;
    double patience_u;
    size_t slot;
} hc_sim_caller;

/* The stream of callers of one queue in one replication. */
typedef struct hc_sim_source {
    const hc_sim_queue *queue;
    double interval_s;
    size_t slots;
    bool mirrored;
    hc_rng arrivals;
    hc_rng handling;
    hc_rng patience;
    double spare_normal;   /* LOGNORMAL: the second of a pair, or NaN */
    double log_mean_shift; /* LOGNORMAL: exp(shift + sigma z) has mean 1 */
    double log_sigma;
    double patience_shift; /* the same of the patience, with its mean */
    double patience_sigma;
    double scale;         /* turns a draw of the handling shape into one of mean 1 */
    size_t slot;          /* slot of the next caller */
    double work_s;        /* Poisson: time into the slot of the last caller */
    double left;          /* exact calls: still to come in the slot */
    double handling_left; /* exact handling: still to share out, in mean handle times */
    double last_order;    /* exact calls: the last order statistic, 0..1 */
    double draw;          /* Poisson: unit-rate time still to run to the next caller */
} hc_sim_source;

/* Where the calls of one lane of replications are counted; tallies are [queue_count * slots].
 */
typedef struct hc_sim_count {
    const hc_sim_model *model;
    size_t warm_up_slots;
    hc_sim_tally *tally;
    double *
        busy_whole; /* [slots + 1] differences of the number of agents busy throughout a slot */
    hc_sim_tally *run;     /* [queue_count] of the replication being played */
    double busy_counted_s; /* busy seconds without the warm-up */
    double calls_played;
} hc_sim_count;

void hc_sim_source_start(hc_sim_source *source, const hc_sim_model *model, size_t queue,
                         uint64_t seed, uint64_t replication, bool mirrored);

/* The next caller; false when the last slot is over. */
bool hc_sim_source_next(hc_sim_source *source, hc_sim_caller *caller);

/* Seconds the caller who drew `uniform` is ready to wait; INFINITY for ever. */
double hc_sim_patience_s(const hc_sim_source *source, double uniform);

/* A caller of `queue` who was answered after wait_s, or hung up (or was left) after wait_s. */
void hc_sim_count_answered(hc_sim_count *count, size_t queue, const hc_sim_caller *caller,
                           double wait_s);
void hc_sim_count_abandoned(hc_sim_count *count, size_t queue, const hc_sim_caller *caller,
                            double wait_s);

/* One replication: one queue and one group; or any number of each. */
hc_status hc_sim_play_one(const hc_sim_model *model, hc_sim_source *source, hc_sim_count *count,
                          double **free_at, size_t *capacity, hc_error *err) HC_MUST_USE;

/* What the many-queue way needs between replications; opaque outside sim_many.c. */
typedef struct hc_sim_floor hc_sim_floor;
hc_status hc_sim_floor_create(hc_sim_floor **floor, const hc_sim_model *model,
                              hc_error *err) HC_MUST_USE;
void hc_sim_floor_free(hc_sim_floor *floor);
hc_status hc_sim_play_many(hc_sim_floor *floor, hc_sim_source *sources, hc_sim_count *count,
                           hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
