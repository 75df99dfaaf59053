/* Special days from a CSV file: date,name,kind[,uplift][,half_life_days], in any order. */
#ifndef HC_FORECAST_LOAD_DAYS_H
#define HC_FORECAST_LOAD_DAYS_H

#include "forecast/special_days.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Adds the days of a file ("-": standard input) to *special; days already there are replaced.
 * date 2026-11-23 (also 2026.11.23, 20261123, 2026/11/23); kind closed, holiday, eve, half_day,
 * event, ordinary, holiday when the cell is empty; uplift 0.2 or 20 %, may be empty or absent.
 * half_life_days, of an event only: above 0 and at most HC_HALF_LIFE_DAYS_MAX, may be empty or
 * absent; hc_special_days_spread makes the days after it.
 * Dates like 03/04/2026 are refused: this file is written for us, so it can be plain.
 *
 * Errors  HC_ERR_INPUT, HC_ERR_FORMAT (a column is missing), HC_ERR_PARSE, HC_ERR_RANGE with
 *         file, line and column; HC_ERR_MEMORY. On error *special is as before.
 */
hc_status hc_special_days_load(const char *path, hc_special_days *special,
                               hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
