#include "forecast/models/cholesky.h"

#include <math.h>
#include <string.h>

/*
 * Also compiled for processors with wider registers, chosen when the program starts: half the
 * time. The order of operations is the same, so are the bytes of the result.
 */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&   \
    !defined(__SANITIZE_ADDRESS__)
#define HC_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define HC_WIDE
#endif

/* Subtracts rows k..k+3, each scaled by its entries in columns i and i+1, from rows i and i+1;
 * four by two at a time to save memory traffic. */
static inline void subtract_block(double *to, const double *row, size_t stride, size_t i,
                                  size_t n)
{
    const double *row1 = row + stride, *row2 = row1 + stride, *row3 = row2 + stride;
    double *next = to + stride;
    const double f0 = row[i], f1 = row1[i], f2 = row2[i], f3 = row3[i];
    const double g0 = row[i + 1], g1 = row1[i + 1], g2 = row2[i + 1], g3 = row3[i + 1];
    to[i] -= f0 * f0 + f1 * f1 + f2 * f2 + f3 * f3;
    for (size_t j = i + 1; j < n; j++) {
        to[j] -= f0 * row[j] + f1 * row1[j] + f2 * row2[j] + f3 * row3[j];
        next[j] -= g0 * row[j] + g1 * row1[j] + g2 * row2[j] + g3 * row3[j];
    }
}

static inline void subtract_row(double *to, const double *row, size_t i, size_t n)
{
    const double factor = row[i];
    for (size_t j = i; j < n; j++) {
        to[j] -= factor * row[j];
    }
}

static inline bool scale_row(double *to, size_t i, size_t n)
{
    if (!(to[i] > 0.0)) { return false; }
    const double scale = 1.0 / sqrt(to[i]);
    for (size_t j = i; j < n; j++) {
        to[j] *= scale;
    }
    return true;
}

HC_WIDE bool hc_cholesky(double *a, size_t n, size_t stride)
{
    for (size_t i = 0; i < n; i += 2) {
        const size_t rows = i + 1 < n ? 2 : 1;
        double *to = a + i * stride;
        size_t k = 0;
        for (; rows == 2 && k + 4 <= i; k += 4) {
            subtract_block(to, a + k * stride, stride, i, n);
        }
        for (; k < i; k++) {
            subtract_row(to, a + k * stride, i, n);
            if (rows == 2) { subtract_row(to + stride, a + k * stride, i + 1, n); }
        }
        if (!scale_row(to, i, n)) { return false; }
        if (rows == 1) { break; }
        subtract_row(to + stride, to, i + 1, n);
        if (!scale_row(to + stride, i + 1, n)) { return false; }
    }
    return true;
}

HC_WIDE void hc_cholesky_forward(const double *u, size_t n, size_t stride, double *y)
{
    for (size_t i = 0; i < n; i++) {
        const double *row = u + i * stride;
        y[i] /= row[i];
        for (size_t j = i + 1; j < n; j++) {
            y[j] -= row[j] * y[i];
        }
    }
}

void hc_cholesky_backward(const double *u, size_t n, size_t stride, double *y)
{
    for (size_t i = n; i-- > 0;) {
        const double *row = u + i * stride;
        double sum = y[i];
        for (size_t j = i + 1; j < n; j++) {
            sum -= row[j] * y[j];
        }
        y[i] = sum / row[i];
    }
}

/* Row i of U^-T solves U'x = e_i; its squares add up column by column to the diagonal of A^-1.
 */
void hc_cholesky_inverse_diagonal(const double *u, size_t n, size_t stride, double *row,
                                  double *inverse_diagonal)
{
    memset(inverse_diagonal, 0, n * sizeof *inverse_diagonal);
    for (size_t column = 0; column < n; column++) {
        memset(row, 0, n * sizeof *row);
        row[column] = 1.0;
        hc_cholesky_forward(u + column * stride + column, n - column, stride, row + column);
        double sum = 0.0;
        for (size_t i = column; i < n; i++) {
            sum += row[i] * row[i];
        }
        inverse_diagonal[column] = sum;
    }
}
