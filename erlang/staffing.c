#include "erlang/staffing.h"

#include "erlang/staffing_question.h"

/* More agents never hurt: a target that is met by as many as another needs has no say. */
static bool has_no_say(const hc_question *ask, double agents)
{
    if (hc_question_is_perfection(ask) || hc_question_is_always_met(ask)) { return false; }
    const hc_metrics metrics = hc_question_metrics(ask, agents);
    return hc_target_is_met(ask->target, &metrics);
}

static hc_status raise_to(const hc_question *ask, bool whole, double *most, hc_error *err)
{
    double need = 0.0;
    if (whole && *most > 0.0 && has_no_say(ask, *most)) { return HC_OK; }
    HC_TRY(hc_question_agents(ask, whole, &need, err));
    *most = fmax(*most, need);
    return HC_OK;
}

static hc_status solve_all(hc_model model, const hc_load *load, const hc_target *targets,
                           size_t target_count, bool whole, double *agents, hc_error *err)
{
    HC_TRY(hc_staffing_check(model, load, 0.0, 0.0, err));
    HC_TRY(hc_staffing_check_targets(model, load, 1.0, targets, target_count, err));
    double most = 0.0;
    const hc_load seen = hc_served_load(model, load);
    for (size_t i = 0; load->load_erlangs > 0.0 && i < target_count; i++) {
        const hc_question ask = {hc_served_model(model, load), &seen, &targets[i]};
        HC_TRY(raise_to(&ask, whole, &most, err));
    }
    *agents = most;
    return HC_OK;
}

hc_status hc_staffing_solve(hc_model model, const hc_load *load, const hc_target *targets,
                            size_t target_count, int64_t *agents, hc_error *err)
{
    double need = 0.0;
    HC_TRY(solve_all(model, load, targets, target_count, true, &need, err));
    *agents = (int64_t)need;
    return HC_OK;
}

hc_status hc_staffing_solve_exact(hc_model model, const hc_load *load, const hc_target *targets,
                                  size_t target_count, double *agents, hc_error *err)
{
    if (!isinf(load->lines) && model != HC_MODEL_B) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "leave lines out",
                       "fractional agents are not defined with finite lines");
    }
    return solve_all(model, load, targets, target_count, false, agents, err);
}
