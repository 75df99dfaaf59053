/*
 * Whom to ask to stay longer or to come earlier, and who could leave early or come late: each
 * offer with what it saves, best first, given that all those before it are taken up.
 */
#ifndef HC_SCHEDULER_REPLAN_OFFER_H
#define HC_SCHEDULER_REPLAN_OFFER_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_OFFER_KINDS(X)                                                                      \
    X(HC_OFFER_STAY_LONGER, "stay longer")                                                     \
    X(HC_OFFER_COME_EARLIER, "come earlier")                                                   \
    X(HC_OFFER_LEAVE_EARLY, "leave early")                                                     \
    X(HC_OFFER_COME_LATER, "come later")

typedef enum hc_offer_kind {
#define HC_OFFER_KIND_ENUM(name, text) name,
    HC_OFFER_KINDS(HC_OFFER_KIND_ENUM)
#undef HC_OFFER_KIND_ENUM
        HC_OFFER_KIND_COUNT
} hc_offer_kind;

const char *hc_offer_kind_name(hc_offer_kind kind); /* "stay longer"; never NULL */

typedef struct hc_offer {
    hc_offer_kind kind;
    size_t agent; /* of the roster */
    size_t day;   /* of the axis, on which the shift begins */
    int32_t from_min;
    int32_t to_min; /* minutes after that day's midnight: the time more or less at work */
    double saves; /* cost of cover saved, less the wage of time more; plus that of time less */
    double saves_an_hour;
} hc_offer;

typedef struct hc_offer_options {
    size_t day; /* nothing before this day's from_min is offered */
    int32_t from_min;
    int32_t step_min; /* offers are multiples of it */
    int32_t most_min; /* of one person and day */
    size_t count;     /* most offers */
} hc_offer_options;

/* The whole horizon, steps of 30 minutes up to 120, 20 offers. */
hc_offer_options hc_offer_options_default(void);

/*
 * Shapes  required[hc_axis_slots(axis)]; offers[options->count], *found of them are filled.
 * Means   time more keeps the rest between shifts, the class's windows, the person's own hours
 * and the week's most paid time, also when those before it are taken up; the length of the
 *         shift is what the offer goes beyond. Time less leaves at least half of the shift.
 * Hours are priced at the person's wage, else the contract's. One offer a person and day; only
 *         those that save.
 * Errors  as hc_schedule_solve(); HC_ERR_RANGE for options out of range or steps that are no
 *         multiple of the interval. On error the outputs are untouched.
 */
hc_status hc_offers_find(const hc_axis *axis, const double *required, const hc_rules *rules,
                         const hc_roster *roster, const hc_offer_options *options,
                         hc_offer *offers, size_t *found, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
