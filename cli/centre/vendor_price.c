#include "cli/centre/vendor_price.h"

#include "forecast/base/number.h"

double hc_vendor_hour_price(const hc_centre *centre, const hc_vendor_terms *vendor,
                            double occupancy, double aht_s)
{
    const double price = vendor->price[vendor->kind];
    const double week_hours = centre->capacity.week_hours;
    if (!(occupancy > 0.0 && aht_s > 0.0)) { return HC_MISSING; }
    switch (vendor->kind) {
    case HC_PRICE_A_CALL:
        return price * occupancy * 3600.0 / aht_s;
    case HC_PRICE_A_MINUTE:
        return price * occupancy * 60.0;
    case HC_PRICE_A_SEAT:
        return price / (HC_WEEKS_A_MONTH *
                        (hc_is_missing(week_hours) ? HC_SEAT_HOURS_A_WEEK : week_hours));
    default:
        return price;
    }
}
