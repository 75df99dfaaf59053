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
    bool below;     /* ratio is L (x <= s, or little above for small s); otherwise U */
    double ratio;   /* L or U, relative error about 1e-15 */
    double rest;    /* below: L - 1 without cancellation; otherwise 0 */
    double queue;   /* below: s / L - (s - x) without cancellation; otherwise 0 */
    double density; /* D = root * part, two factors that do not underflow before s = 1e5 */
    double root;
    double part;
} hc_gamma_ratio;

/* s > 0, x > 0, finite; excess = x - s is given too: near x = s it carries the
 * digits that x has lost, and x those that the excess has lost near 0. */
hc_gamma_ratio hc_gamma_ratio_at(double s, double x, double excess);

/* Q(s,x) where the kernel formed P(s,x): at->below. */
double hc_gamma_upper(const hc_gamma_ratio *at);

/*
 * Integral over t > 0 of t exp(x (1 - e^-t) - (s+1) t): minus the derivative of L(s+1,x) /
 * (s+1) by s, and in Erlang A the waits of the served. In units of 1 / D where `at`, the ratio
 * at (s,x), is not below, so that it cannot overflow. About 1e-13.
 */
double hc_gamma_wait(double s, double x, double excess, const hc_gamma_ratio *at);

/* mu - log1p(mu) without cancellation; 1 + mu is given too, it keeps the digits near 0. */
double hc_mu_less_log(double mu, double one_plus_mu);

/* Gamma*(s) = Gamma(s) / (sqrt(2 pi / s) (s / e)^s) by Stirling's series, s >= 24. */
double hc_stirling_factor(double inverse_s);

/* exp(-t) - 1 + t, without cancellation. */
double hc_exp_rest(double t);

/* Scaled complementary error function exp(z^2) erfc(z), z >= 0. */
double hc_erfcx(double z);

#ifdef __cplusplus
}
#endif
#endif
