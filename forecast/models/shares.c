#include "forecast/models/shares.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_math.h>
#include <math.h>
#include <string.h>

#include "forecast/models/candidate.h"
#include "forecast/models/robust.h"

#define WINDOW_WEEKS 110  /* older days tell nothing of today's shares */
#define WIDTH_GAIN 0.9995 /* a wider smoothing must win this much */
#define WIDTH_WEEKS 6.0   /* half life of the profile that widths are compared on */
#define HELD_OUT_DAYS 42  /* the latest days, which the widths are judged by */
#define USUAL_WIDTH 2.5   /* slots: a profile that tells the usual calls of an interval */
#define CELL_MIN 0.3      /* calls; guards the dispersion of empty cells */

static const double widths[] = {0.0, 0.4, 0.7, 1.0, 1.5, 2.5, 4.0, 6.0};    /* slots */
static const double half_lives[HC_SHARE_SPEEDS] = {6.0, 12.0, 40.0, 160.0}; /* weeks */
#define WIDTHS (sizeof widths / sizeof *widths)
#define REACH_MAX 18 /* slots: three times the widest */

void hc_smooth_line(const double *values, const uint8_t *open, size_t slots, double width,
                    double *smoothed)
{
    double bell[REACH_MAX + 1] = {1.0};
    const size_t reach = (size_t)(3.0 * width);
    for (size_t away = 1; away <= reach; away++) {
        const double x = (double)away / width;
        bell[away] = exp(-0.5 * x * x);
    }
    for (size_t slot = 0; slot < slots; slot++) {
        smoothed[slot] = 0.0;
        if (!open[slot]) { continue; }
        double s0 = 0.0, s1 = 0.0, s2 = 0.0, y0 = 0.0, y1 = 0.0;
        const size_t first = slot > reach ? slot - reach : 0;
        for (size_t near = first; near < slots && near <= slot + reach; near++) {
            if (!open[near]) { continue; }
            const double x = (double)near - (double)slot;
            const double weight = bell[near < slot ? slot - near : near - slot];
            s0 += weight;
            s1 += weight * x;
            s2 += weight * x * x;
            y0 += weight * values[near];
            y1 += weight * x * values[near];
        }
        const double spread = s0 * s2 - s1 * s1;
        smoothed[slot] = spread > 1e-9 ? (s2 * y0 - s1 * y1) / spread : y0 / s0;
    }
}

void hc_smooth_profile(const double *profile, const uint8_t *open, size_t slots, double width,
                       double *root, double *smoothed)
{
    double before = 0.0, after = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        before += profile[slot];
        root[slot] = sqrt(profile[slot]);
    }
    hc_smooth_line(root, open, slots, width, smoothed);
    for (size_t slot = 0; slot < slots; slot++) {
        smoothed[slot] = smoothed[slot] > 0.0 ? smoothed[slot] * smoothed[slot] : 0.0;
        after += smoothed[slot];
    }
    for (size_t slot = 0; slot < slots && after > 0.0; slot++) {
        smoothed[slot] *= before / after;
    }
}

/* ----------------------------------------------------------------------------- width */

typedef struct width_trial {
    double *profile;         /* [HC_WEEKDAYS * slots] without the held-out days */
    double *usual;           /* the same, smoothed */
    double *root;            /* [slots] scratch */
    double *smoothed;        /* [slots] */
    double sum[HC_WEEKDAYS]; /* of the profile */
} width_trial;

static hc_status take_trial(width_trial *trial, size_t slots, hc_error *err)
{
    HC_TRY(hc_alloc(&trial->profile, HC_WEEKDAYS * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&trial->usual, HC_WEEKDAYS * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&trial->root, slots, sizeof(double), err));
    return hc_alloc(&trial->smoothed, slots, sizeof(double), err);
}

static void free_trial(width_trial *trial)
{
    hc_free(trial->profile);
    hc_free(trial->usual);
    hc_free(trial->root);
    hc_free(trial->smoothed);
}

static void hold_out_profile(const hc_day_matrix *matrix, const hc_calendar *calendar,
                             const double *weight, size_t before, width_trial *trial)
{
    const size_t slots = matrix->slots;
    for (size_t day = 0; day + HELD_OUT_DAYS < before; day++) {
        if (matrix->seen[day] <= 0.0) { continue; }
        const double age = (double)(before - day) / 7.0;
        const double w = weight[day] * hc_discount(age, WIDTH_WEEKS);
        const size_t at = (size_t)calendar->kind[day].pattern;
        for (size_t slot = 0; slot < slots; slot++) {
            trial->profile[at * slots + slot] += w * matrix->calls[day * slots + slot];
        }
        trial->sum[at] += w * matrix->total[day];
    }
    for (size_t at = 0; at < HC_WEEKDAYS; at++) {
        hc_smooth_profile(trial->profile + at * slots, matrix->open + at * slots, slots,
                          USUAL_WIDTH, trial->root, trial->usual + at * slots);
    }
}

/*
 * Squared misses of a held-out day's intervals over their usual number of calls, as a count's
 * variance grows with its mean; given the day's total: a level that has moved since must not
 * decide.
 */
static double day_error(const double *row, const double *smoothed, const double *usual,
                        size_t slots, double scale)
{
    double error = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        const double miss = smoothed[slot] * scale - row[slot];
        error += miss * miss / (usual[slot] * scale + CELL_MIN);
    }
    return error;
}

static double width_error(const hc_day_matrix *matrix, const hc_calendar *calendar,
                          size_t before, double width, width_trial *trial)
{
    const size_t slots = matrix->slots;
    double error = 0.0;
    for (size_t at = 0; at < HC_WEEKDAYS; at++) {
        if (!(trial->sum[at] > 0.0)) { continue; }
        hc_smooth_profile(trial->profile + at * slots, matrix->open + at * slots, slots, width,
                          trial->root, trial->smoothed);
        for (size_t day = before > HELD_OUT_DAYS ? before - HELD_OUT_DAYS : 0; day < before;
             day++) {
            if (matrix->seen[day] <= 0.0 || (size_t)calendar->kind[day].pattern != at) {
                continue;
            }
            error += day_error(matrix->calls + day * slots, trial->smoothed,
                               trial->usual + at * slots, slots,
                               matrix->total[day] / trial->sum[at]);
        }
    }
    return error;
}

hc_status hc_shares_choose_width(const hc_day_matrix *matrix, const hc_calendar *calendar,
                                 const double *weight, size_t before, double *width,
                                 hc_error *err)
{
    width_trial trial = {0};
    const hc_status st = take_trial(&trial, matrix->slots, err);
    if (st == HC_OK) {
        hold_out_profile(matrix, calendar, weight, before, &trial);
        double best = (double)INFINITY;
        for (size_t i = 0; i < WIDTHS; i++) {
            const double error = width_error(matrix, calendar, before, widths[i], &trial);
            if (error < best * WIDTH_GAIN || i == 0) {
                best = error;
                *width = widths[i];
            }
        }
    }
    free_trial(&trial);
    return st;
}

/* ------------------------------------------------------------------------------- fit */

/* Weighted sums over the days of one weekday. */
typedef struct share_sums {
    double *calls;     /* [slots] sum a Y */
    double *squares;   /* [slots] sum a Y^2 / T */
    double a, at, aat; /* sums of a, a T, a^2 T */
} share_sums;

static void add_day(share_sums *sums, const double *row, size_t slots, double total, double a)
{
    const double square = a / total;
    for (size_t slot = 0; slot < slots; slot++) {
        sums->calls[slot] += a * row[slot];
        sums->squares[slot] += square * row[slot] * row[slot];
    }
    sums->a += a;
    sums->at += a * total;
    sums->aat += a * a * total;
}

/* Square-root shares of one weekday and the variance that noise gives them. */
static double root_shares(const share_sums *sums, const uint8_t *open, size_t slots,
                          double width, double *share, double *scratch, double *root)
{
    const double mean_total = sums->at / sums->a;
    double misfit = 0.0, cells = 0.0;
    for (size_t slot = 0; slot < slots; slot++) {
        share[slot] = sums->calls[slot] / sums->at;
        if (!(share[slot] > 0.0)) { continue; }
        const double expected = share[slot] * mean_total;
        misfit += (sums->squares[slot] - share[slot] * share[slot] * sums->at) /
                  fmax(share[slot], share[slot] * CELL_MIN / expected) / sums->a;
        cells += 1.0;
    }
    const double dispersion = fmax(1.0, cells > 0.0 ? misfit / cells : 1.0);
    hc_smooth_profile(share, open, slots, width, scratch, root);
    for (size_t slot = 0; slot < slots; slot++) {
        root[slot] = sqrt(root[slot]);
    }
    return dispersion * sums->aat / (sums->at * sums->at) / 4.0;
}

typedef struct share_work {
    share_sums sums[HC_WEEKDAYS];
    double *block;  /* the sums' arrays */
    double *root;   /* [HC_WEEKDAYS * slots] */
    double *common; /* [slots] */
    double *share;  /* [slots] */
    double *totals; /* [days] */
    double variance[HC_WEEKDAYS];
    gsl_matrix *gram, *vectors;
    gsl_vector *values;
    gsl_eigen_symmv_workspace *eigen;
} share_work;

static hc_status take_work(share_work *work, size_t slots, size_t days, hc_error *err)
{
    HC_TRY(hc_alloc(&work->block, (size_t)2 * HC_WEEKDAYS * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&work->root, HC_WEEKDAYS * slots, sizeof(double), err));
    HC_TRY(hc_alloc(&work->common, slots, sizeof(double), err));
    HC_TRY(hc_alloc(&work->share, slots, sizeof(double), err));
    HC_TRY(hc_alloc(&work->totals, days, sizeof(double), err));
    work->gram = gsl_matrix_alloc(HC_WEEKDAYS, HC_WEEKDAYS);
    work->vectors = gsl_matrix_alloc(HC_WEEKDAYS, HC_WEEKDAYS);
    work->values = gsl_vector_alloc(HC_WEEKDAYS);
    work->eigen = gsl_eigen_symmv_alloc(HC_WEEKDAYS);
    if (work->gram == NULL || work->vectors == NULL || work->values == NULL ||
        work->eigen == NULL) {
        return hc_fail(err, HC_ERR_MEMORY, HC_NOWHERE, "", "out of memory");
    }
    return HC_OK;
}

static void free_work(share_work *work)
{
    hc_free(work->block);
    hc_free(work->root);
    hc_free(work->common);
    hc_free(work->share);
    hc_free(work->totals);
    if (work->gram != NULL) { gsl_matrix_free(work->gram); }
    if (work->vectors != NULL) { gsl_matrix_free(work->vectors); }
    if (work->values != NULL) { gsl_vector_free(work->values); }
    if (work->eigen != NULL) { gsl_eigen_symmv_free(work->eigen); }
}

static void sum_days(const hc_day_matrix *matrix, const hc_calendar *calendar,
                     const double *weight, size_t before, double half_life, double usual_total,
                     share_work *work)
{
    const size_t slots = matrix->slots;
    memset(work->block, 0, (size_t)2 * HC_WEEKDAYS * slots * sizeof(double));
    for (size_t at = 0; at < HC_WEEKDAYS; at++) {
        work->sums[at] = (share_sums){.calls = work->block + 2 * at * slots,
                                      .squares = work->block + (2 * at + 1) * slots};
    }
    const size_t first =
        before > (size_t)7 * WINDOW_WEEKS ? before - (size_t)7 * WINDOW_WEEKS : 0;
    for (size_t day = first; day < before; day++) {
        const double total = matrix->total[day];
        if (matrix->seen[day] <= 0.0 || !(total > 0.0)) { continue; }
        const double a = weight[day] * hc_discount((double)(before - day) / 7.0, half_life) *
                         fmin(1.0, total / usual_total);
        add_day(&work->sums[calendar->kind[day].pattern], matrix->calls + day * slots, slots,
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

/* Precision-weighted mean of the weekdays' root shares. */
static void common_profile(share_work *work, const size_t *used, size_t n, size_t slots)
{
    double precision = 0.0;
    memset(work->common, 0, slots * sizeof(double));
    for (size_t i = 0; i < n; i++) {
        const double weight = 1.0 / work->variance[used[i]];
        const double *root = work->root + used[i] * slots;
        for (size_t slot = 0; slot < slots; slot++) {
            work->common[slot] += weight * root[slot];
        }
        precision += weight;
    }
    for (size_t slot = 0; slot < slots; slot++) {
        work->common[slot] /= precision;
    }
}

/* Eigenvectors of X X', X the standardised deviations: the left singular vectors of X. */
static void decompose(share_work *work, const size_t *used, size_t n, size_t slots)
{
    gsl_matrix_set_identity(work->gram);
    gsl_matrix_scale(work->gram, -1.0); /* unused weekdays: eigenvalues that are dropped */
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i; j < n; j++) {
            double sum = 0.0;
            for (size_t slot = 0; slot < slots; slot++) {
                sum += work->root[used[i] * slots + slot] * work->root[used[j] * slots + slot];
            }
            gsl_matrix_set(work->gram, i, j, sum);
            gsl_matrix_set(work->gram, j, i, sum);
        }
    }
    gsl_eigen_symmv(work->gram, work->values, work->vectors, work->eigen);
}

/* X becomes U diag(shrinkage) U' X, column by column. */
static void shrink_columns(share_work *work, const size_t *used, size_t n, size_t slots)
{
    double factor[HC_WEEKDAYS];
    for (size_t k = 0; k < HC_WEEKDAYS; k++) {
        const double value = gsl_vector_get(work->values, k);
        factor[k] = value > 0.0 ? shrinkage_of(sqrt(value), (double)n, (double)slots) : 0.0;
    }
    for (size_t slot = 0; slot < slots; slot++) {
        double column[HC_WEEKDAYS] = {0};
        for (size_t k = 0; k < HC_WEEKDAYS; k++) {
            double along = 0.0;
            for (size_t i = 0; i < n; i++) {
                along +=
                    gsl_matrix_get(work->vectors, i, k) * work->root[used[i] * slots + slot];
            }
            for (size_t i = 0; i < n; i++) {
                column[i] += factor[k] * along * gsl_matrix_get(work->vectors, i, k);
            }
        }
        for (size_t i = 0; i < n; i++) {
            work->root[used[i] * slots + slot] = column[i];
        }
    }
}

/* Replaces the root shares by common profile + shrunk deviation. */
static void shrink_roots(share_work *work, const size_t *used, size_t n, size_t slots,
                         double width)
{
    common_profile(work, used, n, slots);
    const double smoothing = 1.0 + 2.0 * sqrt(M_PI) * width; /* variance that smoothing takes */
    for (size_t i = 0; i < n; i++) {
        double *root = work->root + used[i] * slots;
        const double sd = sqrt(work->variance[used[i]] / smoothing);
        for (size_t slot = 0; slot < slots; slot++) {
            root[slot] = (root[slot] - work->common[slot]) / sd;
        }
    }
    decompose(work, used, n, slots);
    shrink_columns(work, used, n, slots);
    for (size_t i = 0; i < n; i++) {
        double *root = work->root + used[i] * slots;
        const double sd = sqrt(work->variance[used[i]] / smoothing);
        for (size_t slot = 0; slot < slots; slot++) {
            root[slot] = fmax(0.0, work->common[slot] + sd * root[slot]);
        }
    }
}

/* Shares of one half life from its sums. */
static void write_shares(const hc_day_matrix *matrix, share_work *work, double width,
                         double *shares)
{
    const size_t slots = matrix->slots;
    size_t used[HC_WEEKDAYS], n = 0;
    for (size_t at = 0; at < HC_WEEKDAYS; at++) {
        if (!(work->sums[at].at > 0.0)) { continue; }
        work->variance[at] =
            root_shares(&work->sums[at], matrix->open + at * slots, slots, width, work->share,
                        work->common, work->root + at * slots);
        used[n++] = at;
    }
    if (n > 2) { shrink_roots(work, used, n, slots, width); }
    for (size_t i = 0; i < n; i++) {
        const double *root = work->root + used[i] * slots;
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

static double usual_total(const hc_day_matrix *matrix, size_t before, double *totals)
{
    size_t n = 0;
    for (size_t day = 0; day < before; day++) {
        if (matrix->seen[day] > 0.0) { totals[n++] = matrix->total[day]; }
    }
    return n > 0 ? fmax(hc_median(totals, n), 1e-9) : 1.0;
}

hc_status hc_shares_fit(const hc_day_matrix *matrix, const hc_calendar *calendar,
                        const double *weight, size_t before, double width, double *shares,
                        hc_error *err)
{
    share_work work = {0};
    hc_status st = take_work(&work, matrix->slots, before, err);
    if (st == HC_OK) {
        memset(shares, 0,
               (size_t)HC_SHARE_SPEEDS * HC_WEEKDAYS * matrix->slots * sizeof *shares);
        const double usual = usual_total(matrix, before, work.totals);
        for (size_t i = 0; i < HC_SHARE_SPEEDS; i++) {
            sum_days(matrix, calendar, weight, before, half_lives[i], usual, &work);
            write_shares(matrix, &work, width, shares + i * HC_WEEKDAYS * matrix->slots);
        }
    }
    free_work(&work);
    return st;
}

/* ------------------------------------------------------------------------ class shape */

static double bell_mean(const double *values, size_t slots, size_t slot, double width)
{
    double sum = 0.0;
    const double scale = fmax(1.0, width);
    const size_t reach = (size_t)(3.0 * scale);
    for (size_t near = slot > reach ? slot - reach : 0; near < slots && near <= slot + reach;
         near++) {
        const double x = ((double)near - (double)slot) / scale;
        sum += exp(-0.5 * x * x) * values[near];
    }
    return sum;
}

hc_status hc_shares_bend(const hc_day_matrix *matrix, const hc_calendar *calendar,
                         const double *shares, double width, const hc_day_kind *kind,
                         double *share, hc_error *err)
{
    const size_t slots = matrix->slots;
    double *seen = NULL;
    HC_TRY(hc_alloc(&seen, 2 * slots + matrix->days, sizeof *seen, err));
    double *expected = seen + slots, expected_sum = 0.0;
    for (size_t day = 0; day < matrix->days; day++) {
        const hc_day_kind *other = &calendar->kind[day];
        if (matrix->seen[day] <= 0.0 || other->class_of != kind->class_of ||
            hc_day_is_tail(other) != hc_day_is_tail(kind)) {
            continue;
        }
        for (size_t slot = 0; slot < slots; slot++) {
            const double usual =
                matrix->total[day] * shares[(size_t)other->pattern * slots + slot];
            seen[slot] += matrix->calls[day * slots + slot];
            expected[slot] += usual;
            expected_sum += usual;
        }
    }
    if (expected_sum > 0.0) {
        const double prior = usual_total(matrix, matrix->days, expected + slots) / expected_sum;
        double sum = 0.0;
        for (size_t slot = 0; slot < slots; slot++) {
            seen[slot] += prior * expected[slot];
        }
        for (size_t slot = 0; slot < slots; slot++) {
            const double usual = (1.0 + prior) * bell_mean(expected, slots, slot, width);
            const double bent = usual > 0.0 ? bell_mean(seen, slots, slot, width) / usual : 1.0;
            share[slot] *= bent;
            sum += share[slot];
        }
        for (size_t slot = 0; slot < slots && sum > 0.0; slot++) {
            share[slot] /= sum;
        }
    }
    hc_free(seen);
    return HC_OK;
}
