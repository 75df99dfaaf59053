/*
 * The part of <math.h> that erlang/ uses, for WebAssembly without a C library: what the machine
 * has, what the page's Math has, and the rest below.
 */
#ifndef HC_LIVE_MATH_H
#define HC_LIVE_MATH_H

#define INFINITY (__builtin_inff())
#define NAN (__builtin_nanf(""))
#define HUGE_VAL (__builtin_huge_val())
#define isfinite(x) __builtin_isfinite(x)
#define isinf(x) __builtin_isinf(x)
#define isnan(x) __builtin_isnan(x)

/* From the page's Math: live.cmake names them to the linker. */
double exp(double x);
double expm1(double x);
double log(double x);
double log1p(double x);
double pow(double x, double y);

#define sqrt(x) __builtin_sqrt(x)
#define fabs(x) __builtin_fabs(x)
#define floor(x) __builtin_floor(x)
#define ceil(x) __builtin_ceil(x)
#define nearbyint(x) __builtin_nearbyint(x)
#define copysign(x, y) __builtin_copysign(x, y)

double fmax(double a, double b);
double fmin(double a, double b);
double fma(double a, double b, double c);
double ldexp(double x, int power);
double tgamma(double x);

#endif
