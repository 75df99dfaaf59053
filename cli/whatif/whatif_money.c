#include "cli/whatif/whatif_money.h"

#include <math.h>

#include "cli/centre/vendor_price.h"
#include "forecast/base/number.h"

/* Wages of the roster under the scenario's wage, without what is paid on top of them. */
static double bare_wages(const hc_roster_price *price, hc_amount wage)
{
    if (wage.kind == HC_AMOUNT_SET) { return price->paid_hours * wage.value; }
    if (wage.kind == HC_AMOUNT_ADD) { return price->wages + price->paid_hours * wage.value; }
    return hc_amount_apply(wage, price->wages);
}

double hc_whatif_roster_wages(const hc_roster_price *price, hc_amount wage)
{
    const double bare = bare_wages(price, wage);
    return price->wages > 0.0 ? bare * (1.0 + price->on_top / price->wages) : bare;
}

double hc_whatif_roster_cost(const hc_roster_price *price, hc_amount wage)
{
    const double cost = hc_whatif_roster_wages(price, wage) + price->other_cost;
    return cost > 0.0 ? cost : HC_MISSING;
}

hc_status hc_whatif_check_wage(const hc_roster_price *price, hc_amount wage, hc_error *err)
{
    const bool changes = wage.kind == HC_AMOUNT_ADD || wage.kind == HC_AMOUNT_SCALE;
    if (!changes || price->wages > 0.0) { return HC_OK; }
    return hc_fail(err, HC_ERR_USAGE, HC_NOWHERE,
                   "give the price of an hour, such as --wage 20, or costs.wage_an_hour in the "
                   "centre file",
                   "today's wage is not known");
}

double hc_whatif_vendor_bill(const hc_centre *centre, double hours, double aht_s,
                             double occupancy)
{
    double least = HC_MISSING;
    for (size_t v = 0; v < centre->vendor_count; v++) {
        const hc_vendor_terms *vendor = &centre->vendors[v];
        const double hour = hc_vendor_hour_price(centre, vendor, occupancy, aht_s);
        const double bill =
            fmax(hour * hours / occupancy, vendor->least_a_month / HC_WEEKS_A_MONTH);
        least = fmin(least, bill); /* passes over the missing one */
    }
    return least;
}
