/*
 * Random numbers: xoshiro256++, seeded by splitmix64. Chance is always passed in; a numbered
 * stream gives each work item its own numbers, so results do not depend on the number of
 * threads.
 */
#ifndef HC_BASE_RNG_H
#define HC_BASE_RNG_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_rng {
    uint64_t state[4];
} hc_rng;

void hc_rng_seed(hc_rng *rng, uint64_t seed);
void hc_rng_stream(hc_rng *rng, uint64_t seed, uint64_t stream); /* stream k of a seed */

uint64_t hc_rng_u64(hc_rng *rng);
uint64_t hc_rng_below(hc_rng *rng, uint64_t bound);   /* 0 .. bound-1, unbiased; bound >= 1 */
double hc_rng_uniform(hc_rng *rng);                   /* in (0,1), never 0 or 1 */
double hc_rng_normal(hc_rng *rng);                    /* mean 0, sd 1 */
void hc_rng_normal_pair(hc_rng *rng, double pair[2]); /* two of them for the price of one */
double hc_rng_exponential(hc_rng *rng, double mean);
double hc_rng_gamma(hc_rng *rng, double shape, double scale); /* shape, scale > 0 */
double hc_rng_poisson(hc_rng *rng, double mean); /* a whole number; mean in 0..1e15 */

#ifdef __cplusplus
}
#endif
#endif
