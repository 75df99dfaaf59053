/*
 * How many of what: the cheapest mix of contracts, what it costs to have fewer of one of them
 * (the frontier), and what one more or one fewer person changes. Every point is a solve of its
 * own with a proved bound. Nobody has a name here.
 */
#ifndef HC_SCHEDULER_STAFF_MIX_H
#define HC_SCHEDULER_STAFF_MIX_H

#include "scheduler/schedule.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of a frontier: of the heads that a contract has in the cheapest mix, so many shares are
 * tried, from all but one of them down to none. */
#define HC_MIX_STEPS 4

/*
 * One mix of contracts and the best roster found for it. Hours are person-hours of the horizon.
 * Costs hold wages, cover, weekend days and the hiring of everybody, also where people are
 * given.
 */
typedef struct hc_mix_point {
    size_t of;      /* contract limited, or class of the one more or fewer; SIZE_MAX: neither */
    int32_t change; /* frontier: heads of the contract at most; one more: 1 or -1 */
    size_t *heads;  /* [contract_count] */
    size_t people;
    double paid_hours;
    double short_hours; /* of the required ones; whole people, see count_interval_min */
    double over_hours;  /* on the phones beyond what is required */
    double cost;
    double lower_bound; /* no roster of this mix costs less */
    bool dominated; /* another point costs no more, is no shorter and needs no more people, and
                       is better in one of them */
} hc_mix_point;

/* The first point is the mix that the others are held against. */
typedef struct hc_staff_mix {
    bool is_frontier; /* else one more and one fewer */
    size_t contract_count;
    size_t point_count;
    hc_mix_point *points;
    size_t *heads;    /* [points][contracts] */
    hc_roster roster; /* of the cheapest point; of hc_mix_one_more() that of the first */
    bool stopped;     /* by the caller's watch: points are missing */
} hc_staff_mix;

#define HC_STAFF_MIX_INIT                                                                      \
    {                                                                                          \
        0                                                                                      \
    }

/*
 * The mix frontier: the cheapest mix, then for each contract that it uses the cheapest mixes
 * with at most 3/4, 1/2, 1/4 and none of its heads. A mix with a tighter limit is lawful under
 * the looser one, so costs never fall from point to point of a contract. rules->choose_heads
 * must be set. Shapes, options and errors as for hc_schedule_solve().
 */
hc_status hc_mix_frontier(const hc_axis *axis, const double *required, const hc_rules *rules,
                          const hc_schedule_options *options, hc_staff_mix *out,
                          hc_error *err) HC_MUST_USE;

/*
 * One more and one fewer: the roster's mix, then for each class one person more and one fewer
 * (where there is one), all of them searched alike from the roster. Shapes and errors as for
 * hc_schedule_solve(); HC_ERR_RANGE also when rules name agents or the roster is of other
 * rules.
 */
hc_status hc_mix_one_more(const hc_axis *axis, const double *required, const hc_rules *rules,
                          const hc_roster *roster, const hc_schedule_options *options,
                          hc_staff_mix *out, hc_error *err) HC_MUST_USE;

void hc_staff_mix_clear(hc_staff_mix *mix);

#ifdef __cplusplus
}
#endif
#endif
