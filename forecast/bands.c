#include "forecast/bands.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "forecast/models/robust.h"

#define LEARN_MIN 50        /* residuals below which defaults are used */
#define LEVEL_MIN 20        /* residuals a level needs for a stretch of its own */
#define STRETCH_PRIOR 100.0 /* pseudo-residuals that hold a level's stretch at 1 */
#define SQUARE_CAP 25.0 /* times the usual squared residual: one outage must not widen all */
#define A_MIN 0.3
#define GROWTH_MAX 1.5
#define GROWTH_MIN_COUNT 200
#define MEAN_MIN 0.1
/*
 * Width of the bands relative to the residuals' own quantiles. Chosen, not derived: on three
 * public series the 80 % band held too much once the certain zeros of quiet hours were counted
 * in.
 */
#define SPREAD 0.965
#define Z_CAP 5.0 /* standardised residuals beyond this say nothing of common days */
#define MEMORY_MAX 0.95
#define TEST_GAP 7      /* days further apart belong to different back-tests */
#define WHOLE_UP_TO 2.0 /* mean calls up to which quantiles are whole; smooth from twice it */
#define COUNT_LIMIT 1000.0 /* guards the sum */
#define HALVINGS 40        /* of the range of a quantile: to 1e-12 of it */

static const double normal_z[HC_QUANTILES] = {-1.960, -1.645, -1.282, -0.674, 0.0,
                                              0.674,  1.282,  1.645,  1.960};

hc_status hc_residuals_reserve(hc_residuals *residuals, size_t count, hc_error *err)
{
    size_t room = residuals->capacity;
    HC_TRY(hc_grow(&residuals->actual, &room, count, sizeof *residuals->actual, err));
    room = residuals->capacity;
    HC_TRY(hc_grow(&residuals->mean, &room, count, sizeof *residuals->mean, err));
    room = residuals->capacity;
    HC_TRY(hc_grow(&residuals->day, &room, count, sizeof *residuals->day, err));
    room = residuals->capacity;
    HC_TRY(hc_grow(&residuals->week, &room, count, sizeof *residuals->week, err));
    residuals->capacity = room;
    return HC_OK;
}

void hc_residuals_add(hc_residuals *residuals, double actual, double mean, size_t week,
                      uint32_t day)
{
    if (!(mean > MEAN_MIN)) { return; }
    residuals->actual[residuals->count] = actual;
    residuals->mean[residuals->count] = mean;
    residuals->week[residuals->count] = (uint8_t)(week < UINT8_MAX ? week : UINT8_MAX);
    residuals->day[residuals->count] = day;
    residuals->count++;
}

void hc_residuals_clear(hc_residuals *residuals)
{
    hc_free(residuals->actual);
    hc_free(residuals->mean);
    hc_free(residuals->week);
    hc_free(residuals->day);
    *residuals = (hc_residuals)HC_RESIDUALS_INIT;
}

/* --------------------------------------------------------------------------------- fit */

static double square(double x)
{
    return x * x;
}

/* a and b by least squares of residual^2 / mean on (1, mean), squares capped. */
static void fit_variance(hc_bands *bands, const hc_residuals *residuals, double *work)
{
    size_t n = 0;
    for (size_t i = 0; i < residuals->count; i++) {
        if (residuals->week[i] > 0) { continue; }
        work[n++] = square(residuals->actual[i] - residuals->mean[i]) / residuals->mean[i];
    }
    const double cap = SQUARE_CAP * fmax(1.0, hc_median(work, n));
    double sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
    for (size_t i = 0; i < residuals->count; i++) {
        if (residuals->week[i] > 0) { continue; }
        const double x = residuals->mean[i];
        const double y = fmin(square(residuals->actual[i] - x), cap * fmax(x, 1.0)) / x;
        sx += x;
        sy += y;
        sxx += x * x;
        sxy += x * y;
    }
    const double count = (double)n, spread = count * sxx - sx * sx;
    const double b = spread > 1e-9 * sxx ? (count * sxy - sx * sy) / spread : 0.0;
    bands->b = fmax(0.0, b);
    bands->a = fmax(A_MIN, (sy - b * sx) / count);
}

static double standard_deviation(const hc_bands *bands, double mean)
{
    return sqrt(bands->a * mean + bands->b * mean * mean);
}

/* Median |z| of the residuals `week` weeks ahead (all later ones from HC_BAND_WEEKS - 1 on). */
static double middle_z(const hc_bands *bands, const hc_residuals *residuals, size_t week,
                       double *work, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < residuals->count; i++) {
        if (residuals->week[i] != week) { continue; }
        work[n++] = fabs(residuals->actual[i] - residuals->mean[i]) /
                    standard_deviation(bands, residuals->mean[i]);
    }
    *count = n;
    return n > 0 ? hc_median(work, n) : 0.0;
}

static void fit_growth(hc_bands *bands, const hc_residuals *residuals, double *work)
{
    size_t n = 0;
    const double first = middle_z(bands, residuals, 0, work, &n);
    bands->growth[0] = 1.0;
    for (size_t week = 1; week < HC_BAND_WEEKS; week++) {
        const double later = middle_z(bands, residuals, week, work, &n);
        const double ratio =
            n > GROWTH_MIN_COUNT && first > 0.0 ? later / first : bands->growth[week - 1];
        bands->growth[week] = fmin(GROWTH_MAX, fmax(bands->growth[week - 1], ratio));
    }
}

static double spread_of(const double *sorted, size_t n)
{
    return hc_sorted_quantile(sorted, n, 0.9) - hc_sorted_quantile(sorted, n, 0.1);
}

/*
 * Pooled standardised quantiles less the residuals' own mean: that a back-test was high or low
 * on the whole is noise, but the skewness of small counts is not.
 */
static double fit_shape(hc_bands *bands, const hc_residuals *residuals, double *work)
{
    size_t n = 0;
    double sum = 0.0;
    for (size_t i = 0; i < residuals->count; i++) {
        if (residuals->week[i] > 0) { continue; }
        work[n++] = (residuals->actual[i] - residuals->mean[i]) /
                    standard_deviation(bands, residuals->mean[i]);
    }
    for (size_t i = 0; i < n; i++) {
        sum += fmin(Z_CAP, fmax(-Z_CAP, work[i]));
    }
    hc_sort_doubles(work, n);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        bands->z[k] =
            SPREAD * (hc_sorted_quantile(work, n, hc_quantile_p[k]) - sum / (double)n);
    }
    return spread_of(work, n);
}

/* How much wider or narrower than the pool the residuals of one quarter of the means are. */
static void fit_stretch(hc_bands *bands, const hc_residuals *residuals, double spread,
                        double *means, double *work)
{
    size_t n = 0;
    for (size_t i = 0; i < residuals->count; i++) {
        if (residuals->week[i] == 0) { means[n++] = residuals->mean[i]; }
    }
    hc_sort_doubles(means, n);
    double below = 0.0;
    for (size_t level = 0; level < HC_BAND_LEVELS; level++) {
        const double share = (double)(level + 1) / HC_BAND_LEVELS;
        const double above =
            level + 1 < HC_BAND_LEVELS ? hc_sorted_quantile(means, n, share) : HUGE_VAL;
        size_t inside = 0;
        for (size_t i = 0; i < residuals->count; i++) {
            const double mean = residuals->mean[i];
            if (residuals->week[i] > 0 || mean <= below || mean > above) { continue; }
            work[inside++] = (residuals->actual[i] - mean) / standard_deviation(bands, mean);
        }
        hc_sort_doubles(work, inside);
        const double count = (double)inside;
        const double own =
            inside > LEVEL_MIN && spread > 0.0 ? spread_of(work, inside) / spread : 1.0;
        bands->stretch[level] = (own * count + STRETCH_PRIOR) / (count + STRETCH_PRIOR);
        bands->level[level] = log(hc_sorted_quantile(means, n, share - 0.5 / HC_BAND_LEVELS));
        below = above;
    }
}

/* Standardised, so that nothing absurd counts for more than a large error. */
static double capped_z(const hc_bands *bands, const hc_residuals *residuals, size_t i)
{
    const double z = (residuals->actual[i] - residuals->mean[i]) /
                     standard_deviation(bands, residuals->mean[i]);
    return fmin(Z_CAP, fmax(-Z_CAP, z));
}

/* Sums of the standardised residuals of one day. */
typedef struct day_sum {
    uint32_t day;
    double n, z, zz;
} day_sum;

/* Sums over the days of one back-test, and over all of them, of products of two residuals and
 * of how many there are: of one day, of days in a row, of any two days. */
typedef struct day_products {
    double count, variance;
    double together, pairs;
    double follow, follow_pairs;
    double apart, apart_pairs;
    double week_z, week_zz, week_n, week_nn; /* of the back-test at hand */
} day_products;

static void end_back_test(day_products *sum)
{
    sum->apart += sum->week_z * sum->week_z - sum->week_zz;
    sum->apart_pairs += sum->week_n * sum->week_n - sum->week_nn;
    sum->week_z = sum->week_zz = sum->week_n = sum->week_nn = 0.0;
}

static void end_day(const day_sum *now, const day_sum *before, day_products *sum)
{
    if (before->n > 0.0 && now->day > before->day + TEST_GAP) { end_back_test(sum); }
    sum->together += now->z * now->z - now->zz;
    sum->pairs += now->n * (now->n - 1.0);
    if (before->n > 0.0 && now->day == before->day + 1) {
        sum->follow += now->z * before->z;
        sum->follow_pairs += now->n * before->n;
    }
    sum->week_z += now->z;
    sum->week_zz += now->z * now->z;
    sum->week_n += now->n;
    sum->week_nn += now->n * now->n;
    sum->variance += now->zz;
    sum->count += now->n;
}

static day_products multiply_days(const hc_bands *bands, const hc_residuals *residuals)
{
    day_products sum = {0};
    day_sum now = {0, 0.0, 0.0, 0.0}, before = now;
    for (size_t i = 0; i < residuals->count; i++) {
        if (residuals->week[i] > 0) { continue; }
        if (now.n > 0.0 && residuals->day[i] != now.day) {
            end_day(&now, &before, &sum);
            before = now;
            now = (day_sum){0, 0.0, 0.0, 0.0};
        }
        const double z = capped_z(bands, residuals, i);
        now.day = residuals->day[i];
        now.n += 1.0;
        now.z += z;
        now.zz += z * z;
    }
    if (now.n > 0.0) { end_day(&now, &before, &sum); }
    end_back_test(&sum);
    return sum;
}

static double share_of(double part, double whole)
{
    return whole > 0.0 ? fmin(1.0, fmax(0.0, part / whole)) : 0.0;
}

/*
 * With z = sqrt(share) day + sqrt(1 - share) own, E[(sum z)^2] - E[sum z^2] = share n (n - 1):
 * the moment estimate of the share. Products of days two and more apart in one back-test tell
 * what lasts, those of neighbours the memory of the rest.
 * The day's share is one of the bands, which are narrower than the residuals.
 */
static void fit_days(hc_bands *bands, const hc_residuals *residuals)
{
    const day_products sum = multiply_days(bands, residuals);
    const double far_pairs = sum.apart_pairs - 2.0 * sum.follow_pairs;
    const double common = sum.pairs > 0.0 ? fmax(0.0, sum.together / sum.pairs) : 0.0;
    const double far = far_pairs > 0.0 ? (sum.apart - 2.0 * sum.follow) / far_pairs : 0.0;
    const double near = sum.follow_pairs > 0.0 ? sum.follow / sum.follow_pairs : 0.0;
    bands->day_common = common;
    bands->day_share = share_of(common * sum.count, SPREAD * SPREAD * sum.variance);
    bands->level_share = share_of(far, common);
    const double lasting = bands->level_share * common;
    bands->day_memory = fmin(MEMORY_MAX, share_of(near - lasting, common - lasting));
}

static void default_bands(hc_bands *bands)
{
    *bands = (hc_bands){.a = 1.5, .b = 0.02, .day_share = 0.3, .day_memory = 0.3};
    for (size_t week = 0; week < HC_BAND_WEEKS; week++) {
        bands->growth[week] = 1.0 + 0.1 * (double)week;
    }
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        bands->z[k] = normal_z[k];
    }
    for (size_t level = 0; level < HC_BAND_LEVELS; level++) {
        bands->stretch[level] = 1.0;
    }
}

hc_status hc_bands_fit(hc_bands *bands, const hc_residuals *residuals, hc_error *err)
{
    size_t first_week = 0;
    for (size_t i = 0; i < residuals->count; i++) {
        first_week += residuals->week[i] == 0;
    }
    default_bands(bands);
    if (first_week < LEARN_MIN) { return HC_OK; }
    double *work = NULL, *means = NULL;
    hc_status st = hc_alloc(&work, residuals->count, sizeof *work, err);
    if (st == HC_OK) { st = hc_alloc(&means, residuals->count, sizeof *means, err); }
    if (st == HC_OK) {
        fit_variance(bands, residuals, work);
        fit_growth(bands, residuals, work);
        const double spread = fit_shape(bands, residuals, work);
        fit_stretch(bands, residuals, spread, means, work);
        fit_days(bands, residuals);
    }
    hc_free(work);
    hc_free(means);
    return st;
}

void hc_bands_set_level(hc_bands *bands, double level_variance, double day_variance,
                        double deviation)
{
    const double learnt = bands->day_share * (1.0 - bands->level_share);
    const double whole = square(deviation);
    const double passing = whole > 0.0 ? fmin(learnt + day_variance / whole, 1.0) : learnt;
    const double lasting = whole > 0.0 ? fmin(level_variance / whole, 1.0 - passing) : 0.0;
    bands->day_share = passing + lasting;
    bands->level_share = share_of(lasting, bands->day_share);
}

size_t hc_bands_day_scores(const hc_bands *bands, const hc_residuals *residuals,
                           hc_day_score *score)
{
    size_t days = 0;
    double intervals = 0.0;
    for (size_t i = 0; i < residuals->count; i++) {
        if (residuals->week[i] > 0) { continue; }
        if (days == 0 || score[days - 1].day != residuals->day[i]) {
            score[days++] = (hc_day_score){residuals->day[i], 0.0};
            intervals = 0.0;
        }
        intervals += 1.0;
        score[days - 1].z += (capped_z(bands, residuals, i) - score[days - 1].z) / intervals;
    }
    return days;
}

/* --------------------------------------------------------------------------- quantiles */

/* The stretch at a mean: linear in log mean between the levels' middles. */
static double stretch_at(const hc_bands *bands, double mean)
{
    const double at = log(fmax(mean, 1e-6));
    if (at <= bands->level[0]) { return bands->stretch[0]; }
    for (size_t level = 1; level < HC_BAND_LEVELS; level++) {
        const double low = bands->level[level - 1], high = bands->level[level];
        if (at > high || !(high > low)) { continue; }
        const double share = (at - low) / (high - low);
        return bands->stretch[level - 1] +
               share * (bands->stretch[level] - bands->stretch[level - 1]);
    }
    return bands->stretch[HC_BAND_LEVELS - 1];
}

/*
 * Quantiles of a gamma-Poisson count, or of a Poisson one that varies no less. Small counts are
 * whole numbers: no curve through standardised residuals says that 0 comes half of the time.
 */
static void count_quantiles(double mean, double variance, double quantile[HC_QUANTILES])
{
    const double beyond = fmax(variance - mean, 1e-6 * mean);
    const double shape = mean * mean / beyond, ratio = beyond / (mean + beyond);
    double chance = exp(-shape * log1p(beyond / mean)), below = chance, count = 0.0;
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        while (below < hc_quantile_p[k] && count < COUNT_LIMIT) {
            chance *= (count + shape) / (count + 1.0) * ratio;
            count += 1.0;
            below += chance;
        }
        quantile[k] = count;
    }
}

/* Variance of an interval so many weeks ahead: what back-tests saw, or what the level is
 * doubted by now if that is more. */
static double variance_at(const hc_bands *bands, double mean, size_t week, double doubt)
{
    const double growth = bands->growth[week < HC_BAND_WEEKS ? week : HC_BAND_WEEKS - 1];
    const double first = square(standard_deviation(bands, mean));
    return fmax(square(growth) * first, first + doubt * mean * mean);
}

/*
 * Quantiles around a mean: with the standard deviation that residuals show and in their shape,
 * and with that of what is not known of the day besides, which is normal. Independent of one
 * another, so that on either side their reaches add up as squares.
 */
static void spread_quantiles(const hc_bands *bands, double mean, double sd, double doubt_sd,
                             double quantile[HC_QUANTILES])
{
    const double smooth = fmin(1.0, fmax(0.0, (mean - WHOLE_UP_TO) / WHOLE_UP_TO));
    double counts[HC_QUANTILES] = {0.0};
    if (mean > 0.0 && smooth < 1.0) {
        count_quantiles(mean, square(sd) + square(doubt_sd), counts);
    }
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        const double doubt = doubt_sd * normal_z[k];
        const double reach = doubt > 0.0 || doubt < 0.0
                                 ? copysign(hypot(sd * bands->z[k], doubt), normal_z[k])
                                 : sd * bands->z[k];
        const double curve = mean > 0.0 ? mean + reach : 0.0;
        quantile[k] = smooth * curve + (1.0 - smooth) * counts[k];
    }
}

/* The quantiles of a band around a mean, ascending. extra: relative variance of special days.
 */
static void band_quantiles(const hc_bands *bands, double mean, double variance, double extra,
                           double quantile[HC_QUANTILES])
{
    double before = 0.0;
    spread_quantiles(bands, mean, stretch_at(bands, mean) * sqrt(variance), sqrt(extra) * mean,
                     quantile);
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
    const double score = normal_z[above - 1] + part * (normal_z[above] - normal_z[above - 1]);
    return gsl_cdf_ugaussian_P(score);
}

/* Halves the range in which the mixture of two bands reaches a share. */
static double mixture_quantile(const double stays[HC_QUANTILES],
                               const double moves[HC_QUANTILES], double chance, double share,
                               size_t k)
{
    double low = fmin(stays[k], moves[k]), high = fmax(stays[k], moves[k]);
    for (int step = 0; step < HALVINGS; step++) {
        const double middle = 0.5 * (low + high);
        const double below =
            (1.0 - chance) * share_below(stays, middle) + chance * share_below(moves, middle);
        if (below < share) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return 0.5 * (low + high);
}

void hc_bands_quantiles(const hc_bands *bands, double mean, size_t week, double doubt,
                        double extra, const hc_level_move *move, double quantile[HC_QUANTILES])
{
    const double stays = mean / (1.0 + move->chance * move->shift);
    const double moves = stays * (1.0 + move->shift);
    band_quantiles(bands, stays, variance_at(bands, stays, week, doubt), extra, quantile);
    if (!(move->chance > 0.0) || !(mean > 0.0)) { return; }
    double moved[HC_QUANTILES], stay[HC_QUANTILES], before = 0.0;
    memcpy(stay, quantile, sizeof stay);
    band_quantiles(bands, moves, variance_at(bands, moves, week, doubt), extra, moved);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        const double mixed = mixture_quantile(stay, moved, move->chance, hc_quantile_p[k], k);
        before = fmax(before, mean > WHOLE_UP_TO ? mixed : round(mixed));
        quantile[k] = before;
    }
}
