/*
 * Annealing of whole schedules: take a few people's shifts of one day (or their whole tours)
 * out and put each back where it is now worth most; keep what is cheaper, and now and then what
 * is not.
 */
#ifndef HC_SCHEDULER_COVER_IMPROVE_H
#define HC_SCHEDULER_COVER_IMPROVE_H

#include "forecast/base/rng.h"
#include "scheduler/cover/plan.h"
#include "scheduler/cover/pricing.h"
#include "scheduler/cover/run.h"

/* Temperatures are in units of problem->price_unit. */
typedef struct hc_cooling {
    double first;      /* temperature of the first move */
    double last;       /* of the last; linear between */
    double day_share;  /* of moves that touch one day only */
    double swap_share; /* of moves to another day of the week */
    size_t moves;
} hc_cooling;

typedef struct hc_improver hc_improver; /* opaque: one annealing run */

/* The plan is borrowed and changed until hc_improver_free(). */
hc_status hc_improver_create(hc_improver **improver, hc_plan *plan, uint64_t seed,
                             uint64_t stream, hc_error *err) HC_MUST_USE;

/* From now on only these heads are moved (borrowed); 0 of them: everybody. */
void hc_improver_move_only(hc_improver *improver, const size_t *heads, size_t count);

/*
 * Makes the moves numbered from..to-1 of the cooling. The best plan met is kept aside.
 */
void hc_improver_run(hc_improver *improver, const hc_cooling *cooling, size_t from, size_t to);

double hc_improver_best_cost(const hc_improver *improver);

/* Puts the best plan met back into the plan. */
void hc_improver_take_best(hc_improver *improver);

void hc_improver_free(hc_improver *improver);

#endif
