/* The verdict of `scale` in words. */
#ifndef HC_CLI_SCALE_SCALE_PRINT_H
#define HC_CLI_SCALE_SCALE_PRINT_H

#include "cli/scale/scale_costs.h"
#include "cli/scale/vendor_case.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The verdict, the three figures behind it, what would change it. */
hc_status hc_scale_print_verdict(const hc_scale_case *made, const hc_vendor_case *vendors,
                                 size_t vendor_count, FILE *out, hc_error *err) HC_MUST_USE;

/* What was assumed for the plan. */
void hc_scale_print_assumed(const hc_long_plan *plan, FILE *out);

/* What a contact of each channel and site costs, a line; nothing where there is nothing. */
void hc_scale_print_costs(const hc_scale_costs *costs, FILE *out);

/* Who is hired when, or that leavers alone do, or that it is too late to. */
void hc_scale_print_hires(const hc_long_plan *plan, FILE *out);

/* Who is there and how many are hired, for a plan without a verdict. */
void hc_scale_print_people(const hc_long_plan *plan, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
