/* One target asked of one queue: what so many agents give, and what needs no search. */
#include "erlang/staffing_question.h"

#include "erlang/erlang_a.h"
#include "erlang/erlang_a_lines.h"
#include "erlang/erlang_c.h"

/* With finite lines more agents may make it worse: blocked calls do not wait, and where callers
 * hang up sooner than calls take, a line is free again sooner without an agent. */
static bool may_rise_with_agents(const hc_load *load, hc_target_kind kind)
{
    return kind == HC_TARGET_P_WAIT || kind == HC_TARGET_P_WAIT_GT_T ||
           (kind == HC_TARGET_P_BLOCK && load->patience_s < load->aht_s);
}

hc_status hc_staffing_check_targets(hc_model model, const hc_load *load, double agents,
                                    const hc_target *targets, size_t target_count,
                                    hc_error *err)
{
    const bool finite = model != HC_MODEL_B && !isinf(load->lines);
    const hc_load seen = hc_served_load(model, load);
    if (finite) { HC_TRY(hc_erlang_a_lines_check(load, agents, err)); }
    if (target_count == 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "80 % within 20 s, say",
                       "there is no target to staff for");
    }
    for (size_t i = 0; i < target_count; i++) {
        HC_TRY(hc_target_check(&targets[i], err));
        if (finite && may_rise_with_agents(&seen, targets[i].kind)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                           "bound sl_offered or p_abandon instead",
                           "%s is no target with these lines: more agents may raise it, since "
                           "blocked calls do not wait and hang-ups free lines",
                           hc_target_name(targets[i].kind));
        }
    }
    return HC_OK;
}

hc_metrics hc_question_metrics(const hc_question *ask, double agents)
{
    const hc_load *load = ask->load;
    const double target_s = ask->target->target_s;
    hc_metrics partial = {0};
    if (ask->model == HC_MODEL_B) { return hc_loss_metrics(load, agents); }
    if (ask->model == HC_MODEL_C) { return hc_erlang_c_served(load, agents, target_s); }
    if (!isinf(load->lines)) { return hc_erlang_a_lines_served(load, agents, target_s); }
    hc_erlang_a_for_target(load, agents, ask->target, &partial);
    return partial;
}

double hc_question_too_few(const hc_question *ask)
{
    if (ask->model == HC_MODEL_B) { return -1.0; }
    if (ask->model == HC_MODEL_C) {
        return floor(ask->load->load_erlangs + ask->load->load_rest_erlangs);
    }
    return 0.0;
}

bool hc_question_is_always_met(const hc_question *ask)
{
    const hc_target_kind kind = ask->target->kind;
    const bool no_abandons = ask->model == HC_MODEL_B || isinf(ask->load->patience_s);
    const bool no_waits = ask->model == HC_MODEL_B;
    const bool no_blocks = ask->model != HC_MODEL_B && isinf(ask->load->lines);
    return (kind == HC_TARGET_P_ABANDON && no_abandons) ||
           (kind == HC_TARGET_P_BLOCK && no_blocks) ||
           (no_waits && (kind == HC_TARGET_ASA_S || kind == HC_TARGET_WAIT_ALL_S ||
                         kind == HC_TARGET_P_WAIT || kind == HC_TARGET_P_WAIT_GT_T));
}

bool hc_question_is_perfection(const hc_question *ask)
{
    const hc_target *target = ask->target;
    return hc_target_is_at_least(target->kind) ? target->limit >= 1.0 : !(target->limit > 0.0);
}

hc_status hc_question_refuse(const hc_question *ask, hc_error *err)
{
    const hc_target *target = ask->target;
    if (!isinf(ask->load->lines) && ask->model != HC_MODEL_B) {
        return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE, "give more lines or a softer target",
                       "%g lines cannot hold %s at %.10g, however many agents",
                       ask->load->lines, hc_target_name(target->kind), target->limit);
    }
    return hc_target_refuse_perfect(target, err);
}
