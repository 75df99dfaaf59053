/* A slow weekday profile times a fast level common to all days, the level a robust mean of
 * ratios. */
#include <math.h>

#include "forecast/models/candidate.h"

#define HUBER_LOG 0.1 /* log ratios beyond this count less */
#define HUBER_ROUNDS 5

void hc_profile_level(const hc_candidate *candidate, const hc_day_sample *past,
                      const hc_days_ahead *ahead, double *totals)
{
    double means[HC_WEEKDAYS], log_base[HC_WEEKDAYS], level = 0.0;
    bool has[HC_WEEKDAYS];
    hc_weekday_means(past, past->total, candidate->pattern_weeks, means, has);
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        log_base[weekday] = log(means[weekday] + 1.0);
    }
    for (int round = 0; round < HUBER_ROUNDS; round++) {
        double sum = 0.0, weights = 0.0;
        hc_fading fading = hc_fading_start(candidate->level_weeks);
        for (size_t day = past->n; day-- > 0;) {
            const double base = means[past->pattern[day]];
            const double ratio = past->log_total[day] - log_base[past->pattern[day]];
            const double miss = fabs(ratio - level) / HUBER_LOG;
            double weight = past->weight[day] * sqrt(fmax(base, 1.0)) *
                            hc_fade_to(&fading, past->age_weeks[day]);
            if (miss > 1.0) { weight /= miss; }
            sum += weight * ratio;
            weights += weight;
        }
        level = weights > 0.0 ? sum / weights : 0.0;
    }
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        log_base[weekday] = log(means[weekday] * exp(level) + 1.0);
    }
    for (size_t day = 0; day < past->n; day++) {
        past->scratch[day] = past->log_total[day] - log_base[past->pattern[day]];
    }
    level += hc_log_bias(past, past->scratch, candidate->level_weeks);
    for (size_t day = 0; day < ahead->n; day++) {
        totals[day] = means[ahead->pattern[day]] * exp(level);
    }
}
