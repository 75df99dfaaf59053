/*
 * The best tours when every cell has a value: shifts are valued once a contract by prefix sums,
 * with each break put where it loses least, then the days are walked group by group.
 */
#ifndef HC_SCHEDULER_COVER_PRICING_H
#define HC_SCHEDULER_COVER_PRICING_H

#include "scheduler/cover/plan.h"
#include "scheduler/cover/walk.h"

#define HC_TOURS_A_GROUP 5 /* most tours of one group and one pricing */

typedef struct hc_pricer {
    const hc_problem *problem;
    hc_walk *walk;
    double *prefix;               /* [sets][all_cells + 1] sums of the cells' values */
    double *own_prefix;           /* [all_cells + 1] the same with a group's rewards, */
    const hc_group *own_group;    /* this one's; NULL: nobody's */
    double *cover_values;         /* one form's shifts by cover alone, see hc_value_at */
    double *values;               /* the same less one group's prices */
    const hc_group *valued_group; /* whose are in values; NULL: nobody's */
    size_t valued_form;           /* whose shifts are in cover_values; SIZE_MAX: nobody's */
    size_t valued_set;            /* and by whose skills */
    hc_walk_choice *choices;      /* [HC_TOURS_A_GROUP][days] */
    double *day_values;           /* [2][days] of days off, and of shifts put aside */
    const double *day_bonus;      /* [groups][days] that work on a day earns; NULL: none does */
} hc_pricer;

#define HC_PRICER_INIT                                                                         \
    {                                                                                          \
        0                                                                                      \
    }

hc_status hc_pricer_make(hc_pricer *pricer, const hc_problem *problem,
                         hc_error *err) HC_MUST_USE;

/* cell_values[sets][all_cells], of one more agent of a set; those past the horizon must be 0.
 */
void hc_pricer_set_values(hc_pricer *pricer, const double *cell_values);

/* The same of one set, whose groups alone may then be asked about: cell_values[all_cells]. */
void hc_pricer_set_values_of(hc_pricer *pricer, size_t set, const double *cell_values);

/* From the next values on work on a day earns bonus[groups][days], borrowed; NULL: none. */
void hc_pricer_set_day_bonus(hc_pricer *pricer, const double *bonus);

/*
 * The best `most` (1..HC_TOURS_A_GROUP) tours of a group, best first, one a base start at most:
 * tours[most * days], totals[most] = cells' values less wages and weekend prices, without
 * hiring. Gives how many. Groups of one form and set in a row are cheaper than mixed ones.
 */
size_t hc_pricer_best(hc_pricer *pricer, size_t group, size_t most, hc_day_shift *tours,
                      double *totals);

/*
 * The best tour of a group when every day left as in kept[days], breaks and days off included,
 * earns `bonus`; kept days that the group may not work earn nothing. Gives 0 when no tour is
 * legal.
 */
size_t hc_pricer_best_kept(hc_pricer *pricer, size_t group, const hc_day_shift *kept,
                           double bonus, hc_day_shift *tour, double *total);

/* Values of all shifts of the group, see hc_value_at; good where its windows hold the shift,
 * and until the next call. */
const double *hc_pricer_shift_values(hc_pricer *pricer, size_t group);

/* The total of the group's best tour when no shift has a value below `least`; 0 when no tour is
 * legal. */
double hc_pricer_best_raised(hc_pricer *pricer, size_t group, double least);

/* Value of one shift of the group at the cells' values, less its price. */
double hc_pricer_value(const hc_pricer *pricer, const hc_group *group, size_t day,
                       const hc_day_shift *shift);

/*
 * The best shift of a day for a group among the start numbers from `base` to as far as starts
 * may lie apart; false when there is none.
 */
bool hc_pricer_best_shift(hc_pricer *pricer, size_t group, size_t day, int32_t base,
                          hc_day_shift *shift);

void hc_pricer_clear(hc_pricer *pricer);

#endif
