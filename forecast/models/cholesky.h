/*
 * Cholesky factor of a symmetric positive definite matrix and what is solved with it. Ours
 * instead of GSL's because the search for the calendar's variances factors a matrix of order
 * 250 some sixty times an origin, and this is four times as fast as GSL with its reference
 * BLAS.
 */
#ifndef HC_FORECAST_MODELS_CHOLESKY_H
#define HC_FORECAST_MODELS_CHOLESKY_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Numbers from one row to the next that suit order n best: rows begin with a cache line where
 * the matrix does (as hc_alloc's large ones do), and are not a power of two apart. */
static inline size_t hc_cholesky_stride(size_t n)
{
    return ((n + 7) / 8 | 1) * 8;
}

/*
 * a[n * stride], upper triangle used: becomes U with A = U'U. False (a spoilt) when A is not
 * positive definite. The factor of the leading k x k block of A is the leading block of U. What
 * is below the diagonal or right of column n must be initialised and is spoilt.
 */
bool hc_cholesky(double *a, size_t n, size_t stride);

/* Solves U'x = y (forward) or Ux = y (backward) in place. */
void hc_cholesky_forward(const double *u, size_t n, size_t stride, double *y);
void hc_cholesky_backward(const double *u, size_t n, size_t stride, double *y);

/* Solves U'x = y in place for each row y of sides, `count` of them, `apart` numbers apart. */
void hc_cholesky_forward_sides(const double *u, size_t n, size_t stride, double *sides,
                               size_t count, size_t apart);

/* [A^-1]_ii of i = at; work[n] is scratch. */
double hc_cholesky_inverse_at(const double *u, size_t n, size_t stride, size_t at,
                              double *work);

/* Sum of a[i] b[i], i < n. */
double hc_dot(const double *a, const double *b, size_t n);

#ifdef __cplusplus
}
#endif
#endif
