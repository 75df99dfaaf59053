#include "forecast/bands.h"

#include <math.h>

#include "forecast/band_spread.h"
#include "forecast/models/robust.h"

#define LEARN_MIN 50        /* residuals below which defaults are used */
#define LEVEL_MIN 20        /* residuals a level needs for a stretch of its own */
#define STRETCH_PRIOR 100.0 /* pseudo-residuals that hold a level's stretch at 1 */
#define SQUARE_CAP 25.0 /* times the usual squared residual: one outage must not widen all */
#define A_MIN 0.3
#define GROWTH_MAX 1.5
#define GROWTH_MIN_COUNT 200
#define MEAN_MIN 0.1
#define MEMORY_MAX 0.95
#define TEST_GAP 7 /* days further apart belong to different back-tests */

hc_status hc_residuals_reserve(hc_residuals *residuals, size_t count, hc_error *err)
{
    return hc_grow(&residuals->row, &residuals->capacity, count, sizeof *residuals->row, err);
}

void hc_residuals_add(hc_residuals *residuals, const hc_residual *residual)
{
    if (residual->mean > MEAN_MIN) { residuals->row[residuals->count++] = *residual; }
}

void hc_residuals_clear(hc_residuals *residuals)
{
    hc_free(residuals->row);
    *residuals = (hc_residuals)HC_RESIDUALS_INIT;
}

/* --------------------------------------------------------------------------------- fit */

/* a and b by least squares of residual^2 / mean on (1, mean), squares capped. */
static void fit_variance(hc_bands *bands, const hc_residuals *residuals, double *work)
{
    size_t n = 0;
    for (size_t i = 0; i < residuals->count; i++) {
        const hc_residual *row = &residuals->row[i];
        if (row->week == 0) { work[n++] = hc_square(row->actual - row->mean) / row->mean; }
    }
    const double cap = SQUARE_CAP * fmax(1.0, hc_median(work, n));
    double sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
    for (size_t i = 0; i < residuals->count; i++) {
        const hc_residual *row = &residuals->row[i];
        if (row->week > 0) { continue; }
        const double x = row->mean;
        const double y = fmin(hc_square(row->actual - x), cap * fmax(x, 1.0)) / x;
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

/* A residual over the deviation of all that have its mean. */
static double pooled_z(const hc_bands *bands, const hc_residual *row)
{
    return (row->actual - row->mean) / hc_band_pooled_sd(bands, row->mean);
}

/* Over the deviation of its weekday and time of day as well. */
static double own_z(const hc_bands *bands, const hc_residual *row)
{
    return (row->actual - row->mean) /
           hc_band_sd(bands, row->mean, row->weekday, row->half_hour);
}

/* So that nothing absurd counts for more than a large error. */
static double capped(double z)
{
    return fmin(HC_BAND_Z_CAP, fmax(-HC_BAND_Z_CAP, z));
}

/* Median |z| of the residuals `week` weeks ahead (all later ones from HC_BAND_WEEKS - 1 on). */
static double middle_z(const hc_bands *bands, const hc_residuals *residuals, size_t week,
                       double *work, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < residuals->count; i++) {
        const hc_residual *row = &residuals->row[i];
        if (row->week == week) { work[n++] = fabs(pooled_z(bands, row)); }
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

/* How much wider or narrower than the pool the residuals of one quarter of the means are. */
static double own_stretch(const hc_bands *bands, const hc_residuals *residuals, double below,
                          double above, double spread, double *work)
{
    size_t inside = 0;
    for (size_t i = 0; i < residuals->count; i++) {
        const hc_residual *row = &residuals->row[i];
        if (row->week > 0 || row->mean <= below || row->mean > above) { continue; }
        work[inside++] = pooled_z(bands, row);
    }
    hc_sort_doubles(work, inside);
    const double count = (double)inside;
    const double own =
        inside > LEVEL_MIN && spread > 0.0 ? spread_of(work, inside) / spread : 1.0;
    return (own * count + STRETCH_PRIOR) / (count + STRETCH_PRIOR);
}

static void fit_stretch(hc_bands *bands, const hc_residuals *residuals, double *means,
                        double *work)
{
    size_t n = 0;
    for (size_t i = 0; i < residuals->count; i++) {
        if (residuals->row[i].week > 0) { continue; }
        work[n] = pooled_z(bands, &residuals->row[i]);
        means[n++] = residuals->row[i].mean;
    }
    hc_sort_doubles(work, n);
    hc_sort_doubles(means, n);
    const double spread = spread_of(work, n);
    double below = 0.0;
    for (size_t level = 0; level < HC_BAND_LEVELS; level++) {
        const double share = (double)(level + 1) / HC_BAND_LEVELS;
        const double above =
            level + 1 < HC_BAND_LEVELS ? hc_sorted_quantile(means, n, share) : HUGE_VAL;
        bands->stretch[level] = own_stretch(bands, residuals, below, above, spread, work);
        bands->level[level] = log(hc_sorted_quantile(means, n, share - 0.5 / HC_BAND_LEVELS));
        below = above;
    }
}

/*
 * Standardised quantiles less the residuals' own mean: that a back-test was high or low on the
 * whole is noise, but the skewness of small counts is not.
 */
static void fit_shape(hc_bands *bands, const hc_residuals *residuals, double *work)
{
    size_t n = 0;
    double sum = 0.0;
    for (size_t i = 0; i < residuals->count; i++) {
        if (residuals->row[i].week > 0) { continue; }
        work[n] = own_z(bands, &residuals->row[i]);
        sum += capped(work[n++]);
    }
    hc_sort_doubles(work, n);
    for (size_t k = 0; k < HC_QUANTILES; k++) {
        bands->z[k] = hc_sorted_quantile(work, n, hc_quantile_p[k]) - sum / (double)n;
    }
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
        const hc_residual *row = &residuals->row[i];
        if (row->week > 0) { continue; }
        if (now.n > 0.0 && row->day != now.day) {
            end_day(&now, &before, &sum);
            before = now;
            now = (day_sum){0, 0.0, 0.0, 0.0};
        }
        const double z = capped(own_z(bands, row));
        now.day = row->day;
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
 */
static void fit_days(hc_bands *bands, const hc_residuals *residuals)
{
    const day_products sum = multiply_days(bands, residuals);
    const double far_pairs = sum.apart_pairs - 2.0 * sum.follow_pairs;
    const double common = sum.pairs > 0.0 ? fmax(0.0, sum.together / sum.pairs) : 0.0;
    const double far = far_pairs > 0.0 ? (sum.apart - 2.0 * sum.follow) / far_pairs : 0.0;
    const double near = sum.follow_pairs > 0.0 ? sum.follow / sum.follow_pairs : 0.0;
    bands->day_common = common;
    bands->day_share = share_of(common * sum.count, sum.variance);
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
        bands->z[k] = hc_band_normal_z[k];
    }
    for (size_t level = 0; level < HC_BAND_LEVELS; level++) {
        bands->stretch[level] = 1.0;
    }
    for (size_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        bands->by_weekday[weekday] = 1.0;
    }
    for (size_t part = 0; part < HC_BAND_HALF_HOURS; part++) {
        bands->by_half_hour[part] = 1.0;
    }
}

hc_status hc_bands_fit(hc_bands *bands, const hc_residuals *residuals, hc_error *err)
{
    size_t first_week = 0;
    for (size_t i = 0; i < residuals->count; i++) {
        first_week += residuals->row[i].week == 0;
    }
    default_bands(bands);
    if (first_week < LEARN_MIN) { return HC_OK; }
    double *work = NULL, *means = NULL;
    hc_status st = hc_alloc(&work, residuals->count, sizeof *work, err);
    if (st == HC_OK) { st = hc_alloc(&means, residuals->count, sizeof *means, err); }
    if (st == HC_OK) {
        fit_variance(bands, residuals, work);
        fit_growth(bands, residuals, work);
        fit_stretch(bands, residuals, means, work);
        hc_band_fit_classes(bands, residuals);
        fit_shape(bands, residuals, work);
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
    const double whole = hc_square(deviation);
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
        const hc_residual *row = &residuals->row[i];
        if (row->week > 0) { continue; }
        if (days == 0 || score[days - 1].day != row->day) {
            score[days++] = (hc_day_score){row->day, 0.0};
            intervals = 0.0;
        }
        intervals += 1.0;
        score[days - 1].z += (capped(own_z(bands, row)) - score[days - 1].z) / intervals;
    }
    return days;
}
