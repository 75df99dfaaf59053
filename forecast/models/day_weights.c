#include "forecast/models/day_weights.h"

#include <math.h>

#include "forecast/models/robust.h"

#define NEIGHBOUR_WEEKS 6   /* a day is judged by the same weekday this near */
#define SCALE_PRIOR 10.0    /* days of the common scatter that a weekday's own starts from */
#define SPECIAL_WEIGHT 1e-3 /* special days never pull the ordinary ones */
#define FAR 3.0             /* robust deviations beyond which a day counts less */

/* log total less the running median of the weekday; 0 where that cannot be told. */
static double running_residual(const hc_day_matrix *matrix, const hc_calendar *calendar,
                               const double *log_total, size_t day)
{
    double near[2 * 7 * NEIGHBOUR_WEEKS + 1];
    size_t n = 0;
    const size_t reach = (size_t)7 * NEIGHBOUR_WEEKS;
    const size_t first = day > reach ? day - reach : 0;
    for (size_t other = first; other < matrix->days && other <= day + reach; other++) {
        if (matrix->seen[other] > 0.0 &&
            calendar->kind[other].pattern == calendar->kind[day].pattern) {
            near[n++] = log_total[other];
        }
    }
    return n > 2 ? log_total[day] - hc_median(near, n) : 0.0;
}

/* Robust standard deviation of the residuals of known days that follow a weekday's pattern, or
 * of all (weekday below 0); sorted is room. n: how many there are. */
static double scale_of(const hc_day_matrix *matrix, const hc_calendar *calendar,
                       const double *residual, int32_t weekday, double *sorted, size_t *n)
{
    *n = 0;
    for (size_t day = 0; day < matrix->days; day++) {
        if (matrix->seen[day] <= 0.0) { continue; }
        if (weekday >= 0 && calendar->kind[day].pattern != weekday) { continue; }
        sorted[(*n)++] = fabs(residual[day]);
    }
    return *n > 0 ? HC_SD_OF_MEDIAN * hc_median(sorted, *n) + 1e-3 : 1.0;
}

/* The weekdays' own scales, held to the common one, which is given. */
static double find_scales(const hc_day_matrix *matrix, const hc_calendar *calendar,
                          const double *residual, double *sorted, double scale[HC_WEEKDAYS])
{
    size_t n = 0;
    const double common = scale_of(matrix, calendar, residual, -1, sorted, &n);
    for (int32_t weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        const double own = scale_of(matrix, calendar, residual, weekday, sorted, &n);
        scale[weekday] = sqrt((SCALE_PRIOR * common * common + (double)n * own * own) /
                              (SCALE_PRIOR + (double)n));
    }
    return common;
}

hc_status hc_day_weights(const hc_day_matrix *matrix, const hc_calendar *calendar,
                         const double *log_total, double *weight, hc_error *err)
{
    double scale[HC_WEEKDAYS];
    double *residual = NULL;
    HC_TRY(hc_alloc(&residual, 2 * matrix->days, sizeof *residual, err));
    for (size_t day = 0; day < matrix->days; day++) {
        residual[day] = running_residual(matrix, calendar, log_total, day);
    }
    const double common =
        find_scales(matrix, calendar, residual, residual + matrix->days, scale);
    for (size_t day = 0; day < matrix->days; day++) {
        const double own = scale[calendar->kind[day].pattern];
        const double z = fabs(residual[day]) / own, told = fmin(1.0, common / own);
        weight[day] = matrix->seen[day] > 0.0 ? told * told * matrix->seen[day] : 0.0;
        if (z > FAR) { weight[day] *= FAR * FAR / (z * z); }
        if (!hc_day_is_ordinary(&calendar->kind[day])) { weight[day] *= SPECIAL_WEIGHT; }
    }
    hc_free(residual);
    return HC_OK;
}
