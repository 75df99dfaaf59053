/*
 * Offered load through the day: how many agents would be talking if there were always enough.
 * Calls stay for their handle time, so load follows the calls late and smoothed; at opening it
 * starts from nothing.
 */
#ifndef HC_ERLANG_OFFERED_LOAD_H
#define HC_ERLANG_OFFERED_LOAD_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How the load of an interval follows from calls that arrive through the day. */
typedef enum hc_time_method {
    HC_TIME_MOL = 0, /* modified offered load: m' = calls a second - m / AHT */
    HC_TIME_SIPP,    /* each interval by itself: calls x AHT / interval */
    HC_TIME_LAG_SIPP /* SIPP, the arrivals shifted by one mean handle time */
} hc_time_method;

/*
 * Load in Erlangs of each interval. calls[slots] a slot, 0 where closed, HC_MISSING where
 * unknown; aht_s[slots], looked at only where there are calls. Both load_erlangs[slots] and the
 * inputs are the caller's; they do not overlap. MOL gives the mean over the interval, but the
 * largest load of an interval that follows one without calls: an opening is staffed for what it
 * reaches. The first interval starts as if calls had come before as they come in it. Unknown
 * gives HC_MISSING there. Source  Jennings, Mandelbaum, Massey, Whitt (1996); Green, Kolesar,
 * Whitt (2007).
 */
void hc_offered_load(hc_time_method method, const double *calls, const double *aht_s,
                     size_t slots, double interval_s, double *load_erlangs);

/*
 * Work that really gets done when agents may be too few and callers wait for ever: overload is
 * carried into the next intervals (stationary backlog-carryover). carried_erlangs[slots] <
 * agents; the service of a slot is Erlang C's at that load. agents[slots] >= 0, whole or not;
 * slots without agents carry everything over. Source  Stolletz (2008).
 */
void hc_carried_load(const double *calls, const double *aht_s, const double *agents,
                     size_t slots, double interval_s, double *carried_erlangs);

#ifdef __cplusplus
}
#endif
#endif
