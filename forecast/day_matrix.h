/*
 * The history of one queue as days x wall-clock slots: what every model looks at. Gaps and
 * outages are filled from the weekday's profile, the twins of a repeated hour are averaged, so
 * that each row is an ordinary day of 24 hours; the total is that of the filled row.
 */
#ifndef HC_FORECAST_DAY_MATRIX_H
#define HC_FORECAST_DAY_MATRIX_H

#include "forecast/series.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_WEEKDAYS 7
#define HC_MATRIX_DAYS_MAX                                                                     \
    1904                    /* 272 weeks: five years and a quarter for the yearly season       \
                             */
#define HC_DAY_SEEN_MIN 0.4 /* a day of which less than this share was seen is unknown */

typedef struct hc_day_matrix {
    int64_t first_day;
    size_t days;      /* first_day .. first_day + days - 1, the day before the origin last */
    size_t slots;     /* wall-clock slots of a day */
    double *calls;    /* [days * slots], a row a day; 0 where the day is unknown, or the slot
                         closed by the hours of now */
    double *total;    /* [days] sum of the row */
    double *seen;     /* [days] share of the day's usual calls that was seen; 0: day unknown */
    int32_t *weekday; /* [days] 0 Monday .. 6 Sunday */
    uint8_t *open;    /* [HC_WEEKDAYS * slots] learnt hours: 1 open, 0 closed */
} hc_day_matrix;

#define HC_DAY_MATRIX_INIT                                                                     \
    {                                                                                          \
        0                                                                                      \
    }

/* The days of a queue before origin_day. A day all of whose slots are closed is unknown. */
hc_status hc_day_matrix_make(hc_day_matrix *matrix, const hc_series *history, size_t queue,
                             int64_t origin_day, hc_error *err) HC_MUST_USE;

void hc_day_matrix_clear(hc_day_matrix *matrix);

/* Median total of the known days before an index; totals[before] is room. */
double hc_usual_total(const hc_day_matrix *matrix, size_t before, double *totals);

#ifdef __cplusplus
}
#endif
#endif
