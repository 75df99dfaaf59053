/* The long plan of `scale` as a table, and all that it found as one JSON document. */
#ifndef HC_CLI_SCALE_SCALE_TABLE_H
#define HC_CLI_SCALE_SCALE_TABLE_H

#include "cli/scale/scale_costs.h"
#include "cli/scale/vendor_case.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The plan, a row a month or week. */
hc_status hc_scale_print_plan(const hc_long_plan *plan, hc_format format, FILE *out,
                              hc_error *err) HC_MUST_USE;

/* All of it as one object; made and costs are NULL where there is a plan alone. */
hc_status hc_scale_print_json(const hc_scale_case *made, const hc_scale_costs *costs,
                              const hc_long_plan *plan, const hc_vendor_case *vendors,
                              size_t vendor_count, FILE *out, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
