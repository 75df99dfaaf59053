/*
 * How much the tour of one person can cost or save at most: what any reward or penalty that
 * must not be outbid goes by.
 */
#ifndef HC_SCHEDULER_COVER_STAKES_H
#define HC_SCHEDULER_COVER_STAKES_H

#include "scheduler/cover/problem.h"

/* No tour of one person changes the price of cover by as much. */
double hc_cover_at_stake(const hc_problem *problem);

/* No tour of one person costs more apart from cover and hiring. */
double hc_dearest_tour(const hc_problem *problem);

#endif
