/*
 * The candidates together: how wrong each was in weekly back-tests inside the history, the
 * weights that follow, their mix, and the rescue after a level shift.
 */
#ifndef HC_FORECAST_MODELS_COMBINE_H
#define HC_FORECAST_MODELS_COMBINE_H

#include "forecast/models/origin.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Weights of the shares' speeds by what they said of the back-tests' first weeks and of the
 * blocks before them, given the days' true totals. */
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
 * Level shift: every candidate of an origin whole weeks back, at most four, missed the days
 * since in the same direction, by more than a quarter in the middle. Then each candidate's
 * forecast of that origin times its own ratio replaces `now`'s totals as far as it reaches,
 * *ratio is the middle ratio, and true comes back.
 */
bool hc_level_shift(const hc_queue_model *model, const hc_origin *earlier, hc_origin *now,
                    double *ratio);

#ifdef __cplusplus
}
#endif
#endif
