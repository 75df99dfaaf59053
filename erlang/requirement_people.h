/*
 * What follows from a requirement: the sum over queues that have agents of their own, people
 * after shrinkage, and the service of a whole period under other agents. `plan` and `whatif`
 * both go this way, so that the same inputs give the same figures.
 */
#ifndef HC_ERLANG_REQUIREMENT_PEOPLE_H
#define HC_ERLANG_REQUIREMENT_PEOPLE_H

#include "erlang/requirement_serve.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * hc_requirement_build(), then for queues that do not share agents one more need with their
 * sum, named rules->pool_name: agents add up, its service columns are ratios of sums. The last
 * need is thus always the whole centre. Errors as there.
 */
hc_status hc_requirement_build_whole(const hc_series *forecast, const hc_staff_rules *rules,
                                     hc_requirement *out, hc_error *err) HC_MUST_USE;

/* people[need_count * slots] to schedule for the agents of every need: agents / ((1 -
 * shrinkage) presence), rounded up once. HC_ERR_RANGE for a shrinkage out of range. */
hc_status hc_requirement_people(const hc_requirement *requirement, double shrinkage,
                                int32_t *people, hc_error *err) HC_MUST_USE;

/* Where people are scheduled queue by queue: people of the last need become the sum of those of
 * the needs before it. */
void hc_requirement_add_people(const hc_requirement *requirement, int32_t *people);

/*
 * The whole of one need under agents[slots], who may be fractional: *out gets a single need of
 * its name, with its calls and load, those agents (whole ones rounded down) and what they give.
 * Where callers wait for ever and agents fall short, calls are carried into the next intervals
 * until they are worked off (hc_carried_load()); callers who hang up leave no overload behind.
 * Of a sum of queues each is served by its hc_need_share() of the agents, and *out is their
 * sum. Errors as above, and HC_ERR_MEMORY. On error *out is as before.
 */
hc_status hc_requirement_serve_agents(const hc_requirement *requirement,
                                      const hc_staff_rules *rules, size_t need,
                                      const double *agents, hc_requirement *out,
                                      hc_error *err) HC_MUST_USE;

/*
 * The queues of a requirement, which do not share agents or share them by their skills, each
 * under its own agents[queues][slots]; *out gets a need a queue and, last, the whole centre as
 * hc_requirement_build_whole() adds it up. forecast: that the requirement was made from, for
 * service_level_expected; NULL: HC_MISSING there. Errors and overload as above.
 */
hc_status hc_requirement_serve_queues(const hc_requirement *requirement,
                                      const hc_staff_rules *rules, const hc_series *forecast,
                                      const double *agents, hc_requirement *out,
                                      hc_error *err) HC_MUST_USE;

/*
 * The same of the agents who are there for a sum of queues, agents[slots]: each queue is served
 * by its hc_need_share() of them, and the sum, the last need, has all of them. Errors as above.
 */
hc_status hc_requirement_serve_shares(const hc_requirement *requirement,
                                      const hc_staff_rules *rules, const hc_series *forecast,
                                      const double *agents, hc_requirement *out,
                                      hc_error *err) HC_MUST_USE;

/*
 * What the agents of `staffed` give when the work of `load` comes instead; both are made by
 * hc_requirement_build_whole() of the same queues and rules. The last need of *out is the whole
 * centre. Errors as above.
 */
hc_status hc_requirement_hold(const hc_requirement *load, const hc_staff_rules *rules,
                              const hc_requirement *staffed, hc_requirement *out,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
