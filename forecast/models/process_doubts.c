/* How far what the fitted day process says of days may be off, as known at some origin. */
#include <math.h>

#include "forecast/models/cholesky.h"
#include "forecast/models/process_kernel.h"

/* Variance that is left of `prior`; solved: U'^-1 times the covariances with each row. */
static double left_of(double prior, const double *solved, size_t rows)
{
    double told = 0.0;
    for (size_t i = 0; i < rows; i++) {
        told += solved[i] * solved[i];
    }
    return fmax(0.0, prior - told);
}

/* Each of these gives a variance and fills the covariances with each row. */
static double common_of_level(const hc_day_process *process, const hc_day_effects *effects,
                              size_t day, double *common)
{
    for (size_t i = 0; i < effects->rows; i++) {
        const hc_process_row *row = &effects->row[i];
        const size_t lag = hc_day_distance((int32_t)day, row->day);
        common[i] = row->by_ratio ? 0.0 : process->tables->smooth[lag];
    }
    return process->tables->smooth[0];
}

static double common_of_mean(const hc_day_process *process, const hc_day_effects *effects,
                             const hc_process_row *it, double *common)
{
    for (size_t i = 0; i < effects->rows; i++) {
        common[i] = hc_process_between_means(process->tables, &effects->row[i], it);
    }
    return hc_process_between_means(process->tables, it, it);
}

static double common_of_day(const hc_day_process *process, const hc_day_effects *effects,
                            const hc_process_row *it, double *common)
{
    for (size_t i = 0; i < effects->rows; i++) {
        common[i] = hc_process_between(process->tables, &effects->row[i], it);
    }
    return hc_process_between(process->tables, it, it);
}

static double common_of_special(const hc_day_effects *effects, const hc_day_kind *kind,
                                const hc_class_prior *prior, double *common)
{
    for (size_t i = 0; i < effects->rows; i++) {
        const hc_process_row *row = &effects->row[i];
        common[i] = hc_class_covariance(&row->kind, &row->prior, kind, prior);
    }
    return hc_class_covariance(kind, prior, kind, prior);
}

/* A variance that is left of `prior`, of a mean of days, by the average of all accounts of the
 * places; back-tests have the covariance's account alone. */
static double left_of_mean(const hc_day_process *process, const hc_day_effects *effects,
                           const hc_day_kind *kinds, const double *share, size_t count,
                           double prior, const double *solved)
{
    const double left = left_of(prior, solved, effects->rows);
    if (effects->rows < process->rows) { return left; }
    return fmax(0.0, left + hc_process_places_doubt(process, kinds, share, count, solved));
}

/* Variance that both accounts of a day after lost ones leave beyond the first: what each does,
 * and how far they are from each other. prior: of the first; solved: U'^-1 times its
 * covariances, spoilt. */
static double more_by_both(const hc_day_process *process, const hc_day_effects *effects,
                           const hc_day_kind *kind, double prior, double *solved)
{
    const hc_deferral *deferral = effects->deferral;
    if (deferral == NULL || !hc_day_is_after(kind)) { return 0.0; }
    const double chance = deferral->at_once;
    const double lasting = left_of(prior, solved, effects->rows);
    const double apart = hc_process_accounts_apart(effects, kind);
    const double at_once = hc_at_once_doubt(process, kind, prior, solved);
    return chance * (at_once - lasting) + chance * (1.0 - chance) * apart * apart;
}

static hc_process_row row_ahead(const hc_day_kind *kind, size_t day)
{
    return (hc_process_row){
        .day = (int32_t)day, .kind = *kind, .prior = hc_calendar_prior(kind)};
}

double hc_process_total_doubt(const hc_day_process *process, const hc_day_effects *effects,
                              const hc_day_kind *kinds, const double *share, size_t count,
                              size_t day, double *work)
{
    double prior = 0.0;
    for (size_t i = 0; i < effects->rows; i++) {
        work[i] = 0.0;
    }
    for (size_t b = 0; b < count; b++) {
        const hc_process_row later = row_ahead(&kinds[b], day + b);
        for (size_t a = 0; a <= b; a++) {
            const hc_process_row it = row_ahead(&kinds[a], day + a);
            prior += (a < b ? 2.0 : 1.0) * share[a] * share[b] *
                     hc_process_between(process->tables, &it, &later);
        }
        for (size_t i = 0; share[b] > 0.0 && i < effects->rows; i++) {
            work[i] += share[b] * hc_process_between(process->tables, &effects->row[i], &later);
        }
    }
    hc_cholesky_forward(process->factor, effects->rows, process->stride, work);
    return left_of_mean(process, effects, kinds, share, count, prior, work);
}

/* One walk over the factor, which is large, for all of them. */
double hc_process_doubts(const hc_day_process *process, const hc_day_effects *effects,
                         const hc_day_kind *kinds, size_t count, size_t day, bool whole,
                         double *work, hc_day_doubts *doubts)
{
    const size_t n = effects->rows, stride = process->stride;
    double variance[HC_DOUBT_SIDES] = {0.0};
    size_t sides = 1, at = 1;
    variance[0] = common_of_level(process, effects, day + 3, work);
    for (size_t i = 0; i < count; i++) {
        const hc_process_row it = row_ahead(&kinds[i], day + i);
        double *common = work + sides * stride;
        variance[sides++] = common_of_mean(process, effects, &it, common);
        if (whole) {
            common += stride;
            variance[sides++] = common_of_day(process, effects, &it, common);
        }
        if (hc_day_is_ordinary(&it.kind)) { continue; }
        variance[sides++] = common_of_special(effects, &it.kind, &it.prior, common + stride);
    }
    hc_cholesky_forward_sides(process->factor, n, stride, work, sides, stride);
    for (size_t i = 0; i < count; i++) {
        const hc_day_kind *kind = &kinds[i];
        const double day_sd = hc_calendar_prior(kind).day_sd, all = 1.0;
        double *solved = work + at * stride;
        doubts[i] = (hc_day_doubts){0};
        doubts[i].mean = left_of_mean(process, effects, kind, &all, 1, variance[at], solved);
        doubts[i].mean += more_by_both(process, effects, kind, variance[at++], solved);
        if (whole) {
            solved = work + at * stride;
            doubts[i].whole =
                left_of_mean(process, effects, kind, &all, 1, variance[at++], solved);
        }
        if (hc_day_is_ordinary(kind)) { continue; }
        solved = work + at * stride;
        doubts[i].special = day_sd * day_sd + left_of(variance[at], solved, n);
        doubts[i].special += more_by_both(process, effects, kind, variance[at++], solved);
    }
    return left_of(variance[0], work, n);
}
