/* What a scenario's roster and its vendor cost. */
#ifndef HC_CLI_WHATIF_WHATIF_MONEY_H
#define HC_CLI_WHATIF_WHATIF_MONEY_H

#include "cli/whatif/whatif.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Wages of the roster under the scenario's wage, with overtime and premiums, which are shares
 * of them. */
double hc_whatif_roster_wages(const hc_roster_price *price, hc_amount wage);

/* The roster's price; HC_MISSING when nobody said one. */
double hc_whatif_roster_cost(const hc_roster_price *price, hc_amount wage);

/* A wage that nobody said can be set, and not raised: HC_ERR_USAGE. */
hc_status hc_whatif_check_wage(const hc_roster_price *price, hc_amount wage,
                               hc_error *err) HC_MUST_USE;

/* Cheapest bill of one week for contacts of so many hours in all, aht_s each, whose agents
 * there are as busy as ours (occupancy above 0); HC_MISSING when no vendor is priced. */
double hc_whatif_vendor_bill(const hc_centre *centre, double hours, double aht_s,
                             double occupancy);

#ifdef __cplusplus
}
#endif
#endif
