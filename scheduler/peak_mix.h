/*
 * The way through a peak: which mix of overtime, temporary staff, a vendor's hours and a lower
 * target covers, at the least cost, what own people leave open.
 */
#ifndef HC_SCHEDULER_PEAK_MIX_H
#define HC_SCHEDULER_PEAK_MIX_H

#include <stdbool.h>
#include <stddef.h>

#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_PEAK_DAYS_MAX 400
#define HC_PEAK_LEVELS_MAX 32
#define HC_PEAK_TEMPS_MAX 10000

/* What is open, by the service level that is promised meanwhile. Borrowed. */
typedef struct hc_peak_need {
    size_t days;
    const size_t *day_first; /* [days + 1] first slot of each day */
    const size_t *week;      /* [days] number of the week a day lies in, never falling */
    double slot_hours;
    size_t levels;            /* the usual target first */
    const double *extra;      /* [level * slots + slot] people missing beside own ones, >= 0 */
    const double *level_cost; /* [level] money that its worse service is said to cost */
    const double *spare; /* [slots] own people who are not there: who is there works no overtime
                            at the same time. NULL: as many as are missing */
} hc_peak_need;

/* Who can help, from when, and the price. Hours are person-hours as in extra. */
typedef struct hc_peak_sources {
    double overtime_an_hour;      /* HC_MISSING: there is none */
    double overtime_hours_a_week; /* most, of all own people together */
    double temp_an_hour;          /* HC_MISSING: nobody can be taken on */
    double temp_hire_cost;        /* a head, once */
    double temp_training_hours;   /* a head, paid before the first shift */
    size_t temp_shift_slots;      /* length of a shift on the floor */
    double temp_shift_hours;      /* paid for it */
    size_t temp_days_a_week;      /* at most, on the days of most use */
    size_t temp_shifts_least;     /* paid for at least, a head */
    double temp_productivity;     /* of an own person's, above 0 */
    size_t temp_first_day;        /* first day of the peak they can work on */
    size_t temp_most;             /* heads */
    double vendor_an_hour;        /* HC_MISSING: there is none */
    double vendor_hours_least;    /* billed at least, once the vendor is used */
    size_t vendor_first_day;
    double short_an_hour; /* what an hour that nobody covers counts in the choice */
} hc_peak_sources;

/* One answer. Costs are without short_an_hour, which is no bill. */
typedef struct hc_peak_mix {
    size_t temps;
    bool vendor;
    size_t temp_shifts;                     /* a head, worked */
    size_t temp_days_first, temp_days_last; /* days of the peak; meaningless without temps */
    double extra_hours;                     /* all that is open */
    double temp_hours;                      /* of these, by temporary staff */
    double overtime_hours;
    double vendor_hours;
    double short_hours;
    double temp_cost, overtime_cost, vendor_cost, level_cost;
    double cost; /* their sum */
} hc_peak_mix;

/*
 * The cheapest mix at each level, mixes[need->levels], and the level of the cheapest of all.
 *
 * Temporary staff start together each day, at the time of most use; each of them counts as
 * temp_productivity people. What they leave open is covered hour for hour by overtime and the
 * vendor. Of equal mixes the one with the fewer temporary staff, then the one without the
 * vendor, then the one with the higher target is given.
 *
 * Errors  HC_ERR_RANGE  a number that is negative, not finite or out of its range, named;
 *         HC_ERR_LIMIT  too many days or levels; HC_ERR_MEMORY.
 * Source  docs/math.md#peaks
 */
hc_status hc_peak_mix_find(const hc_peak_need *need, const hc_peak_sources *sources,
                           hc_peak_mix *mixes, size_t *best, hc_error *err) HC_MUST_USE;

/* Whether a mix is the better one, hours that nobody covers counted. */
bool hc_peak_mix_is_cheaper(const hc_peak_mix *mix, const hc_peak_mix *than,
                            const hc_peak_sources *sources);

#ifdef __cplusplus
}
#endif
#endif
