/* Random centres by number: rules that pass their check, people, days and a requirement. */
#ifndef HC_TESTS_SCHEDULER_RANDOM_RULES_H
#define HC_TESTS_SCHEDULER_RANDOM_RULES_H

#include "forecast/base/rng.h"
#include "scheduler/rules.h"

typedef struct random_case {
    hc_axis axis;
    hc_rules rules;
    double *required; /* [queues of the rules][slots] */
    double *price;    /* of the rules' curves */
    hc_rng rng;       /* for what is drawn when the rest is known */
} random_case;

/* Centre number `seed`. Wide: with what few centres have, such as nights only, six breaks,
 * leave for weeks, other prices, curves of service or several queues, and oftener for up to six
 * weeks. false:
 * no memory; to be cleared all the same. */
bool random_case_make(uint64_t seed, bool wide, random_case *drawn);
void random_case_clear(random_case *drawn);

int32_t random_draw(hc_rng *rng, int32_t least, int32_t most);
bool random_chance(hc_rng *rng, uint64_t one_in);

#endif
