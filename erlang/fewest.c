#include "erlang/fewest.h"

#include <math.h>

static hc_status is_enough(const hc_fewest *asked, double agents, bool *enough, hc_error *err)
{
    *enough = true;
    for (size_t t = 0; *enough && t < asked->target_count; t++) {
        hc_metrics metrics = {0};
        hc_error why = HC_ERROR_INIT;
        const hc_status st =
            asked->metrics_at(asked->queue, agents, asked->targets[t].target_s, &metrics, &why);
        if (st != HC_OK && st != HC_ERR_DOMAIN) {
            if (err != NULL) { *err = why; }
            return st;
        }
        *enough = st == HC_OK && hc_target_is_met(&asked->targets[t], &metrics);
    }
    return HC_OK;
}

/* Near 100 % the metrics round to it: without this a search would end at an accident. */
static hc_status check_imperfect(const hc_fewest *asked, hc_error *err)
{
    for (size_t t = 0; t < asked->target_count; t++) {
        const hc_target *target = &asked->targets[t];
        if (!hc_target_is_at_least(target->kind) || target->limit < 1.0) { continue; }
        return hc_target_refuse_perfect(target, err);
    }
    return HC_OK;
}

hc_status hc_fewest_agents(const hc_fewest *asked, int64_t *agents, hc_error *err)
{
    double too_few = asked->too_few;
    double high = fmin(asked->first, asked->most);
    double step = asked->step;
    bool enough = false;
    HC_TRY(check_imperfect(asked, err));
    HC_TRY(is_enough(asked, high, &enough, err));
    while (!enough && high < asked->most) {
        too_few = high;
        high = fmin(ceil(high + step), asked->most);
        step *= 2.0;
        HC_TRY(is_enough(asked, high, &enough, err));
    }
    if (!enough) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "ask for a little less than all",
                       "no number of agents up to %.10g meets every target", asked->most);
    }
    while (high - too_few > 1.0) {
        const double middle = floor(0.5 * (high + too_few));
        HC_TRY(is_enough(asked, middle, &enough, err));
        *(enough ? &high : &too_few) = middle;
    }
    *agents = (int64_t)high;
    return HC_OK;
}
