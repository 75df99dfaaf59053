/*
 * Shrinkage: from agents on the phones to people on the payroll and back, once, without the
 * rounding traps of binary fractions (21 agents at 30 % are 30 people, not 31).
 */
#ifndef HC_ERLANG_SHRINKAGE_H
#define HC_ERLANG_SHRINKAGE_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SHRINKAGE_DEFAULT 0.30
#define HC_SHRINKAGE_MAX 0.99 /* above it nobody works and the division means nothing */
#define HC_SHRINKAGE_PARTS_MAX 32

/* One reason to be off the phones: its share of paid time. Shares add up. */
typedef struct hc_shrinkage_part {
    char name[32]; /* "breaks", "meetings", "training", "absence" */
    double share;  /* 0..1 of paid time */
} hc_shrinkage_part;

/* Sum of the parts. HC_ERR_RANGE names the part, or the sum, that is not in
 * 0..HC_SHRINKAGE_MAX. */
hc_status hc_shrinkage_total(const hc_shrinkage_part *parts, size_t part_count,
                             double *shrinkage, hc_error *err) HC_MUST_USE;

/* People needed for agents on the phones: ceil(agents / (1 - shrinkage) - 1e-9). agents may be
 * fractional. HC_ERR_RANGE: agents not in 0..4e9 or shrinkage not in 0..HC_SHRINKAGE_MAX. */
hc_status hc_headcount_of_agents(double agents, double shrinkage, int64_t *headcount,
                                 hc_error *err) HC_MUST_USE;

/* Agents that people put on the phones: headcount x (1 - shrinkage), fractional; the largest
 * whole number of agents that still needs no more people is *whole_agents. Errors as above. */
hc_status hc_agents_of_headcount(int64_t headcount, double shrinkage, double *agents,
                                 int64_t *whole_agents, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
