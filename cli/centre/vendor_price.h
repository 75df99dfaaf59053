/* What a vendor's price, whichever its kind, comes to for an hour of an agent on the phones. */
#ifndef HC_CLI_CENTRE_VENDOR_PRICE_H
#define HC_CLI_CENTRE_VENDOR_PRICE_H

#include "cli/centre/centre.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_WEEKS_A_MONTH (365.25 / 12.0 / 7.0)
#define HC_SEAT_HOURS_A_WEEK 40.0 /* where the centre does not say week_hours */

/*
 * Price of an hour on the phones when agents there are busy for `occupancy` of it with contacts
 * of aht_s: a call's price for the contacts of an hour, a minute's for the busy ones, a seat's
 * over the hours of a month. HC_MISSING when nothing is handled.
 */
double hc_vendor_hour_price(const hc_centre *centre, const hc_vendor_terms *vendor,
                            double occupancy, double aht_s);

#ifdef __cplusplus
}
#endif
#endif
