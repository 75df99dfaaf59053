#include <math.h>
#include <stdlib.h>

#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define DRAWS 400000

/* splitmix64 of seed 0: the first words of Vigna's reference program; xoshiro256++ from them.
 */
static void words_are_those_of_the_published_generators(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 0);
    CU_ASSERT_EQUAL(rng.state[0], UINT64_C(0xE220A8397B1DCDAF));
    CU_ASSERT_EQUAL(rng.state[1], UINT64_C(0x6E789E6AA1B965F4));
    CU_ASSERT_EQUAL(rng.state[2], UINT64_C(0x06C45D188009454F));
    CU_ASSERT_EQUAL(rng.state[3], UINT64_C(0xF88BB8A8724C81EC));
    /* from the state 1, 2, 3, 4 the first words, by the paper's definition worked out by hand:
     * rotl(1 + 4, 23) + 1, then with the state 7, 0, 262146, 211106232532992 */
    hc_rng known = {{1, 2, 3, 4}};
    CU_ASSERT_EQUAL(hc_rng_u64(&known), 41943041);
    CU_ASSERT_EQUAL(known.state[0], 7);
    CU_ASSERT_EQUAL(known.state[1], 0);
    CU_ASSERT_EQUAL(known.state[2], 262146);
    CU_ASSERT_EQUAL(known.state[3], UINT64_C(211106232532992));
    CU_ASSERT_EQUAL(hc_rng_u64(&known), 58720359);
}

static void the_same_seed_gives_the_same_numbers(void)
{
    hc_rng a;
    hc_rng b;
    hc_rng other;
    hc_rng_seed(&a, 42);
    hc_rng_seed(&b, 42);
    hc_rng_seed(&other, 43);
    int same_as_other = 0;
    for (int i = 0; i < 100; i++) {
        const double x = hc_rng_gamma(&a, 0.7, 2.0) + hc_rng_poisson(&a, 50.0);
        CU_ASSERT_EQUAL(x, hc_rng_gamma(&b, 0.7, 2.0) + hc_rng_poisson(&b, 50.0));
        same_as_other += hc_rng_u64(&a) == hc_rng_u64(&other) ? 1 : 0;
        (void)hc_rng_u64(&b);
    }
    CU_ASSERT_EQUAL(same_as_other, 0);
}

static int compare_words(const void *left, const void *right)
{
    const uint64_t a = *(const uint64_t *)left;
    const uint64_t b = *(const uint64_t *)right;
    return a < b ? -1 : a > b ? 1 : 0;
}

static void streams_and_seeds_do_not_meet(void)
{
    enum { SIDE = 64 };
    static uint64_t first[SIDE * SIDE + SIDE];
    for (uint64_t seed = 0; seed < SIDE; seed++) {
        hc_rng rng;
        for (uint64_t stream = 0; stream < SIDE; stream++) {
            hc_rng_stream(&rng, seed, stream);
            first[seed * SIDE + stream] = hc_rng_u64(&rng);
        }
        hc_rng_seed(&rng, seed);
        first[SIDE * SIDE + seed] = hc_rng_u64(&rng);
    }
    qsort(first, SIDE * SIDE + SIDE, sizeof first[0], compare_words);
    size_t twins = 0;
    for (size_t i = 1; i < SIDE * SIDE + SIDE; i++) {
        twins += first[i] == first[i - 1] ? 1 : 0;
    }
    CU_ASSERT_EQUAL(twins, 0);
}

static void uniform_numbers_stay_inside_and_are_even(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 1);
    size_t outside = 0;
    size_t cell[16] = {0};
    for (int i = 0; i < DRAWS; i++) {
        const double u = hc_rng_uniform(&rng);
        if (!(u > 0.0 && u < 1.0)) {
            outside++;
            continue;
        }
        cell[(int)(u * 16.0)]++;
    }
    double chi_square = 0.0;
    for (int i = 0; i < 16; i++) {
        const double expected = DRAWS / 16.0;
        chi_square += ((double)cell[i] - expected) * ((double)cell[i] - expected) / expected;
    }
    CU_ASSERT_EQUAL(outside, 0);
    CU_ASSERT_TRUE(chi_square < 37.7); /* 0.1 % point of chi-square, 15 degrees */
    const hc_rng all_ones = {{0, 0, 0, UINT64_MAX}};
    hc_rng edge = all_ones; /* the largest word */
    CU_ASSERT_TRUE(hc_rng_uniform(&edge) < 1.0);
    hc_rng zero = {{0, 0, 0, 0}};
    CU_ASSERT_TRUE(hc_rng_uniform(&zero) > 0.0);
}

static void whole_numbers_below_a_bound_are_even(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 2);
    size_t cell[7] = {0};
    for (int i = 0; i < DRAWS; i++) {
        cell[hc_rng_below(&rng, 7)]++;
    }
    double chi_square = 0.0;
    for (int i = 0; i < 7; i++) {
        const double expected = DRAWS / 7.0;
        chi_square += ((double)cell[i] - expected) * ((double)cell[i] - expected) / expected;
    }
    CU_ASSERT_TRUE(chi_square < 22.5); /* 0.1 % point of chi-square, 6 degrees */
    size_t high = 0;
    const uint64_t bound =
        UINT64_C(0xC000000000000000); /* three quarters: biased if not redrawn */
    for (int i = 0; i < 10000; i++) {
        const uint64_t word = hc_rng_below(&rng, bound);
        CU_ASSERT_TRUE(word < bound);
        high += word >= bound / 2 ? 1 : 0;
    }
    CU_ASSERT_TRUE(high > 4800 && high < 5200); /* 4 standard deviations */
    CU_ASSERT_EQUAL(hc_rng_below(&rng, 1), 0);
}

typedef struct moments {
    double mean;
    double variance;
    double skewness;
    double lowest;
    size_t fractional;
} moments;

typedef double (*draw_fn)(hc_rng *rng, double a, double b);

static moments measure(draw_fn draw, double a, double b, double centre, int draws)
{
    hc_rng rng;
    hc_rng_seed(&rng, 3);
    double s1 = 0.0;
    double s2 = 0.0;
    double s3 = 0.0;
    moments m = {.lowest = (double)INFINITY};
    for (int i = 0; i < draws; i++) {
        const double x = draw(&rng, a, b);
        const double d = x - centre;
        s1 += d;
        s2 += d * d;
        s3 += d * d * d;
        if (x < m.lowest) { m.lowest = x; }
        m.fractional += x - floor(x) > 0.0 ? 1 : 0;
    }
    const double mean = s1 / draws;
    m.mean = centre + mean;
    m.variance = s2 / draws - mean * mean;
    m.skewness = (s3 / draws - 3.0 * mean * s2 / draws + 2.0 * mean * mean * mean) /
                 (m.variance * sqrt(m.variance));
    return m;
}

static double draw_normal(hc_rng *rng, double a, double b)
{
    return a + b * hc_rng_normal(rng);
}

static double draw_exponential(hc_rng *rng, double a, double b)
{
    (void)b;
    return hc_rng_exponential(rng, a);
}

static double draw_gamma(hc_rng *rng, double a, double b)
{
    return hc_rng_gamma(rng, a, b);
}

static double draw_poisson(hc_rng *rng, double a, double b)
{
    (void)b;
    return hc_rng_poisson(rng, a);
}

/* Within 5 standard errors of the mean and of the variance (kurtosis: 3 plus the excess). */
static void check_moments(moments m, double mean, double variance, double skewness,
                          double excess, int draws)
{
    CU_ASSERT_TRUE(fabs(m.mean - mean) < 5.0 * sqrt(variance / draws));
    CU_ASSERT_TRUE(fabs(m.variance - variance) < 5.0 * variance * sqrt((2.0 + excess) / draws));
    CU_ASSERT_TRUE(fabs(m.skewness - skewness) < 0.02 + 0.06 * skewness);
}

static void normal_and_exponential_have_their_moments(void)
{
    check_moments(measure(draw_normal, 0.0, 1.0, 0.0, DRAWS), 0.0, 1.0, 0.0, 0.0, DRAWS);
    const moments m = measure(draw_exponential, 3.0, 0.0, 3.0, DRAWS);
    check_moments(m, 3.0, 9.0, 2.0, 6.0, DRAWS);
    CU_ASSERT_TRUE(m.lowest > 0.0);
}

static void gamma_has_its_moments_below_and_above_shape_one(void)
{
    static const double shapes[] = {0.1, 0.5, 1.0, 2.5, 30.0, 1e4};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        const double shape = shapes[i];
        const moments m = measure(draw_gamma, shape, 2.0, 2.0 * shape, DRAWS);
        check_moments(m, 2.0 * shape, 4.0 * shape, 2.0 / sqrt(shape), 6.0 / shape, DRAWS);
        CU_ASSERT_TRUE(m.lowest >= 0.0);
    }
}

static void poisson_has_its_moments_at_every_size(void)
{
    static const double means[] = {0.01, 0.5, 3.0, 9.99, 10.0, 11.0,
                                   40.0, 1e3, 1e6, 1e12, 1e15};
    for (size_t i = 0; i < sizeof means / sizeof means[0]; i++) {
        const double mean = means[i];
        const moments m = measure(draw_poisson, mean, 0.0, mean, DRAWS / 2);
        check_moments(m, mean, mean, 1.0 / sqrt(mean), 1.0 / mean, DRAWS / 2);
        CU_ASSERT_EQUAL(m.fractional, 0);
        CU_ASSERT_TRUE(m.lowest >= 0.0);
    }
}

/* Frequencies of each count against the distribution itself, summed in logarithms. */
static void poisson_counts_have_their_probabilities(void)
{
    static const double means[] = {4.0, 12.0};
    for (size_t i = 0; i < 2; i++) {
        hc_rng rng;
        size_t seen[64] = {0};
        hc_rng_seed(&rng, 5);
        for (int draw = 0; draw < DRAWS; draw++) {
            const double count = hc_rng_poisson(&rng, means[i]);
            seen[count < 63.0 ? (int)count : 63]++;
        }
        double chi_square = 0.0;
        int cells = 0;
        double log_p = -means[i];
        for (int count = 0; count < 63; count++) {
            const double expected = DRAWS * exp(log_p);
            if (expected > 20.0) {
                const double off = (double)seen[count] - expected;
                chi_square += off * off / expected;
                cells++;
            }
            log_p += log(means[i]) - log(count + 1.0);
        }
        CU_ASSERT_TRUE(cells > 10);
        CU_ASSERT_TRUE(chi_square < cells + 4.0 * sqrt(2.0 * cells));
    }
}

static void no_mean_is_no_count(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 1);
    CU_ASSERT_EQUAL(hc_rng_poisson(&rng, 0.0), 0.0);
    CU_ASSERT_EQUAL(hc_rng_poisson(&rng, -1.0), 0.0);
}

int main(void)
{
    const hc_test tests[] = {
        HC_TEST(words_are_those_of_the_published_generators),
        HC_TEST(the_same_seed_gives_the_same_numbers),
        HC_TEST(streams_and_seeds_do_not_meet),
        HC_TEST(uniform_numbers_stay_inside_and_are_even),
        HC_TEST(whole_numbers_below_a_bound_are_even),
        HC_TEST(normal_and_exponential_have_their_moments),
        HC_TEST(gamma_has_its_moments_below_and_above_shape_one),
        HC_TEST(poisson_has_its_moments_at_every_size),
        HC_TEST(poisson_counts_have_their_probabilities),
        HC_TEST(no_mean_is_no_count),
    };
    return hc_test_run("rng", tests, sizeof tests / sizeof tests[0]);
}
