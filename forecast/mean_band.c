#include "forecast/mean_band.h"

#include <math.h>
#include <string.h>

#include "forecast/forecast.h"
#include "forecast/models/robust.h"

#define BACK_WEEKS 8.0       /* half life of the back-tests' say */
#define MISS_CAP 0.5         /* log scale: one wild day must not decide */
#define USUAL_DAYS 14        /* that tell what is usual */
#define UNSETTLED_DAYS 2     /* in a row at least: one wild day is over the next */
#define UNSETTLED_EACH 2.5   /* usual misses that each day of the run is off by at least, */
#define UNSETTLED 4.0        /* and their middle, over the root of how many they are, */
#define UNSETTLED_LEAST 0.05 /* and so much more */

/* Log misses of a back-test's first week, oldest first: misses[7]. Quiet weekdays scatter by
 * their own chance and tell little of the level. */
static size_t list_misses(const hc_queue_model *model, const hc_origin *origin,
                          const double *totals, bool quiet_too, double *misses)
{
    size_t n = 0;
    for (size_t ahead = 0; ahead < 7 && ahead < origin->ahead; ahead++) {
        const size_t day = origin->before + ahead;
        if (day >= model->matrix.days || model->matrix.seen[day] <= 0.0) { continue; }
        const hc_day_kind *kind = &model->calendar.kind[day];
        if (!hc_day_is_ordinary(kind)) { continue; }
        if (!quiet_too && model->calendar.quiet[kind->pattern]) { continue; }
        misses[n++] = log((model->matrix.total[day] + 1.0) / (totals[ahead] + 1.0));
    }
    return n;
}

double hc_week_doubt(const hc_queue_model *model, const hc_origin *back, size_t backs,
                     const hc_combination *combination, double *totals)
{
    double together = 0.0, pairs = 0.0;
    for (size_t i = 0; i < backs; i++) {
        double misses[7], sum = 0.0, squares = 0.0;
        hc_combined_totals(&back[i], combination, totals);
        const size_t n = list_misses(model, &back[i], totals, true, misses);
        for (size_t k = 0; k < n; k++) {
            const double capped = fmin(MISS_CAP, fmax(-MISS_CAP, misses[k]));
            sum += capped;
            squares += capped * capped;
        }
        const double weight = hc_discount((double)i, BACK_WEEKS);
        if (n < 2) { continue; }
        together += weight * (sum * sum - squares);
        pairs += weight * (double)(n * (n - 1));
    }
    return pairs > 0.0 ? fmax(0.0, together / pairs) : 0.0;
}

hc_status hc_week_total_doubt(const hc_queue_model *model, const hc_origin *now,
                              const double *totals, double *variance, hc_error *err)
{
    const size_t days = now->ahead < 7 ? now->ahead : 7;
    double share[7] = {0.0}, week = 0.0, *work = NULL;
    hc_day_effects effects;
    for (size_t ahead = 0; ahead < days; ahead++) {
        week += totals[ahead];
    }
    *variance = 0.0;
    if (!(week > 0.0)) { return HC_OK; }
    for (size_t ahead = 0; ahead < days; ahead++) {
        share[ahead] = totals[ahead] / week;
    }
    HC_TRY(hc_alloc(&work, 3 * model->process.rows + model->waves.weeks, sizeof *work, err));
    hc_day_effects_at(&model->process, now->before, work, &effects);
    double *left = work + 2 * model->process.rows;
    *variance =
        hc_process_total_doubt(&model->process, &effects, model->calendar.kind + now->before,
                               share, days, now->before, left) +
        hc_waves_doubt(&model->waves, now->before, now->before + days / 2, left);
    hc_free(work);
    return HC_OK;
}

/* How far days are off beside their week, by the back-tests before the newest, as a standard
 * deviation. */
static double usual_miss(const hc_queue_model *model, const hc_origin *back, size_t backs,
                         const hc_combination *combination, double *totals)
{
    double misses[7 * HC_BACKTEST_WEEKS_MAX], sorted[7];
    size_t n = 0;
    for (size_t i = 1; i < backs; i++) {
        hc_combined_totals(&back[i], combination, totals);
        const size_t days = list_misses(model, &back[i], totals, false, misses + n);
        memcpy(sorted, misses + n, days * sizeof *sorted);
        const double week = days > 0 ? hc_median(sorted, days) : 0.0;
        for (size_t end = n + days; n < end; n++) {
            misses[n] = fabs(misses[n] - week);
        }
    }
    return n >= USUAL_DAYS ? HC_SD_OF_MEDIAN * hc_median(misses, n) : (double)INFINITY;
}

double hc_unsettled_level(const hc_queue_model *model, const hc_origin *back, size_t backs,
                          const hc_combination *combination, double *totals)
{
    double misses[7];
    if (backs < 2) { return 0.0; }
    const double usual = usual_miss(model, back, backs, combination, totals);
    hc_combined_totals(&back[0], combination, totals);
    const size_t n = list_misses(model, &back[0], totals, false, misses);
    size_t first = n;
    while (first > 0 && fabs(misses[first - 1]) > UNSETTLED_EACH * usual &&
           misses[first - 1] * misses[n - 1] > 0.0) {
        first--;
    }
    if (first + UNSETTLED_DAYS > n) { return 0.0; }
    const double miss = hc_median(misses + first, n - first);
    const double far = UNSETTLED * usual / sqrt((double)(n - first)) + UNSETTLED_LEAST;
    return fabs(miss) > far ? expm1(miss) : 0.0;
}

static double day_weight(const hc_queue_model *model, size_t day, size_t speed)
{
    const double age_weeks = (double)(model->matrix.days - day) / 7.0;
    return model->weight[day] * hc_discount(age_weeks, hc_share_half_lives[speed]);
}

/* A share is sum_d c_d Y_d, c_d = sum_k speed_k a_kd / sum_d a_kd T_d by the weights a of the
 * days in each speed's mean: its variance is sum_d c_d^2 T_d times dispersion and share. What
 * smoothing wins is not taken off: the width was chosen where its bias costs about as much. */
double hc_share_doubt(const hc_queue_model *model, const double speed[HC_SHARE_SPEEDS],
                      double dispersion)
{
    const hc_day_matrix *matrix = &model->matrix;
    double calls[HC_SHARE_SPEEDS] = {0.0}, variance = 0.0;
    for (size_t day = 0; day < matrix->days; day++) {
        for (size_t k = 0; k < HC_SHARE_SPEEDS && matrix->seen[day] > 0.0; k++) {
            calls[k] += day_weight(model, day, k) * matrix->total[day];
        }
    }
    for (size_t day = 0; day < matrix->days; day++) {
        double counts = 0.0;
        for (size_t k = 0; k < HC_SHARE_SPEEDS && matrix->seen[day] > 0.0; k++) {
            counts += calls[k] > 0.0 ? speed[k] * day_weight(model, day, k) / calls[k] : 0.0;
        }
        variance += counts * counts * matrix->total[day];
    }
    return dispersion * variance;
}
