/* How long the callers of a row waited, which patience is learnt from. */
#include <math.h>

#include "forecast/load/ledger_fill.h"

/* HC_MISSING where the cell holds no time: that costs the wait, not the row. */
static double cell_seconds(const hc_load_plan *plan, const hc_csv_row *row, hc_role role)
{
    const hc_csv_cell_text cell = hc_plan_cell(plan, row, role);
    double seconds = 0.0;
    const bool read = hc_plan_has(plan, role) &&
                      !hc_quantity_is_absent(cell.text, cell.length) &&
                      hc_quantity_read_time(cell.text, cell.length, plan->decimal,
                                            plan->unit[role], &seconds) &&
                      seconds >= 0.0 && isfinite(seconds);
    return read ? seconds : HC_MISSING;
}

/* What so many callers waited in sum, by a column of means or of sums. */
static double waited(const hc_load_plan *plan, const hc_csv_row *row, hc_role role,
                     double callers)
{
    const double seconds = cell_seconds(plan, row, role);
    if (callers <= 0.0) { return 0.0; }
    return plan->sense[role] == HC_TIME_TOTAL ? seconds : seconds * callers;
}

double hc_row_wait_s(const hc_load_plan *plan, const hc_csv_row *row,
                     const hc_row_counts *values)
{
    const double gone = values->abandoned;
    const double stayed =
        hc_is_missing(values->handled) ? values->calls - gone : values->handled;
    const double stayed_s = waited(plan, row, HC_ROLE_WAIT, stayed);
    if (hc_plan_has(plan, HC_ROLE_ABANDON_WAIT) || gone <= 0.0) {
        return stayed_s + waited(plan, row, HC_ROLE_ABANDON_WAIT, gone);
    }
    return stayed > 0.0 ? stayed_s * (1.0 + gone / stayed) : HC_MISSING;
}

double hc_call_wait_s(const hc_load_plan *plan, const hc_csv_row *row)
{
    return cell_seconds(plan, row, HC_ROLE_WAIT);
}
