/*
 * A stretch of time to be played call by call: what `simulate` makes of a plan or of one
 * interval, and what comes of it beside the formula's figures, day by day and in all.
 */
#ifndef HC_CLI_PLAY_PLAY_H
#define HC_CLI_PLAY_PLAY_H

#include "cli/plan/plan_file.h"
#include "erlang/requirement_build.h"
#include "erlang/simulate.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_PLAY_DATE_MAX 11 /* "2026-12-07" and the end mark */

/* The figures of one stretch of time; HC_MISSING where there is none. */
typedef struct hc_play_figures {
    double service_level;
    double abandon_rate;
    double asa_s;
    double occupancy;
} hc_play_figures;

/* A zeroed struct is empty. Arrays have `slots` entries unless said otherwise. */
typedef struct hc_play {
    size_t slots;
    size_t warm_up_slots; /* first slots that are not counted; 0 for a plan */
    double interval_s;
    double *calls;
    double *aht_s;
    double *agents;                 /* on the phones, may be fractional */
    hc_play_figures *formula;       /* the model's own figures */
    size_t days;                    /* what is reported; 1 for a single interval */
    size_t *first_slot;             /* [days + 1] of each day */
    char (*date)[HC_PLAY_DATE_MAX]; /* [days] "" for a single interval */
    bool exact_calls;  /* calls and handle times are what came, not means of what may come */
    double patience_s; /* mean; HC_MISSING: callers wait for ever */
    double target_s;
    double target_level; /* service level that is asked for; HC_MISSING: none */
    double aht_cv; /* standard deviation of handle times over their mean; 1: exponential */
} hc_play;

/* What one day gave, or all days together. */
typedef struct hc_played_day {
    double contacts; /* a run, as are those that follow */
    double in_time;
    double abandoned;
    hc_sim_summary simulated;
    hc_sim_estimate occupancy;
    hc_play_figures formula;
} hc_played_day;

/* Room for slots and days. HC_ERR_MEMORY. */
hc_status hc_play_make(size_t slots, size_t days, hc_play *play, hc_error *err) HC_MUST_USE;

/*
 * The roster of a plan: its calls and handle times, and its people less shrinkage.
 * HC_ERR_FORMAT when they are no single line (see cli/play/play_queues.h).
 */
hc_status hc_play_plan(const hc_plan_file *plan, hc_play *play, hc_error *err) HC_MUST_USE;

/*
 * Staff against the calls that came: calls[slots] counts, aht_s[slots] looked at where there
 * are calls; agents[slots]. Dates and formula stay empty. HC_ERR_MEMORY.
 */
hc_status hc_play_staff(const hc_axis *axis, const double *calls, const double *aht_s,
                        const int32_t *agents, const hc_queue_rules *rules, hc_play *play,
                        hc_error *err) HC_MUST_USE;

/* Stretches of an interval that a fraction of an agent is there for in turns. */
size_t hc_play_parts(double interval_s);

/* whole[slots * parts]: whole agents whose sum follows that of agents[slots], who may be
 * fractional, so that nobody is lost by rounding. */
void hc_play_whole_agents(const double *agents, size_t slots, size_t parts, int32_t *whole);

/* A queue of calls as the simulator takes it, without a route: calls[slots], aht_s[slots], both
 * borrowed; patience_s HC_MISSING where callers wait for ever; aht_cv 1: exponential. */
hc_sim_queue hc_play_line(const double *calls, const double *aht_s, double aht_cv,
                          double patience_s, double target_s);

/* Plays it; days[days + 1], the last is all together. Errors of hc_simulate(). */
hc_status hc_play_run(const hc_play *play, const hc_sim_options *options, hc_played_day *days,
                      hc_error *err) HC_MUST_USE;

void hc_play_clear(hc_play *play);

#ifdef __cplusplus
}
#endif
#endif
