/*
 * Inside the room: the sums over the waiting places of M/M/n/K+M, from which every metric of
 * erlang_a_lines is made. Few places are summed one by one, many by integrals over the wait.
 */
#ifndef HC_ERLANG_LINE_SUMS_H
#define HC_ERLANG_LINE_SUMS_H

#include "erlang/erlang_b.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_LINE_NEVER_FULL 1e-100  /* a full system so much rarer than waiting is no event */
#define HC_LINE_STIRLING_FROM 24.0 /* Stirling's series has all digits from there on */

/* The question, times counted in patiences as in erlang_a.c. */
typedef struct hc_line_queue {
    double s;
    double x;
    double excess; /* x - s */
    double u;      /* T / patience */
    double decay;  /* s u, taken as agents x T / AHT */
    double gone;   /* 1 - exp(-u) */
    double places; /* waiting places: lines - agents */
} hc_line_queue;

/* Sums over the places j of r_j = p_{n+j} in one moving unit; see docs/math.md, finite lines.
 */
typedef struct hc_line_sums {
    double idle;
    double entered; /* sum r_j, j < places: callers who join the queue */
    double waiting; /* sum j r_j */
    double served;  /* sum r_j s / (s+j+1), callers who enter and are served */
    double delay;   /* the same times their mean wait, in patiences */
    double over;    /* sum r_j P(V_j > T) */
    double late;    /* served after T */
    double on_time; /* served within T, after waiting */
    double last;    /* r of the full system */
} hc_line_sums;

/* Place by place; any number of them, at about 30 ns each. */
hc_line_sums hc_line_sums_by_place(const hc_line_queue *q, hc_busy_weights below);

/* By integrals over the wait of a caller of endless patience; places >= 24, any number of them
 * at the same cost. About 1e-13. */
hc_line_sums hc_line_sums_by_wait(const hc_line_queue *q, hc_busy_weights below);

#ifdef __cplusplus
}
#endif
#endif
