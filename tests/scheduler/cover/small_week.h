/*
 * Random little contracts and every tour they allow, found by trying all: the slow second
 * opinion for what the optimiser computes cleverly. Legality is judged in minutes from the
 * contract itself.
 */
#ifndef HC_TESTS_SCHEDULER_COVER_SMALL_WEEK_H
#define HC_TESTS_SCHEDULER_COVER_SMALL_WEEK_H

#include "forecast/base/rng.h"
#include "scheduler/cover/problem.h"

#define SMALL_DAYS_MOST 9
#define SMALL_TOURS_MOST 60000
#define SMALL_CELLS_MOST ((size_t)10 * 24)

/* Start and length of each day in minutes; start -1: a day off. */
typedef struct small_tour {
    int32_t start_min[SMALL_DAYS_MOST];
    int32_t length_min[SMALL_DAYS_MOST];
} small_tour;

/* One class of `heads` on one contract, on an axis of hours from a Monday. */
typedef struct small_week {
    hc_axis axis;
    hc_contract contract;
    hc_class class;
    hc_rules rules;
    hc_agent agent; /* used after small_week_name() */
    hc_day_hours hours[SMALL_DAYS_MOST];
    uint8_t wished_off[SMALL_DAYS_MOST];
} small_week;

/* Fills the struct in place (rules point into it); days 1..SMALL_DAYS_MOST. */
void small_week_make(small_week *week, hc_rng *rng, size_t days, size_t heads);

/* Makes the only head a person with hours, a wage and priced wishes of their own. */
void small_week_name(small_week *week, hc_rng *rng);

/* Every legal tour, least days and paid time of each week as the group has them. */
size_t small_week_tours(const small_week *week, const hc_group *group, small_tour *tours);

bool small_tour_is_legal(const small_week *week, const hc_group *group, const small_tour *tour);

/* Wages, overtime, premiums as if no break were unpaid, weekend days and wishes. */
double small_tour_price(const small_week *week, const small_tour *tour);

/* Paid on top for work from minute to minute of a day. */
double small_premium(const small_week *week, size_t day, int32_t from_min, int32_t to_min);

/*
 * Best value of a tour by values[cells of the axis and one day more], every break tried
 * everywhere, less wages, weekend days and wishes.
 */
double small_tour_value(const small_week *week, const small_tour *tour, const double *values);

/* Whether work of a shift of that length, in minutes of the shift, may last from a break's end
 * (0: the shift's start) to the next break's start (or to the shift's end). */
bool small_work_may_last(const hc_contract *contract, int32_t length_min, int32_t from_min,
                         int32_t to_min);

void small_week_clear(small_week *week);

#endif
