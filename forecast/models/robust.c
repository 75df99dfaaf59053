#include "forecast/models/robust.h"

#include <math.h>

#include "forecast/base/number.h"

double hc_median(double *values, size_t n)
{
    hc_sort_doubles(values, n);
    return 0.5 * (values[(n - 1) / 2] + values[n / 2]);
}

double hc_sorted_quantile(const double *values, size_t n, double p)
{
    const double at = p * (double)(n - 1);
    const size_t below = (size_t)floor(at);
    const size_t above = below + 1 < n ? below + 1 : below;
    return values[below] + (at - (double)below) * (values[above] - values[below]);
}
