/*
 * Inside the requirement: agents and service of one need whose loads are known. Not a public
 * header of the room.
 */
#ifndef HC_ERLANG_REQUIREMENT_STAFF_H
#define HC_ERLANG_REQUIREMENT_STAFF_H

#include "erlang/requirement_build.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills agents and service of needs[index] from its loads. Errors as hc_requirement_build(). */
hc_status hc_need_staff(const hc_series *forecast, const hc_staff_rules *rules,
                        hc_requirement *made, size_t index, hc_error *err) HC_MUST_USE;

/* A queue of chats, and one of deferred work. Errors as there. */
hc_status hc_need_staff_chat(const hc_series *forecast, const hc_staff_rules *rules,
                             hc_requirement *made, size_t index, hc_error *err) HC_MUST_USE;
hc_status hc_need_staff_deferred(const hc_series *forecast, const hc_staff_rules *rules,
                                 hc_requirement *made, size_t index, hc_error *err) HC_MUST_USE;

/* Adds the agents of chats and deferred work to the pool, whose line is staffed. */
hc_status hc_need_add_aside(const hc_series *forecast, const hc_staff_rules *rules,
                            hc_requirement *made, hc_error *err) HC_MUST_USE;

/* The rate of a queue's contacts to plan for, over the expected one. */
double hc_need_rate_at_risk(const hc_series *forecast, const hc_staff_rules *rules,
                            size_t queue, size_t slot);

#ifdef __cplusplus
}
#endif
#endif
