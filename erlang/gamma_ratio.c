#include "erlang/gamma_ratio.h"

#include <math.h>
#include <stddef.h>

#include "erlang/gamma_tables.h"

#define SMALL_S 24.0 /* below it the uniform expansion has too few digits */
#define UNIFORM_W2                                                                             \
    12.25 /* |z|^2 up to which the expansion is used, continued fractions beyond */
#define ATANH_NEAR 0.25 /* |mu| up to which 8 terms of the series are enough */
#define ATANH_FAR 0.6   /* the same for 25 terms; beyond, log loses nothing that matters */
#define SQRT_2 1.41421356237309504880
#define SQRT_2PI 2.50662827463100050242
#define SQRT_PI 1.77245385090551602730
#define SERIES_TERMS_MAX 400 /* s < 24, x <= s + 1: under 150 are needed */
#define LENTZ_TERMS_MAX 500  /* s < 24, x > s + 1 : under 200 are needed */

/* One piece of the table: a polynomial of degree 10, its even and odd halves side by side. */
static double erfcx_small(double z)
{
    const double place = 4.0 * z;
    const size_t piece = (size_t)place;
    const double *c = hc_erfcx_piece[piece];
    const double t = 2.0 * (place - (double)piece) - 1.0;
    const double t2 = t * t;
    const double even =
        ((((c[10] * t2 + c[8]) * t2 + c[6]) * t2 + c[4]) * t2 + c[2]) * t2 + c[0];
    const double odd = (((c[9] * t2 + c[7]) * t2 + c[5]) * t2 + c[3]) * t2 + c[1];
    return even + t * odd;
}

/* Laplace's continued fraction, 12 levels: enough from z = 6 on. */
static double erfcx_large(double z)
{
    double tail = 0.0;
    for (int level = 12; level >= 1; level--) {
        tail = 0.5 * level / (z + tail);
    }
    return 1.0 / (SQRT_PI * (z + tail));
}

double hc_erfcx(double z)
{
    return 4.0 * z < HC_ERFCX_PIECES ? erfcx_small(z) : erfcx_large(z);
}

double hc_mu_less_log(double mu, double one_plus_mu)
{
    if (fabs(mu) > ATANH_FAR) { return mu - log(one_plus_mu); }
    const double t = mu / (2.0 + mu); /* log1p(mu) = 2 atanh(t) */
    const double v = t * t;
    if (fabs(mu) > ATANH_NEAR) {
        const double v4 = (v * v) * (v * v);
        double sum = 0.0;
        for (int odd = 49; odd >= 9; odd -= 8) { /* 49, 47 .. 3, four terms a turn */
            sum = sum * v4 + 1.0 / (odd - 6) +
                  v * (1.0 / (odd - 4) + v * (1.0 / (odd - 2) + v / odd));
        }
        return t * (mu - 2.0 * v * sum);
    }
    const double low = 1.0 / 3 + v * (1.0 / 5 + v * (1.0 / 7 + v * (1.0 / 9)));
    const double high = 1.0 / 11 + v * (1.0 / 13 + v * (1.0 / 15 + v * (1.0 / 17)));
    const double v2 = v * v;
    return t * (mu - 2.0 * v * (low + v2 * v2 * high));
}

/* As many terms as s needs; the even and the odd ones side by side, for it stands in the way of
 * every answer. */
static inline double stirling_sum(double inverse_s, size_t terms)
{
    const double square = inverse_s * inverse_s;
    double even = 0.0;
    double odd = 0.0;
    for (size_t k = terms; k > 0; k -= 2) {
        odd = odd * square + hc_stirling[k - 1];
        even = even * square + hc_stirling[k - 2];
    }
    return even + inverse_s * odd;
}

double hc_stirling_factor(double inverse_s)
{
    if (inverse_s <= 1.0 / 512) { return stirling_sum(inverse_s, 6); }
    if (inverse_s <= 1.0 / 64) { return stirling_sum(inverse_s, 8); }
    return stirling_sum(inverse_s, HC_TEMME_ORDERS);
}

/* Sum over k < orders of c_k(eta) s^-k; all orders advance together through the powers of eta.
 */
static inline double temme_sum(double eta, double inverse_s, size_t orders, size_t powers)
{
    double c[HC_TEMME_ORDERS] = {0.0};
    for (size_t m = powers; m-- > 0;) {
        for (size_t k = 0; k < orders; k++) {
            c[k] = c[k] * eta + hc_temme[m][k];
        }
    }
    double sum = 0.0;
    for (size_t k = orders; k-- > 0;) {
        sum = sum * inverse_s + c[k];
    }
    return sum;
}

/* Powers of eta up to 1e-17: the series converge like (eta / 3.54)^m, 2 sqrt(pi) being the
 * nearest singularity. */
static size_t powers_for(double eta)
{
    static const double most[] = {0.0025, 0.025, 0.1, 0.25, 0.48};
    static const size_t powers[] = {5, 8, 11, 14, 19};
    for (size_t k = 0; k < sizeof most / sizeof most[0]; k++) {
        if (eta <= most[k]) { return powers[k]; }
    }
    return HC_TEMME_POWERS;
}

/* The larger s, the fewer orders; the nearer x to s, the fewer powers. */
static double temme_terms(double eta, double s)
{
    const double inverse_s = 1.0 / s;
    const size_t powers = powers_for(fabs(eta));
    if (s >= 16384.0) { return temme_sum(eta, inverse_s, 3, powers); }
    if (s >= 512.0) { return temme_sum(eta, inverse_s, 5, powers); }
    if (s >= 128.0) { return temme_sum(eta, inverse_s, 6, powers); }
    if (s >= 64.0) { return temme_sum(eta, inverse_s, 8, powers); }
    return temme_sum(eta, inverse_s, HC_TEMME_ORDERS, powers);
}

static size_t fraction_levels(double w2)
{
    const double levels = 5.0 + 84.0 / sqrt(w2);
    return (size_t)levels;
}

/* x / (g+1 + 2x / (g+2 + 3x / (g+3 + ...))), g = s - x: the mean queue. */
static double lower_fraction(double x, double gap, size_t levels)
{
    const double h = 1.0 / gap;
    const double q = x * h * h;
    double above = 0.0;
    double below = 1.0;
    for (size_t m = levels; m >= 1; m--) {
        const double next = (1.0 + (double)m * h) * below + above;
        above = (double)m * q * below;
        below = next;
    }
    return gap * above / below;
}

/* s / (d+1 + (s-1) / (d+3 + 2(s-2) / (d+5 + ...))), d = x - s (Legendre). */
static double upper_fraction(double s, double excess, size_t levels)
{
    const double h = 1.0 / excess;
    double above = 0.0;
    double below = 1.0;
    for (size_t m = levels; m >= 1; m--) {
        const double next = (1.0 + (2.0 * (double)m + 1.0) * h) * below + above;
        above = ((double)m * h) * ((s - (double)m) * h) * below;
        below = next;
    }
    return s * h * below / ((1.0 + h) * below + above);
}

/* L - 1 and the mean queue from the positive series of L; x <= s + 1. */
static hc_gamma_ratio lower_series(double s, double x)
{
    double term = 1.0;
    double rest = 0.0;
    double weighted = 0.0;
    for (int j = 1; j < SERIES_TERMS_MAX; j++) {
        term *= x / (s + j);
        rest += term;
        weighted += j * term;
        if (term * j < 1e-18 * rest) { break; }
    }
    return (hc_gamma_ratio){
        .below = true, .ratio = 1.0 + rest, .rest = rest, .queue = weighted / (1.0 + rest)};
}

/* Legendre's fraction by the modified Lentz method; x > s + 1. */
static double upper_lentz(double s, double x)
{
    double b = x - s + 1.0;
    double d = 1.0 / b;
    double c = 1e300;
    double value = d;
    for (int m = 1; m < LENTZ_TERMS_MAX; m++) {
        const double a = m * (s - m);
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        const double factor = c * d;
        value *= factor;
        if (fabs(factor - 1.0) < 2e-16) { break; }
    }
    return s * value;
}

/* D for s < 24: Gamma by Stirling at S >= 24, brought down by the factors between. */
static double small_density(double s, double x)
{
    double shifted = s;
    double product = 1.0;
    while (shifted < SMALL_S) {
        shifted += 1.0;
        product *= shifted;
    }
    const double log_ratio =
        s * log(x / shifted) + (shifted - s) * (1.0 - log(shifted)) + s - x;
    return exp(log_ratio) *
           (product / (SQRT_2PI * sqrt(shifted) * hc_stirling_factor(1.0 / shifted)));
}

static hc_gamma_ratio small_s(double s, double x)
{
    hc_gamma_ratio at = {0};
    if (x <= s + 1.0) {
        at = lower_series(s, x);
    } else {
        at.ratio = upper_lentz(s, x);
    }
    at.density = small_density(s, x);
    at.root = 1.0;
    at.part = at.density;
    return at;
}

static hc_gamma_ratio below_by_fraction(double s, double x, double gap, double w2)
{
    const double queue = lower_fraction(x, gap, fraction_levels(w2));
    return (hc_gamma_ratio){.below = true,
                            .ratio = s / (gap + queue),
                            .rest = (x - queue) / (gap + queue),
                            .queue = queue};
}

hc_gamma_ratio hc_gamma_ratio_at(double s, double x, double excess)
{
    if (s < SMALL_S) { return small_s(s, x); }
    const double omega = hc_mu_less_log(excess / s, x / s);
    const double w2 = s * omega;
    const double root_s = sqrt(s);
    const double half_root = 0.5 * SQRT_2PI * root_s;
    const double gamma_star = hc_stirling_factor(1.0 / s);
    hc_gamma_ratio at = {.below = excess <= 0.0};
    if (w2 <= UNIFORM_W2) {
        const double z = sqrt(w2);
        const double bell = half_root * hc_erfcx(z);
        const double eta = copysign(SQRT_2 * z / root_s, excess);
        const double terms = temme_terms(eta, s);
        at.ratio = gamma_star * (at.below ? bell - terms : bell + terms);
        at.rest = at.below ? at.ratio - 1.0 : 0.0;
        at.queue = at.below ? s / at.ratio + excess : 0.0;
    } else if (at.below) {
        at = below_by_fraction(s, x, -excess, w2);
    } else {
        at.ratio = upper_fraction(s, excess, fraction_levels(w2));
    }
    at.root = exp(-0.5 * w2);
    at.part = at.root / (2.0 * half_root * gamma_star);
    at.density = at.root * at.part;
    return at;
}

double hc_gamma_upper(const hc_gamma_ratio *at)
{
    return 1.0 - at->ratio * at->density;
}
