#include "forecast/models/wave_kernel.h"

#include <gsl/gsl_sf_bessel.h>
#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/robust.h"

#define CONSTANT_VARIANCE 1.0
#define SEASON_SHARE_MIN 1e-4 /* of its variance that a wave of the season must have */
#define PI 3.14159265358979323846

/* Bell on the circle of the year, exp(-2 sin^2(pi t / year) / length^2), less its mean, so that
 * the season has no say in the level; 1 at its top. */
void hc_waves_season_lags(const hc_waves *waves, size_t n, size_t step, double *by_days)
{
    const double size = waves->season * waves->season;
    const double narrow = 1.0 / (waves->season_length * waves->season_length);
    const double mean = size > 0.0 ? gsl_sf_bessel_I0_scaled(narrow) : 0.0;
    for (size_t apart = 0; apart < n; apart += step) {
        const double s = sin(PI * (double)apart / HC_WAVES_YEAR_DAYS);
        by_days[apart] =
            size > 0.0 ? size * ((exp(-2.0 * s * s * narrow) - mean) / (1.0 - mean)) : 0.0;
    }
}

/* exp(n cos x) has the Fourier coefficients I_k(n), twice from the first on. */
size_t hc_waves_season_variances(const hc_waves *waves, double *variance)
{
    const double size = waves->season * waves->season;
    if (!(size > 0.0)) { return 0; }
    const double narrow = 1.0 / (waves->season_length * waves->season_length);
    const double mean = gsl_sf_bessel_I0_scaled(narrow);
    for (size_t wave = 0; wave < HC_SEASON_WAVES_MAX; wave++) {
        const double share =
            2.0 * gsl_sf_bessel_In_scaled((int)wave + 1, narrow) / (1.0 - mean);
        if (share < SEASON_SHARE_MIN) { return wave; }
        variance[wave] = size * share;
    }
    return HC_SEASON_WAVES_MAX;
}

static double cycle_covariance(const hc_waves *waves, size_t days)
{
    if (!(waves->cycle > 0.0)) { return 0.0; }
    return waves->cycle * waves->cycle *
           cos(2.0 * PI * (double)days / (7.0 * waves->cycle_weeks));
}

/* by_days[days + 1]: what the levels of weeks so many days apart, whole weeks, have in common.
 */
static void fill_lags(const hc_waves *waves, size_t days, double *by_days)
{
    const double level = waves->level * waves->level;
    hc_waves_season_lags(waves, days + 1, 7, by_days);
    for (size_t apart = 0; apart <= days; apart += 7) {
        by_days[apart] = CONSTANT_VARIANCE +
                         level * exp(-(double)apart / (7.0 * waves->level_weeks)) +
                         (by_days[apart] + cycle_covariance(waves, apart));
    }
}

/* by_days: as many doubles of scratch as days from the first week's to the last one's middle,
 * and one. */
static void fill_covariance(const hc_waves *waves, double *by_days, double *matrix)
{
    const double noise = waves->day_noise * waves->day_noise;
    const size_t n = waves->weeks, stride = hc_cholesky_stride(n);
    fill_lags(waves, (size_t)(waves->day[n - 1] - waves->day[0]), by_days);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            matrix[i * stride + j] = by_days[waves->day[j] - waves->day[i]];
        }
        matrix[i * stride + i] += noise * waves->noise[i];
    }
}

void hc_waves_centre(const hc_waves *waves, size_t n, double *sorted, double *y)
{
    memcpy(sorted, waves->value, n * sizeof *sorted);
    const double middle = hc_median(sorted, n);
    for (size_t i = 0; i < n; i++) {
        y[i] = waves->value[i] - middle;
    }
}

double hc_waves_log_likelihood(hc_waves *waves, double *work)
{
    const size_t n = waves->weeks, stride = hc_cholesky_stride(n);
    fill_covariance(waves, work, waves->factor);
    if (!hc_cholesky(waves->factor, n, stride)) { return -HUGE_VAL; }
    hc_waves_centre(waves, n, work + n, work);
    hc_cholesky_forward(waves->factor, n, stride, work);
    double value = hc_wave_log_prior(waves->season) + hc_wave_log_prior(waves->cycle);
    for (size_t i = 0; i < n; i++) {
        value -= 0.5 * work[i] * work[i] + log(waves->factor[i * stride + i]);
    }
    return value;
}
