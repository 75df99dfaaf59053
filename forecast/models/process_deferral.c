/* Whether what closed and short days lose comes back over several days or at once. */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"

/*
 * Days after lost ones, Z their columns. The process is the first account of them: K, y. The
 * second has K + Z D Z' and y + Z d.
 */
typedef struct days_after {
    size_t count;
    size_t *at;       /* [count] rows */
    double *whitened; /* [count * stride] U'^-1 Z */
    double *told;     /* [count * count] B = Z'K^-1 Z */
    double *differs;  /* [count * count] D */
    double *matrix;   /* [count * count] I + B D, becomes its QR */
    double *mean;     /* [count] d */
    double *first;    /* [count] Z'K^-1 y */
    double *second;   /* [count] the same by the second account */
    double *scale;    /* [count] scratch */
} days_after;

double hc_at_once_covariance(const hc_day_kind *a, const hc_day_kind *b)
{
    const hc_class_prior prior_a = hc_calendar_prior_at_once(a),
                         prior_b = hc_calendar_prior_at_once(b);
    return prior_a.class_sd * prior_b.class_sd +
           (a->name == b->name ? prior_a.name_sd * prior_b.name_sd : 0.0);
}

static size_t count_days(const hc_day_process *process)
{
    size_t count = 0;
    for (size_t i = 0; i < process->rows; i++) {
        count += hc_day_is_after(&process->row[i].kind);
    }
    return count;
}

static hc_status take_days(days_after *days, const hc_day_process *process, hc_error *err)
{
    const size_t n = days->count;
    double *block = NULL;
    HC_TRY(hc_alloc(&days->at, n, sizeof *days->at, err));
    HC_TRY(hc_alloc(&days->whitened, n * process->stride, sizeof(double), err));
    HC_TRY(hc_alloc(&block, n * (3 * n + 4), sizeof(double), err));
    days->told = block;
    days->differs = block + n * n;
    days->matrix = block + 2 * n * n;
    days->mean = block + 3 * n * n;
    days->first = days->mean + n;
    days->second = days->first + n;
    days->scale = days->second + n;
    return HC_OK;
}

static void free_days(days_after *days)
{
    hc_free(days->at);
    hc_free(days->whitened);
    hc_free(days->told);
}

void hc_deferral_clear(hc_deferral *deferral)
{
    hc_free(deferral->lasting_solved);
    hc_free(deferral->at);
    hc_free(deferral->whitened);
    hc_free(deferral->differs);
    *deferral = (hc_deferral){0};
}

/* D and d. */
static void compare_accounts(days_after *days, const hc_process_row *rows)
{
    for (size_t i = 0; i < days->count; i++) {
        const hc_process_row *a = &rows[days->at[i]];
        days->mean[i] = a->prior.mean - hc_calendar_prior_at_once(&a->kind).mean;
        for (size_t j = 0; j < days->count; j++) {
            const hc_process_row *b = &rows[days->at[j]];
            days->differs[i * days->count + j] =
                hc_at_once_covariance(&a->kind, &b->kind) -
                hc_class_covariance(&a->kind, &a->prior, &b->kind, &b->prior);
        }
    }
}

/* B and Z'K^-1 y; right: U'^-1 y. */
static void tell_days(days_after *days, const hc_day_process *process, const double *right)
{
    const size_t n = days->count, rows = process->rows, stride = process->stride;
    for (size_t i = 0; i < n; i++) {
        days->whitened[i * stride + days->at[i]] = 1.0;
    }
    hc_cholesky_forward_sides(process->factor, rows, stride, days->whitened, n, stride);
    for (size_t i = 0; i < n; i++) {
        const double *it = days->whitened + i * stride;
        days->first[i] = hc_dot(it, right, rows);
        for (size_t j = 0; j < n; j++) {
            days->told[i * n + j] = hc_dot(it, days->whitened + j * stride, rows);
        }
    }
}

/* differs[n * stride]: D (I + B D)^-1 times what is whitened, by the QR of I + B D; column: n
 * doubles of scratch. */
static bool keep_differences(const days_after *days, size_t rows, size_t stride, double *column,
                             double *differs)
{
    const size_t n = days->count;
    gsl_matrix_view matrix = gsl_matrix_view_array(days->matrix, n, n);
    gsl_vector_view scale = gsl_vector_view_array(days->scale, n);
    gsl_vector_view it = gsl_vector_view_array(column, n);
    for (size_t j = 0; j < n; j++) {
        memset(column, 0, n * sizeof *column);
        column[j] = 1.0;
        if (gsl_linalg_QR_svx(&matrix.matrix, &scale.vector, &it.vector) != 0) { return false; }
        for (size_t i = 0; i < n; i++) {
            const double part = hc_dot(days->differs + i * n, column, n);
            for (size_t row = days->at[j]; row < rows; row++) {
                differs[i * stride + row] += part * days->whitened[j * stride + row];
            }
        }
    }
    return true;
}

/* (I + B D)^-1 of Z'K^-1 (y + Z d), and the log determinant; D is symmetric. */
static bool solve_second(days_after *days, double *log_determinant)
{
    const size_t n = days->count;
    for (size_t i = 0; i < n; i++) {
        const double *row = days->told + i * n;
        days->second[i] = days->first[i] + hc_dot(row, days->mean, n);
        for (size_t j = 0; j < n; j++) {
            days->matrix[i * n + j] = (i == j) + hc_dot(row, days->differs + j * n, n);
        }
    }
    gsl_matrix_view matrix = gsl_matrix_view_array(days->matrix, n, n);
    gsl_vector_view scale = gsl_vector_view_array(days->scale, n);
    gsl_vector_view second = gsl_vector_view_array(days->second, n);
    if (gsl_linalg_QR_decomp(&matrix.matrix, &scale.vector) != 0) { return false; }
    *log_determinant = 0.0;
    for (size_t i = 0; i < n; i++) {
        const double size = fabs(days->matrix[i * n + i]);
        if (!(size > 0.0)) { return false; }
        *log_determinant += log(size);
    }
    return gsl_linalg_QR_svx(&matrix.matrix, &scale.vector, &second.vector) == 0;
}

/* Log evidence of the second account less that of the first; moved: D times what it solves. */
static double gain_of_second(const days_after *days, const double *moved,
                             double log_determinant)
{
    double gain = -0.5 * log_determinant;
    for (size_t i = 0; i < days->count; i++) {
        const double by_mean = hc_dot(days->told + i * days->count, days->mean, days->count);
        gain -= days->mean[i] * (days->first[i] + 0.5 * by_mean);
        gain += 0.5 * (days->first[i] + by_mean) * moved[i];
    }
    return gain;
}

static void keep_accounts(const days_after *days, const double *moved, double at_once,
                          hc_deferral *deferral)
{
    deferral->at_once = at_once;
    for (size_t i = 0; i < days->count; i++) {
        deferral->lasting_solved[days->at[i]] = days->first[i];
        deferral->at_once_solved[days->at[i]] = days->second[i];
        deferral->shift[days->at[i]] = at_once * (days->mean[i] - moved[i]);
    }
}

static void weigh(days_after *days, hc_day_process *process)
{
    hc_deferral *deferral = &process->deferral;
    const size_t rows = process->rows;
    double log_determinant, *moved = days->scale;
    double *right = deferral->at_once_solved; /* scratch until all is known */
    (void)hc_process_centre(process->row, rows, deferral->shift, right);
    hc_cholesky_forward(process->factor, rows, process->stride, right);
    tell_days(days, process, right);
    compare_accounts(days, process->row);
    if (!solve_second(days, &log_determinant) ||
        !keep_differences(days, rows, process->stride, deferral->shift, deferral->differs)) {
        hc_deferral_clear(deferral); /* rounding: the first account is there */
        return;
    }
    for (size_t i = 0; i < days->count; i++) {
        moved[i] = hc_dot(days->differs + i * days->count, days->second, days->count);
    }
    const double odds = exp(-gain_of_second(days, moved, log_determinant));
    memset(deferral->lasting_solved, 0, 3 * rows * sizeof *right);
    keep_accounts(days, moved, process->trust / (1.0 + odds), deferral);
    deferral->count = days->count;
    deferral->at = days->at;
    deferral->whitened = days->whitened;
    days->at = NULL;
    days->whitened = NULL;
}

hc_status hc_process_weigh_deferral(hc_day_process *process, hc_error *err)
{
    days_after days = {.count = count_days(process)};
    if (process->trust < HC_TRUST_MIN) { return HC_OK; }
    hc_deferral *deferral = &process->deferral;
    HC_TRY(hc_alloc(&deferral->lasting_solved, 3 * process->rows, sizeof(double), err));
    deferral->at_once_solved = deferral->lasting_solved + process->rows;
    deferral->shift = deferral->at_once_solved + process->rows;
    deferral->at_once = 0.5 * process->trust; /* while no such day was seen */
    if (days.count == 0) { return HC_OK; }
    hc_status st = take_days(&days, process, err);
    if (st == HC_OK) {
        st = hc_alloc(&deferral->differs, days.count * process->stride, sizeof(double), err);
    }
    for (size_t i = 0, n = 0; st == HC_OK && i < process->rows; i++) {
        if (hc_day_is_after(&process->row[i].kind)) { days.at[n++] = i; }
    }
    if (st == HC_OK) { weigh(&days, process); }
    free_days(&days);
    return st;
}

/* With k what the first account has in common with the day and k + Z c the second, what the
 * rows tell of it by the second is the square of U'^-1 (k + Z c) less r'D (I + B D)^-1 r, r =
 * Z'K^-1 (k + Z c) (Woodbury's identity). */
double hc_at_once_doubt(const hc_day_process *process, const hc_day_kind *kind, double prior,
                        double *work)
{
    const hc_deferral *deferral = &process->deferral;
    const hc_class_prior lasting = hc_calendar_prior(kind);
    double left = prior + hc_at_once_covariance(kind, kind) -
                  hc_class_covariance(kind, &lasting, kind, &lasting);
    for (size_t i = 0; i < deferral->count; i++) {
        const hc_process_row *row = &process->row[deferral->at[i]];
        const double *it = deferral->whitened + i * process->stride;
        const double more = hc_at_once_covariance(kind, &row->kind) -
                            hc_class_covariance(kind, &lasting, &row->kind, &row->prior);
        for (size_t j = deferral->at[i]; j < process->rows; j++) {
            work[j] += more * it[j];
        }
    }
    left -= hc_dot(work, work, process->rows);
    for (size_t i = 0; i < deferral->count; i++) {
        const size_t from = i * process->stride;
        left += hc_dot(deferral->whitened + from, work, process->rows) *
                hc_dot(deferral->differs + from, work, process->rows);
    }
    return fmax(0.0, left);
}
