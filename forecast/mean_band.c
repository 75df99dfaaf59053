#include "forecast/mean_band.h"

#include <math.h>

#define SHARE_WEEKS 12.0 /* middle half life of the shares */
#define BACK_WEEKS 8.0   /* half life of the back-tests' say */
#define MISS_CAP 0.5     /* log scale: one wild day must not decide */
#define PI 3.14159265358979323846

/* Sum and sum of squares of the log misses of a back-test's first week. */
static size_t week_misses(const hc_queue_model *model, const hc_origin *origin,
                          const double *totals, double *sum, double *squares)
{
    size_t n = 0;
    *sum = *squares = 0.0;
    for (size_t ahead = 0; ahead < 7 && ahead < origin->ahead; ahead++) {
        const size_t day = origin->before + ahead;
        if (day >= model->matrix.days || model->matrix.seen[day] <= 0.0 ||
            !hc_day_is_ordinary(&model->calendar.kind[day])) {
            continue;
        }
        const double miss = log((model->matrix.total[day] + 1.0) / (totals[ahead] + 1.0));
        const double capped = fmin(MISS_CAP, fmax(-MISS_CAP, miss));
        *sum += capped;
        *squares += capped * capped;
        n++;
    }
    return n;
}

double hc_week_doubt(const hc_queue_model *model, const hc_origin *back, size_t backs,
                     const hc_combination *combination, double *totals)
{
    double together = 0.0, pairs = 0.0;
    for (size_t i = 0; i < backs; i++) {
        double sum, squares;
        hc_combined_totals(&back[i], combination, totals);
        const size_t n = week_misses(model, &back[i], totals, &sum, &squares);
        const double weight = hc_discount((double)i, BACK_WEEKS);
        if (n < 2) { continue; }
        together += weight * (sum * sum - squares);
        pairs += weight * (double)(n * (n - 1));
    }
    return pairs > 0.0 ? fmax(0.0, together / pairs) : 0.0;
}

double hc_share_doubt(const hc_queue_model *model, double dispersion)
{
    const hc_day_matrix *matrix = &model->matrix;
    double calls = 0.0, squares = 0.0;
    for (size_t day = 0; day < matrix->days; day++) {
        const double age_weeks = (double)(matrix->days - day) / 7.0;
        const double weight = model->weight[day] * hc_discount(age_weeks, SHARE_WEEKS);
        if (matrix->seen[day] <= 0.0) { continue; }
        calls += weight * matrix->total[day];
        squares += weight * weight * matrix->total[day];
    }
    const double smoothing = 1.0 + 2.0 * sqrt(PI) * model->width;
    return calls > 0.0 ? dispersion * squares / (calls * calls) / smoothing : 0.0;
}
