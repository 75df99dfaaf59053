/* Random rule sets with a requirement: solved, published as rows and judged by the checker. */
#ifndef HC_TESTS_SCHEDULER_RANDOM_CENTRE_H
#define HC_TESTS_SCHEDULER_RANDOM_CENTRE_H

#include "scheduler/check_roster.h"
#include "scheduler/roster.h"

typedef enum random_outcome {
    RANDOM_LAWFUL = 0,  /* no rule broken, cost as claimed, bound not above it */
    RANDOM_NO_WEEK,     /* a contract has no legal week, and solver and conflict search agree */
    RANDOM_BROKEN_RULE, /* the rest are faults */
    RANDOM_OTHER_COST,
    RANDOM_BOUND_ABOVE,
    RANDOM_DISAGREE, /* one says there is a legal week, the other not */
    RANDOM_FAILED
} random_outcome;

/* Makes centre number `seed`, solves it with that effort, and judges. Faults are told on
 * stdout. */
random_outcome random_centre_judge(uint64_t seed, double effort);

#endif
