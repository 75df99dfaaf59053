/*
 * Few kinds of shift for a week that repeats: which starts and lengths to offer, and how many
 * people each of them needs on each day, so that shortage, surplus and the number of kinds
 * together cost least. Nobody's week is planned here: the answer is the menu that contracts and
 * rotas are then written from.
 */
#ifndef HC_SCHEDULER_SHIFT_DESIGN_H
#define HC_SCHEDULER_SHIFT_DESIGN_H

#include <stddef.h>
#include <stdint.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SHIFT_KINDS_MAX 5000        /* kinds to choose from; guards time */
#define HC_SHIFT_DESIGN_DAYS_MAX 42    /* of one cycle */
#define HC_SHIFT_DESIGN_SLOTS_MAX 6048 /* intervals of one cycle: six weeks of ten minutes */

/* Same start and length on whatever day: one kind. */
typedef struct hc_shift_kind {
    int32_t start_min;  /* 0 .. 1439 after midnight */
    int32_t length_min; /* up to a day; may run past midnight */
} hc_shift_kind;

/* Everything is borrowed for the call. After the last day comes the first again. */
typedef struct hc_shift_demand {
    int32_t interval_min;   /* divides a day and every start and length */
    size_t days;            /* of the cycle, usually 7 */
    const double *required; /* [days x 1440 / interval_min] agents wanted, may be fractional */
    size_t kind_count;
    const hc_shift_kind *kinds; /* to choose from */
    double short_cost;          /* per agent and minute lacking */
    double over_cost;           /* per agent and minute too many */
    double kind_cost;           /* per kind in use */
} hc_shift_demand;

typedef struct hc_shift_design_options {
    uint64_t seed;
    double effort; /* 0..1000: multiplies the rounds of search; 1 the usual, 0 none */
} hc_shift_design_options;

hc_shift_design_options hc_shift_design_options_default(void); /* seed 1, effort 1 */

typedef struct hc_shift_design {
    size_t days;
    size_t kind_count;
    size_t *kinds;    /* [kind_count] indices into the demand's kinds, rising */
    int32_t *heads;   /* [kind_count x days] people who start on that day; a row is a kind */
    double short_min; /* agent-minutes */
    double over_min;
    double cost; /* of both and of the kinds in use */
} hc_shift_design;

#define HC_SHIFT_DESIGN_INIT                                                                   \
    {                                                                                          \
        0                                                                                      \
    }

/*
 * Searches over sets of kinds; what a set costs is a linear programme over its heads a day, and
 * the heads of the best set are made whole by branch and bound. The answer is not proved best.
 * It depends on the input and the options alone, not on time or machine.
 *
 * Errors  HC_ERR_RANGE    a time is no multiple of the interval or out of range, a cost or the
 *                         effort is negative or not finite (named);
 *         HC_ERR_DOMAIN   required[] negative, not finite or above 1e6;
 *         HC_ERR_LIMIT    more kinds, days or intervals than the limits above;
 *         HC_ERR_MEMORY.  On error *out is untouched.
 * Source  docs/math.md#few-kinds-of-shift
 */
hc_status hc_shift_design_solve(const hc_shift_demand *demand,
                                const hc_shift_design_options *options, hc_shift_design *out,
                                hc_error *err) HC_MUST_USE;

void hc_shift_design_clear(hc_shift_design *design);

#ifdef __cplusplus
}
#endif
#endif
