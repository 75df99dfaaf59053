/*
 * The planners' own methods, for comparison only: the mean or median of the last k same
 * weekdays, interval by interval.
 */
#ifndef HC_FORECAST_MODELS_BASELINE_H
#define HC_FORECAST_MODELS_BASELINE_H

#include "forecast/day_matrix.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_baseline {
    const char *name;
    size_t weeks; /* same weekdays taken, at most 8 */
    bool median;
} hc_baseline;

extern const hc_baseline hc_baselines[]; /* last week, mean of 4, 6, 8, median of 6 */
extern const size_t hc_baseline_count;

/* row[slots]: what it says for the day `day` (may lie past the matrix) at the origin `before`.
 */
void hc_baseline_day(const hc_baseline *baseline, const hc_day_matrix *matrix, size_t before,
                     size_t day, double *row);

#ifdef __cplusplus
}
#endif
#endif
