/*
 * Service as the schedule's objective: what each number of people costs in late contacts, slot
 * by slot, from the requirement's own formulas.
 */
#ifndef HC_CLI_PLAN_LATE_CURVES_H
#define HC_CLI_PLAN_LATE_CURVES_H

#include "erlang/requirement_build.h"
#include "scheduler/rules.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of one need; all are borrowed. */
typedef struct hc_late_source {
    const hc_series *forecast;
    const hc_staff_rules *staff;
    const hc_requirement *requirement;
    size_t need;
    const int32_t *people; /* [slots] required, shrinkage in them */
    double shrinkage;
} hc_late_source;

/* A zeroed struct is empty. */
typedef struct hc_late_curves {
    double late_call_cost;  /* of one contact that is not answered in time */
    double *price;          /* [slots][width], convex, of few straight pieces */
    hc_cover_curves curves; /* that look at them */
} hc_late_curves;

/*
 * asked_cost is the price of a late contact; 0: such that the last agent required saves on
 * average what the first one short costs by steps, short_cost. HC_ERR_MEMORY.
 */
hc_status hc_late_curves_make(const hc_late_source *source, double asked_cost,
                              double short_cost, hc_late_curves *out,
                              hc_error *err) HC_MUST_USE;

/*
 * Prices late[slots][width] contacts that come late, convex, for the people required:
 * asked_cost as above. Takes the array over.
 */
void hc_late_curves_price(double *late, size_t slots, size_t width, const int32_t *people,
                          double asked_cost, double short_cost, hc_late_curves *out);

void hc_late_curves_clear(hc_late_curves *curves);

#ifdef __cplusplus
}
#endif
#endif
