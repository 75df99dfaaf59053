/*
 * Weeks of shifts of five hours, one of them a break in the second to fourth: few enough ways
 * to work a day that all can be tried. What bounds by whole days and by whole shifts are held
 * to.
 */
#ifndef HC_TESTS_SCHEDULER_COVER_FIVE_HOURS_H
#define HC_TESTS_SCHEDULER_COVER_FIVE_HOURS_H

#include "forecast/base/rng.h"
#include "scheduler/cover/pricing.h"
#include "scheduler/cover/run.h"

#define FIVE_HOURS_TEAM ((size_t)4)
#define FIVE_HOURS_SLOTS_MOST ((size_t)14 * 24)

typedef struct five_hours {
    hc_axis axis;
    hc_rules rules;
    double required[FIVE_HOURS_SLOTS_MOST];
    hc_problem problem;
} five_hours;

/* A bound by whole days or whole shifts. */
typedef hc_status five_hours_bound(const hc_problem *problem, hc_pricer *pricer,
                                   const double *worth, hc_run *run, double *bound,
                                   hc_error *err);

/* A team of four on intervals of an hour, from one day to fourteen; starts at any hour. */
void five_hours_make(five_hours *week, size_t days);

/* Draws nobody to most agents for each of the hours from .. to - 1 of a day, makes the problem.
 */
void five_hours_open(five_hours *week, hc_rng *rng, size_t from, size_t to, uint32_t most);

void five_hours_close(five_hours *week);

/* Least cost of a day with nobody to four people, each of any set of skills for one queue or
 * two, on the shifts that start at the first hour or up to three later: each at a price, and at
 * the worth[sets][all_cells] of the hours that it covers. */
double five_hours_best(const hc_problem *problem, const double *worth, size_t first_hour,
                       double price);

/* The answer: a bound at the values of the linear program. linear: the program's own. */
double five_hours_bound_by(five_hours_bound *of, const five_hours *week, bool stopped,
                           double *linear);

/* Cost of a roster, and the bound of its solve, which never exceeds that. */
double five_hours_roster_cost(const five_hours *week, double effort, double *proved);

#endif
