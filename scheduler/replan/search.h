/*
 * The search behind planning again: kept tours first, then one or two people at a time put
 * where they are worth most with a price on every change, and a Lagrangian bound of what that
 * can give.
 */
#ifndef HC_SCHEDULER_REPLAN_SEARCH_H
#define HC_SCHEDULER_REPLAN_SEARCH_H

#include "forecast/base/rng.h"
#include "scheduler/replan/respond.h"

/* A zeroed struct is empty. */
typedef struct hc_replanner {
    hc_problem problem;
    hc_responder responder;
    hc_plan plan;
    size_t *agent;      /* [heads] whose tour it is */
    hc_day_shift *tour; /* [3][days]: an answer, and two tours put aside */
    double *price;      /* [3][queues][all_cells]: prices, the best ones, a direction */
    size_t worths;      /* sets x all_cells */
    double *worth;      /* [worths] of an agent by the prices */
    double *cover;      /* [worths] */
    double *total;      /* [groups] */
    double bonus;
    double lower_bound;
    double cost_before; /* of the kept roster, without the shifts that the rules do not know */
    size_t forced_days; /* that could not stay: the rules forbid what was kept */
    bool stopped;
    hc_rng rng;
} hc_replanner;

/* Days of the head that differ from what was kept. */
size_t hc_changed_days(const hc_replanner *replanner, size_t head);

/* Fills the plan, the bound, the cost before and the forced days. */
void hc_replan_search(hc_replanner *replanner);

#endif
