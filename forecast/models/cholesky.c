#include "forecast/models/cholesky.h"

#include <math.h>
#include <string.h>

#include "forecast/base/wide.h"

#define BLOCK 4  /* rows that are taken at once */
#define PANEL 32 /* rows that are taken out together, whole blocks: they stay near */
#define LINE 8   /* doubles of a cache line */
#define LANES 8  /* of a sum, so that its order is the same whatever the registers' width */

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

/* Subtracts the four rows from `row` on, each scaled by its entries in columns i..i+3, from
 * rows i..i+3. */
static inline void subtract_block(double *restrict to, const double *restrict row,
                                  size_t stride, size_t i, size_t from, size_t end)
{
    const double *restrict row1 = row + stride, *restrict row2 = row1 + stride,
                           *restrict row3 = row2 + stride;
    double *restrict to1 = to + stride, *restrict to2 = to1 + stride,
                     *restrict to3 = to2 + stride;
    const double a0 = row[i], a1 = row1[i], a2 = row2[i], a3 = row3[i];
    const double b0 = row[i + 1], b1 = row1[i + 1], b2 = row2[i + 1], b3 = row3[i + 1];
    const double c0 = row[i + 2], c1 = row1[i + 2], c2 = row2[i + 2], c3 = row3[i + 2];
    const double d0 = row[i + 3], d1 = row1[i + 3], d2 = row2[i + 3], d3 = row3[i + 3];
    for (size_t j = from; j < end; j++) {
        const double x0 = row[j], x1 = row1[j], x2 = row2[j], x3 = row3[j];
        to[j] -= a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3;
        to1[j] -= b0 * x0 + b1 * x1 + b2 * x2 + b3 * x3;
        to2[j] -= c0 * x0 + c1 * x1 + c2 * x2 + c3 * x3;
        to3[j] -= d0 * x0 + d1 * x1 + d2 * x2 + d3 * x3;
    }
}

static inline void subtract_row(double *restrict to, const double *restrict row, size_t i,
                                size_t from, size_t end)
{
    const double factor = row[i];
    for (size_t j = from; j < end; j++) {
        to[j] -= factor * row[j];
    }
}

static inline bool scale_row(double *to, size_t i, size_t from, size_t end)
{
    if (!(to[i] > 0.0)) { return false; }
    const double scale = 1.0 / sqrt(to[i]);
    for (size_t j = from; j < end; j++) {
        to[j] *= scale;
    }
    return true;
}

/* Takes the rows above .. below - 1 out of row i and the next three. */
static inline void subtract_above(double *a, size_t stride, size_t above, size_t below,
                                  size_t i, size_t from, size_t end)
{
    for (size_t row = above; row < below; row += BLOCK) {
        subtract_block(a + i * stride, a + row * stride, stride, i, from, end);
    }
}

/* Rows i .. next - 1, all rows above `done` taken out of them. */
static inline bool finish_rows(double *a, size_t stride, size_t i, size_t next, size_t done,
                               size_t from, size_t end)
{
    for (size_t row = i; row < next; row++) {
        double *to = a + row * stride;
        for (size_t above = done; above < row; above++) {
            subtract_row(to, a + above * stride, row, from, end);
        }
        if (!scale_row(to, row, from, end)) { return false; }
    }
    return true;
}

/* Panels of rows, so that each one above is fetched once for all rows of a panel. Whole cache
 * lines of the rows where these begin with one: what lies left of the diagonal and right of
 * column n is computed along. */
HC_WIDE bool hc_cholesky(double *a, size_t n, size_t stride)
{
    const size_t line = stride % LINE == 0 ? LINE : 1;
    const size_t end = (n + line - 1) / line * line, blocks_end = n / BLOCK * BLOCK;
    for (size_t panel = 0; panel < blocks_end; panel += PANEL) {
        const size_t next = panel + PANEL < blocks_end ? panel + PANEL : blocks_end;
        for (size_t above = 0; above < panel; above += PANEL) {
            for (size_t i = panel; i < next; i += BLOCK) {
                subtract_above(a, stride, above, above + PANEL, i, i / line * line, end);
            }
        }
        for (size_t i = panel; i < next; i += BLOCK) {
            const size_t from = i / line * line;
            subtract_above(a, stride, panel, i, i, from, end);
            if (!finish_rows(a, stride, i, i + BLOCK, i, from, end)) { return false; }
        }
    }
    return finish_rows(a, stride, blocks_end, n, 0, blocks_end / line * line, end);
}

/* Takes the rows of a line from `row` on, scaled by solved, out of y[from .. n-1]. */
static inline void take_rows(const double *restrict row, size_t stride,
                             const double solved[LINE], double *restrict y, size_t from,
                             size_t n)
{
    for (size_t j = from; j < n; j++) {
        double left = y[j];
        for (size_t k = 0; k < LINE; k++) {
            left -= row[k * stride + j] * solved[k];
        }
        y[j] = left;
    }
}

/* The first `count` of y, whose rows of U begin at u, all before them taken out; inverse: of
 * the diagonal. */
static inline void solve_corner(const double *u, size_t stride, size_t count,
                                const double inverse[LINE], double *y)
{
    for (size_t row = 0; row < count; row++) {
        y[row] *= inverse[row];
        for (size_t j = row + 1; j < count; j++) {
            y[j] -= u[row * stride + j] * y[row];
        }
    }
}

HC_WIDE void hc_cholesky_forward_sides(const double *u, size_t n, size_t stride, double *sides,
                                       size_t count, size_t apart)
{
    for (size_t i = 0; i < n; i += LINE) {
        const double *corner = u + i * stride + i;
        const size_t rows = n - i < LINE ? n - i : LINE;
        double inverse[LINE];
        for (size_t row = 0; row < rows; row++) {
            inverse[row] = 1.0 / corner[row * stride + row];
        }
        for (size_t side = 0; side < count; side++) {
            double *y = sides + side * apart, solved[LINE];
            solve_corner(corner, stride, rows, inverse, y + i);
            if (i + LINE >= n) { continue; }
            memcpy(solved, y + i, sizeof solved);
            take_rows(u + i * stride, stride, solved, y, i + LINE, n);
        }
    }
}

void hc_cholesky_forward(const double *u, size_t n, size_t stride, double *y)
{
    hc_cholesky_forward_sides(u, n, stride, y, 1, n);
}

HC_WIDE void hc_cholesky_backward(const double *u, size_t n, size_t stride, double *y)
{
    for (size_t i = n; i-- > 0;) {
        const double *row = u + i * stride;
        y[i] = (y[i] - product(row + i + 1, y + i + 1, n - i - 1)) / row[i];
    }
}

/* The square of U'^-1 e_at, which is 0 before `at`: solved from its cache line on. */
double hc_cholesky_inverse_at(const double *u, size_t n, size_t stride, size_t at, double *work)
{
    const size_t first = at / LINE * LINE, left = n - first;
    memset(work, 0, left * sizeof *work);
    work[at - first] = 1.0;
    hc_cholesky_forward(u + first * stride + first, left, stride, work);
    return hc_dot(work, work, left);
}

HC_WIDE double hc_dot(const double *a, const double *b, size_t n)
{
    return product(a, b, n);
}
