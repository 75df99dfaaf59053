#include "forecast/models/cholesky.h"

#include <math.h>
#include <string.h>

/*
 * Also compiled for processors with wider registers, chosen when the program starts: half the
 * time and less. The order of operations is the same, so are the bytes of the result.
 */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&   \
    !defined(__SANITIZE_ADDRESS__)
#define HC_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define HC_WIDE
#endif

#define BLOCK 4 /* rows that are taken at once */
#define LANES 8 /* of a sum, so that its order is the same whatever the registers' width */

/* Sum of a[i] b[i]. */
static inline double product(const double *a, const double *b, size_t n)
{
    double lane[LANES] = {0.0}, sum = 0.0;
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        for (size_t k = 0; k < LANES; k++) {
            lane[k] += a[i + k] * b[i + k];
        }
    }
    for (; i < n; i++) {
        sum += a[i] * b[i];
    }
    for (size_t k = 0; k < LANES; k++) {
        sum += lane[k];
    }
    return sum;
}

/* What the four rows from `row` on, each scaled by its entry in column `of`, take from column
 * j. */
static inline double taken(const double *row, size_t stride, size_t of, size_t j)
{
    const double *row1 = row + stride, *row2 = row1 + stride, *row3 = row2 + stride;
    return row[of] * row[j] + row1[of] * row1[j] + row2[of] * row2[j] + row3[of] * row3[j];
}

/* Subtracts rows k..k+3, each scaled by its entries in columns i..i+3, from rows i..i+3. */
static inline void subtract_block(double *restrict to, const double *restrict row,
                                  size_t stride, size_t i, size_t n)
{
    const double *restrict row1 = row + stride, *restrict row2 = row1 + stride,
                           *restrict row3 = row2 + stride;
    double *restrict to1 = to + stride, *restrict to2 = to1 + stride,
                     *restrict to3 = to2 + stride;
    const double a0 = row[i], a1 = row1[i], a2 = row2[i], a3 = row3[i];
    const double b0 = row[i + 1], b1 = row1[i + 1], b2 = row2[i + 1], b3 = row3[i + 1];
    const double c0 = row[i + 2], c1 = row1[i + 2], c2 = row2[i + 2], c3 = row3[i + 2];
    const double d0 = row[i + 3], d1 = row1[i + 3], d2 = row2[i + 3], d3 = row3[i + 3];
    for (size_t r = 0; r + 1 < BLOCK; r++) {
        for (size_t j = i + r; j + 1 < i + BLOCK; j++) {
            to[r * stride + j] -= taken(row, stride, i + r, j);
        }
    }
    for (size_t j = i + BLOCK - 1; j < n; j++) {
        const double x0 = row[j], x1 = row1[j], x2 = row2[j], x3 = row3[j];
        to[j] -= a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3;
        to1[j] -= b0 * x0 + b1 * x1 + b2 * x2 + b3 * x3;
        to2[j] -= c0 * x0 + c1 * x1 + c2 * x2 + c3 * x3;
        to3[j] -= d0 * x0 + d1 * x1 + d2 * x2 + d3 * x3;
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
    for (size_t i = 0; i < n; i += BLOCK) {
        const size_t end = i + BLOCK < n ? i + BLOCK : n;
        size_t done = 0;
        for (; end == i + BLOCK && done < i; done += BLOCK) {
            subtract_block(a + i * stride, a + done * stride, stride, i, n);
        }
        for (size_t row = i; row < end; row++) {
            for (size_t above = done; above < row; above++) {
                subtract_row(a + row * stride, a + above * stride, row, n);
            }
            if (!scale_row(a + row * stride, row, n)) { return false; }
        }
    }
    return true;
}

/* Takes the four rows from `row` on, scaled by solved, out of y[from .. n-1], one by one. */
static inline void take_rows(const double *restrict row, size_t stride,
                             const double *restrict solved, double *restrict y, size_t from,
                             size_t n)
{
    const double *restrict row1 = row + stride, *restrict row2 = row1 + stride,
                           *restrict row3 = row2 + stride;
    const double s0 = solved[0], s1 = solved[1], s2 = solved[2], s3 = solved[3];
    for (size_t j = from; j < n; j++) {
        y[j] = (((y[j] - row[j] * s0) - row1[j] * s1) - row2[j] * s2) - row3[j] * s3;
    }
}

/* y[i .. end-1] of U'x = y, all before them taken out. */
static inline void solve_rows(const double *u, size_t stride, size_t i, size_t end, double *y)
{
    for (size_t row = i; row < end; row++) {
        y[row] /= u[row * stride + row];
        for (size_t j = row + 1; j < end; j++) {
            y[j] -= u[row * stride + j] * y[row];
        }
    }
}

HC_WIDE void hc_cholesky_forward_sides(const double *u, size_t n, size_t stride, double *y,
                                       size_t count)
{
    for (size_t i = 0; i < n; i += BLOCK) {
        const size_t end = i + BLOCK < n ? i + BLOCK : n;
        for (size_t side = 0; side < count; side++) {
            double *right = y + side * n, solved[BLOCK];
            solve_rows(u, stride, i, end, right);
            if (end == n) { continue; }
            memcpy(solved, right + i, sizeof solved);
            take_rows(u + i * stride, stride, solved, right, end, n);
        }
    }
}

void hc_cholesky_forward(const double *u, size_t n, size_t stride, double *y)
{
    hc_cholesky_forward_sides(u, n, stride, y, 1);
}

HC_WIDE void hc_cholesky_backward(const double *u, size_t n, size_t stride, double *y)
{
    for (size_t i = n; i-- > 0;) {
        const double *row = u + i * stride;
        y[i] = (y[i] - product(row + i + 1, y + i + 1, n - i - 1)) / row[i];
    }
}

/* Row i of U^-T solves U'x = e_i; its squares add up column by column to the diagonal of A^-1.
 */
void hc_cholesky_inverse_diagonal(const double *u, size_t n, size_t stride, double *rows,
                                  double *inverse_diagonal)
{
    for (size_t column = 0; column < n; column += HC_CHOLESKY_SIDES) {
        const size_t left = n - column,
                     count = left < HC_CHOLESKY_SIDES ? left : HC_CHOLESKY_SIDES;
        memset(rows, 0, count * left * sizeof *rows);
        for (size_t k = 0; k < count; k++) {
            rows[k * left + k] = 1.0;
        }
        hc_cholesky_forward_sides(u + column * stride + column, left, stride, rows, count);
        for (size_t k = 0; k < count; k++) {
            inverse_diagonal[column + k] = hc_dot(rows + k * left, rows + k * left, left);
        }
    }
}

HC_WIDE double hc_dot(const double *a, const double *b, size_t n)
{
    return product(a, b, n);
}
