/*
 * What the steps of a named search share: the problem, the best roster, personal rosters made
 * so far and the working arrays. Work is counted in estimated seconds, from steps walked and
 * simplex steps, so that the same problem takes the same course on every machine.
 */
#ifndef HC_SCHEDULER_NAMED_SEARCH_H
#define HC_SCHEDULER_NAMED_SEARCH_H

#include "forecast/base/rng.h"
#include "scheduler/named/master.h"
#include "scheduler/named/roster_cost.h"
#include "scheduler/named/tour.h"

/* Estimated seconds of one step of the walk, and of one simplex step for each row and roster.
 */
#define HC_WORK_TOUR_STEP_S 5e-9
#define HC_WORK_PIVOT_ROW_S 3e-7
#define HC_WORK_PIVOT_COLUMN_S 2.5e-8
#define HC_WORK_MOVE_S 1.5e-7        /* of one move of a draft, */
#define HC_WORK_CELLS_DOUBLE 55000.0 /* and of days of people that make it twice as long */
#define HC_WORK_ROWS_DOUBLE 600.0    /* rows that make a row's share of a step twice as long */

typedef struct hc_named_search {
    const hc_named_problem *problem;
    hc_named_options options;
    hc_named_tour *tour;
    hc_rng rng;
    hc_named_pool pool;
    uint64_t *open;    /* [people * days] every choice that free days leave */
    uint64_t *allowed; /* [people * days] of the part that is being solved */
    uint64_t *fixed;   /* [people * days] of the dive */
    int8_t *best;      /* [people * days] */
    double best_cost;
    double step; /* costs are multiples of it; 0 when they are not whole */
    double bound;
    double *duals;       /* [days * shift_count] of the programme, */
    double *centre;      /* of the best bound so far, */
    double *used;        /* and between the two */
    double *price;       /* [days * (shift_count + 1)] */
    double *share;       /* [people * days * (shift_count + 1)] */
    int8_t *choice;      /* [people * days] */
    size_t *order;       /* [people] of a rounding */
    uint64_t tour_steps; /* already counted as work */
    double work;         /* estimated seconds */
    double work_most;
    bool stopped; /* by the watch */
    bool first_dive;
} hc_named_search;

/* What solving a part's linear programme came to. */
typedef struct hc_named_column_result {
    double bound;  /* of the part: nothing in it costs less */
    bool pruned;   /* the bound shows that nothing better is in it */
    bool possible; /* false: somebody has no roster there (who: person) */
    size_t person;
} hc_named_column_result;

/* HC_ERR_RANGE, named, for a problem that hc_named_solve() refuses. */
hc_status hc_named_check(const hc_named_problem *problem, const hc_named_options *options,
                         hc_error *err) HC_MUST_USE;

/* Room for a search whose problem and options are set. HC_ERR_LIMIT, HC_ERR_MEMORY: clear it.
 */
hc_status hc_named_search_make(hc_named_search *search, hc_error *err) HC_MUST_USE;
void hc_named_search_clear(hc_named_search *search);

/* A whole cost is at least the bound rounded up, and none is below a bound that meets it. */
double hc_named_proved_bound(const hc_named_search *search);

/* Takes the roster when it is cheaper than the best. */
void hc_named_take(hc_named_search *search, const int8_t *choice);

/* Whether a bound leaves room for something cheaper than the best. */
bool hc_named_may_improve(const hc_named_search *search, double bound);

/* The search has used its work, been stopped or proved its best. */
bool hc_named_is_over(hc_named_search *search);

/* A programme that GLPK gives up is left; the best roster stays. Other errors pass. */
hc_status hc_named_forgive(hc_status status, hc_error *err) HC_MUST_USE;

/* search->price: of a person's choices, wishes less duals. */
void hc_named_make_prices(hc_named_search *search, size_t person, const double *duals);

/* Adds the best roster's own rosters of the people who have a row. */
hc_status hc_named_add_best(hc_named_search *search, hc_named_master *master,
                            hc_error *err) HC_MUST_USE;

/* Column generation of a part; smoothing 0..1 is the weight of the centre's duals. */
hc_status hc_named_generate(hc_named_search *search, hc_named_master *master,
                            const uint64_t *allowed, double smoothing,
                            hc_named_column_result *result, hc_error *err) HC_MUST_USE;

/* One dive from the part's programme, with noise 0..1 on its choices; leaves it as it found it.
 */
hc_status hc_named_dive(hc_named_search *search, hc_named_master *master,
                        const uint64_t *allowed, double noise, hc_error *err) HC_MUST_USE;

/* Anneals the best roster for so much work: ever colder small moves of one person or two. */
hc_status hc_named_anneal(hc_named_search *search, double work, hc_error *err) HC_MUST_USE;

/* Searches ever new parts around the best roster until the search is over. */
hc_status hc_named_improve(hc_named_search *search, hc_error *err) HC_MUST_USE;

#endif
