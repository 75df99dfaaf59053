#include "forecast/models/wave_weeks.h"

#include <math.h>
#include <string.h>

#include "forecast/models/robust.h"

#define WEEK_DAYS_MIN 3     /* known ordinary days a week needs */
#define DEVIATIONS_MOST 2.5 /* beyond them a day's own distance does not count */

/* Mean log total of the ordinary days by weekday: what a week's mean must be free of. */
static void weekday_levels(const hc_day_matrix *matrix, const hc_calendar *calendar,
                           double level[HC_WEEKDAYS])
{
    double count[HC_WEEKDAYS] = {0};
    memset(level, 0, HC_WEEKDAYS * sizeof *level);
    for (size_t day = 0; day < matrix->days; day++) {
        if (matrix->seen[day] <= 0.0 || !hc_day_is_ordinary(&calendar->kind[day])) { continue; }
        level[matrix->weekday[day]] += log(matrix->total[day] + 1.0);
        count[matrix->weekday[day]] += 1.0;
    }
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        if (count[weekday] > 0.0) { level[weekday] /= count[weekday]; }
    }
}

/* A week's ordinary days free of weekday and calendar effects; gives their number. */
static size_t week_days(const hc_day_matrix *matrix, const hc_calendar *calendar,
                        const hc_day_effects *effects, const double *level, size_t first,
                        double values[7])
{
    size_t n = 0;
    for (size_t day = first; day < first + 7; day++) {
        const hc_day_kind *kind = &calendar->kind[day];
        if (matrix->seen[day] <= 0.0 || !hc_day_is_ordinary(kind)) { continue; }
        values[n++] = log(matrix->total[day] + 1.0) - level[matrix->weekday[day]] -
                      hc_month_effect(effects, kind);
    }
    return n;
}

/* How far a day usually is off the middle of its week; off: a double a day of scratch. */
static double usual_deviation(const hc_day_matrix *matrix, const hc_calendar *calendar,
                              const hc_day_effects *effects, const double *level, double *off)
{
    double values[7], sorted[7];
    size_t count = 0;
    for (size_t first = matrix->days % 7; first + 7 <= matrix->days; first += 7) {
        const size_t n = week_days(matrix, calendar, effects, level, first, values);
        memcpy(sorted, values, sizeof sorted);
        const double middle = n > 0 ? hc_median(sorted, n) : 0.0;
        for (size_t i = 0; i < n; i++) {
            off[count++] = fabs(values[i] - middle);
        }
    }
    return count > 0 ? HC_SD_OF_MEDIAN * hc_median(off, count) : 0.0;
}

/* Mean of values that are drawn in where they are far from the middle: one outage day must not
 * pull a week, and the others count in full. */
static double drawn_in_mean(double *values, size_t n, double most_off)
{
    const double middle = hc_median(values, n);
    double sum = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum += fmin(middle + most_off, fmax(middle - most_off, values[i]));
    }
    return sum / (double)n;
}

void hc_waves_read_weeks(hc_waves *waves, const hc_day_matrix *matrix,
                         const hc_calendar *calendar, const hc_day_effects *effects,
                         double *off)
{
    double level[HC_WEEKDAYS], values[7];
    weekday_levels(matrix, calendar, level);
    const double usual = usual_deviation(matrix, calendar, effects, level, off);
    for (size_t first = matrix->days % 7; first + 7 <= matrix->days; first += 7) {
        const size_t week = waves->weeks;
        const size_t n = week_days(matrix, calendar, effects, level, first, values);
        if (n < WEEK_DAYS_MIN) { continue; }
        waves->noise[week] = 1.0 / (double)n;
        waves->value[week] = drawn_in_mean(values, n, DEVIATIONS_MOST * usual);
        waves->day[week] = (int32_t)(first + 3);
        waves->weeks++;
    }
}
