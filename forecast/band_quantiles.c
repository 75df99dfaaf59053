/* Quantiles of an interval by what its bands have learnt. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "forecast/band_spread.h"

#define WHOLE_UP_TO 1.5    /* mean calls up to which quantiles are whole, */
#define SPREAD_FROM 4.0    /* from which a count lies anywhere within half a call, */
#define CURVE_FROM 8.0     /* and from which the residuals' own shape is that of the count */
#define COUNT_LIMIT 1000.0 /* guards the sum */
#define PRECISE 1e-12      /* of the range that a quantile is looked for in */
#define STEPS_MAX 41       /* one more than halving takes for that */
#define PULL 0.2           /* towards the middle of what is left of it */

const double hc_band_normal_z[HC_QUANTILES] = {-1.960, -1.645, -1.282, -0.674, 0.0,
                                               0.674,  1.282,  1.645,  1.960};

/* How far a mean has come from one to the other, 0..1. */
static double part_of(double mean, double from, double to)
{
    return fmin(1.0, fmax(0.0, (mean - from) / (to - from)));
}

/*
 * Quantiles of a gamma-Poisson count, or of a Poisson one that varies no less. No curve through
 * standardised residuals says that 0 comes half of the time. Rare calls are whole numbers; of
 * more the quantiles are those of the count and as much as half a call either way, evenly: a
 * band of whole numbers holds more than it says, for its ends belong to it.
 */
static void count_quantiles(double mean, double variance, double quantile[HC_QUANTILES])
{
    const double beyond = fmax(variance - mean, 1e-6 * mean);
    const double shape = mean * mean / beyond, ratio = beyond / (mean + beyond);
    const double even = part_of(mean, WHOLE_UP_TO, SPREAD_FROM);
    double chance = exp(-shape * log1p(beyond / mean)), below = chance, count = 0.0;
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        while (below < hc_quantile_p[k] && count < COUNT_LIMIT) {
            chance *= (count + shape) / (count + 1.0) * ratio;
            count += 1.0;
            below += chance;
        }
        const double over = (below - hc_quantile_p[k]) / chance; /* share of its chance */
        quantile[k] = fmax(0.0, count + even * (0.5 - over));
    }
}

/* Variance around a mean that is so many weeks ahead: what back-tests saw, or what the level is
 * doubted by now if that is more. */
static double variance_at(const hc_bands *bands, const hc_band_place *place, double mean)
{
    const size_t week = place->week < HC_BAND_WEEKS ? place->week : HC_BAND_WEEKS - 1;
    const double sd = hc_band_sd(bands, mean, place->weekday, place->half_hour);
    return fmax(hc_square(bands->growth[week] * sd),
                hc_square(sd) + place->doubt * mean * mean);
}

/*
 * Quantiles around a mean: with the standard deviation that residuals show and in their shape,
 * and with that of what is not known of the day besides, which is normal. Independent of one
 * another, so that on either side their reaches add up as squares.
 */
static void spread_quantiles(const hc_bands *bands, double mean, double sd, double doubt_sd,
                             double quantile[HC_QUANTILES])
{
    const double smooth = part_of(mean, SPREAD_FROM, CURVE_FROM);
    double counts[HC_QUANTILES] = {0.0};
    if (mean > 0.0 && smooth < 1.0) {
        count_quantiles(mean, hc_square(sd) + hc_square(doubt_sd), counts);
    }
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        const double doubt = doubt_sd * hc_band_normal_z[k];
        const double reach = doubt > 0.0 || doubt < 0.0
                                 ? copysign(hypot(sd * bands->z[k], doubt), hc_band_normal_z[k])
                                 : sd * bands->z[k];
        const double curve = mean > 0.0 ? mean + reach : 0.0;
        quantile[k] = smooth * curve + (1.0 - smooth) * counts[k];
    }
}

/* The quantiles of a band around a mean, ascending. */
static void band_quantiles(const hc_bands *bands, const hc_band_place *place, double mean,
                           double doubt, double quantile[HC_QUANTILES])
{
    double before = 0.0;
    spread_quantiles(bands, mean, sqrt(variance_at(bands, place, mean)),
                     sqrt(place->extra + doubt) * mean, quantile);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        quantile[k] = fmax(before, quantile[k]);
        before = quantile[k];
    }
}

/* Share of a band that lies at most at a value: linear in the normal score between its
 * quantiles, the outer two continued. */
static double share_below(const double quantile[HC_QUANTILES], double value)
{
    size_t above = 1;
    while (above + 1 < HC_QUANTILES && value >= quantile[above]) {
        above++;
    }
    const double width = quantile[above] - quantile[above - 1];
    if (!(width > 0.0)) { return value < quantile[above] ? 0.0 : 1.0; }
    const double part = (value - quantile[above - 1]) / width;
    const double score = hc_band_normal_z[above - 1] +
                         part * (hc_band_normal_z[above] - hc_band_normal_z[above - 1]);
    return gsl_cdf_ugaussian_P(score);
}

/* Two bands, of which the second is true by chance. */
typedef struct band_mixture {
    const double *stays, *moves;
    double chance;
} band_mixture;

/* What the mixture has below a value beyond a share. */
static double beyond_share(const band_mixture *it, double value, double share)
{
    return (1.0 - it->chance) * share_below(it->stays, value) +
           it->chance * share_below(it->moves, value) - share;
}

/* Where the mixture reaches a share, by interpolation, truncation and projection (Oliveira &
 * Takahashi 2021): one step more than halving takes at most, and a fifth of them mostly. */
static double mixture_quantile(const band_mixture *it, double share, size_t k)
{
    double low = fmin(it->stays[k], it->moves[k]), high = fmax(it->stays[k], it->moves[k]);
    double below = beyond_share(it, low, share), above = beyond_share(it, high, share);
    const double range = high - low;
    if (!(below < 0.0)) { return low; }
    if (!(above > 0.0)) { return high; }
    for (int step = 0; step < STEPS_MAX && high - low > PRECISE * range; step++) {
        const double middle = 0.5 * (low + high);
        const double far = ldexp(range, -step) - 0.5 * (high - low);
        const double line = (above * low - below * high) / (above - below);
        const double pull = fmin(fabs(middle - line), PULL * hc_square(high - low) / range);
        const double near = line + copysign(pull, middle - line);
        const double at = middle + fmax(-far, fmin(far, near - middle));
        const double beyond = beyond_share(it, at, share);
        if (beyond < 0.0) {
            low = at;
            below = beyond;
        } else {
            high = at;
            above = beyond;
        }
    }
    return 0.5 * (low + high);
}

void hc_bands_quantiles(const hc_bands *bands, const hc_band_place *place,
                        const hc_level_move *move, double quantile[HC_QUANTILES])
{
    const double stays = place->mean / (1.0 + move->chance * move->shift);
    const double moves = stays * (1.0 + move->shift);
    band_quantiles(bands, place, stays, move->doubt, quantile);
    if (!(move->chance > 0.0) || !(place->mean > 0.0)) { return; }
    double moved[HC_QUANTILES], stay[HC_QUANTILES], before = 0.0;
    memcpy(stay, quantile, sizeof stay);
    band_quantiles(bands, place, moves, move->doubt, moved);
    const band_mixture both = {stay, moved, move->chance};
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        const double mixed = mixture_quantile(&both, hc_quantile_p[k], k);
        before = fmax(before, place->mean > WHOLE_UP_TO ? mixed : round(mixed));
        quantile[k] = before;
    }
}
