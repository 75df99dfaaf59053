#include <math.h>

#include "scheduler/cover/moves.h"

#define HC_NOISE_ALONE 0.025 /* of the price unit, when one shift is put back */
#define HC_NOISE_GROUP 0.1   /* for all but the last of several */

bool hc_accepts(hc_improver *improver, double change, double temperature)
{
    if (change <= 0.0) { return true; }
    return temperature > 0.0 && hc_rng_uniform(&improver->rng) < exp(-change / temperature);
}

static bool is_picked(const size_t *heads, size_t count, size_t head)
{
    for (size_t k = 0; k < count; k++) {
        if (heads[k] == head) { return true; }
    }
    return false;
}

size_t hc_any_head(hc_improver *improver)
{
    if (improver->movable_count == 0) {
        return (size_t)hc_rng_below(&improver->rng, improver->plan->head_count);
    }
    return improver->movable[hc_rng_below(&improver->rng, improver->movable_count)];
}

size_t hc_pick_heads(hc_improver *improver, size_t most, size_t day, size_t *heads)
{
    const hc_plan *plan = improver->plan;
    size_t count = 0;
    for (size_t tries = 0; tries < HC_PICK_TRIES && count < most; tries++) {
        const size_t head = hc_any_head(improver);
        const bool fits = day == SIZE_MAX || hc_plan_tour(plan, head)[day].start != HC_DAY_OFF;
        if (fits && !is_picked(heads, count, head)) { heads[count++] = head; }
    }
    return count;
}

double hc_noise_of(const hc_improver *improver, size_t k, size_t count)
{
    const double unit = improver->plan->problem->price_unit;
    if (count == 1) { return HC_NOISE_ALONE * unit; }
    return k + 1 < count ? HC_NOISE_GROUP * unit : 0.0;
}
