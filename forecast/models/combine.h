/*
 * The candidates together: what each says at an origin, how wrong it was in weekly back-tests
 * inside the history, the weights that follow, and the rescue after a level shift.
 */
#ifndef HC_FORECAST_MODELS_COMBINE_H
#define HC_FORECAST_MODELS_COMBINE_H

#include "forecast/models/candidate.h"
#include "forecast/models/day_process.h"
#include "forecast/models/level_steps.h"
#include "forecast/models/shares.h"
#include "forecast/models/waves.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What is learnt once a queue and used at every origin inside its history. */
typedef struct hc_queue_model {
    hc_day_matrix matrix;
    hc_calendar calendar;
    hc_level_steps steps; /* the matrix is at the level after the last of them */
    hc_day_process process;
    hc_waves waves;
    double *weight; /* [matrix.days] robust day weights; 0 unknown */
    double width;   /* smoothing of the shares, slots */
} hc_queue_model;

#define HC_QUEUE_MODEL_INIT                                                                    \
    {                                                                                          \
        .matrix = HC_DAY_MATRIX_INIT                                                           \
    }

/* Everything that is known before the origin; `ahead` days of calendar after it. */
hc_status hc_queue_model_make(hc_queue_model *model, const hc_series *history, size_t queue,
                              int64_t origin_day, const hc_special_days *special, size_t ahead,
                              hc_error *err) HC_MUST_USE;
void hc_queue_model_clear(hc_queue_model *model);

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

/* Weights of the shares' speeds by their errors in the back-tests, given the days' true totals.
 */
void hc_weigh_speeds(const hc_queue_model *model, const hc_origin *origins, size_t count,
                     double weight[HC_SHARE_SPEEDS]);
void hc_mix_shares(hc_origin *origin, size_t slots, const double weight[HC_SHARE_SPEEDS]);

/* Errors of the candidates over the first week of every back-test, and the weights they earn:
 * there, and in weeks two to four for all days from the second week on. */
typedef struct hc_combination {
    double wape_interval[HC_CANDIDATES_LIMIT]; /* discounted mean; HC_MISSING without a
                                                  back-test */
    double wape_day[HC_CANDIDATES_LIMIT];
    double weight[HC_CANDIDATES_LIMIT];
    double weight_later[HC_CANDIDATES_LIMIT];
} hc_combination;

/* origins[count], the newest first, a week apart. */
void hc_combine(const hc_queue_model *model, const hc_origin *origins, size_t count,
                hc_combination *combination);

/* Weighted totals of an origin's days: totals[origin->ahead]. */
void hc_combined_totals(const hc_origin *origin, const hc_combination *combination,
                        double *totals);

/* Shares of a day ahead: the candidates' by their weighted totals. share[slots]. */
void hc_combined_shares(const hc_queue_model *model, const hc_origin *origin,
                        const hc_combination *combination, size_t ahead, double *share);

/* Shares of a day ahead by one candidate: its own, or the weekday's that all others have. */
const double *hc_candidate_shares(const hc_queue_model *model, const hc_origin *origin,
                                  size_t candidate, size_t ahead);

/*
 * Level shift: every candidate of the origin a week back missed the last days in the same
 * direction, by more than a quarter in the middle. Then each candidate's forecast of that
 * origin times its own ratio replaces `now`'s totals as far as it reaches, *ratio is the middle
 * ratio, and true comes back.
 */
bool hc_level_shift(const hc_queue_model *model, const hc_origin *week_back, hc_origin *now,
                    double *ratio);

#ifdef __cplusplus
}
#endif
#endif
