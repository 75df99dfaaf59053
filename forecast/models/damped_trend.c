/*
 * Log totals: weekday effect + a straight line fitted with discounted weights, its slope shrunk
 * towards none and damped ahead. For queues that grow or shrink steadily.
 */
#include <math.h>

#include "forecast/models/candidate.h"

#define ROUNDS 3
#define SLOPE_SD 0.02 /* a week; what is believed of the slope beforehand */
#define DAY_SD 0.08   /* usual spread of a day around the line */
#define DAMPING 0.85  /* of the slope, a week */

typedef struct line {
    double level, slope; /* at the origin; a week */
} line;

/* Weighted least squares of value on -age with a normal prior on the slope. */
static line fit_line(const hc_day_sample *past, const double *says, const double *values,
                     double half_life)
{
    double w = 0.0, wx = 0.0, wy = 0.0, wxx = 0.0, wxy = 0.0;
    hc_fading fading = hc_fading_start(half_life);
    for (size_t day = past->n; day-- > 0;) {
        const double weight = past->weight[day] * says[past->pattern[day]] *
                              hc_fade_to(&fading, past->age_weeks[day]);
        const double x = -past->age_weeks[day];
        w += weight;
        wx += weight * x;
        wy += weight * values[day];
        wxx += weight * x * x;
        wxy += weight * x * values[day];
    }
    if (!(w > 0.0)) { return (line){0.0, 0.0}; }
    const double spread = wxx - wx * wx / w + DAY_SD * DAY_SD / (SLOPE_SD * SLOPE_SD);
    const double slope = (wxy - wx * wy / w) / spread;
    return (line){.level = (wy - slope * wx) / w, .slope = slope};
}

void hc_damped_trend(const hc_candidate *candidate, const hc_day_sample *past,
                     const hc_days_ahead *ahead, double *totals)
{
    double effect[HC_WEEKDAYS] = {0}, says[HC_WEEKDAYS];
    bool has[HC_WEEKDAYS] = {false};
    double *values = past->scratch;
    line fitted = {0.0, 0.0}, pattern_line = {0.0, 0.0};
    hc_weekday_says(past, candidate->pattern_weeks, says);
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t day = 0; day < past->n; day++) {
            values[day] = past->log_total[day] - effect[past->pattern[day]];
        }
        fitted = fit_line(past, says, values, candidate->level_weeks);
        pattern_line = fit_line(past, says, values, candidate->pattern_weeks);
        for (size_t day = 0; day < past->n; day++) {
            values[day] = past->log_total[day] - pattern_line.level +
                          pattern_line.slope * past->age_weeks[day];
        }
        hc_weekday_means(past, values, candidate->pattern_weeks, effect, has);
    }
    for (size_t day = 0; day < past->n; day++) {
        values[day] -= effect[past->pattern[day]];
    }
    fitted.level += hc_log_bias(past, values, candidate->pattern_weeks);
    for (size_t day = 0; day < ahead->n; day++) {
        const int32_t pattern = ahead->pattern[day];
        const double weeks = (1.0 - pow(DAMPING, ahead->ahead_weeks[day])) / (1.0 - DAMPING);
        const double log_total = fitted.level + fitted.slope * weeks + effect[pattern];
        totals[day] = has[pattern] ? fmax(0.0, exp(log_total) - 1.0) : 0.0;
    }
}
