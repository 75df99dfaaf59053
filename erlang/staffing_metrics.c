/* What so many agents give, by whichever model, and whether that meets a target. */
#include "erlang/erlang_a.h"
#include "erlang/erlang_b.h"
#include "erlang/erlang_c.h"
#include "erlang/staffing.h"
#include "erlang/staffing_question.h"

#define LIMIT_DIGITS_MAX 6 /* targets of more digits than 0.000001 have no decimal ties */
#define TIE_DIGITS 1e-25   /* two shares nearer than this are the same fraction */

hc_model hc_served_model(hc_model model, const hc_load *load)
{
    if (model == HC_MODEL_B) { return model; }
    if (!isinf(load->lines) || (model == HC_MODEL_A && !isinf(load->patience_s))) {
        return HC_MODEL_A;
    }
    return HC_MODEL_C;
}

hc_load hc_served_load(hc_model model, const hc_load *load)
{
    hc_load seen = *load;
    if (model == HC_MODEL_C) { seen.patience_s = (double)INFINITY; }
    return seen;
}

hc_metrics hc_loss_metrics(const hc_load *load, double agents)
{
    const hc_busy_weights w = hc_busy_weights_of(load, agents);
    const double total = w.idle + w.busy;
    hc_metrics m = {
        .erlang_b = w.busy / total, .p_block = w.busy / total, .late = w.busy / total};
    m.sl_offered = w.idle / total;
    m.sl_net = agents > 0.0 ? 1.0 : 0.0;
    m.sl_answered = m.sl_net;
    m.occupancy = agents > 0.0 ? load->load_erlangs * m.sl_offered / agents : 0.0;
    return m;
}

static hc_metrics no_load_metrics(double agents)
{
    return (hc_metrics){.erlang_b = agents > 0.0 ? 0.0 : 1.0,
                        .sl_offered = 1.0,
                        .sl_net = 1.0,
                        .sl_answered = 1.0};
}

hc_status hc_staffing_check(hc_model model, const hc_load *load, double agents, double target_s,
                            hc_error *err)
{
    HC_TRY(hc_load_check(load, err));
    if (model != HC_MODEL_B && model != HC_MODEL_C && model != HC_MODEL_A) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "models are B, C and A",
                       "there is no model %d", (int)model);
    }
    if (!(agents >= 0.0 && agents <= HC_AGENTS_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "agents must be 0 to %g, found %g",
                       HC_AGENTS_MAX, agents);
    }
    if (!(target_s >= 0.0 && target_s <= HC_TIME_S_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "it is in seconds",
                       "the answer time must be 0 to %g s, found %g", HC_TIME_S_MAX, target_s);
    }
    return HC_OK;
}

hc_status hc_staffing_metrics(hc_model model, const hc_load *load, double agents,
                              double target_s, hc_metrics *metrics, hc_error *err)
{
    HC_TRY(hc_staffing_check(model, load, agents, target_s, err));
    if (!(load->load_erlangs > 0.0)) {
        *metrics = no_load_metrics(agents);
        return HC_OK;
    }
    const hc_load seen = hc_served_load(model, load);
    switch (hc_served_model(model, load)) {
    case HC_MODEL_B:
        *metrics = hc_loss_metrics(load, agents);
        return HC_OK;
    case HC_MODEL_C:
        return hc_erlang_c_metrics(&seen, agents, target_s, metrics, err);
    default:
        return hc_erlang_a_metrics(&seen, agents, target_s, metrics, err);
    }
}

/* ---- is the target met? ---- */

/* A limit as it was written, parts / whole with whole a power of ten; false past six digits. */
static bool as_decimal(double limit, double *parts, double *whole)
{
    *whole = 1.0;
    for (int digits = 0; digits <= LIMIT_DIGITS_MAX; digits++) {
        *parts = nearbyint(limit * *whole);
        if (fabs(*parts / *whole - limit) <= 0.0) { return true; }
        *whole *= 10.0;
    }
    return false;
}

/*
 * True where the target asks that exactly agents / load of the calls be answered. Agents who
 * are never idle answer that share; real ones answer less, if only by 1e-20, and so they miss
 * the target however small the difference. Exact: the load has the digits of two doubles.
 */
static bool asks_for_all_their_time(hc_model model, const hc_load *load, double agents,
                                    const hc_target *target)
{
    const bool loss = target->kind == HC_TARGET_P_BLOCK && model == HC_MODEL_B;
    const bool gone = target->kind == HC_TARGET_P_ABANDON && isinf(load->lines);
    double parts = 0.0;
    double whole = 0.0;
    if (!(target->kind == HC_TARGET_SL_OFFERED || loss || gone) ||
        !(agents < load->load_erlangs) || !as_decimal(target->limit, &parts, &whole)) {
        return false;
    }
    if (loss || gone) { parts = whole - parts; }
    if (!(parts > 0.0)) { return false; }
    const double asked = parts * load->load_erlangs;
    const double asked_rest =
        fma(parts, load->load_erlangs, -asked) + parts * load->load_rest_erlangs;
    const double held = whole * agents;
    const double held_rest = fma(whole, agents, -held);
    return fabs((held - asked) + (held_rest - asked_rest)) <= TIE_DIGITS * asked;
}

bool hc_staffing_meets(hc_model model, const hc_load *load, double agents,
                       const hc_target *target, const hc_metrics *metrics)
{
    if (!hc_target_is_met(target, metrics)) { return false; }
    const double metric = hc_target_metric(target, metrics);
    const bool tie = fabs(metric - target->limit) <= 2.0 * hc_target_slack(target);
    return !tie || !asks_for_all_their_time(model, load, agents, target);
}
