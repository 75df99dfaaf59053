/* Days of the matrix that tell the level: known, ordinary, and not beside a special one. */
#ifndef HC_FORECAST_MODELS_KNOWN_DAYS_H
#define HC_FORECAST_MODELS_KNOWN_DAYS_H

#include "forecast/models/calendar.h"

/* In order of time. */
typedef struct hc_known_days {
    size_t n;
    size_t *day;       /* index in the matrix */
    double *log_total; /* with the steps found so far aligned */
    double *as_seen;   /* without */
    int32_t *pattern;
} hc_known_days;

/* Both log totals as seen; to be cleared after an error, too. */
hc_status hc_known_days_read(hc_known_days *known, const hc_day_matrix *matrix,
                             const hc_calendar *calendar, hc_error *err) HC_MUST_USE;

void hc_known_days_clear(hc_known_days *known);

#endif
