/*
 * The service that so many agents give in one interval of a requirement, whatever their number:
 * calls by the queue's model, chats by theirs, deferred work as a fluid, a sum of queues as
 * ratios of sums.
 */
#ifndef HC_ERLANG_REQUIREMENT_SERVE_H
#define HC_ERLANG_REQUIREMENT_SERVE_H

#include "erlang/requirement_build.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The chats of a slot as chat.h sees them. */
hc_chat hc_queue_chat(const hc_queue_rules *rules, double chats, double interval_s);

/*
 * Every metric of a load under a queue's rules, at so many agents, who may be fractional.
 * Overload is no error: callers who wait for ever are then never answered in time. Errors as
 * hc_staffing_metrics.
 */
hc_status hc_queue_serve(const hc_queue_rules *rules, double load_erlangs, double aht_s,
                         double agents, hc_metrics *metrics, hc_error *err) HC_MUST_USE;

/* Of so many agents of a need, those who answer calls: all but agents_aside. Who is short lets
 * chats and deferred work wait: calls keep what they need. */
double hc_need_line_agents(const hc_need *need, size_t slot, double agents);

/* Whether the need is the sum of queues that each have agents of their own. */
bool hc_need_is_sum(const hc_staff_rules *rules, size_t need);

/* Of the agents who are there for a sum of queues, the share that stands at this one: as much
 * of them as it needs of those needed. 0 where nobody is needed. */
double hc_need_share(const hc_requirement *requirement, size_t queue, size_t slot);

/* Agents in the line whose service stands in the need's columns, without agents_aside: whole
 * ones of a requirement, those of a roster with their fractions. */
double hc_need_line(const hc_need *need, size_t slot);

/* hc_queue_serve() of needs[need] in a slot with calls. The rules are the queue's, or
 * rules->pool for a need past the queues. */
hc_status hc_requirement_serve(const hc_requirement *requirement, const hc_staff_rules *rules,
                               size_t need, size_t slot, double agents, hc_metrics *metrics,
                               hc_error *err) HC_MUST_USE;

/* The same when `times` its load comes: 1.2 is a fifth more work. */
hc_status hc_requirement_serve_times(const hc_requirement *requirement,
                                     const hc_staff_rules *rules, size_t need, size_t slot,
                                     double times, double agents, hc_metrics *metrics,
                                     hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
