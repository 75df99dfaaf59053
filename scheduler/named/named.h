/*
 * Shifts for named people over weeks: every person has limits, free days and wishes of their
 * own, and a day is covered by shift types instead of intervals. Solved by column generation
 * over whole personal rosters, dives on (person, day, shift) and searches of ever new parts of
 * the roster; long horizons mostly by annealing it.
 */
#ifndef HC_SCHEDULER_NAMED_NAMED_H
#define HC_SCHEDULER_NAMED_NAMED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forecast/base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_NAMED_SHIFTS_MAX 40
#define HC_NAMED_DAYS_MAX 366
#define HC_NAMED_PEOPLE_MAX 1000
#define HC_NAMED_OFF (-1) /* a day without shift */

typedef struct hc_named_shift {
    int32_t minutes;
    uint64_t not_next; /* bit s: shift s may not follow on the next day */
} hc_named_shift;

/*
 * Limits of one person. Runs of work or free days that touch the first or last day may be
 * shorter than the least; the most counts days of the horizon only.
 */
typedef struct hc_named_person {
    int32_t most_of[HC_NAMED_SHIFTS_MAX]; /* shifts of each type */
    int32_t most_min;                     /* minutes of the horizon */
    int32_t least_min;
    int32_t most_run; /* days worked in a row */
    int32_t least_run;
    int32_t least_off;     /* free days in a row */
    int32_t most_weekends; /* with work on Saturday or Sunday */
} hc_named_person;

/* People of one shift type on one day. */
typedef struct hc_named_need {
    int32_t required;
    double short_cost; /* each person missing */
    double over_cost;  /* each person too many */
} hc_named_need;

typedef struct hc_named_problem {
    size_t days;
    int32_t first_weekday; /* 0 Monday .. 6 Sunday */
    size_t shift_count;
    const hc_named_shift *shifts;
    size_t people;
    const hc_named_person *persons; /* [people] */
    const uint8_t *free_day;        /* [people * days] 1: no work */
    const double *wish_cost;    /* [people * days * (shift_count + 1)] cost of each choice, the
                                   last being a free day */
    const hc_named_need *needs; /* [days * shift_count] */
} hc_named_problem;

/* Asked now and then; false ends the search with the best roster so far. */
typedef bool (*hc_named_watch)(void *context, double best_cost, double lower_bound);

typedef struct hc_named_options {
    uint64_t seed;
    double effort; /* above 0; 1 is the usual work, under a minute for 40 people and 4 weeks */
    hc_named_watch watch; /* may be NULL */
    void *watch_context;
} hc_named_options;

/* seed 1, effort 1, no watch. */
hc_named_options hc_named_options_default(void);

typedef struct hc_named_roster {
    int8_t *choice; /* [people * days] shift type or HC_NAMED_OFF */
    double cost;    /* wishes and cover */
    double lower_bound;
} hc_named_roster;

#define HC_NAMED_ROSTER_INIT                                                                   \
    {                                                                                          \
        0                                                                                      \
    }

/* Cost of a choice of shifts: wishes and cover; the limits are not looked at. */
double hc_named_cost(const hc_named_problem *problem, const int8_t *choice);

/*
 * Errors  HC_ERR_RANGE       sizes past the limits above, negative costs or needs, a limit that
 *                            makes no sense (named);
 *         HC_ERR_INFEASIBLE  a person has no roster within their limits (named);
 *         HC_ERR_LIMIT       a person's states are too many;  HC_ERR_MEMORY;  HC_ERR_INTERNAL.
 *         On error *out is untouched.
 * Source  docs/math.md#names-and-checks
 */
hc_status hc_named_solve(const hc_named_problem *problem, const hc_named_options *options,
                         hc_named_roster *out, hc_error *err) HC_MUST_USE;

void hc_named_roster_clear(hc_named_roster *roster);

#ifdef __cplusplus
}
#endif
#endif
