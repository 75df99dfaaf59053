/*
 * What every candidate says of the days after an origin, calendar effects included, and what
 * the process leaves open of them.
 */
#ifndef HC_FORECAST_MODELS_ORIGIN_H
#define HC_FORECAST_MODELS_ORIGIN_H

#include "forecast/models/candidate.h"
#include "forecast/models/queue_model.h"
#include "forecast/models/shares.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_BACK_DAYS 28 /* days ahead that back-tests look at: four weeks of spread */

/* What the candidates say at the origin `before` (an index of the matrix's days, or its count).
 */
typedef struct hc_origin {
    size_t before;
    size_t ahead;   /* days */
    double *totals; /* [hc_candidate_count * ahead], calendar effects included */
    double *own_shares[HC_CANDIDATES_LIMIT]; /* [ahead * slots] of candidates that say
                                                intervals; else NULL: `shares` */
    double *month;                           /* [ahead] factors */
    double *special;                         /* [ahead] */
    double *wave;                            /* [ahead] */
    double *doubt;           /* [ahead] variance of the log level beyond the first week's */
    double *mean_doubt;      /* [ahead] variance of a day's log mean */
    double day_doubt[7];     /* of the first days' log totals beside their own noise: with the
                                memory of a few days */
    double *special_doubt;   /* [ahead] of a special day; all three by hc_origin_doubt */
    double *shares_by_speed; /* [HC_SHARE_SPEEDS * HC_WEEKDAYS * slots] */
    double *shares;          /* [HC_WEEKDAYS * slots] their mix, by hc_mix_shares */
} hc_origin;

#define HC_ORIGIN_INIT                                                                         \
    {                                                                                          \
        0                                                                                      \
    }

hc_status hc_origin_make(hc_origin *origin, const hc_queue_model *model, size_t before,
                         size_t ahead, hc_error *err) HC_MUST_USE;

/* What the process leaves open of the days ahead. */
hc_status hc_origin_doubt(hc_origin *origin, const hc_queue_model *model,
                          hc_error *err) HC_MUST_USE;
void hc_origin_clear(hc_origin *origin);

/* A day of a back-test that can be judged. */
static inline bool hc_day_is_judged(const hc_queue_model *model, const hc_origin *origin,
                                    size_t ahead)
{
    const size_t day = origin->before + ahead;
    return ahead < HC_BACK_DAYS && day < model->matrix.days && model->matrix.seen[day] > 0.0 &&
           hc_day_is_ordinary(&model->calendar.kind[day]);
}

#ifdef __cplusplus
}
#endif
#endif
