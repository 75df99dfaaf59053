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

#ifdef __cplusplus
}
#endif
#endif
