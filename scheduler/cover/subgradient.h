/*
 * A quick first bound for many groups: steps along the bound's slope, without a linear program.
 * Its values of the cells and its last tours are where column generation starts from.
 */
#ifndef HC_SCHEDULER_COVER_SUBGRADIENT_H
#define HC_SCHEDULER_COVER_SUBGRADIENT_H

#include "scheduler/cover/generate.h"

/*
 * Gives the generator its first bound and values, and the master the tours of the last steps.
 * known_cost is that of some whole schedule. Ends after so many steps as the size of the
 * problem allows, or when the run is stopped.
 * Source  docs/math.md#scheduling (Polyak's step)
 */
hc_status hc_subgradient_start(const hc_problem *problem, hc_master *master,
                               hc_generator *generator, hc_pricer *pricer, double known_cost,
                               hc_run *run, hc_error *err) HC_MUST_USE;

#endif
