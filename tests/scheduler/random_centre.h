/* Random rule sets with a requirement: solved, published as rows and judged by the checker. */
#ifndef HC_TESTS_SCHEDULER_RANDOM_CENTRE_H
#define HC_TESTS_SCHEDULER_RANDOM_CENTRE_H

#include "scheduler/check_roster.h"
#include "scheduler/roster.h"

typedef enum random_outcome {
    RANDOM_LAWFUL = 0,  /* no rule broken, cost as claimed, bound not above it */
    RANDOM_NO_WEEK,     /* a contract has no legal week, and solver and conflict search agree */
    RANDOM_TOO_LARGE,   /* refused: its rules have more states than may be searched */
    RANDOM_BROKEN_RULE, /* the rest are faults */
    RANDOM_OTHER_COST,
    RANDOM_BOUND_ABOVE,
    RANDOM_DISAGREE, /* one says there is a legal week, the other not */
    RANDOM_FAILED
} random_outcome;

typedef struct random_effort {
    double effort; /* as of hc_schedule_options */
    size_t looks;  /* the solver is stopped at this look of its watch: 1 after its first answer;
                      0: never */
    bool wide;     /* as of random_case_make() */
    bool activities; /* solve once more, with trainings inside the shifts of the first roster:
                        then there is a roster that keeps them all */
} random_effort;

/* Makes centre number `seed`, solves it so far, and judges. Faults are told on stdout. */
random_outcome random_centre_judge(uint64_t seed, const random_effort *effort);

#endif
