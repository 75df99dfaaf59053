#include "forecast/models/robust.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

double hc_mean(const double *values, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return n > 0 ? sum / (double)n : 0.0;
}

double hc_median(double *values, size_t n)
{
    return gsl_stats_median(values, 1, n);
}

double hc_sorted_quantile(const double *values, size_t n, double p)
{
    const double at = p * (double)(n - 1);
    const size_t below = (size_t)floor(at);
    const size_t above = below + 1 < n ? below + 1 : below;
    return values[below] + (at - (double)below) * (values[above] - values[below]);
}
