#include "forecast/models/baseline.h"

#include "forecast/models/robust.h"

#define WEEKS_MAX 8
#define REACH_WEEKS 60 /* how far back a same weekday is looked for */

const hc_baseline hc_baselines[] = {
    {"last week", 1, false},        {"mean of 4 weeks", 4, false},
    {"mean of 6 weeks", 6, false},  {"mean of 8 weeks", 8, false},
    {"median of 6 weeks", 6, true},
};
const size_t hc_baseline_count = sizeof hc_baselines / sizeof *hc_baselines;

void hc_baseline_day(const hc_baseline *baseline, const hc_day_matrix *matrix, size_t before,
                     size_t day, double *row)
{
    const double *past[WEEKS_MAX];
    size_t n = 0;
    for (size_t back = 7; back <= day && back <= day - before + (size_t)7 * REACH_WEEKS;
         back += 7) {
        const size_t other = day - back;
        if (other >= before || matrix->seen[other] <= 0.0) { continue; }
        if (n < baseline->weeks) { past[n++] = matrix->calls + other * matrix->slots; }
    }
    for (size_t slot = 0; slot < matrix->slots; slot++) {
        double values[WEEKS_MAX], sum = 0.0;
        for (size_t i = 0; i < n; i++) {
            values[i] = past[i][slot];
            sum += values[i];
        }
        row[slot] = n == 0 ? 0.0 : baseline->median ? hc_median(values, n) : sum / (double)n;
    }
}
