/*
 * Erlang B, the loss system M/M/n/n, for any load and any number of agents, whole or fractional
 * (Rapp's and Jagerman's continuation a * integral of exp(-a t) (1+t)^n dt). Pure arithmetic; a
 * value outside the domain gives HC_MISSING.
 */
#ifndef HC_ERLANG_ERLANG_B_H
#define HC_ERLANG_ERLANG_B_H

#include "erlang/load.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Share of calls lost, B(agents, load). load_erlangs > 0 finite, agents >= 0. */
double hc_erlang_b(double load_erlangs, double agents);

/* B, idle and low-level users: load split as in hc_load, so that load - agents keeps its
 * digits. */
double hc_erlang_b_of(const hc_load *load, double agents);

/*
 * Weights of "an agent is free" and "all agents busy, nobody waiting", in one common unit
 * chosen so that neither overflows: idle / busy = 1/B - 1. Every queue with this loss system
 * below it starts here.
 */
typedef struct hc_busy_weights {
    double idle;
    double busy;
} hc_busy_weights;

/* idle / busy = 1/B - 1 of a few whole agents, up from none: it grows by (k / a) (1 + idle /
 * busy) with the k-th; about 1 ns an agent. */
double hc_idle_per_busy(double load_erlangs, int agents);

/* load_erlangs > 0, agents >= 0. */
hc_busy_weights hc_busy_weights_of(const hc_load *load, double agents);

#ifdef __cplusplus
}
#endif
#endif
