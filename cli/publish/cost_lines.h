/* The parts of a roster's cost as people read them, in the order they are told. */
#ifndef HC_CLI_PUBLISH_COST_LINES_H
#define HC_CLI_PUBLISH_COST_LINES_H

#include "scheduler/check_roster.h"
#include "scheduler/roster_costs.h"

#define HC_COST_LINES 7

typedef struct hc_cost_line {
    const char *name;  /* "overtime_cost", as in files */
    const char *title; /* "of which overtime" */
    const char *what;  /* "overtime" */
    double value;
} hc_cost_line;

/* Whether it is more than rounding of the sums. */
bool hc_is_some_cost(double value);

/* The price of cover comes first. */
void hc_cost_lines(const hc_roster_costs *costs, hc_cost_line lines[HC_COST_LINES]);

/* The same parts as a judge of the published roster found them. */
hc_roster_costs hc_judged_costs(const hc_roster_verdict *verdict);

/*
 * "18000.00 wages + 225.00 overtime": every part but cover that is not 0, `decimals` places
 * each; "0.00 people and hours" when there is none. Gives text.
 */
const char *hc_cost_words(const hc_roster_costs *costs, int decimals, char *text, size_t size);

#endif
