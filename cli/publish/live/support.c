/* What erlang/ needs beside the page's Math when it runs as WebAssembly. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "forecast/base/status.h"

#define SPLIT 134217729.0 /* 2^27 + 1: halves a double for an exact product (Dekker 1971) */

double fmax(double a, double b)
{
    return isnan(a) || a < b ? b : a;
}

double fmin(double a, double b)
{
    return isnan(a) || a > b ? b : a;
}

/* a * b + c with the product exact: what is rounded off is added last. */
double fma(double a, double b, double c)
{
    const double product = a * b;
    const double a_high = a * SPLIT - (a * SPLIT - a);
    const double b_high = b * SPLIT - (b * SPLIT - b);
    const double a_low = a - a_high;
    const double b_low = b - b_high;
    const double rest =
        ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    return (product + c) + rest;
}

double ldexp(double x, int power)
{
    for (; power > 0; power--) {
        x *= 2.0;
    }
    for (; power < 0; power++) {
        x *= 0.5;
    }
    return x;
}

/* Only lines that can be full ask for it, and a plan has none. */
double tgamma(double x)
{
    (void)x;
    return (double)NAN;
}

void *memcpy(void *to, const void *from, size_t count)
{
    unsigned char *byte = to;
    const unsigned char *source = from;
    for (size_t i = 0; i < count; i++) {
        byte[i] = source[i];
    }
    return to;
}

void *memset(void *to, int byte, size_t count)
{
    unsigned char *target = to;
    for (size_t i = 0; i < count; i++) {
        target[i] = (unsigned char)byte;
    }
    return to;
}

/* The page shows no error texts. */
hc_status hc_fail(hc_error *err, hc_status status, hc_place at, const char *hint,
                  const char *format, ...)
{
    (void)err;
    (void)at;
    (void)hint;
    (void)format;
    return status;
}
