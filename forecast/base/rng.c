/*
 * xoshiro256++ (Blackman and Vigna 2021) seeded by splitmix64 (Steele, Lea and Flood 2014).
 * Normal by Marsaglia's polar method, gamma by Marsaglia and Tsang (2000), Poisson by
 * multiplication below 10 and by Hoermann's transformed rejection PTRS (1993) above. Sources:
 * docs/math.md.
 */
#include "forecast/base/rng.h"

#include <math.h>

#define PI 3.14159265358979323846
#define POISSON_SMALL 10.0 /* PTRS needs at least this mean */

static uint64_t rotate_left(uint64_t word, unsigned bits)
{
    return word << bits | word >> (64U - bits);
}

static uint64_t splitmix64(uint64_t *state)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t word = *state;
    word = (word ^ word >> 30U) * UINT64_C(0xBF58476D1CE4E5B9);
    word = (word ^ word >> 27U) * UINT64_C(0x94D049BB133111EB);
    return word ^ word >> 31U;
}

void hc_rng_seed(hc_rng *rng, uint64_t seed)
{
    uint64_t state = seed;
    for (int word = 0; word < 4; word++) {
        rng->state[word] = splitmix64(&state);
    }
}

/* Stream 0 is not the plain seed: both are scrambled before they meet. */
void hc_rng_stream(hc_rng *rng, uint64_t seed, uint64_t stream)
{
    uint64_t state = seed;
    uint64_t number = ~stream;
    hc_rng_seed(rng, splitmix64(&state) ^ splitmix64(&number));
}

uint64_t hc_rng_u64(hc_rng *rng)
{
    uint64_t *s = rng->state;
    const uint64_t result = rotate_left(s[0] + s[3], 23) + s[0];
    const uint64_t shifted = s[1] << 17U;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

uint64_t hc_rng_below(hc_rng *rng, uint64_t bound)
{
    const uint64_t uneven = (UINT64_MAX % bound + 1) % bound; /* 2^64 mod bound: drawn again */
    uint64_t word = hc_rng_u64(rng);
    while (word > UINT64_MAX - uneven) {
        word = hc_rng_u64(rng);
    }
    return word % bound;
}

double hc_rng_uniform(hc_rng *rng)
{
    return ((double)(hc_rng_u64(rng) >> 12U) + 0.5) * 0x1p-52; /* the middle of 2^52 cells */
}

void hc_rng_normal_pair(hc_rng *rng, double pair[2])
{
    double square = 0.0;
    do {
        pair[0] = 2.0 * hc_rng_uniform(rng) - 1.0;
        pair[1] = 2.0 * hc_rng_uniform(rng) - 1.0;
        square = pair[0] * pair[0] + pair[1] * pair[1];
    } while (square >= 1.0 || square <= 0.0);
    const double stretch = sqrt(-2.0 * log(square) / square);
    pair[0] *= stretch;
    pair[1] *= stretch;
}

double hc_rng_normal(hc_rng *rng)
{
    double pair[2];
    hc_rng_normal_pair(rng, pair);
    return pair[0];
}

double hc_rng_exponential(hc_rng *rng, double mean)
{
    return -mean * log(hc_rng_uniform(rng));
}

double hc_rng_gamma(hc_rng *rng, double shape, double scale)
{
    /* Below 1: draw with shape + 1 and multiply by U^(1/shape). */
    const double boost = shape < 1.0 ? pow(hc_rng_uniform(rng), 1.0 / shape) : 1.0;
    const double d = (shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0;
    const double c = 1.0 / sqrt(9.0 * d);
    for (;;) {
        const double x = hc_rng_normal(rng);
        const double root = 1.0 + c * x;
        if (root <= 0.0) { continue; }
        const double v = root * root * root;
        if (log(hc_rng_uniform(rng)) < 0.5 * x * x + d - d * v + d * log(v)) {
            return d * v * boost * scale;
        }
    }
}

static double poisson_small(hc_rng *rng, double mean)
{
    const double floor_product = exp(-mean);
    double product = hc_rng_uniform(rng);
    int count = 0;
    while (product > floor_product) {
        product *= hc_rng_uniform(rng);
        count++;
    }
    return count;
}

/*
 * log of the Poisson probability of a whole k, exact to rounding for means up to 1e15: Loader's
 * saddle point form (2000), where k log(k / mean) + mean - k is summed as a series when k is
 * near the mean.
 */
static double log_poisson(double k, double mean)
{
    if (k < 16.0) {
        double log_factorial = 0.0;
        for (int factor = 2; factor <= (int)k; factor++) {
            log_factorial += log(factor);
        }
        return k * log(mean) - mean - log_factorial;
    }
    const double stirling_rest =
        (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / (1260.0 * k * k)) / (k * k)) / k;
    double deviance = k * log(k / mean) + mean - k;
    const double v = (k - mean) / (k + mean);
    if (fabs(v) < 0.1) {
        double term = 2.0 * k * v;
        deviance = (k - mean) * v;
        for (int odd = 3; odd < 25; odd += 2) {
            term *= v * v;
            deviance += term / odd;
        }
    }
    return -0.5 * log(2.0 * PI * k) - stirling_rest - deviance;
}

static double poisson_large(hc_rng *rng, double mean)
{
    const double b = 0.931 + 2.53 * sqrt(mean);
    const double a = -0.059 + 0.02483 * b;
    const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    const double always = 0.9277 - 3.6224 / (b - 2.0);
    for (;;) {
        const double u = hc_rng_uniform(rng) - 0.5;
        const double v = hc_rng_uniform(rng);
        const double us = 0.5 - fabs(u);
        const double k = floor((2.0 * a / us + b) * u + mean + 0.43);
        if (us >= 0.07 && v <= always) { return k; }
        if (k < 0.0 || (us < 0.013 && v > us)) { continue; }
        if (log(v * inverse_alpha / (a / (us * us) + b)) <= log_poisson(k, mean)) { return k; }
    }
}

double hc_rng_poisson(hc_rng *rng, double mean)
{
    if (!(mean > 0.0)) { return 0.0; }
    return mean < POISSON_SMALL ? poisson_small(rng, mean) : poisson_large(rng, mean);
}
