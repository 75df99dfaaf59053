#include "forecast/base/number.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longest text read as a number: longer than the exact decimals of any double (767 digits). */
#define NUMBER_INPUT_MAX 1024
#define EXPONENT_MAX 100000 /* past any double, so a larger exponent changes nothing */
#define PLAIN_EXPONENT_MIN (-5)
#define PLAIN_EXPONENT_MAX 15 /* 1e16 and above, below 1e-5: printed with an exponent */
#define FIXED_MAX 1e15        /* from here on a double has no decimals worth printing */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads an exponent without its "e"; false unless the whole text is one. */
static bool parse_exponent(const char *text, size_t length, int *exponent)
{
    const bool negative = length > 0 && text[0] == '-';
    size_t at = negative || (length > 0 && text[0] == '+') ? 1 : 0;
    if (at == length) { return false; }
    int value = 0;
    for (; at < length; at++) {
        if (!is_digit(text[at])) { return false; }
        if (value < EXPONENT_MAX) { value = value * 10 + (text[at] - '0'); }
    }
    *exponent = negative ? -value : value;
    return true;
}

/*
 * The value of text times 10^shift. The digits are handed to strtod without their point, as
 * "<digits>e<exponent>", so that the locale of a host program cannot change what is read.
 */
static bool parse_scaled(const char *text, size_t length, int shift, double *value)
{
    char digits[NUMBER_INPUT_MAX + 32];
    if (length == 0 || length > NUMBER_INPUT_MAX) { return false; }
    size_t at = 0;
    size_t out = 0;
    if (text[0] == '+' || text[0] == '-') {
        if (text[0] == '-') { digits[out++] = '-'; }
        at++;
    }
    const size_t first_digit = out;
    int decimals = 0;
    bool point = false;
    for (; at < length && (is_digit(text[at]) || (text[at] == '.' && !point)); at++) {
        if (text[at] == '.') {
            point = true;
            continue;
        }
        digits[out++] = text[at];
        decimals += point ? 1 : 0;
    }
    if (out == first_digit) { return false; }
    int exponent = 0;
    if (at < length) {
        if (text[at] != 'e' && text[at] != 'E') { return false; }
        if (!parse_exponent(text + at + 1, length - at - 1, &exponent)) { return false; }
    }
    (void)snprintf(digits + out, sizeof digits - out, "e%d", exponent - decimals + shift);
    const double parsed = strtod(digits, NULL);
    if (!isfinite(parsed)) { return false; }
    *value = parsed;
    return true;
}

bool hc_parse_double(const char *text, size_t length, double *value)
{
    return parse_scaled(text, length, 0, value);
}

bool hc_parse_int64(const char *text, size_t length, int64_t *value)
{
    const bool negative = length > 0 && text[0] == '-';
    size_t at = negative || (length > 0 && text[0] == '+') ? 1 : 0;
    if (at == length) { return false; }
    int64_t parsed = 0; /* kept negative: the lowest int64_t has no positive twin */
    for (; at < length; at++) {
        if (!is_digit(text[at])) { return false; }
        const int64_t digit = text[at] - '0';
        if (parsed < (INT64_MIN + digit) / 10) { return false; }
        parsed = parsed * 10 - digit;
    }
    if (!negative && parsed == INT64_MIN) { return false; }
    *value = negative ? parsed : -parsed;
    return true;
}

/* Unsigned whole number of at most 9 digits. */
static bool parse_part(const char *text, size_t length, double *value)
{
    double parsed = 0.0;
    if (length == 0 || length > 9) { return false; }
    for (size_t at = 0; at < length; at++) {
        if (!is_digit(text[at])) { return false; }
        parsed = parsed * 10.0 + (text[at] - '0');
    }
    *value = parsed;
    return true;
}

/* "05" or "05.25", below 60. */
static bool parse_sixty(const char *text, size_t length, bool fraction, double *value)
{
    if (length < 2 || !is_digit(text[0]) || !is_digit(text[1])) { return false; }
    if (length > 2 && (!fraction || length < 4 || text[2] != '.')) { return false; }
    for (size_t at = 3; at < length; at++) {
        if (!is_digit(text[at])) { return false; }
    }
    double parsed = 0.0;
    if (!parse_scaled(text, length, 0, &parsed) || !(parsed < 60.0)) { return false; }
    *value = parsed;
    return true;
}

bool hc_parse_duration_s(const char *text, size_t length, double *seconds)
{
    const char *first = length > 0 ? memchr(text, ':', length) : NULL;
    if (first == NULL) { return hc_parse_double(text, length, seconds); }
    const size_t head = (size_t)(first - text);
    const char *tail = first + 1;
    size_t left = length - head - 1;
    double large = 0.0;
    double middle = 0.0;
    double small = 0.0;
    if (!parse_part(text, head, &large)) { return false; }
    const char *second = left > 0 ? memchr(tail, ':', left) : NULL;
    if (second != NULL) {
        if (!parse_sixty(tail, (size_t)(second - tail), false, &middle)) { return false; }
        large = large * 60.0 + middle;
        left -= (size_t)(second - tail) + 1;
        tail = second + 1;
    }
    if (!parse_sixty(tail, left, true, &small)) { return false; }
    *seconds = large * 60.0 + small;
    return true;
}

bool hc_parse_fraction(const char *text, size_t length, double *fraction)
{
    const bool percent = length > 0 && text[length - 1] == '%';
    if (percent) {
        length--;
        if (length > 0 && text[length - 1] == ' ') { length--; }
    }
    double parsed = 0.0;
    if (!parse_scaled(text, length, percent ? -2 : 0, &parsed)) { return false; }
    if (!(parsed >= 0.0 && parsed <= 1.0)) { return false; }
    *fraction = parsed;
    return true;
}

/* Significant digits of a finite value > 0 and the power of ten of the first one. */
typedef struct decimal {
    char digits[20];
    int count;
    int exponent;
} decimal;

/* The point that printf writes depends on the locale, so only digits are taken from its text.
 */
static decimal to_decimal(double value, int significant)
{
    char text[64];
    decimal d = {.count = 0, .exponent = 0};
    (void)snprintf(text, sizeof text, "%.*e", significant - 1, value);
    const char *mark = strchr(text, 'e');
    for (const char *c = text; c < mark; c++) {
        if (is_digit(*c) && d.count < significant) { d.digits[d.count++] = *c; }
    }
    (void)parse_exponent(mark + 1, strlen(mark + 1), &d.exponent);
    while (d.count > 1 && d.digits[d.count - 1] == '0') {
        d.count--;
    }
    return d;
}

static double from_decimal(const decimal *d)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%.*se%d", d->count, d->digits,
                   d->exponent - d->count + 1);
    return strtod(text, NULL);
}

/*
 * Up to DBL_DIG digits survive decimal -> double -> decimal, so if any decimal that short reads
 * back to value, rounding to DBL_DIG digits and dropping zeros finds it. Subnormals have fewer
 * digits.
 */
static decimal shortest_decimal(double value)
{
    const int least = value < DBL_MIN ? 1 : DBL_DIG;
    decimal d = to_decimal(value, least);
    for (int significant = least + 1; significant <= DBL_DECIMAL_DIG; significant++) {
        const double back = from_decimal(&d);
        if (!(back < value) && !(back > value)) { break; }
        d = to_decimal(value, significant);
    }
    return d;
}

static char *put_digits(char *out, const decimal *d, int from, int to)
{
    for (int at = from; at < to; at++) {
        *out = '0';
        if (at >= 0 && at < d->count) { *out = d->digits[at]; }
        out++;
    }
    return out;
}

static void put_decimal(char *out, const decimal *d)
{
    if (d->exponent >= PLAIN_EXPONENT_MIN && d->exponent <= PLAIN_EXPONENT_MAX) {
        const int whole = d->exponent + 1;
        out = whole > 0 ? put_digits(out, d, 0, whole) : put_digits(out, d, -1, 0);
        if (d->count > whole) {
            *out++ = '.';
            out = put_digits(out, d, whole, d->count);
        }
        *out = '\0';
        return;
    }
    out = put_digits(out, d, 0, 1);
    if (d->count > 1) {
        *out++ = '.';
        out = put_digits(out, d, 1, d->count);
    }
    (void)snprintf(out, 6, "e%d", d->exponent);
}

void hc_format_double(double value, char *text)
{
    char *out = text;
    *out = '\0';
    if (hc_is_missing(value)) { return; }
    if (signbit(value)) { *out++ = '-'; }
    if (isinf(value)) {
        (void)snprintf(out, 4, "inf");
        return;
    }
    const double size = fabs(value);
    if (size > 0.0) {
        const decimal d = shortest_decimal(size);
        put_decimal(out, &d);
        return;
    }
    *out++ = '0';
    *out = '\0';
}

/* "12.3400" with any locale's point to "12.34"; "-0.00" to "0". */
static void copy_fixed(char *out, const char *from, int decimals)
{
    size_t length = 0;
    size_t whole = 0;
    int left = decimals;
    const bool negative = from[0] == '-';
    bool zero = true;
    const size_t printed = strlen(from);
    const size_t tail = printed - (size_t)decimals;
    if (negative) { out[length++] = '-'; }
    for (size_t at = negative ? 1 : 0; at < printed; at++) {
        if (!is_digit(from[at])) { continue; }
        if (at >= tail && left == decimals && decimals > 0) { out[length++] = '.'; }
        if (at >= tail) { left--; }
        zero = zero && from[at] == '0';
        out[length++] = from[at];
        if (at < tail) { whole = length; }
    }
    while (length > whole && (out[length - 1] == '0' || out[length - 1] == '.')) {
        length--;
    }
    out[length] = '\0';
    if (negative && zero) { memmove(out, out + 1, length); }
}

void hc_format_fixed(double value, int decimals, char *text)
{
    if (!(fabs(value) < FIXED_MAX)) {
        hc_format_double(value, text);
        return;
    }
    char printed[64];
    const int kept = decimals < 0 ? 0 : decimals > 12 ? 12 : decimals;
    (void)snprintf(printed, sizeof printed, "%.*f", kept, value);
    copy_fixed(text, printed, kept);
}

double hc_ceil_forgiving(double x)
{
    return ceil(x - 1e-9) + 0.0; /* + 0.0 turns -0 into 0 */
}

static int compare_doubles(const void *left, const void *right)
{
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void hc_sort_doubles(double *values, size_t n)
{
    if (n > 1) { qsort(values, n, sizeof *values, compare_doubles); }
}
