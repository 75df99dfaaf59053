#include <math.h>

#include "forecast/models/candidate.h"

#define RESIDUAL_CAP 0.4 /* log scale: an outage day must not raise the forecast */
#define ALMOST 1e-9      /* days; ages are whole days but for rounding */
#define COUNT_ERRORS 3.0 /* but chance may be off by so many of a count's own errors */

const hc_candidate hc_candidates[] = {
    {"weekday mean, 2 weeks", hc_weekday_mean, 2.0, 2.0, false, NULL},
    {"weekday mean, 5 weeks", hc_weekday_mean, 5.0, 5.0, false, NULL},
    {"weekday mean, 12 weeks", hc_weekday_mean, 12.0, 12.0, false, NULL},
    {"weekday mean, 30 weeks", hc_weekday_mean, 30.0, 30.0, false, NULL},
    {"weekday profile x level, 1.5 weeks", hc_profile_level, 1.5, 8.0, false, NULL},
    {"weekday profile x level, 3 weeks", hc_profile_level, 3.0, 20.0, false, NULL},
    {"log level with memory, 2 weeks", hc_log_level, 2.0, 8.0, false, NULL},
    {"log level with memory, 4 weeks", hc_log_level, 4.0, 16.0, false, NULL},
    {"damped trend, 6 weeks", hc_damped_trend, 6.0, 16.0, false, NULL},
    {"smoothing with damped trend", hc_smoothing, 16.0, 16.0, false, NULL},
    {"on the trend: weekday mean, 30 weeks", hc_weekday_mean, 30.0, 30.0, true, NULL},
    {"on the trend: profile x level, 3 weeks", hc_profile_level, 3.0, 20.0, true, NULL},
    {"on the trend: log level, 2 weeks", hc_log_level, 2.0, 8.0, true, NULL},
    {"on the trend: log level, 4 weeks", hc_log_level, 4.0, 16.0, true, NULL},
    {"day process", hc_process_mean, 0.0, 0.0, true, NULL},
    {"square roots, SVD with AR scores", NULL, 0.0, 12.0, false, hc_root_svd},
};
const size_t hc_candidate_count = sizeof hc_candidates / sizeof *hc_candidates;

double hc_discount(double age_weeks, double half_life_weeks)
{
    return exp2(-age_weeks / half_life_weeks);
}

hc_fading hc_fading_start(double half_life_weeks)
{
    return (hc_fading){.half_life_weeks = half_life_weeks,
                       .a_day = hc_discount(1.0 / 7.0, half_life_weeks),
                       .discount = 1.0};
}

double hc_fade_to(hc_fading *fading, double age_weeks)
{
    const double more = age_weeks - fading->age_weeks;
    fading->discount *= fabs(7.0 * more - 1.0) < ALMOST
                            ? fading->a_day
                            : hc_discount(more, fading->half_life_weeks);
    fading->age_weeks = age_weeks;
    return fading->discount;
}

void hc_weekday_means(const hc_day_sample *past, const double *values, double half_life_weeks,
                      double means[HC_WEEKDAYS], bool has[HC_WEEKDAYS])
{
    double weights[HC_WEEKDAYS] = {0};
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        means[weekday] = 0.0;
    }
    hc_fading fading = hc_fading_start(half_life_weeks);
    for (size_t day = past->n; day-- > 0;) {
        const double weight = past->weight[day] * hc_fade_to(&fading, past->age_weeks[day]);
        means[past->pattern[day]] += weight * values[day];
        weights[past->pattern[day]] += weight;
    }
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        has[weekday] = weights[weekday] > 0.0;
        if (has[weekday]) { means[weekday] /= weights[weekday]; }
    }
}

void hc_weekday_says(const hc_day_sample *past, double half_life_weeks,
                     double says[HC_WEEKDAYS])
{
    double means[HC_WEEKDAYS], most = 0.0;
    bool has[HC_WEEKDAYS];
    hc_weekday_means(past, past->total, half_life_weeks, means, has);
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        most = fmax(most, means[weekday]);
    }
    for (int weekday = 0; weekday < HC_WEEKDAYS; weekday++) {
        says[weekday] = most > 0.0 ? sqrt(means[weekday] / most) : 1.0;
    }
}

double hc_log_bias(const hc_day_sample *past, const double *residuals, double half_life_weeks)
{
    double sum = 0.0, weights = 0.0;
    hc_fading fading = hc_fading_start(half_life_weeks);
    for (size_t day = past->n; day-- > 0;) {
        const double weight = past->weight[day] * hc_fade_to(&fading, past->age_weeks[day]);
        const double chance = COUNT_ERRORS / sqrt(past->total[day] + 1.0);
        const double miss = fmin(fabs(residuals[day]), fmax(RESIDUAL_CAP, chance));
        sum += weight * miss * miss;
        weights += weight;
    }
    return weights > 0.0 ? 0.5 * sum / weights : 0.0;
}
