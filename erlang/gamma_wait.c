#include <math.h>
#include <stddef.h>

#include "erlang/gamma_ratio.h"
#include "erlang/gamma_tables.h"

#define DEPTH 42.0 /* the integrand is followed down to exp(-42) of its peak */

double hc_exp_rest(double t)
{
    if (fabs(t) > 0.5) { return t + expm1(-t); }
    const double v = t * t; /* sum of (-t)^k / k!, k = 2 .. 15, even and odd apart */
    const double even =
        1.0 / 2 +
        v * (1.0 / 24 + v * (1.0 / 720 + v * (1.0 / 40320 +
                                              v * (1.0 / 3628800 + v * (1.0 / 479001600 +
                                                                        v / 87178291200.0)))));
    const double odd =
        1.0 / 6 +
        v * (1.0 / 120 +
             v * (1.0 / 5040 +
                  v * (1.0 / 362880 +
                       v * (1.0 / 39916800 + v * (1.0 / 6227020800.0 + v / 1307674368000.0)))));
    return v * (even - t * odd);
}

/* exponent(t) = rate * t + curve * (e^-t - 1 + t) falls from its peak; sign -1 looks to the
 * left. */
typedef struct fall {
    double rate;
    double curve;
    double sign;
} fall;

static double depth_at(const fall *side, double distance)
{
    return side->rate * distance + side->curve * hc_exp_rest(side->sign * distance);
}

/* Distance from the peak at which the exponent has fallen by DEPTH, or a little more. */
static double reach(const fall *side)
{
    double distance =
        2.0 * DEPTH / (side->rate + sqrt(side->rate * side->rate + 2.0 * DEPTH * side->curve));
    if (side->sign < 0.0) {
        return distance;
    } /* to the left it falls faster than the parabola */
    while (depth_at(side, distance) < DEPTH) {
        distance *= 1.2;
    }
    return distance;
}

/* Gauss-Legendre over one side: (peak + sign * distance) exp(-depth). */
static double one_side(const fall *side, double peak, double end)
{
    const double half = 0.5 * end;
    double sum = 0.0;
    for (size_t i = 0; i < HC_LEGENDRE_HALF; i++) {
        const double near = half * (1.0 - hc_legendre[i][0]);
        const double far = half * (1.0 + hc_legendre[i][0]);
        sum += hc_legendre[i][1] * ((peak + side->sign * near) * exp(-depth_at(side, near)) +
                                    (peak + side->sign * far) * exp(-depth_at(side, far)));
    }
    return half * sum;
}

double hc_gamma_wait(double s, double x, double excess, const hc_gamma_ratio *at)
{
    const double unit = at->below ? 1.0 : at->density;
    if (excess <= 1.0) { /* the integrand's exponent falls from t = 0 on */
        const fall right = {.rate = 1.0 - excess, .curve = x, .sign = 1.0};
        return unit * one_side(&right, 0.0, reach(&right));
    }
    const double peak = log1p((excess - 1.0) / (s + 1.0));
    const fall right = {.rate = 0.0, .curve = s + 1.0, .sign = 1.0};
    const fall left = {.rate = 0.0, .curve = s + 1.0, .sign = -1.0};
    const double area =
        one_side(&right, peak, reach(&right)) + one_side(&left, peak, fmin(peak, reach(&left)));
    const hc_gamma_ratio at_peak = hc_gamma_ratio_at(s, s + 1.0, 1.0);
    const double height =
        (s + 1.0) / x * at_peak.density; /* D(s,x) exp(exponent at the peak) */
    return at->below ? area * height / at->density : area * height;
}
