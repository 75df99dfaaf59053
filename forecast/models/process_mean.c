/* What the process that the calendar effects come from expects of the days themselves. */
#include <math.h>

#include "forecast/models/candidate.h"

void hc_process_mean(const hc_candidate *candidate, const hc_day_sample *past,
                     const hc_days_ahead *ahead, double *totals)
{
    bool seen[HC_WEEKDAYS] = {false};
    (void)candidate;
    for (size_t day = 0; day < past->n; day++) {
        seen[past->pattern[day]] = true;
    }
    for (size_t day = 0; day < ahead->n; day++) {
        totals[day] = seen[ahead->pattern[day]] ? fmax(0.0, expm1(ahead->process[day])) : 0.0;
    }
}
