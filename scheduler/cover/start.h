/* A first whole schedule, and heads for what a dive left open: the best tour for one head after
 * another. */
#ifndef HC_SCHEDULER_COVER_START_H
#define HC_SCHEDULER_COVER_START_H

#include "scheduler/cover/plan.h"
#include "scheduler/cover/pricing.h"
#include "scheduler/cover/run.h"
#include "scheduler/roster.h"

/*
 * Gives every hired head without a single shift the tour that saves most. Not interrupted by
 * the caller: this is the answer that always exists.
 */
hc_status hc_start_fill(hc_plan *plan, hc_pricer *pricer, hc_error *err) HC_MUST_USE;

/*
 * Everybody in turn gets the best tour for what the others leave open, a few times over while
 * that saves something; whoever is not worth the hiring goes, where heads are chosen.
 * HC_ERR_MEMORY.
 */
hc_status hc_start_answer(hc_plan *plan, hc_pricer *pricer, hc_error *err) HC_MUST_USE;

/*
 * When heads are chosen: greedy hiring, the tour that saves most beyond its price first. The
 * plan has the hired heads and `spare` further unhired ones a group.
 */
hc_status hc_start_hire(const hc_problem *problem, hc_pricer *pricer, size_t spare,
                        hc_plan *plan, hc_error *err) HC_MUST_USE;

/*
 * When heads are given and nobody has a name: the roster's tours to the heads of their class.
 * Of too many people those go first who are missed least; heads without a tour stay without.
 * HC_ERR_RANGE when a shift is none of its contract's.
 */
hc_status hc_start_from_roster(const hc_problem *problem, const hc_roster *roster,
                               int32_t interval_min, hc_plan *plan, hc_error *err) HC_MUST_USE;

/*
 * When heads are chosen: a week's roster worked again in every week of the horizon, with
 * `spare` further unhired heads a group. A person whose weeks together break a rule, as of rest
 * between them, is hired without a shift. axis, rules: of the horizon.
 */
hc_status hc_start_from_week(const hc_problem *problem, const hc_axis *axis,
                             const hc_rules *rules, const hc_roster *week, size_t spare,
                             hc_plan *plan, hc_error *err) HC_MUST_USE;

#endif
