/*
 * Shrinkage: from agents on the phones to people on the payroll and back, once, without the
 * rounding traps of binary fractions (21 agents at 30 % are 30 people, not 31).
 */
#ifndef HC_ERLANG_SHRINKAGE_H
#define HC_ERLANG_SHRINKAGE_H

#include <stdbool.h>
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

#define HC_PRESENCE_WINDOWS_MAX 32

/* Hours of some weekdays in which another share of the people is on the phones than usual: the
 * team meets on Monday from 9 to 10. */
typedef struct hc_presence_window {
    bool weekdays[7]; /* from Monday */
    int32_t from_min; /* wall clock, minutes after midnight, [from_min, to_min) */
    int32_t to_min;
    double presence; /* (1 - shrinkage then) / (1 - usual shrinkage), above 0 */
} hc_presence_window;

/* Mean presence over the minutes [from_min, to_min) of a weekday, 1 where no window lies; of
 * windows that overlap the last one counts. */
double hc_presence_over(const hc_presence_window *windows, size_t count, int32_t weekday,
                        int32_t from_min, int32_t to_min);

/* People needed for agents on the phones: ceil(agents / (1 - shrinkage) - 1e-9). agents may be
 * fractional. HC_ERR_RANGE: agents not in 0..4e9 or shrinkage not in 0..HC_SHRINKAGE_MAX. */
hc_status hc_headcount_of_agents(double agents, double shrinkage, int64_t *headcount,
                                 hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
