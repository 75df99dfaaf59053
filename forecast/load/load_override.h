/* Overrides of a forecast from a CSV file: from,to,queue,change,why in any order of columns. */
#ifndef HC_FORECAST_LOAD_OVERRIDE_H
#define HC_FORECAST_LOAD_OVERRIDE_H

#include "forecast/base/zone.h"
#include "forecast/override.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Fills *overrides, which is cleared, with the rows of a file ("-": standard input).
 *
 * from, to  2026-12-01 or 2026-12-01 09:30 (also with T, seconds and an offset), the wall clock
 * of `zone` (NULL: the floating one) unless an offset is given. A date alone as `to` means the
 * whole of that day, a time is not itself part of the range. An empty `to`: the rest of the day
 * of `from`. queue     empty or *: all queues change    +10%, -15%, 10% (more); x1.2; =120
 * contacts in each interval. A bare number is refused: it could mean either. why       any
 * text, may be empty or absent Errors    HC_ERR_INPUT, HC_ERR_FORMAT (a column is missing),
 * HC_ERR_PARSE, HC_ERR_RANGE with file, line and column; HC_ERR_MEMORY. On error *overrides is
 * as before.
 */
hc_status hc_overrides_load(const char *path, const hc_zone *zone, hc_overrides *overrides,
                            hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
