/*
 * The kernel: ratios of incomplete gamma functions, from which Erlang B, C and A are all made.
 *
 *   D = x^s e^-x / Gamma(s+1)    L = P(s,x) / D    U = Q(s,x) / D
 *
 * Only one of L and U is moderate: L where x <= s, U above. The kernel gives that one and D;
 * the other may pass the largest double and is never formed. D may underflow to 0, which is
 * then its true weight.
 */
#ifndef HC_ERLANG_GAMMA_RATIO_H
#define HC_ERLANG_GAMMA_RATIO_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_gamma_ratio {
    bool below;   /* x <= s: ratio is L; otherwise U */
    double ratio; /* L or U, relative error about 1e-15 */
    double queue; /* below: s / L - (s - x), mean number waiting in Erlang A given all are busy,
                     without cancellation; 0 otherwise */
    double density; /* D */
} hc_gamma_ratio;

/* s > 0 and excess = x - s > -s, both finite, s <= 1e22. The excess is given, not x: near x = s
 * it carries all the digits. */
hc_gamma_ratio hc_gamma_ratio_at(double s, double excess);

/* P(s,x) and Q(s,x), each with its own relative accuracy. */
double hc_gamma_lower(const hc_gamma_ratio *at);
double hc_gamma_upper(const hc_gamma_ratio *at);

/* Scaled complementary error function exp(z^2) erfc(z), z >= 0. */
double hc_erfcx(double z);

#ifdef __cplusplus
}
#endif
#endif
