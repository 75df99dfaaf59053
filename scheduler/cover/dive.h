/* From the linear program to whole heads. */
#ifndef HC_SCHEDULER_COVER_DIVE_H
#define HC_SCHEDULER_COVER_DIVE_H

#include "scheduler/cover/generate.h"

/*
 * heads[columns of the master] (to be freed by the caller): how many work each tour. Some heads
 * may be without tour. At once, from the optimum alone: the whole parts, then the largest
 * fractions. Loses little where each of many groups is a few heads.
 */
hc_status hc_round(const hc_problem *problem, const hc_master *master, int32_t **heads,
                   hc_error *err) HC_MUST_USE;

/* Marks the groups (divided[groups]) whose heads the optimum shares out in fractions. */
void hc_divided_groups(const hc_master *master, bool *divided);

/*
 * The same, step by step: settle what is whole or nearly so, solve again, repeat. With a
 * generator new tours are looked for after every step; it may be NULL. The master keeps the
 * demands made on it.
 */
hc_status hc_dive(const hc_problem *problem, hc_master *master, hc_generator *generator,
                  hc_run *run, int32_t **heads, hc_error *err) HC_MUST_USE;

#endif
