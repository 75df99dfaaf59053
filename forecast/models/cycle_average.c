#include "forecast/models/cycle_average.h"

#include <math.h>

#include "forecast/models/cholesky.h"

#define WEEKS_MIN 10.0 /* a shorter one is the month's or the level's */
#define WEEKS_MAX 78.0
#define SEEN_MIN 2.0       /* times that a cycle must have been seen */
#define YEAR_LIKE 0.1      /* log ratio: one this near to a year is the season */
#define TURNS_APART 0.05   /* over the history, of a length and the next one */
#define SIZE_SD 0.1        /* half-normal prior of each wave's size */
#define YEAR_WEEKS 52.1786 /* 365.25 days */
#define PI 3.14159265358979323846

const double hc_cycle_sizes[HC_CYCLE_SIZES] = {0.0,  0.005, 0.01, 0.02, 0.03,
                                               0.05, 0.08,  0.12, 0.2};

hc_cycle_lengths hc_cycle_lengths_of(size_t weeks)
{
    hc_cycle_lengths lengths = {.count = 0};
    const double longest = fmin(WEEKS_MAX, (double)weeks / SEEN_MIN);
    const double range = 1.0 / WEEKS_MIN - 1.0 / longest;
    const double step = fmax(TURNS_APART / (double)weeks, range / (HC_CYCLE_LENGTHS_MAX - 1));
    double turns_a_week = 1.0 / WEEKS_MIN;
    while (range > 0.0 && turns_a_week >= 1.0 / longest &&
           lengths.count < HC_CYCLE_LENGTHS_MAX) {
        const double of_a_year = 1.0 / (turns_a_week * YEAR_WEEKS);
        if (fabs(log(of_a_year)) > YEAR_LIKE) {
            lengths.weeks[lengths.count++] = 1.0 / turns_a_week;
        }
        turns_a_week -= step;
    }
    return lengths;
}

void hc_cycle_columns(double weeks, const int32_t *day, size_t n, size_t stride,
                      double *columns)
{
    for (size_t i = 0; i < n; i++) {
        const double angle = 2.0 * PI * (double)day[i] / (7.0 * weeks);
        columns[i] = cos(angle);
        columns[stride + i] = sin(angle);
    }
}

hc_cycle_told hc_cycle_tell(const double *columns, size_t stride, const double *y, size_t n)
{
    const double *c = columns, *s = columns + stride;
    return (hc_cycle_told){.cc = hc_dot(c, c, n),
                           .ss = hc_dot(s, s, n),
                           .cs = hc_dot(c, s, n),
                           .cy = hc_dot(c, y, n),
                           .sy = hc_dot(s, y, n)};
}

double hc_wave_log_prior(double size)
{
    return -0.5 * size * size / (SIZE_SD * SIZE_SD);
}

/* Posterior of cosine and sine, each N(0, size^2) beforehand: its covariance is v (I + v S)^-1,
 * v the size squared and S what is told (Woodbury's identity). */
typedef struct cycle_posterior {
    double cc, cs, ss, determinant; /* of I + v S */
    double mean[2];
} cycle_posterior;

static cycle_posterior posterior_of(const hc_cycle_told *told, double size)
{
    const double v = size * size, a = 1.0 + v * told->cc, b = v * told->cs,
                 c = 1.0 + v * told->ss, determinant = a * c - b * b, scale = v / determinant;
    return (cycle_posterior){
        .cc = scale * c,
        .cs = -scale * b,
        .ss = scale * a,
        .determinant = determinant,
        .mean = {scale * (c * told->cy - b * told->sy), scale * (a * told->sy - b * told->cy)}};
}

double hc_cycle_gain(const hc_cycle_told *told, double size)
{
    const cycle_posterior it = posterior_of(told, size);
    return 0.5 * (it.mean[0] * told->cy + it.mean[1] * told->sy) - 0.5 * log(it.determinant) +
           hc_wave_log_prior(size);
}

static void add_size(const hc_cycle_told *told, double size, double share,
                     hc_cycle_belief *belief)
{
    const cycle_posterior it = posterior_of(told, size);
    belief->share += share;
    belief->mean[0] += share * it.mean[0];
    belief->mean[1] += share * it.mean[1];
    belief->square[0] += share * (it.cc + it.mean[0] * it.mean[0]);
    belief->square[1] += share * (it.cs + it.mean[0] * it.mean[1]);
    belief->square[2] += share * (it.ss + it.mean[1] * it.mean[1]);
}

static void scale_belief(hc_cycle_belief *belief, double scale)
{
    belief->share *= scale;
    for (size_t i = 0; i < 2; i++) {
        belief->mean[i] *= scale;
    }
    for (size_t i = 0; i < 3; i++) {
        belief->square[i] *= scale;
    }
}

/* Lengths lie evenly by frequency; of long ones, which are fewer, each counts as much more as
 * makes all equally likely by their logarithm. */
static double length_gain(double weeks, const hc_cycle_told *told, double size)
{
    return hc_cycle_gain(told, size) + log(weeks);
}

void hc_cycles_believe(const hc_cycle_lengths *lengths, const hc_cycle_told *told,
                       hc_cycle_belief *belief)
{
    double most = -HUGE_VAL, sum = 0.0;
    for (size_t k = 0; k < lengths->count; k++) {
        for (size_t size = 1; size < HC_CYCLE_SIZES; size++) {
            most = fmax(most, length_gain(lengths->weeks[k], &told[k], hc_cycle_sizes[size]));
        }
    }
    for (size_t k = 0; k < lengths->count; k++) {
        belief[k] = (hc_cycle_belief){.share = 0.0};
        for (size_t size = 1; size < HC_CYCLE_SIZES; size++) {
            const double s = hc_cycle_sizes[size];
            add_size(&told[k], s, exp(length_gain(lengths->weeks[k], &told[k], s) - most),
                     &belief[k]);
        }
        sum += belief[k].share;
    }
    for (size_t k = 0; k < lengths->count; k++) {
        scale_belief(&belief[k], 1.0 / sum);
    }
}
