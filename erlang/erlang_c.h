/*
 * Erlang C, M/M/n: callers wait for ever. Metrics exist only for agents > load; at or below it
 * the queue grows without end and every function gives HC_MISSING. Agents may be fractional.
 */
#ifndef HC_ERLANG_ERLANG_C_H
#define HC_ERLANG_ERLANG_C_H

#include "erlang/load.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Share of callers who wait at all. */
double hc_erlang_c(double load_erlangs, double agents);

/* Share of callers who wait longer than target_s: 1 - service level, without the subtraction.
 */
double hc_erlang_c_late(double load_erlangs, double agents, double aht_s, double target_s);

/* Mean wait of all callers, seconds. */
double hc_erlang_c_asa_s(double load_erlangs, double agents, double aht_s);

/* Every metric; load->lines and load->patience_s are not looked at. HC_ERR_DOMAIN: agents <=
 * load. */
hc_status hc_erlang_c_metrics(const hc_load *load, double agents, double target_s,
                              hc_metrics *metrics, hc_error *err) HC_MUST_USE;

/* The same of arguments that were checked, agents > load. */
hc_metrics hc_erlang_c_served(const hc_load *load, double agents, double target_s);

/*
 * Fewest whole agents with which at most the share `late` of callers waits longer than
 * target_s: the fast road of hc_staffing_solve, without its checks and texts. -1 where it does
 * not lead: late < 7e-16, an argument out of range, or a target_s beyond 600 AHT.
 */
double hc_erlang_c_agents(const hc_load *load, double target_s, double late);

#ifdef __cplusplus
}
#endif
#endif
