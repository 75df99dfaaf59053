/* The exponentially weighted mean of the same weekday. */
#include "forecast/models/candidate.h"

void hc_weekday_mean(const hc_candidate *candidate, const hc_day_sample *past,
                     const hc_days_ahead *ahead, double *totals)
{
    double means[HC_WEEKDAYS];
    bool has[HC_WEEKDAYS];
    hc_weekday_means(past, past->total, candidate->level_weeks, means, has);
    for (size_t day = 0; day < ahead->n; day++) {
        totals[day] = means[ahead->pattern[day]];
    }
}
