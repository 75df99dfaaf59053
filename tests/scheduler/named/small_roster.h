/*
 * Small made-up problems of named people whose plans can all be tried, and whether a plan keeps
 * the limits, counted day by day.
 */
#ifndef HC_TESTS_SMALL_ROSTER_H
#define HC_TESTS_SMALL_ROSTER_H

#include "forecast/base/rng.h"
#include "scheduler/named/named.h"

#define SMALL_PEOPLE ((size_t)2)
#define SMALL_DAYS ((size_t)9)
#define SMALL_SHIFTS ((size_t)2)
#define SMALL_CHOICES (SMALL_SHIFTS + 1)

/* A small problem with its arrays. */
typedef struct small_roster {
    hc_named_problem problem;
    hc_named_shift shifts[SMALL_SHIFTS];
    hc_named_person persons[SMALL_PEOPLE];
    uint8_t free_day[SMALL_PEOPLE * SMALL_DAYS];
    double wish_cost[SMALL_PEOPLE * SMALL_DAYS * SMALL_CHOICES];
    hc_named_need needs[SMALL_DAYS * SMALL_SHIFTS];
} small_roster;

/* Limits, free days, wishes and needs by chance; the problem points into *small. */
void small_make(small_roster *small, hc_rng *rng, size_t days);

/* Whether all runs of work and of free days are within the limits, looking at each. */
bool small_runs_hold(const hc_named_person *who, const int8_t *plan, size_t days);

/* Whether plan[days] keeps all limits of the person. */
bool small_is_lawful(const hc_named_problem *problem, size_t person, const int8_t *plan);

/* All plans of so many days: their number, and the plan[days] of a number. */
size_t small_plans(size_t days);
void small_spell(size_t code, size_t days, int8_t *plan);

#endif
