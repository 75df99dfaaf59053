/*
 * The shape of special days: what earlier days of their class showed of it, and how far one
 * more such day may be from that.
 */
#ifndef HC_FORECAST_MODELS_CLASS_SHAPE_H
#define HC_FORECAST_MODELS_CLASS_SHAPE_H

#include "forecast/models/calendar.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Bends the share profile of a special day towards what earlier days of its class showed, as
 * far as that is more than chance and the days' own shapes.
 *
 * Shapes  shares[HC_WEEKDAYS * slots] of the weekdays; share[slots] of the day, sums to 1
 *         before and after.
 * Units   width: smoothing, slots; dispersion: of an interval's calls against a Poisson
 *         count's.
 * Gives   doubt (may be NULL): variance of an interval given the day's total, relative to its
 *         mean squared, beyond chance: by how much each earlier day missed the profile that the
 *         others bend, beside one day of what is believed of the class beforehand.
 * Errors  HC_ERR_MEMORY.
 */
hc_status hc_class_shape(const hc_day_matrix *matrix, const hc_calendar *calendar,
                         const double *shares, double width, double dispersion,
                         const hc_day_kind *kind, double *share, double *doubt,
                         hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
