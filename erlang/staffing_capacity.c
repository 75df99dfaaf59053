/* The most work that so many agents hold within every target. */
#include "erlang/staffing.h"
#include "erlang/staffing_question.h"

#define CAPACITY_LEAST 1e-9 /* Erlangs: a smaller load is called none */

/* True when the agents hold this load within every target; overload never does. */
static bool holds(hc_model model, const hc_load *load, const hc_target *targets,
                  size_t target_count, double agents)
{
    const hc_model served = hc_served_model(model, load);
    if (served == HC_MODEL_C && agents <= load->load_erlangs) { return false; }
    bool held = true;
    for (size_t i = 0; held && i < target_count; i++) {
        const hc_question ask = {served, load, &targets[i]};
        if (hc_question_is_always_met(&ask)) { continue; }
        const hc_metrics metrics = hc_question_metrics(&ask, agents);
        held = hc_target_is_met(&targets[i], &metrics);
    }
    return held;
}

static hc_status refuse_perfection(hc_model model, const hc_load *load,
                                   const hc_target *targets, size_t target_count, hc_error *err)
{
    for (size_t i = 0; i < target_count; i++) {
        const hc_question ask = {hc_served_model(model, load), load, &targets[i]};
        if (!hc_question_is_always_met(&ask) && hc_question_is_perfection(&ask)) {
            return hc_question_refuse(&ask, err);
        }
    }
    return HC_OK;
}

/* The load at a trial, growing by calls or by handle time. */
static hc_load grown(const hc_load *load, double load_erlangs, hc_capacity_kind what)
{
    hc_load trial = *load;
    trial.load_erlangs = load_erlangs;
    trial.load_rest_erlangs = 0.0;
    if (what == HC_CAPACITY_AHT) {
        trial.aht_s = load->aht_s * (load_erlangs / load->load_erlangs);
    }
    return trial;
}

static hc_status largest_load(hc_model model, const hc_load *load, const hc_target *targets,
                              size_t target_count, double agents, hc_capacity_kind what,
                              double *most, hc_error *err)
{
    double low = 0.0;
    double high = fmax(agents, CAPACITY_LEAST);
    const double top = HC_LOAD_ERLANGS_MAX;
    bool held = true;
    while (held) {
        const hc_load trial = grown(load, high, what);
        held = holds(model, &trial, targets, target_count, agents);
        if (held && high >= top) {
            return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "bound p_abandon or sl_offered too",
                           "the targets hold at any load up to %g Erlangs", top);
        }
        if (held) {
            low = high;
            high = fmin(2.0 * high, top);
        }
    }
    while (high - low > 1e-13 * high && high > CAPACITY_LEAST) {
        const double middle = 0.5 * (low + high);
        const hc_load trial = grown(load, middle, what);
        *(holds(model, &trial, targets, target_count, agents) ? &low : &high) = middle;
    }
    *most = low;
    return HC_OK;
}

hc_status hc_staffing_capacity(hc_model model, const hc_load *load, const hc_target *targets,
                               size_t target_count, double agents, hc_capacity_kind what,
                               double *most, hc_error *err)
{
    HC_TRY(hc_staffing_check(model, load, agents, 0.0, err));
    HC_TRY(hc_staffing_check_targets(model, load, agents, targets, target_count, err));
    if (what == HC_CAPACITY_AHT && !(load->load_erlangs > 0.0)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "give the calls too",
                       "the longest AHT of no calls has no answer");
    }
    if (!(agents > 0.0)) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "", "no agents hold no load");
    }
    const hc_load seen = hc_served_load(model, load);
    double most_erlangs = 0.0;
    HC_TRY(refuse_perfection(model, &seen, targets, target_count, err));
    HC_TRY(largest_load(model, &seen, targets, target_count, agents, what, &most_erlangs, err));
    if (!(most_erlangs > 0.0)) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "soften the target",
                       "%g agents do not meet the targets at any load", agents);
    }
    *most = what == HC_CAPACITY_AHT ? grown(load, most_erlangs, what).aht_s : most_erlangs;
    return HC_OK;
}
