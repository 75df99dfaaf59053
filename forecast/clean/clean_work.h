/* Scratch of one queue being cleaned. Shared by clean.c, opening.c and outages.c. */
#ifndef HC_FORECAST_CLEAN_WORK_H
#define HC_FORECAST_CLEAN_WORK_H

#include "forecast/clean/clean.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CLEAN_WEEKDAYS 7

/* What a file says of a wall-clock slot of a day. */
typedef enum hc_cell { HC_CELL_NONE = 0, HC_CELL_ZERO, HC_CELL_CALLS } hc_cell;

/* A slot of the week over the whole history. */
typedef struct hc_week_cell {
    size_t live;  /* such days in weeks with data */
    size_t rows;  /* of these: with a row */
    size_t busy;  /* of these: with calls */
    double calls; /* their sum */
    bool closed;
} hc_week_cell;

typedef struct hc_clean_work {
    hc_series *series;
    const hc_special_days *special;
    const hc_clean_options *options;
    hc_clean_report *report;
    size_t queue;
    size_t wide;        /* wall-clock slots of a day */
    uint8_t *cell;      /* [days * wide] hc_cell */
    uint8_t *live_day;  /* [days] the week has data */
    double *day_calls;  /* [days] */
    double *sorted;     /* [days] scratch */
    uint8_t *apart;     /* [days] special days, those next to one and ordinary ones: no
                           outage, no yardstick */
    hc_week_cell *week; /* [7 * wide] */
} hc_clean_work;

/* Opening hours of work->queue: sets closed, fills zeros where rows without calls are left out.
 */
void hc_clean_opening(hc_clean_work *work);
/* Marks outages of work->queue among its open slots. */
void hc_clean_outages(hc_clean_work *work);

/* Wall-clock slot of a slot of a day. */
size_t hc_clean_wall(const hc_axis *axis, size_t day, size_t slot);
double hc_clean_median(double *values, size_t count); /* sorts values; 0 when there are none */

/* Room for the hours of a series; every slot closed. */
hc_status hc_hours_make(const hc_series *series, hc_hours *hours, hc_error *err) HC_MUST_USE;
void hc_hours_read(const hc_series *series, hc_hours *hours);

#ifdef __cplusplus
}
#endif
#endif
