/* The first half of a peak: its days, their uplifts and contacts, and own people. For peak.c.
 */
#ifndef HC_CLI_WHATIF_PEAK_DEMAND_H
#define HC_CLI_WHATIF_PEAK_DEMAND_H

#include "cli/whatif/peak.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills events, ordinary, forecast, factor, own_people, own_agents, week and days. Errors of
 * hc_peak_make(). */
hc_status hc_peak_demand_make(const hc_peak_options *options, const char *centre_path,
                              const hc_screen *screen, hc_peak *peak,
                              hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
