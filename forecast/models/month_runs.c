/* What the process knows of the places in the month, told by runs of alike places. */
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"

#define SWEEPS 2      /* of both kinds in turn, each given the other's effects */
#define RUNS_GAIN 3.0 /* log evidence to win by, of days that do not look as drawn: strong */

/* Places that days fall on, kind after kind, and what the days tell of their effects when
 * nothing is believed of them: log density -e'Pe/2 + e't, everything else integrated out. */
typedef struct month_places {
    size_t count, first[HC_PLACE_KINDS],
        n[HC_PLACE_KINDS]; /* all; least index in its table; places of a kind */
    double *whitened;      /* [count * stride] U'^-1 times each place's days */
    double *right;         /* [rows] U'^-1 y */
    double *precision;     /* [count * count] P */
    double *target;        /* [count] t */
    double *effect;        /* [count] */
    double *matrix;        /* [count * count] scratch */
} month_places;

static int32_t place_of(const hc_process_row *row, size_t kind)
{
    return (kind == HC_PLACE_BUSINESS ? row->kind.business : row->kind.date) + HC_PLACES / 2;
}

static size_t offset_of(const month_places *m, size_t kind)
{
    return kind == HC_PLACE_BUSINESS ? 0 : m->n[0];
}

static void find_places(month_places *m, const hc_day_process *process)
{
    for (size_t kind = 0; kind < HC_PLACE_KINDS; kind++) {
        size_t least = HC_PLACES, most = 0;
        for (size_t i = 0; i < process->rows; i++) {
            if (process->row[i].by_ratio) { continue; }
            const size_t place = (size_t)place_of(&process->row[i], kind);
            least = place < least ? place : least;
            most = place > most ? place : most;
        }
        m->first[kind] = least;
        m->n[kind] = least <= most ? most - least + 1 : 0;
        m->count += m->n[kind];
    }
}

static hc_status take_places(month_places *m, const hc_day_process *process, hc_error *err)
{
    HC_TRY(hc_alloc(&m->whitened, m->count * process->stride, sizeof(double), err));
    HC_TRY(hc_alloc(&m->right, 2 * process->rows, sizeof(double), err));
    HC_TRY(hc_alloc(&m->precision, m->count * m->count, sizeof(double), err));
    HC_TRY(hc_alloc(&m->target, m->count, sizeof(double), err));
    HC_TRY(hc_alloc(&m->effect, m->count, sizeof(double), err));
    return hc_alloc(&m->matrix, m->count * m->count, sizeof(double), err);
}

static void free_places(month_places *m)
{
    hc_free(m->whitened);
    hc_free(m->right);
    hc_free(m->precision);
    hc_free(m->target);
    hc_free(m->effect);
    hc_free(m->matrix);
}

static void whiten(month_places *m, const hc_day_process *process)
{
    const size_t rows = process->rows, stride = process->stride;
    (void)hc_process_centre(process->row, rows, m->right + rows, m->right);
    for (size_t i = 0; process->deferral.shift != NULL && i < rows; i++) {
        m->right[i] += process->deferral.shift[i];
    }
    hc_cholesky_forward(process->factor, rows, stride, m->right);
    for (size_t i = 0; i < rows; i++) {
        if (process->row[i].by_ratio) { continue; }
        for (size_t kind = 0; kind < HC_PLACE_KINDS; kind++) {
            const size_t place = (size_t)place_of(&process->row[i], kind) - m->first[kind];
            m->whitened[(offset_of(m, kind) + place) * stride + i] = 1.0;
        }
    }
    hc_cholesky_forward_sides(process->factor, rows, stride, m->whitened, m->count, stride);
}

static const double *table_of(const hc_process_tables *tables, const month_places *m,
                              size_t kind, size_t place)
{
    const size_t first = m->first[kind];
    const double *table = kind == HC_PLACE_BUSINESS ? tables->business : tables->date;
    return table + (first + place) * HC_PLACES + first;
}

/* row -= told K of one kind: told are its places' products in a row of A. */
static void subtract_kind(const month_places *m, const hc_process_tables *tables, size_t kind,
                          const double *told, double *row)
{
    for (size_t k = 0; k < m->n[kind]; k++) {
        const double *believed = table_of(tables, m, kind, k);
        for (size_t j = 0; j < m->n[kind]; j++) {
            row[j] -= told[k] * believed[j];
        }
    }
}

/* matrix = I - A K, A = Z'C^-1 Z in `precision`, K what is believed of the places. */
static void fill_matrix(month_places *m, const hc_process_tables *tables)
{
    memset(m->matrix, 0, m->count * m->count * sizeof *m->matrix);
    for (size_t i = 0; i < m->count; i++) {
        double *row = m->matrix + i * m->count;
        row[i] = 1.0;
        for (size_t kind = 0; kind < HC_PLACE_KINDS; kind++) {
            const size_t from = offset_of(m, kind);
            subtract_kind(m, tables, kind, m->precision + i * m->count + from, row + from);
        }
    }
}

/*
 * Solves matrix x = target and matrix X = precision, which is spoilt and becomes X. By QR, not
 * LU: GSL's LU allocates inside, and crashes where it gets nothing.
 */
static hc_status solve_places(month_places *m, hc_error *err)
{
    const size_t n = m->count;
    gsl_matrix_view matrix = gsl_matrix_view_array(m->matrix, n, n);
    gsl_vector_view target = gsl_vector_view_array(m->target, n);
    double *scales = NULL;
    HC_TRY(hc_alloc(&scales, n, sizeof *scales, err));
    gsl_vector_view scale = gsl_vector_view_array(scales, n);
    bool sound = gsl_linalg_QR_decomp(&matrix.matrix, &scale.vector) == 0;
    for (size_t i = 0; sound && i < n; i++) {
        sound = fabs(m->matrix[i * n + i]) > 0.0; /* the diagonal of R */
    }
    sound = sound && gsl_linalg_QR_svx(&matrix.matrix, &scale.vector, &target.vector) == 0;
    for (size_t column = 0; sound && column < n; column++) {
        gsl_vector_view it = gsl_vector_view_array_with_stride(m->precision + column, n, n);
        sound = gsl_linalg_QR_svx(&matrix.matrix, &scale.vector, &it.vector) == 0;
    }
    hc_free(scales);
    return sound ? HC_OK
                 : hc_fail(err, HC_ERR_INTERNAL, HC_NOWHERE, "",
                           "what days tell of places in the month has no inverse");
}

/* The covariance has what is believed of the places in it: with A = Z'C^-1 Z and a = Z'C^-1 y,
 * P = (I - A K)^-1 A and t = (I - A K)^-1 a (Woodbury's identity). */
static hc_status tell_places(month_places *m, const hc_day_process *process, hc_error *err)
{
    const size_t rows = process->rows, stride = process->stride, n = m->count;
    whiten(m, process);
    for (size_t i = 0; i < n; i++) {
        m->target[i] = hc_dot(m->whitened + i * stride, m->right, rows);
        for (size_t j = i; j < n; j++) {
            m->precision[i * n + j] = m->precision[j * n + i] =
                hc_dot(m->whitened + i * stride, m->whitened + j * stride, rows);
        }
    }
    fill_matrix(m, process->tables);
    return solve_places(m, err);
}

/* What is told of a kind's places, each by itself, given all other effects. */
static hc_places_told kind_told(const month_places *m, size_t kind)
{
    hc_places_told told = {.n = m->n[kind]};
    for (size_t i = 0; i < told.n; i++) {
        const size_t at = offset_of(m, kind) + i;
        const double *row = m->precision + at * m->count;
        told.precision[i] = fmax(0.0, row[at]);
        told.sum[i] = m->target[at] - hc_dot(row, m->effect, m->count) +
                      told.precision[i] * m->effect[at];
    }
    return told;
}

/* Covariance of a kind's places of mean variance 1, and its size. */
static hc_status keep_runs(hc_day_process *process, size_t kind, const double *covariance,
                           size_t first, size_t n, hc_error *err)
{
    double variance = 0.0;
    hc_free(process->runs[kind]);
    HC_TRY(hc_alloc(&process->runs[kind], (size_t)HC_PLACES * HC_PLACES, sizeof(double), err));
    for (size_t i = 0; i < n; i++) {
        variance += covariance[i * HC_PLACES + i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double *row = process->runs[kind] + (first + i) * HC_PLACES + first;
        for (size_t j = 0; j < n; j++) {
            row[j] = covariance[i * HC_PLACES + j] / variance;
        }
    }
    *(kind == HC_PLACE_BUSINESS ? &process->sizes.business : &process->sizes.date) =
        sqrt(variance);
    return HC_OK;
}

/* The effects of one kind given the other's, and its runs where it has them. */
static hc_status tell_kind(month_places *m, size_t kind, hc_day_process *process, hc_error *err)
{
    double covariance[HC_PLACES * HC_PLACES], mean[HC_PLACES], evidence = 0.0;
    const hc_places_told told = kind_told(m, kind);
    const double smooth = hc_place_smooth_fit(&told, mean);
    const hc_run_sizes sizes = hc_place_runs_search(&told, &evidence);
    if (evidence > smooth + RUNS_GAIN * (1.0 - process->plausible)) {
        HC_TRY(hc_place_runs_fit(&told, &sizes, mean, covariance, err));
        HC_TRY(keep_runs(process, kind, covariance, m->first[kind], told.n, err));
    } else {
        hc_free(process->runs[kind]);
        process->runs[kind] = NULL;
    }
    memcpy(m->effect + offset_of(m, kind), mean, told.n * sizeof *mean);
    return HC_OK;
}

hc_status hc_process_find_runs(hc_day_process *process, hc_error *err)
{
    month_places m = {0};
    find_places(&m, process);
    if (m.count == 0) { return HC_OK; }
    hc_status st = take_places(&m, process, err);
    if (st == HC_OK) { st = tell_places(&m, process, err); }
    for (size_t half = 0; st == HC_OK && half < (size_t)SWEEPS * HC_PLACE_KINDS; half++) {
        st = tell_kind(&m, half % 2 == 0 ? HC_PLACE_DATE : HC_PLACE_BUSINESS, process, err);
    }
    free_places(&m);
    return st;
}

/* ---------------------------------------------------------------------------- average */

/* to = K from, K what is believed of the places: numbers of all of them. */
static void times_believed(const month_places *m, const hc_process_tables *tables,
                           const double *from, double *to)
{
    for (size_t kind = 0; kind < HC_PLACE_KINDS; kind++) {
        const size_t offset = offset_of(m, kind);
        for (size_t i = 0; i < m->n[kind]; i++) {
            to[offset + i] = hc_dot(table_of(tables, m, kind, i), from + offset, m->n[kind]);
        }
    }
}

/* covariance[count * count], may be NULL: the kind's part of it is filled. */
static void average_kind(month_places *m, size_t kind, double *covariance)
{
    double mean[HC_PLACES], square[HC_PLACES * HC_PLACES];
    const hc_places_told told = kind_told(m, kind);
    const size_t at = offset_of(m, kind);
    hc_place_average(&told, mean, covariance != NULL ? square : NULL);
    memcpy(m->effect + at, mean, told.n * sizeof *mean);
    for (size_t i = 0; covariance != NULL && i < told.n; i++) {
        for (size_t j = i; j < told.n; j++) {
            covariance[(at + i) * m->count + at + j] =
                covariance[(at + j) * m->count + at + i] = square[i * HC_PLACES + j];
        }
    }
}

/* away[count]: how far the average is from what the process says of the places, K a, as far as
 * days are as it draws them. told: count doubles of scratch. */
static void find_away(month_places *m, const hc_day_process *process, double *told,
                      double *away)
{
    for (size_t i = 0; i < m->count; i++) {
        told[i] = hc_dot(m->whitened + i * process->stride, m->right, process->rows);
    }
    times_believed(m, process->tables, told, away);
    for (size_t i = 0; i < m->count; i++) {
        away[i] = process->trust * (m->effect[i] - away[i]);
    }
}

/* What K^-1 y has to gain when the places are moved by `away`: C the covariance without them,
 * it is -C^-1 Z away = -K^-1 Z (I + K_p P) away. scratch: count doubles. */
static void solve_away(const month_places *m, const hc_day_process *process, const double *away,
                       double *scratch, double *solved)
{
    const size_t rows = process->rows;
    double *moved = m->matrix; /* scratch from here on */
    for (size_t i = 0; i < m->count; i++) {
        scratch[i] = hc_dot(m->precision + i * m->count, away, m->count);
    }
    times_believed(m, process->tables, scratch, moved);
    for (size_t i = 0; i < rows; i++) {
        solved[i] = 0.0;
        for (size_t kind = 0; kind < HC_PLACE_KINDS && !process->row[i].by_ratio; kind++) {
            const size_t at =
                offset_of(m, kind) + (size_t)place_of(&process->row[i], kind) - m->first[kind];
            solved[i] -= away[at] + moved[at];
        }
    }
    hc_cholesky_forward(process->factor, rows, process->stride, solved);
    hc_cholesky_backward(process->factor, rows, process->stride, solved);
}

/* to[n * n] = a b. */
static void multiply(const double *a, const double *b, size_t n, double *to)
{
    memset(to, 0, n * n * sizeof *to);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n; k++) {
            for (size_t j = 0; j < n; j++) {
                to[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }
}

/* believed[count * count]: what the covariance says of the places beforehand. */
static void fill_believed(const month_places *m, const hc_process_tables *tables,
                          double *believed)
{
    for (size_t kind = 0; kind < HC_PLACE_KINDS; kind++) {
        const size_t at = offset_of(m, kind);
        for (size_t i = 0; i < m->n[kind]; i++) {
            memcpy(believed + (at + i) * m->count + at, table_of(tables, m, kind, i),
                   m->n[kind] * sizeof *believed);
        }
    }
}

/*
 * differs: of a day with what is not told of its places h, z - Z'K^-1 k, the covariance leaves
 * h'(S + S P S) h of them, an effect e in their place moves it by h'(I + S P) e, so that the
 * average leaves h'(I + S P) V (I + P S) h, and the two are the part of it apart that the
 * means are. average: V, and with the other scratch three times count * count doubles.
 */
static void compare_averages(month_places *m, const hc_day_process *process, double *average,
                             const double *away, double *differs)
{
    const size_t n = m->count;
    double *believed = average + n * n, *product = believed + n * n;
    double *moves = m->matrix; /* I + S P */
    const double trust = process->trust;
    fill_believed(m, process->tables, believed);
    multiply(believed, m->precision, n, moves);
    multiply(moves, believed, n, differs); /* S P S */
    for (size_t i = 0; i < n; i++) {
        moves[i * n + i] += 1.0;
    }
    multiply(moves, average, n, product);
    for (size_t i = 0; i < n; i++) {
        const double apart_i = hc_dot(moves + i * n, away, n);
        for (size_t j = 0; j < n; j++) {
            const double apart = apart_i * hc_dot(moves + j * n, away, n) / trust;
            differs[i * n + j] = trust * (hc_dot(product + i * n, moves + j * n, n) -
                                          differs[i * n + j] - believed[i * n + j]) +
                                 (1.0 - trust) * apart;
        }
    }
}

/* What the doubt is reckoned from: takes the whitened columns over. */
static hc_status keep_doubt(month_places *m, hc_day_process *process, double *average,
                            const double *away, hc_error *err)
{
    hc_places_known *places = &process->places;
    HC_TRY(hc_alloc(&places->differs, m->count * m->count, sizeof(double), err));
    compare_averages(m, process, average, away, places->differs);
    places->count = m->count;
    memcpy(places->first, m->first, sizeof m->first);
    memcpy(places->n, m->n, sizeof m->n);
    places->whitened = m->whitened;
    m->whitened = NULL;
    return HC_OK;
}

/* Adds a day's share to what is asked of its places. */
static void ask_places(const hc_places_known *places, const hc_day_kind *kind, double share,
                       double *asked)
{
    const hc_process_row it = {.kind = *kind};
    for (size_t which = 0; which < HC_PLACE_KINDS; which++) {
        const size_t place = (size_t)place_of(&it, which) - places->first[which];
        const size_t offset = which == HC_PLACE_BUSINESS ? 0 : places->n[HC_PLACE_BUSINESS];
        if (place < places->n[which]) { asked[offset + place] += share; }
    }
}

double hc_process_places_doubt(const hc_day_process *process, const hc_day_kind *kinds,
                               const double *share, size_t count, const double *solved)
{
    const hc_places_known *places = &process->places;
    double open[HC_PLACE_KINDS * HC_PLACES] = {0}, doubt = 0.0;
    if (places->whitened == NULL) { return 0.0; }
    for (size_t day = 0; day < count; day++) {
        ask_places(places, &kinds[day], share[day], open);
    }
    for (size_t i = 0; i < places->count; i++) {
        open[i] -= hc_dot(places->whitened + i * process->stride, solved, process->rows);
    }
    for (size_t i = 0; i < places->count; i++) {
        doubt += open[i] * hc_dot(places->differs + i * places->count, open, places->count);
    }
    return doubt;
}

static hc_status keep_average(month_places *m, hc_day_process *process, double *average,
                              hc_error *err)
{
    double *scratch = NULL;
    HC_TRY(hc_alloc(&process->places_solved, process->rows, sizeof(double), err));
    HC_TRY(hc_alloc(&scratch, 2 * m->count, sizeof *scratch, err));
    double *away = scratch + m->count;
    find_away(m, process, scratch, away);
    solve_away(m, process, away, scratch, process->places_solved);
    for (size_t kind = 0; kind < HC_PLACE_KINDS; kind++) {
        memcpy(process->places_away[kind] + m->first[kind], away + offset_of(m, kind),
               m->n[kind] * sizeof *away);
    }
    const hc_status st = keep_doubt(m, process, average, away, err);
    hc_free(scratch);
    return st;
}

hc_status hc_process_average_places(hc_day_process *process, hc_error *err)
{
    month_places m = {0};
    double *covariance = NULL;
    const size_t last = (size_t)(SWEEPS - 1) * HC_PLACE_KINDS;
    find_places(&m, process);
    if (m.count == 0 || process->trust < HC_TRUST_MIN) { return HC_OK; }
    hc_status st = take_places(&m, process, err);
    if (st == HC_OK) { st = hc_alloc(&covariance, 3 * m.count * m.count, sizeof(double), err); }
    if (st == HC_OK) { st = tell_places(&m, process, err); }
    for (size_t half = 0; st == HC_OK && half < last + HC_PLACE_KINDS; half++) {
        average_kind(&m, half % 2 == 0 ? HC_PLACE_DATE : HC_PLACE_BUSINESS,
                     half < last ? NULL : covariance);
    }
    if (st == HC_OK) { st = keep_average(&m, process, covariance, err); }
    hc_free(covariance);
    free_places(&m);
    return st;
}
