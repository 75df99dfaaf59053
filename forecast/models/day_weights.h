/*
 * How much each day says of the days ahead: robust weights, so that neither an outage nor a
 * quiet weekday's chance moves what is learnt.
 */
#ifndef HC_FORECAST_MODELS_DAY_WEIGHTS_H
#define HC_FORECAST_MODELS_DAY_WEIGHTS_H

#include "forecast/models/calendar.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Weights of the matrix's days, 0 (unknown) to 1; special days next to nothing.
 *
 * Shapes  log_total[days] of the totals with calendar effects taken out; weight[days].
 * Gives   a day the less weight the further it is from its weekday's median beside what is
 * usual for the weekday, and the more the weekday scatters beside the others: a quiet Saturday,
 *         half as many calls again as usual by chance, says little of Sunday's level.
 * Errors  HC_ERR_MEMORY.
 * Source  docs/math.md, Forecast, "Days' weights"
 */
hc_status hc_day_weights(const hc_day_matrix *matrix, const hc_calendar *calendar,
                         const double *log_total, double *weight, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
