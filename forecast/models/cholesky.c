#include "forecast/models/cholesky.h"

#include <math.h>
#include <string.h>

/* to[j] -= rows k..k+3 scaled by their entry in column i; four at a time to save memory
 * traffic. */
static void subtract_four(double *to, const double *row, size_t stride, size_t i, size_t n)
{
    const double *row1 = row + stride, *row2 = row1 + stride, *row3 = row2 + stride;
    const double f0 = row[i], f1 = row1[i], f2 = row2[i], f3 = row3[i];
    for (size_t j = i; j < n; j++) {
        to[j] -= f0 * row[j] + f1 * row1[j] + f2 * row2[j] + f3 * row3[j];
    }
}

bool hc_cholesky(double *a, size_t n, size_t stride)
{
    for (size_t i = 0; i < n; i++) {
        double *to = a + i * stride;
        size_t k = 0;
        for (; k + 4 <= i; k += 4) {
            subtract_four(to, a + k * stride, stride, i, n);
        }
        for (; k < i; k++) {
            const double *row = a + k * stride;
            const double factor = row[i];
            for (size_t j = i; j < n; j++) {
                to[j] -= factor * row[j];
            }
        }
        if (!(to[i] > 0.0)) { return false; }
        const double scale = 1.0 / sqrt(to[i]);
        for (size_t j = i; j < n; j++) {
            to[j] *= scale;
        }
    }
    return true;
}

void hc_cholesky_forward(const double *u, size_t n, size_t stride, double *y)
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
