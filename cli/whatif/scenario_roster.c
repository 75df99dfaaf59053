/* What the plan's own roster gives in a scenario. */
#include <math.h>

#include "cli/plan/queue_result.h"
#include "cli/whatif/scenario.h"
#include "forecast/base/memory.h"
#include "scheduler/queue_cover.h"
#include "scheduler/skills.h"

void hc_scenario_roster(const hc_plan_inputs *plan, const hc_scenario_inputs *inputs,
                        double *agents, double *people_factor)
{
    const double kept = (1.0 - inputs->shrinkage) / (1.0 - plan->shrinkage);
    double before = 0.0, after = 0.0;
    for (size_t slot = 0; slot < hc_axis_slots(&plan->forecast.axis); slot++) {
        const double there = plan->roster_agents[slot] * kept;
        agents[slot] = there > 0.0 ? fmax(0.0, hc_amount_apply(inputs->agents, there)) : 0.0;
        before += there > 0.0 ? there : 0.0;
        after += agents[slot];
    }
    *people_factor = before > 0.0 ? after / before : 1.0;
}

hc_status hc_scenario_people(const hc_plan_inputs *plan, const hc_scenario_inputs *inputs,
                             const hc_requirement *requirement, int32_t *people, hc_error *err)
{
    HC_TRY(hc_requirement_people(requirement, inputs->shrinkage, people, err));
    if (hc_rules_queues(&plan->team) > 1) { hc_requirement_add_people(requirement, people); }
    return HC_OK;
}

/* ---- people with skills -------------------------------------------------------------------
 */

/* How many agents each person of the roster is in each slot; 0 where nobody is. */
static void find_shares(const hc_plan_inputs *plan, const double *agents, double *share)
{
    hc_roster_cover(&plan->roster, share);
    for (size_t slot = 0; slot < hc_axis_slots(&plan->forecast.axis); slot++) {
        share[slot] = share[slot] > 0.0 ? agents[slot] / share[slot] : 0.0;
    }
}

/* The people who would be wanted of the roster: one of the scenario's people is one of its
 * people, but where there are more or fewer of them. */
static void find_wanted(const hc_scenario_inputs *inputs, const hc_requirement *requirement,
                        const int32_t *people, const double *share, size_t queues,
                        double *wanted)
{
    const size_t slots = hc_axis_slots(&requirement->axis);
    for (size_t at = 0; at < queues * slots; at++) {
        const double one = (1.0 - inputs->shrinkage) * requirement->presence[at % slots];
        const double factor = share[at % slots] / one;
        const bool changed = factor > 0.0 && fabs(factor - 1.0) > 1e-9;
        wanted[at] = changed ? people[at] / factor : people[at];
    }
}

hc_status hc_scenario_serve(const hc_plan_inputs *plan, const hc_scenario_inputs *inputs,
                            const hc_requirement *requirement, const int32_t *people,
                            const double *agents, const hc_series *spread, hc_requirement *out,
                            hc_error *err)
{
    const size_t queues = hc_rules_queues(&plan->team);
    const size_t slots = hc_axis_slots(&requirement->axis);
    double *share = NULL;
    double *wanted = NULL;
    double *given = NULL;
    if (hc_need_is_sum(&inputs->staff, requirement->need_count - 1) && queues == 1) {
        return hc_requirement_serve_shares(requirement, &inputs->staff, spread, agents, out,
                                           err);
    }
    if (queues == 1) {
        return hc_requirement_serve_agents(requirement, &inputs->staff,
                                           requirement->need_count - 1, agents, out, err);
    }
    hc_status st = hc_alloc(&share, slots, sizeof *share, err);
    if (st == HC_OK) { st = hc_alloc(&wanted, queues * slots, sizeof *wanted, err); }
    if (st == HC_OK) { st = hc_alloc(&given, queues * slots, sizeof *given, err); }
    if (st == HC_OK) {
        find_shares(plan, agents, share);
        find_wanted(inputs, requirement, people, share, queues, wanted);
        st = hc_queue_cover(&plan->team, &plan->roster, wanted, false, given, err);
    }
    for (size_t at = 0; st == HC_OK && at < queues * slots; at++) {
        given[at] *= share[at % slots];
    }
    if (st == HC_OK) {
        st = hc_requirement_serve_queues(requirement, &inputs->staff, spread, given, out, err);
    }
    hc_free(share);
    hc_free(wanted);
    hc_free(given);
    return st;
}
