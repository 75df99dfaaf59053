/*
 * What one person would do best when every cell has a value and every day left as it was earns
 * a bonus: the whole tour, or only the breaks that may still move.
 */
#ifndef HC_SCHEDULER_REPLAN_RESPOND_H
#define HC_SCHEDULER_REPLAN_RESPOND_H

#include "scheduler/cover/pricing.h"
#include "scheduler/replan/replan_options.h"

#define HC_DAY_FOREIGN (-2) /* start of a kept shift that the contract does not know */

typedef struct hc_responder {
    const hc_problem *problem;
    hc_pricer pricer;
    const hc_replan_options *options;
    hc_day_shift *kept; /* [heads][days] */
    int32_t from_cell;  /* of options->day, when only breaks move */
} hc_responder;

/*
 * The head's best tour at the pricer's values; *total is its value less wage and weekend price,
 * and the bonus of each day kept. false: no tour is legal.
 */
bool hc_respond(hc_responder *responder, size_t group, size_t head, double bonus,
                hc_day_shift *tour, double *total);

static inline const hc_day_shift *hc_kept_tour(const hc_responder *responder, size_t head)
{
    return &responder->kept[head * responder->problem->days];
}

/* Whether two shifts are one: also two days off. */
bool hc_same_shift(const hc_form *form, const hc_day_shift *a, const hc_day_shift *b);

#endif
