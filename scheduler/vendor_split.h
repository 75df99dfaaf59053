/*
 * In-house or vendor, interval by interval: each interval is served in one of several ways (so
 * many agents of our own, the rest of the contacts to the vendor), and the cheapest ways of all
 * intervals together are found, with seats paid by the peak and a bill that has a least sum.
 * Exact; formulas and proof in docs/math.md, Vendors.
 */
#ifndef HC_SCHEDULER_VENDOR_SPLIT_H
#define HC_SCHEDULER_VENDOR_SPLIT_H

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_SPLIT_LABELS_MAX                                                                    \
    2000000 /* of the exact search; past it the best found has a gap                           \
             */

/* One way to serve an interval. */
typedef struct hc_split_way {
    double own_cost;       /* of our own agents in the interval */
    double vendor_units;   /* what the vendor bills: contacts, minutes or hours */
    int32_t own_agents;    /* each needs a seat of ours */
    int32_t vendor_agents; /* each needs a seat of the vendor's */
} hc_split_way;

typedef struct hc_split_problem {
    size_t interval_count;
    const size_t
        *first; /* [interval_count + 1]: ways of interval t are first[t] .. first[t+1]-1 */
    const hc_split_way *ways;
    double own_seat_cost;    /* of the most own_agents in any interval */
    double vendor_price;     /* of a unit */
    double vendor_seat_cost; /* of the most vendor_agents in any interval */
    double vendor_least;     /* units and seats cost at least so much together */
} hc_split_problem;

/* A zeroed struct is empty. */
typedef struct hc_split {
    size_t *way; /* [interval_count] chosen, counted from first[t] */
    double cost;
    double own_cost;    /* seats included */
    double vendor_cost; /* the bill and the seats */
    int32_t own_seats;
    int32_t vendor_seats;
    double bound; /* nothing is cheaper; equal to cost unless the search was cut */
} hc_split;

/*
 * The cheapest split. Ties go to fewer vendor units.
 *
 * Errors  HC_ERR_RANGE  a price is below 0 or not a number, an interval has no way, a way has a
 *         number below 0 (err says which); HC_ERR_MEMORY. On error *made is untouched.
 */
hc_status hc_split_solve(const hc_split_problem *problem, hc_split *made,
                         hc_error *err) HC_MUST_USE;

void hc_split_clear(hc_split *split);

#define HC_BREAK_EVEN_RANGE 20.0 /* times a month's volume, and its inverse */

/* What a vendor bills for a month, and what the same contacts cost in-house, as the volume
 * grows. Hours and seats grow with its power `elasticity`. */
typedef struct hc_vendor_offer {
    double volume;       /* contacts of the month that the costs below are of */
    double own_cost;     /* of all of them in-house */
    double billed;       /* of all of them at the vendor, before the least sum */
    double least;        /* the bill is at least so much */
    double own_power;    /* growth of own_cost with the volume: its elasticity */
    double billed_power; /* 1 for prices a contact or minute */
    double refund_share; /* of the bill that is expected back for missed service */
    double stop_a_month; /* expected cost of a notice still paid after the last contact */
} hc_vendor_offer;

double hc_vendor_bill(const hc_vendor_offer *offer, double volume);
/* The bill less refunds, with the notice: what the contacts are expected to cost there. */
double hc_vendor_cost(const hc_vendor_offer *offer, double volume);
double hc_own_bill(const hc_vendor_offer *offer, double volume);

/* Volumes at which both cost the same, ascending, within the range around the month's; at
 * most two. below_is_dearer tells whether the vendor is dearer just below the first. */
size_t hc_vendor_break_even(const hc_vendor_offer *offer, double volume[2],
                            bool *below_is_dearer);

#ifdef __cplusplus
}
#endif
#endif
