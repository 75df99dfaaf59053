/*
 * hc_series: contacts and handle times per queue and interval. The loader fills one with what
 * happened, the forecaster fills one with what is expected; it is the only door from forecast/
 * to erlang/.
 */
#ifndef HC_FORECAST_SERIES_H
#define HC_FORECAST_SERIES_H

#include "forecast/base/axis.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_QUEUE_NAME_MAX 128
#define HC_QUEUES_MAX 10000
#define HC_AHT_MAX_S 86400.0 /* a day: longer is a fault of the data */
#define HC_QUANTILES 9
/* Probabilities of the quantiles a forecast carries, ascending. */
#define HC_QUANTILE_10 2                /* which of them the band of 80 % begins with */
#define HC_QUANTILE_90 6                /* and ends with, */
#define HC_NORMAL_90 1.2815515655446004 /* so many standard deviations from a normal's mean */

extern const double hc_quantile_p[HC_QUANTILES]; /* .025 .05 .10 .25 .50 .75 .90 .95 .975 */

/* What is known of a slot. Closed is a certain zero, a gap unknown; missing is never zero. */
typedef enum hc_slot_state {
    HC_SLOT_GAP = 0, /* should have data, has none: calls is HC_MISSING */
    HC_SLOT_OPEN,    /* served: calls is a count, possibly 0 */
    HC_SLOT_CLOSED,  /* not served: calls is 0 */
    HC_SLOT_OUTAGE /* has data that is no demand (system down): kept, but no model learns it */
} hc_slot_state;

/*
 * One queue. Arrays have hc_axis_slots(axis) entries. Optional arrays are NULL when unknown
 * throughout. In a forecast calls is the mean and quantile[k * slots + slot] its quantiles.
 */
typedef struct hc_queue {
    char name[HC_QUEUE_NAME_MAX];
    char channel[HC_QUEUE_NAME_MAX]; /* as the history writes it; "": it has none */
    uint8_t *state;                  /* hc_slot_state */
    double *calls;                   /* contacts offered per interval */
    double *aht_s;     /* seconds; HC_MISSING where nobody was handled. Optional in a history */
    double *handled;   /* optional: contacts answered */
    double *abandoned; /* optional: callers who hung up waiting */
    double *wait_s;    /* optional: seconds that all callers of the interval waited in sum */
    double *quantile;  /* optional, forecasts: [HC_QUANTILES * slots] of calls */
    double *aht_sd_s;  /* optional, forecasts: standard deviation of the AHT forecast */
} hc_queue;

typedef struct hc_series {
    hc_axis axis;
    size_t queue_count;
    hc_queue *queues;
} hc_series;

#define HC_SERIES_INIT                                                                         \
    {                                                                                          \
        0                                                                                      \
    }

/* Which optional arrays hc_series_make takes. */
typedef enum hc_series_part {
    HC_PART_AHT = 1,
    HC_PART_HANDLED = 2,
    HC_PART_ABANDONED = 4,
    HC_PART_QUANTILE = 8,
    HC_PART_AHT_SD = 16,
    HC_PART_WAIT = 32
} hc_series_part;

/*
 * An empty series: every slot HC_SLOT_GAP, every number HC_MISSING. Queue names are for the
 * caller. axis is copied; what *series held is cleared (it must hold HC_SERIES_INIT or a
 * series). On error *series is as before: HC_ERR_LIMIT past HC_QUEUES_MAX queues,
 * HC_ERR_MEMORY.
 */
hc_status hc_series_make(hc_series *series, const hc_axis *axis, size_t queue_count,
                         unsigned parts, hc_error *err) HC_MUST_USE;

/* Moves from into to (to is cleared first, from is left empty; the same series twice is left
 * alone). */
void hc_series_move(hc_series *to, hc_series *from);

/* A second series with all that from holds; *to is cleared first. On error it is as before. */
hc_status hc_series_copy(hc_series *to, const hc_series *from, hc_error *err) HC_MUST_USE;

/* Queue of that name; false when there is none. */
bool hc_series_find(const hc_series *series, const char *name, size_t *queue);

/* Contacts of all slots that are known. */
double hc_series_calls(const hc_series *series, size_t queue);

/*
 * Checks lengths' worth of content: states known; calls finite and >= 0 where open, 0 where
 * closed, missing in a gap; other counts, quantiles (ascending) and deviations missing or
 * finite and >= 0; AHT missing or above 0 and at most HC_AHT_MAX_S. HC_ERR_RANGE names queue
 * and time.
 */
hc_status hc_series_check(const hc_series *series, hc_error *err) HC_MUST_USE;

/* Frees what a queue points to; the queue is to be dropped or filled anew. */
void hc_queue_free_arrays(const hc_queue *queue);

/* Keeps the queues first .. first + count - 1, which there are, and frees the others. */
void hc_series_keep_queues(hc_series *series, size_t first, size_t count);

void hc_series_clear(hc_series *series);

#ifdef __cplusplus
}
#endif
#endif
