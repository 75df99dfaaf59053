/*
 * Everyone's roster as a blend: shares of many rosters, each found by a walk that knows no
 * limits on sums but pays prices for them. Blends move step by step towards the rosters that
 * are cheapest at the prices of needs and limits, prices rise where the blends miss them. What
 * comes of it are prices with a bound that holds for any horizon, as a walk has few states
 * then, and blends that whole rosters can be made of, person after person.
 */
#ifndef HC_SCHEDULER_NAMED_BLEND_H
#define HC_SCHEDULER_NAMED_BLEND_H

#include "scheduler/named/search.h"

typedef struct hc_named_blend {
    size_t needs;        /* days * shift_count */
    size_t limits;       /* of a person, priced */
    double scale;        /* usual price of a person missing */
    double give;         /* what a need's price rises with each person missing, */
    double give_limit;   /* and a limit's with each shift beyond */
    double move_work;    /* of one move, estimated seconds */
    double *dual;        /* [needs] */
    double *missing;     /* [needs] needs less shares */
    double *share;       /* [people * needs] */
    double *limit_dual;  /* [people * limits] */
    double *beyond;      /* [people * limits] */
    double *wishes;      /* [people] cost of wishes */
    double *price;       /* [needs] at the moment, */
    double *limit_price; /* [limits] and of a person's limits */
    double *change;      /* [needs] of a person's shares, if all are given to a new roster: */
    size_t *touched;     /* [needs] which change */
    size_t touched_count;
    double *beyond_new; /* [limits] of the new roster */
    int8_t *choice;     /* [days] */
} hc_named_blend;

/* Blends that are the best roster's own. */
hc_status hc_named_blend_create(hc_named_blend *blend, hc_named_search *search,
                                hc_error *err) HC_MUST_USE;
void hc_named_blend_clear(hc_named_blend *blend);

/* The person's blend is this roster alone. */
void hc_named_blend_set(hc_named_blend *blend, const hc_named_search *search, size_t person,
                        const int8_t *choice);

/* Moves a person's blend towards the roster that is cheapest now. */
hc_status hc_named_blend_move(hc_named_blend *blend, hc_named_search *search, size_t person,
                              const uint64_t *allowed, hc_error *err) HC_MUST_USE;

/* Price of a need as it stands. */
void hc_named_blend_prices(hc_named_blend *blend, const hc_named_search *search);

/*
 * Moves all blends and prices, pass after pass, until the search has done `work_most`; sets
 * search->bound when some pass proves more, and search->centre to its prices.
 */
hc_status hc_named_blend_ascend(hc_named_blend *blend, hc_named_search *search,
                                double work_most, hc_error *err) HC_MUST_USE;

/*
 * Makes the blends of those who have a choice whole, one after another, and takes the roster
 * when it is better than the best; `work` may be spent on moving the others meanwhile.
 */
hc_status hc_named_round(hc_named_blend *blend, hc_named_search *search,
                         const uint64_t *allowed, double work, hc_error *err) HC_MUST_USE;

#endif
