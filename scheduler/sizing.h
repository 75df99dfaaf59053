/*
 * The answer to "how many people on which contracts": what a roster holds of each contract, and
 * how much of the paid time meets the requirement.
 */
#ifndef HC_SCHEDULER_SIZING_H
#define HC_SCHEDULER_SIZING_H

#include "scheduler/roster.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of one contract, or of all. Hours are person-hours over the whole horizon. */
typedef struct hc_staff_hours {
    size_t heads; /* people of the roster, also those without a shift */
    size_t shifts;
    double paid_hours;
    double phone_hours; /* on shift and not on a break, as long as the horizon lasts */
} hc_staff_hours;

typedef struct hc_sizing {
    size_t contract_count;
    hc_staff_hours *contracts; /* [contract_count], as in the rules */
    hc_staff_hours total;
    double required_hours;
    double covered_hours; /* of the required ones */
    double efficiency;    /* covered_hours / paid_hours; HC_MISSING when nobody is paid */
} hc_sizing;

#define HC_SIZING_INIT                                                                         \
    {                                                                                          \
        0                                                                                      \
    }

/*
 * Shapes  required[queues of the rules][hc_axis_slots(&roster->axis)] agents on the phones,
 *         may be fractional.
 * Errors  HC_ERR_RANGE  the roster names a class or contract that the rules lack;
 * HC_ERR_MEMORY. On error *out is untouched.
 */
hc_status hc_sizing_make(const hc_rules *rules, const hc_roster *roster, const double *required,
                         hc_sizing *out, hc_error *err) HC_MUST_USE;

void hc_sizing_clear(hc_sizing *sizing);

#ifdef __cplusplus
}
#endif
#endif
