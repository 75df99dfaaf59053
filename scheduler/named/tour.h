/*
 * The cheapest roster of one person when every (day, choice) has a price: a walk over the days
 * whose states are the last shift and its run, or the run of free days, weekends worked,
 * minutes, and the counts of those shift types whose limit turns out to bind. Limits whose
 * counts would make too many states are priced; where states are too many even so, only
 * rosters that spread minutes and weekends evenly are looked at.
 */
#ifndef HC_SCHEDULER_NAMED_TOUR_H
#define HC_SCHEDULER_NAMED_TOUR_H

#include "scheduler/named/named.h"

typedef struct hc_named_tour hc_named_tour; /* opaque: working memory for one problem */

hc_status hc_named_tour_create(hc_named_tour **tour, const hc_named_problem *problem,
                               hc_error *err) HC_MUST_USE;

/*
 * allowed[days]: bit c set when choice c may be taken, bit shift_count being a free day.
 * price[days * (shift_count + 1)]. Writes choice[days] and *value, below which no roster's
 * price lies: the roster's own price, or less where too many limits bind to be searched
 * exactly, and -HUGE_VAL where nothing is proved. *found is false when no roster was found,
 * *value then being HUGE_VAL when it is proved that there is none.
 */
hc_status hc_named_tour_best(hc_named_tour *tour, size_t person, const uint64_t *allowed,
                             const double *price, int8_t *choice, double *value, bool *found,
                             hc_error *err) HC_MUST_USE;

/* What a person's limits count over the horizon: minutes, in shifts of usual length, weekends
 * and the shifts of each type. */
#define HC_LIMIT_MOST_MIN ((size_t)0)
#define HC_LIMIT_LEAST_MIN ((size_t)1)
#define HC_LIMIT_WEEKENDS ((size_t)2)
#define HC_LIMIT_TYPES ((size_t)3)

/*
 * The same with these limits priced instead of kept: a walk of few states however long the
 * horizon is. limit_price[HC_LIMIT_TYPES + shift_count], none below 0. *value is below the
 * price of every roster that keeps them; beyond[HC_LIMIT_TYPES + shift_count] is how far
 * choice[days] goes beyond each.
 */
hc_status hc_named_tour_relaxed(hc_named_tour *tour, size_t person, const uint64_t *allowed,
                                const double *price, const double *limit_price, int8_t *choice,
                                double *value, double *beyond, bool *found,
                                hc_error *err) HC_MUST_USE;

/* How far a roster goes beyond each of these limits; below 0: what it leaves. */
void hc_named_beyond(const hc_named_tour *tour, size_t person, const int8_t *choice,
                     double *beyond);

/* Steps walked so far by all calls: a clock that is the same on every machine. */
uint64_t hc_named_tour_steps(const hc_named_tour *tour);

void hc_named_tour_free(hc_named_tour *tour);

#endif
