/* Effects that change smoothly from place to place. */
#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/place_accounts.h"

const double hc_smooth_size[HC_SMOOTH_SIZES] = {0.002, 0.01, 0.02, 0.035, 0.06, 0.1, 0.2};
const double hc_smooth_length[HC_SMOOTH_LENGTHS] = {0.7, 1.5, 2.5, 4.0, 7.0};

double hc_place_kernel(double distance, double length)
{
    const double places = fabs(distance) / length, smooth = sqrt(3.0) * places;
    return 0.5 * (1.0 + smooth) * exp(-smooth) + 0.5 * exp(-places);
}

double hc_smooth_fit_of(const hc_places_told *told, double size, double length,
                        hc_smooth_fit *fit, double mean[HC_PLACES])
{
    double *b = fit->b, *root = fit->root, *kernel = fit->kernel, z[HC_PLACES];
    double value = hc_place_log_prior(size * size);
    memset(b, 0, sizeof fit->b);
    memset(mean, 0, HC_PLACES * sizeof *mean);
    for (size_t i = 0; i < told->n; i++) {
        kernel[i] = size * size * hc_place_kernel((double)i, length);
        root[i] = sqrt(told->precision[i]);
        z[i] = root[i] > 0.0 ? told->sum[i] / root[i] : 0.0;
        value += 0.5 * z[i] * z[i];
    }
    for (size_t i = 0; i < told->n; i++) {
        for (size_t j = i; j < told->n; j++) {
            b[i * HC_PLACES + j] = (i == j) + root[i] * root[j] * kernel[j - i];
        }
    }
    if (!hc_cholesky(b, told->n, HC_PLACES)) { return -HUGE_VAL; }
    hc_cholesky_forward(b, told->n, HC_PLACES, z);
    for (size_t i = 0; i < told->n; i++) {
        value -= 0.5 * z[i] * z[i] + log(b[i * HC_PLACES + i]);
    }
    hc_cholesky_backward(b, told->n, HC_PLACES, z);
    for (size_t i = 0; i < told->n; i++) {
        for (size_t j = 0; j < told->n; j++) {
            mean[i] += kernel[i > j ? i - j : j - i] * root[j] * z[j];
        }
    }
    return value;
}

double hc_place_smooth_fit(const hc_places_told *told, double mean[HC_PLACES])
{
    double most = -HUGE_VAL, it[HC_PLACES];
    hc_smooth_fit fit;
    for (size_t i = 0; i < (size_t)HC_SMOOTH_SIZES * HC_SMOOTH_LENGTHS; i++) {
        const double value =
            hc_smooth_fit_of(told, hc_smooth_size[i / HC_SMOOTH_LENGTHS],
                             hc_smooth_length[i % HC_SMOOTH_LENGTHS], &fit, it);
        if (value <= most) { continue; }
        most = value;
        memcpy(mean, it, told->n * sizeof *mean);
    }
    return most;
}
