/*
 * Erlang A with finite lines, M/M/n/K+M: sums over the waiting places. A part of erlang_a,
 * which checks the arguments; patience may be INFINITY here (M/M/n/K).
 */
#ifndef HC_ERLANG_ERLANG_A_LINES_H
#define HC_ERLANG_ERLANG_A_LINES_H

#include "erlang/load.h"

#ifdef __cplusplus
extern "C" {
#endif

/* As hc_erlang_a_metrics, for finite load->lines. */
hc_status hc_erlang_a_lines_metrics(const hc_load *load, double agents, double target_s,
                                    hc_metrics *metrics, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
