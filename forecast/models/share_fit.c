#include "forecast/models/share_fit.h"

#include <math.h>
#include <string.h>

#include "forecast/base/wide.h"
#include "forecast/models/candidate.h"
#include "forecast/models/robust.h"
#include "forecast/models/smooth_line.h"

#define GAIN_ROUNDS 4

const double hc_share_half_lives[HC_SHARE_SPEEDS] = {6.0, 12.0, 40.0, 160.0};

HC_WIDE static void add_row(const double *restrict row, size_t slots, double a, double square,
                            double *restrict calls, double *restrict squares)
{
    for (size_t slot = 0; slot < slots; slot++) {
        calls[slot] += a * row[slot];
        squares[slot] += square * row[slot] * row[slot];
    }
}

static void add_day(hc_share_sums *sums, const double *row, size_t slots, double total,
                    double a)
{
    add_row(row, slots, a, a / total, sums->calls, sums->squares);
    sums->a += a;
    sums->at += a * total;
    sums->aat += a * a * total;
}

/* Square-root shares of one weekday and the variance that noise gives them. */
static double root_shares(const hc_share_sums *sums, const uint8_t *open, size_t slots,
                          double width, double *share, double *scratch, double *root)
{
    const double mean_total = sums->at / sums->a;
    double misfit = 0.0, cells = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        share[slot] = sums->calls[slot] / sums->at;
        if (!(share[slot] > 0.0)) { continue; }
        const double expected = share[slot] * mean_total;
        misfit += (sums->squares[slot] - share[slot] * share[slot] * sums->at) /
                  fmax(share[slot], share[slot] * HC_SHARE_CELL_MIN / expected) / sums->a;
        cells += 1.0;
    }
    const double dispersion = fmax(1.0, cells > 0.0 ? misfit / cells : 1.0);
    hc_smooth_profile(share, open, slots, width, scratch, root);
    for (size_t slot = 0; slot < slots; slot++) {
        root[slot] = sqrt(root[slot]);
    }
    return dispersion * sums->aat / (sums->at * sums->at) / 4.0;
}

hc_status hc_share_fit_take(hc_share_fit *fit, size_t slots, size_t days, hc_error *err)
{
    HC_TRY(hc_alloc(&fit->block, (size_t)2 * HC_WEEKDAYS * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&fit->root, HC_WEEKDAYS * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&fit->common, slots, sizeof(double), err));
    HC_TRY(hc_alloc(&fit->share, slots, sizeof(double), err));
    HC_TRY(hc_alloc(&fit->totals, days, sizeof(double), err));
    fit->gram = gsl_matrix_alloc(HC_WEEKDAYS, HC_WEEKDAYS);
    fit->vectors = gsl_matrix_alloc(HC_WEEKDAYS, HC_WEEKDAYS);
    fit->values = gsl_vector_alloc(HC_WEEKDAYS);
    fit->eigen = gsl_eigen_symmv_alloc(HC_WEEKDAYS);
    if (fit->gram == NULL || fit->vectors == NULL || fit->values == NULL ||
        fit->eigen == NULL) {
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, "", "out of memory");
    }
    return HC_OK;
}

void hc_share_fit_free(hc_share_fit *fit)
{
    hc_free(fit->block);
    hc_free(fit->root);
    hc_free(fit->common);
    hc_free(fit->share);
    hc_free(fit->totals);
    if (fit->gram != NULL) { gsl_matrix_free(fit->gram); }
    if (fit->vectors != NULL) { gsl_matrix_free(fit->vectors); }
    if (fit->values != NULL) { gsl_vector_free(fit->values); }
    if (fit->eigen != NULL) { gsl_eigen_symmv_free(fit->eigen); }
}

void hc_share_fit_sum(hc_share_fit *fit, const hc_day_matrix *matrix,
                      const hc_calendar *calendar, const double *weight, size_t before,
                      size_t speed, double usual_total)
{
    const size_t slots = matrix->slots;
    memset(fit->block, 0, (size_t)2 * HC_WEEKDAYS * slots * sizeof(double));
    for (size_t at = 0; at < HC_WEEKDAYS; at++) {
        fit->sums[at] = (hc_share_sums){.calls = fit->block + 2 * at * slots,
                                        .squares = fit->block + (2 * at + 1) * slots};
    }
    const double a_day_older = hc_discount(1.0 / 7.0, hc_share_half_lives[speed]);
    double discount = 1.0;
    for (size_t day = before; day-- > 0;) {
        const double total = matrix->total[day];
        discount *= a_day_older;
        if (matrix->seen[day] <= 0.0 || !(total > 0.0)) { continue; }
        const double a = weight[day] * discount * fmin(1.0, total / usual_total);
        add_day(&fit->sums[calendar->kind[day].pattern], matrix->calls + day * slots, slots,
                total, a);
    }
}

/* Optimal (Frobenius) shrinkage of a singular value s of an n x m matrix of unit noise, over s.
 */
static double shrinkage_of(double singular, double rows, double columns)
{
    const double big = fmax(rows, columns), ratio = fmin(rows, columns) / big;
    const double y = singular / sqrt(big);
    if (!(y > 1.0 + sqrt(ratio))) { return 0.0; }
    const double inner = (y * y - ratio - 1.0) * (y * y - ratio - 1.0) - 4.0 * ratio;
    return sqrt(fmax(0.0, inner)) / (y * y);
}

/* A slot of the common profile, given the gains: precision-weighted least squares. */
static double common_root(const hc_share_fit *fit, const uint8_t *open, const size_t *used,
                          size_t n, size_t slots, size_t slot)
{
    double sum = 0.0, precision = 0.0;
    for (size_t i = 0; i < n; i++) {
        const size_t at = used[i];
        if (!open[at * slots + slot]) { continue; }
        const double told = fit->gain[at] * fit->precision[at];
        sum += told * fit->root[at * slots + slot];
        precision += told * fit->gain[at];
    }
    return precision > 0.0 ? sum / precision : 0.0;
}

/* A weekday's gain, given the common profile. */
static double gain_of(const hc_share_fit *fit, const uint8_t *open, size_t at, size_t slots)
{
    double together = 0.0, square = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        if (!open[slot]) { continue; }
        together += fit->common[slot] * fit->root[at * slots + slot];
        square += fit->common[slot] * fit->common[slot];
    }
    return square > 0.0 ? together / square : 1.0;
}

/* One profile that every weekday has in its open slots, times a gain of its own: a weekday of
 * few hours has large shares in them. */
static void common_profile(hc_share_fit *fit, const uint8_t *open, const size_t *used, size_t n,
                           size_t slots)
{
    for (size_t i = 0; i < n; i++) {
        fit->gain[used[i]] = 1.0;
    }
    for (int round = 0; round < GAIN_ROUNDS; round++) {
        for (size_t slot = 0; slot < slots; slot++) {
            fit->common[slot] = common_root(fit, open, used, n, slots, slot);
        }
        for (size_t i = 0; i < n; i++) {
            fit->gain[used[i]] = gain_of(fit, open + used[i] * slots, used[i], slots);
        }
    }
}

/* Eigenvectors of X X', X the standardised deviations: the left singular vectors of X. */
static void decompose(hc_share_fit *fit, const size_t *used, size_t n, size_t slots)
{
    gsl_matrix_set_identity(fit->gram);
    gsl_matrix_scale(fit->gram, -1.0); /* unused weekdays: eigenvalues that are dropped */
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            double sum = 0.0;
            for (size_t slot = 0; slot < slots; slot++) {
                sum += fit->root[used[i] * slots + slot] * fit->root[used[j] * slots + slot];
            }
            gsl_matrix_set(fit->gram, i, j, sum);
            gsl_matrix_set(fit->gram, j, i, sum);
        }
    }
    gsl_eigen_symmv(fit->gram, fit->values, fit->vectors, fit->eigen);
}

/* matrix = U diag(shrinkage) U' of n weekdays. */
static void shrinkage_matrix(const hc_share_fit *fit, size_t n, size_t slots,
                             double matrix[HC_WEEKDAYS][HC_WEEKDAYS])
{
    for (size_t k = 0; k < HC_WEEKDAYS; k++) {
        const double value = gsl_vector_get(fit->values, k);
        const double factor =
            value > 0.0 ? shrinkage_of(sqrt(value), (double)n, (double)slots) : 0.0;
        for (size_t i = 0; i < n && factor > 0.0; i++) {
            const double along = factor * gsl_matrix_get(fit->vectors, i, k);
            for (size_t j = 0; j < n; j++) {
                matrix[i][j] += along * gsl_matrix_get(fit->vectors, j, k);
            }
        }
    }
}

/* X becomes U diag(shrinkage) U' X, column by column. */
static void shrink_columns(hc_share_fit *fit, const size_t *used, size_t n, size_t slots)
{
    double matrix[HC_WEEKDAYS][HC_WEEKDAYS] = {{0.0}};
    shrinkage_matrix(fit, n, slots, matrix);
    for (size_t slot = 0; slot < slots; slot++) {
        double column[HC_WEEKDAYS];
        for (size_t i = 0; i < n; i++) {
            column[i] = 0.0;
            for (size_t j = 0; j < n; j++) {
                column[i] += matrix[i][j] * fit->root[used[j] * slots + slot];
            }
        }
        for (size_t i = 0; i < n; i++) {
            fit->root[used[i] * slots + slot] = column[i];
        }
    }
}

/* Replaces the root shares by common profile + shrunk deviation; smoothing: what it divides
 * variances by. */
static void shrink_roots(hc_share_fit *fit, const uint8_t *open, const size_t *used, size_t n,
                         size_t slots, double smoothing)
{
    common_profile(fit, open, used, n, slots);
    for (size_t i = 0; i < n; i++) {
        double *root = fit->root + used[i] * slots;
        const double sd = sqrt(fit->variance[used[i]] / smoothing);
        for (size_t slot = 0; slot < slots; slot++) {
            root[slot] = open[used[i] * slots + slot]
                             ? (root[slot] - fit->gain[used[i]] * fit->common[slot]) / sd
                             : 0.0;
        }
    }
    decompose(fit, used, n, slots);
    shrink_columns(fit, used, n, slots);
    for (size_t i = 0; i < n; i++) {
        double *root = fit->root + used[i] * slots;
        const double sd = sqrt(fit->variance[used[i]] / smoothing);
        for (size_t slot = 0; slot < slots; slot++) {
            root[slot] = fmax(0.0, fit->gain[used[i]] * fit->common[slot] + sd * root[slot]);
        }
    }
}

void hc_share_fit_smooth(hc_share_fit *fit, const hc_day_matrix *matrix, double width)
{
    const size_t slots = matrix->slots;
    for (size_t at = 0; at < HC_WEEKDAYS; at++) {
        if (!(fit->sums[at].at > 0.0)) { continue; }
        fit->variance[at] = root_shares(&fit->sums[at], matrix->open + at * slots, slots, width,
                                        fit->share, fit->common, fit->root + at * slots);
        fit->precision[at] = 1.0 / fit->variance[at];
    }
}

void hc_share_fit_write(hc_share_fit *fit, const hc_day_matrix *matrix,
                        const hc_share_form *form, double *shares)
{
    const size_t slots = matrix->slots;
    size_t used[HC_WEEKDAYS], alike[HC_WEEKDAYS], n = 0, m = 0;
    memset(shares, 0, HC_WEEKDAYS * slots * sizeof *shares);
    for (size_t at = 0; at < HC_WEEKDAYS; at++) {
        if (!(fit->sums[at].at > 0.0)) { continue; }
        used[n++] = at;
        if (!form->own[at]) { alike[m++] = at; }
    }
    if (m > 2) { shrink_roots(fit, matrix->open, alike, m, slots, form->calms); }
    for (size_t i = 0; i < n; i++) {
        const double *root = fit->root + used[i] * slots;
        const uint8_t *open = matrix->open + used[i] * slots;
        double sum = 0.0;
        for (size_t slot = 0; slot < slots; slot++) {
            sum += open[slot] ? root[slot] * root[slot] : 0.0;
        }
        for (size_t slot = 0; slot < slots && sum > 0.0; slot++) {
            shares[used[i] * slots + slot] = open[slot] ? root[slot] * root[slot] / sum : 0.0;
        }
    }
}
