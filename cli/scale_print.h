/* The verdict of `scale` and its long plan, for people and for machines. */
#ifndef HC_CLI_SCALE_PRINT_H
#define HC_CLI_SCALE_PRINT_H

#include "cli/scale_case.h"
#include "cli/table.h"
#include "cli/vendor_case.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The verdict, the three figures behind it, what would change it, what was assumed. */
hc_status hc_scale_print_verdict(const hc_scale_case *made, FILE *out,
                                 hc_error *err) HC_MUST_USE;

/* What was assumed for the plan. */
void hc_scale_print_assumed(const hc_long_plan *plan, FILE *out);

/* The plan, a row a month or week. */
hc_status hc_scale_print_plan(const hc_long_plan *plan, hc_format format, FILE *out,
                              hc_error *err) HC_MUST_USE;

/* What a contact of each channel and site costs in-house, by its handle time: where there are
 * several, and a wage. */
hc_status hc_scale_print_costs(const hc_scale_case *made, FILE *out, hc_error *err) HC_MUST_USE;

/* All of it as one object; made is NULL where there is a plan alone. */
void hc_scale_print_json(const hc_scale_case *made, const hc_long_plan *plan,
                         const hc_vendor_case *vendors, size_t vendor_count, FILE *out);

#ifdef __cplusplus
}
#endif
#endif
