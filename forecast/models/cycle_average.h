/*
 * A cycle of the level whose size and length are open: what each length has to say, weighed by
 * its evidence. docs/math.md, Forecast, "Waves".
 */
#ifndef HC_FORECAST_MODELS_CYCLE_AVERAGE_H
#define HC_FORECAST_MODELS_CYCLE_AVERAGE_H

#include "forecast/base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CYCLE_LENGTHS_MAX 384

/* Lengths that a cycle may have, the shortest first. */
typedef struct hc_cycle_lengths {
    size_t count;
    double weeks[HC_CYCLE_LENGTHS_MAX];
} hc_cycle_lengths;

/* A cycle is a cosine and a sine of the date beside what is factored: these are the products of
 * U'^-1 times both and times the levels. */
typedef struct hc_cycle_told {
    double cc, ss, cs, cy, sy;
} hc_cycle_told;

#define HC_CYCLE_SHARE_MIN 1e-5 /* lengths that say less are left out */

/* A length's share of all, and the moments of its cosine and sine by all sizes, times that. */
typedef struct hc_cycle_belief {
    double share, mean[2], square[3]; /* cosine's, product, sine's */
} hc_cycle_belief;

/* Between ten weeks and half a history of so many, as near to each other as it can tell them
 * apart, without those that are the year's. */
hc_cycle_lengths hc_cycle_lengths_of(size_t weeks);

/* columns[2 * stride]: cosine and sine of the days [n]. */
void hc_cycle_columns(double weeks, const int32_t *day, size_t n, size_t stride,
                      double *columns);

/* Of the first n rows: columns[2 * stride] and y[n], all times U'^-1. */
hc_cycle_told hc_cycle_tell(const double *columns, size_t stride, const double *y, size_t n);

/* Log density of a wave's size under its half-normal prior, up to a constant. */
double hc_wave_log_prior(double size);

/* Log likelihood that a cycle of this size wins, with its prior. */
double hc_cycle_gain(const hc_cycle_told *told, double size);

/* Sizes that a cycle may have; the first is none. */
#define HC_CYCLE_SIZES 9
extern const double hc_cycle_sizes[HC_CYCLE_SIZES];

/* One cycle for certain, of any length and size: told[lengths->count], belief likewise. */
void hc_cycles_believe(const hc_cycle_lengths *lengths, const hc_cycle_told *told,
                       hc_cycle_belief *belief);

#ifdef __cplusplus
}
#endif
#endif
