/*
 * Numbers: strict reading (whole text or nothing, C locale, finite) and printing that reads
 * back to the same double. HC_MISSING marks "not known"; missing is never zero.
 */
#ifndef HC_BASE_NUMBER_H
#define HC_BASE_NUMBER_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HC_MISSING ((double)NAN)
#define HC_NUMBER_TEXT_MAX 32 /* bytes that any printed number needs, with its end mark */

static inline bool hc_is_missing(double value)
{
    return isnan(value) != 0;
}

static inline double hc_square(double x)
{
    return x * x;
}

/* Whole text[length] or false: optional sign, digits, one point, exponent. No inf, nan, hex. */
bool hc_parse_double(const char *text, size_t length, double *value);
bool hc_parse_int64(const char *text, size_t length, int64_t *value);

/* Seconds from "310", "5:10" (m:ss), "0:05:10" (h:mm:ss), with optional fraction. */
bool hc_parse_duration_s(const char *text, size_t length, double *seconds);

/* "80%", "80 %" or "0.8" as a fraction 0..1; false otherwise. */
bool hc_parse_fraction(const char *text, size_t length, double *fraction);

/* Shortest decimal that reads back to value; "" for missing. text: HC_NUMBER_TEXT_MAX. */
void hc_format_double(double value, char *text);

/* At most `decimals` (0..12) decimals, trailing zeros dropped, "-0" never; "" for missing. */
void hc_format_fixed(double value, int decimals, char *text);

/* Smallest whole number >= x, forgiving 1e-9 of rounding above a whole number. */
double hc_ceil_forgiving(double x);

/* Puts values[n] in ascending order; none may be missing. */
void hc_sort_doubles(double *values, size_t n);

#ifdef __cplusplus
}
#endif
#endif
