#include "forecast/models/cycle_average.h"

#include "forecast/base/rng.h"
#include "forecast/models/cholesky.h"
#include "tests/support/hc_test.h"

#define WEEKS 130
#define PI 3.14159265358979323846

/* Levels of unit noise with a cycle of so many times that. */
typedef struct drawn {
    int32_t day[WEEKS];
    double y[WEEKS];
} drawn;

static drawn draw(double size, double weeks, uint64_t seed)
{
    drawn it;
    hc_rng rng;
    hc_rng_seed(&rng, seed);
    for (size_t i = 0; i < WEEKS; i++) {
        it.day[i] = (int32_t)(7 * i + 3);
        it.y[i] = hc_rng_normal(&rng) + size * cos(2.0 * PI * it.day[i] / (7.0 * weeks) - 1.0);
    }
    return it;
}

static hc_cycle_told tell(const drawn *it, double weeks, double noise)
{
    double columns[2 * WEEKS], y[WEEKS];
    hc_cycle_columns(weeks, it->day, WEEKS, WEEKS, columns);
    for (size_t i = 0; i < WEEKS; i++) {
        columns[i] /= noise;
        columns[WEEKS + i] /= noise;
        y[i] = it->y[i];
    }
    return hc_cycle_tell(columns, WEEKS, y, WEEKS);
}

static void lengths_leave_out_the_year(void)
{
    const hc_cycle_lengths lengths = hc_cycle_lengths_of(WEEKS);
    CU_ASSERT_FATAL(lengths.count > 100);
    CHECK_CLOSE(lengths.weeks[0], 10.0, 1e-12);
    CU_ASSERT(lengths.weeks[lengths.count - 1] <= WEEKS / 2.0);
    for (size_t k = 0; k < lengths.count; k++) {
        CU_ASSERT(fabs(log(lengths.weeks[k] * 7.0 / 365.25)) > 0.1);
        if (k == 0) { continue; }
        CU_ASSERT(lengths.weeks[k] > lengths.weeks[k - 1]);
        /* Over the history two neighbours part by a twentieth of a turn, or the year is
         * between. */
        const double turns = WEEKS / lengths.weeks[k - 1] - WEEKS / lengths.weeks[k];
        CU_ASSERT(turns < 0.051 || lengths.weeks[k] > 57.0);
    }
}

static void short_and_very_long_histories_have_their_lengths(void)
{
    CU_ASSERT_EQUAL(hc_cycle_lengths_of(0).count, 0);
    CU_ASSERT_EQUAL(hc_cycle_lengths_of(20).count, 0);
    const hc_cycle_lengths many = hc_cycle_lengths_of(2000);
    CU_ASSERT(many.count > 300 && many.count <= HC_CYCLE_LENGTHS_MAX);
    CU_ASSERT(many.weeks[many.count - 1] > 77.0 && many.weeks[many.count - 1] <= 78.001);
}

/* log N(y; 0, I + s^2 (c c' + s s')) - log N(y; 0, I), by a factor of the whole. */
static double gain_by_density(const drawn *it, double weeks, double size)
{
    static double a[WEEKS * WEEKS];
    double columns[2 * WEEKS], z[WEEKS], gain = 0.0;
    hc_cycle_columns(weeks, it->day, WEEKS, WEEKS, columns);
    for (size_t i = 0; i < WEEKS; i++) {
        for (size_t j = 0; j < WEEKS; j++) {
            a[i * WEEKS + j] =
                size * size *
                (columns[i] * columns[j] + columns[WEEKS + i] * columns[WEEKS + j]);
        }
        a[i * WEEKS + i] += 1.0;
        z[i] = it->y[i];
    }
    CU_ASSERT_FATAL(hc_cholesky(a, WEEKS, WEEKS));
    hc_cholesky_forward(a, WEEKS, WEEKS, z);
    for (size_t i = 0; i < WEEKS; i++) {
        gain += 0.5 * it->y[i] * it->y[i] - 0.5 * z[i] * z[i] - log(a[i * WEEKS + i]);
    }
    return gain;
}

static void the_gain_is_that_of_the_densities(void)
{
    const drawn it = draw(0.5, 37.0, 1);
    for (size_t size = 1; size < HC_CYCLE_SIZES; size++) {
        for (int nth = 0; nth < 6; nth++) {
            const double weeks = 12.0 + 11.0 * nth;
            const hc_cycle_told told = tell(&it, weeks, 1.0);
            const double s = hc_cycle_sizes[size];
            CHECK_CLOSE(hc_cycle_gain(&told, s),
                        gain_by_density(&it, weeks, s) + hc_wave_log_prior(s), 1e-7);
        }
    }
    const hc_cycle_told told = tell(&it, 37.0, 1.0);
    CU_ASSERT_DOUBLE_EQUAL(hc_cycle_gain(&told, 0.0), 0.0, 1e-12);
}

/* With nothing told every length has its share by its logarithm, and what is believed of its
 * size is what was believed beforehand. */
static void nothing_told_leaves_what_was_believed(void)
{
    const hc_cycle_lengths lengths = {.count = 2, .weeks = {20.0, 40.0}};
    const hc_cycle_told told[2] = {{0.0, 0.0, 0.0, 0.0, 0.0}, {0.0, 0.0, 0.0, 0.0, 0.0}};
    hc_cycle_belief belief[2];
    double sum = 0.0, square = 0.0;
    for (size_t size = 1; size < HC_CYCLE_SIZES; size++) {
        const double s = hc_cycle_sizes[size], weight = exp(-0.5 * s * s / 0.01);
        sum += weight;
        square += weight * s * s;
    }
    hc_cycles_believe(&lengths, told, belief);
    CHECK_CLOSE(belief[0].share, 1.0 / 3.0, 1e-12);
    CHECK_CLOSE(belief[1].share, 2.0 / 3.0, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(belief[1].mean[0], 0.0, 1e-15);
    CHECK_CLOSE(belief[1].square[0], 2.0 / 3.0 * square / sum, 1e-12);
    CU_ASSERT_DOUBLE_EQUAL(belief[1].square[1], 0.0, 1e-15);
    CHECK_CLOSE(belief[1].square[2], belief[1].square[0], 1e-12);
}

/* y = .06 cos(x - 1) without noise, told with a deviation of a hundredth: of all lengths hers
 * has nearly all, its cosine and sine are the planted ones, and little is open. */
static void a_clear_cycle_is_nearly_certain(void)
{
    const hc_cycle_lengths lengths = hc_cycle_lengths_of(WEEKS);
    hc_cycle_told told[HC_CYCLE_LENGTHS_MAX];
    hc_cycle_belief belief[HC_CYCLE_LENGTHS_MAX];
    const size_t planted = lengths.count / 2;
    drawn it = draw(0.0, 30.0, 1);
    for (size_t i = 0; i < WEEKS; i++) {
        it.y[i] = 6.0 * cos(2.0 * PI * it.day[i] / (7.0 * lengths.weeks[planted]) - 1.0);
    }
    double shares = 0.0;
    for (size_t k = 0; k < lengths.count; k++) {
        told[k] = tell(&it, lengths.weeks[k], 0.01);
    }
    hc_cycles_believe(&lengths, told, belief);
    for (size_t k = 0; k < lengths.count; k++) {
        shares += belief[k].share;
    }
    const hc_cycle_belief *most = &belief[planted];
    CHECK_CLOSE(shares, 1.0, 1e-12);
    CU_ASSERT(most->share > 0.8);
    CHECK_CLOSE(most->mean[0] / most->share, 0.06 * cos(1.0), 0.01);
    CHECK_CLOSE(most->mean[1] / most->share, 0.06 * sin(1.0), 0.01);
    const double open = most->square[0] / most->share -
                        most->mean[0] * most->mean[0] / (most->share * most->share);
    CU_ASSERT(open > 0.0 && open < 0.0015 * 0.0015);
}

/* Of cycles that noise half hides, the truth lies in the bands that the moments make as often
 * as it should: 90 % of 100 draws, give or take four standard errors. */
static void bands_hold_what_was_drawn(void)
{
    const hc_cycle_lengths lengths = hc_cycle_lengths_of(WEEKS);
    size_t inside = 0;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        hc_cycle_told told[HC_CYCLE_LENGTHS_MAX];
        hc_cycle_belief belief[HC_CYCLE_LENGTHS_MAX];
        const drawn it = draw(1.0, 37.0, seed);
        const double day = 7.0 * WEEKS + 3.0;
        double mean = 0.0, square = 0.0;
        for (size_t k = 0; k < lengths.count; k++) {
            told[k] = tell(&it, lengths.weeks[k], 20.0);
        }
        hc_cycles_believe(&lengths, told, belief);
        for (size_t k = 0; k < lengths.count; k++) {
            const double angle = 2.0 * PI * day / (7.0 * lengths.weeks[k]);
            const double c = cos(angle), s = sin(angle);
            mean += c * belief[k].mean[0] + s * belief[k].mean[1];
            square += c * c * belief[k].square[0] + 2.0 * c * s * belief[k].square[1] +
                      s * s * belief[k].square[2];
        }
        const double truth = 0.05 * cos(2.0 * PI * day / (7.0 * 37.0) - 1.0);
        inside += fabs(truth - mean) < 1.645 * sqrt(square - mean * mean);
    }
    CU_ASSERT(inside >= 78 && inside <= 100);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(lengths_leave_out_the_year),
        HC_TEST(short_and_very_long_histories_have_their_lengths),
        HC_TEST(the_gain_is_that_of_the_densities),
        HC_TEST(nothing_told_leaves_what_was_believed),
        HC_TEST(a_clear_cycle_is_nearly_certain),
        HC_TEST(bands_hold_what_was_drawn),
    };
    return hc_test_run("cycle average", tests, sizeof tests / sizeof *tests);
}
