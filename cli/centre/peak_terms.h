/* What the centre file says of help in a peak: the key `peak`. HC_MISSING: not said. */
#ifndef HC_CLI_CENTRE_PEAK_TERMS_H
#define HC_CLI_CENTRE_PEAK_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* People taken on for the peak alone. */
typedef struct hc_temporary_terms {
    bool said; /* false: nobody can be taken on */
    double wage_an_hour;
    double hire_cost;
    double lead_weeks;
    double training_weeks;
    double productivity; /* of an own person's */
    int32_t shift_min;   /* paid time of a shift */
    int32_t days_a_week_most;
    double weeks_least; /* paid for at least */
    int32_t heads_most;
} hc_temporary_terms;

typedef struct hc_peak_terms {
    double overtime_hours_a_week_most; /* a person; the contracts say its price */
    hc_temporary_terms temporary;
    double service_level_least; /* down to which the target may be lowered */
    double lost_contact_cost;
    double late_contact_cost;
} hc_peak_terms;

/* Overtime of 4 hours a week; nobody else; the target stays. */
hc_peak_terms hc_peak_terms_default(void);

#ifdef __cplusplus
}
#endif
#endif
