/*
 * The places of a shift's breaks: the best ones when every cell has a value, and whether given
 * ones are lawful.
 */
#ifndef HC_SCHEDULER_COVER_BREAKS_H
#define HC_SCHEDULER_COVER_BREAKS_H

#include "scheduler/cover/problem.h"

/* What a shift is worth by: sums from its day's midnight on. */
typedef struct hc_day_sums {
    const double *values;   /* [cells + 1] of the cells' values */
    const double *premiums; /* [cells + 1] of premiums in hours of the wage; NULL: none */
    double wage_an_hour;    /* for those */
} hc_day_sums;

/*
 * Value of a shift, less its premiums, by prefix sums, with each break where it loses least:
 * each by itself in its window or, where the work between two is limited, all together.
 * break_at[] may be NULL. -INFINITY: there is no lawful place.
 */
double hc_best_breaks(const hc_day_sums *day, const hc_shape *shape, int32_t start,
                      int16_t *break_at);

/* Whether the shift's breaks lie in their windows, with as much work between them as there must
 * be. */
bool hc_breaks_fit(const hc_shape *shape, const hc_day_shift *shift);

#endif
