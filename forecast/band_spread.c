#include "forecast/band_spread.h"

#include <math.h>

#define DAYS_PRIOR 4.0 /* pseudo-observations that hold a class at the spread of all */
#define SMOOTH 3       /* half hours either way that tell of a time of day */

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

double hc_band_pooled_sd(const hc_bands *bands, double mean)
{
    return sqrt(bands->a * mean + bands->b * mean * mean);
}

double hc_band_sd(const hc_bands *bands, double mean, size_t weekday, size_t half_hour)
{
    return hc_band_pooled_sd(bands, mean) * stretch_at(bands, mean) *
           bands->by_weekday[weekday] * bands->by_half_hour[half_hour];
}

/* --------------------------------------------------------------------------- classes */

/* Distances of one class: standardised residuals without their sign, or means of them. */
typedef struct distances {
    double n, sum, squares;
} distances;

static void add_distance(distances *to, double distance)
{
    to->n += 1.0;
    to->sum += distance;
    to->squares += distance * distance;
}

/* Variance of one distance relative to its class's mean squared, pooled over the classes. */
static double variance_within(const distances *of, size_t classes)
{
    double sum = 0.0, freedom = 0.0;
    for (size_t k = 0; k < classes; k++) {
        if (!(of[k].sum > 0.0)) { continue; }
        const double mean = of[k].sum / of[k].n;
        sum += of[k].squares / (mean * mean) - of[k].n;
        freedom += of[k].n - 1.0;
    }
    return freedom > 0.0 ? sum / freedom : 0.0;
}

/* A class by itself and its neighbours within `smooth`, the last next to the first: log of its
 * mean distance over that of all, the variance of that, and the observations it stands on. */
typedef struct class_spread {
    double log_ratio, variance, n;
} class_spread;

static class_spread smoothed(const distances *of, size_t classes, size_t k, size_t smooth,
                             double mean, double within)
{
    double n = 0.0, sum = 0.0, square = 0.0;
    for (size_t step = 0; step <= 2 * smooth; step++) {
        const distances *near = &of[(k + classes + step - smooth) % classes];
        const double apart = step > smooth ? (double)(step - smooth) : (double)(smooth - step);
        const double weight = 1.0 - apart / (double)(smooth + 1);
        n += weight * near->n;
        sum += weight * near->sum;
        square += weight * weight * near->n;
    }
    return (class_spread){log(sum / n / mean), within * square / (n * n), n};
}

/*
 * Factors of the standard deviation by class: the log ratio as far as classes differ by more
 * than chance (empirical Bayes; the variance between classes by moments).
 */
static void fit_factors(const distances *of, size_t classes, size_t smooth, double *factor)
{
    class_spread own[HC_BAND_HALF_HOURS];
    const double within = variance_within(of, classes);
    double n = 0.0, sum = 0.0, between = 0.0, count = 0.0;
    for (size_t k = 0; k < classes; k++) {
        n += of[k].n;
        sum += of[k].sum;
    }
    for (size_t k = 0; k < classes; k++) {
        if (!(of[k].sum > 0.0)) { continue; }
        own[k] = smoothed(of, classes, k, smooth, sum / n, within);
        between += own[k].log_ratio * own[k].log_ratio - own[k].variance;
        count += 1.0;
    }
    between = count > 1.0 ? fmax(0.0, between / (count - 1.0)) : 0.0;
    for (size_t k = 0; k < classes; k++) {
        if (!(of[k].sum > 0.0) || !(between > 0.0)) { continue; }
        const double believed =
            between / (between + own[k].variance) * own[k].n / (own[k].n + DAYS_PRIOR);
        factor[k] = exp(believed * own[k].log_ratio);
    }
}

static double distance_of(const hc_bands *bands, const hc_residual *row)
{
    const double sd = hc_band_sd(bands, row->mean, row->weekday, row->half_hour);
    return fmin(HC_BAND_Z_CAP, fabs(row->actual - row->mean) / sd);
}

/* A day is one observation: its intervals are off together. */
static void fit_weekdays(hc_bands *bands, const hc_residuals *residuals)
{
    distances of[HC_WEEKDAYS] = {{0.0, 0.0, 0.0}}, day = {0.0, 0.0, 0.0};
    const hc_residual *before = NULL;
    for (size_t i = 0; i < residuals->count; i++) {
        const hc_residual *row = &residuals->row[i];
        if (row->week > 0) { continue; }
        if (before != NULL && row->day != before->day) {
            add_distance(&of[before->weekday], day.sum / day.n);
            day = (distances){0.0, 0.0, 0.0};
        }
        add_distance(&day, distance_of(bands, row));
        before = row;
    }
    if (before != NULL) { add_distance(&of[before->weekday], day.sum / day.n); }
    fit_factors(of, HC_WEEKDAYS, 0, bands->by_weekday);
}

static void fit_half_hours(hc_bands *bands, const hc_residuals *residuals)
{
    distances of[HC_BAND_HALF_HOURS] = {{0.0, 0.0, 0.0}};
    for (size_t i = 0; i < residuals->count; i++) {
        const hc_residual *row = &residuals->row[i];
        if (row->week == 0) { add_distance(&of[row->half_hour], distance_of(bands, row)); }
    }
    fit_factors(of, HC_BAND_HALF_HOURS, SMOOTH, bands->by_half_hour);
}

void hc_band_fit_classes(hc_bands *bands, const hc_residuals *residuals)
{
    fit_weekdays(bands, residuals);
    fit_half_hours(bands, residuals);
}
