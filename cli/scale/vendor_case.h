/*
 * A vendor weighed against the centre itself: what all of the contacts would cost with either,
 * the volume at which both cost the same, and the cheapest split by interval.
 */
#ifndef HC_CLI_SCALE_VENDOR_CASE_H
#define HC_CLI_SCALE_VENDOR_CASE_H

#include "cli/scale/scale_case.h"
#include "scheduler/vendor_split.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hc_vendor_case {
    const hc_vendor_terms *vendor; /* borrowed */
    hc_vendor_offer offer;         /* of a mean month of the plan */
    double break_even[2];
    size_t break_even_count;
    bool below_is_dearer;
    double miss_probability; /* of a month: the vendor's own share, else that the load passes
                                what our agents of the expected month hold at the promised
                                level; HC_MISSING: no penalty, or neither is known */
    double stop_cost;        /* still paid in the notice time; HC_MISSING: no notice */
    double stop_probability; /* that fewer people are needed; HC_MISSING: no bands */
    double grow_cost;        /* a month, for the work of the people who are missing .. */
    double grow_own_cost;    /* .. and were they hired; HC_MISSING unless the verdict is grow */
    double line_share; /* of the contacts, that stand in the line which is split: chats and
                          deferred work do not */
    bool has_split;    /* a history was there; what follows is of a mean month */
    double split_cost;
    double split_gap;    /* of the cost, 0: proved */
    double own_share;    /* of the contacts */
    int32_t own_most;    /* agents of our own at once */
    int32_t vendor_most; /* agents of the vendor at once */
    double pooled_hours; /* on the phones, were all in one place */
    double split_hours;  /* in both places */
} hc_vendor_case;

/* made is NULL for a plan without history. The plan has a wage. Errors of hc_split_solve. */
hc_status hc_vendor_case_make(const hc_vendor_terms *vendor, const hc_long_plan *plan,
                              const hc_centre *centre, const hc_scale_case *made,
                              hc_vendor_case *weighed, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
