/*
 * Erlang A with finite lines, M/M/n/K+M: sums over the waiting places. A part of erlang_a,
 * which checks the arguments; patience may be INFINITY here (M/M/n/K).
 */
#ifndef HC_ERLANG_ERLANG_A_LINES_H
#define HC_ERLANG_ERLANG_A_LINES_H

#include <stddef.h>

#include "erlang/load.h"

#ifdef __cplusplus
extern "C" {
#endif

/* HC_ERR_RANGE where agents or finite load->lines are fractional, or lines < agents. */
hc_status hc_erlang_a_lines_check(const hc_load *load, double agents,
                                  hc_error *err) HC_MUST_USE;

/* As hc_erlang_a_metrics, of finite load->lines and arguments that were checked. */
hc_metrics hc_erlang_a_lines_served(const hc_load *load, double agents, double target_s);

/*
 * Chance to be answered within target_s, before patience ends, of a caller who finds all agents
 * busy and `place` callers waiting: on_time[place] for place < places. agents > 0, whole; T = 0
 * gives 0.
 */
void hc_on_time_by_place(const hc_load *load, double agents, double target_s, size_t places,
                         double *on_time);

#ifdef __cplusplus
}
#endif
#endif
