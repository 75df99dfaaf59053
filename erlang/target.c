#include "erlang/target.h"

#include <strings.h>

#define SLACK 1e-12
#define SLACK_FROM 1e-3 /* nearer to perfect than this the slack stays absolute */

static const char *const kind_names[HC_TARGET_KINDS] = {
    [HC_TARGET_SL_OFFERED] = "sl_offered",   [HC_TARGET_SL_NET] = "sl_net",
    [HC_TARGET_SL_ANSWERED] = "sl_answered", [HC_TARGET_ASA_S] = "asa_s",
    [HC_TARGET_WAIT_ALL_S] = "wait_all_s",   [HC_TARGET_P_ABANDON] = "p_abandon",
    [HC_TARGET_OCCUPANCY] = "occupancy",     [HC_TARGET_P_WAIT] = "p_wait",
    [HC_TARGET_P_WAIT_GT_T] = "p_wait_gt_t", [HC_TARGET_P_BLOCK] = "p_block"};

bool hc_target_is_at_least(hc_target_kind kind)
{
    return kind == HC_TARGET_SL_OFFERED || kind == HC_TARGET_SL_NET ||
           kind == HC_TARGET_SL_ANSWERED;
}

static bool is_seconds(hc_target_kind kind)
{
    return kind == HC_TARGET_ASA_S || kind == HC_TARGET_WAIT_ALL_S;
}

const char *hc_target_name(hc_target_kind kind)
{
    return (unsigned)kind < HC_TARGET_KINDS ? kind_names[kind] : "unknown";
}

bool hc_target_find(const char *name, hc_target_kind *kind)
{
    for (unsigned i = 0; i < HC_TARGET_KINDS; i++) {
        if (strcasecmp(name, kind_names[i]) == 0) {
            *kind = (hc_target_kind)i;
            return true;
        }
    }
    return false;
}

double hc_target_slack(const hc_target *target)
{
    const double from_perfect =
        hc_target_is_at_least(target->kind) ? 1.0 - target->limit : target->limit;
    return SLACK * fmax(from_perfect, SLACK_FROM);
}

double hc_target_metric(const hc_target *target, const hc_metrics *metrics)
{
    switch (target->kind) {
    case HC_TARGET_SL_OFFERED:
        return metrics->sl_offered;
    case HC_TARGET_SL_NET:
        return metrics->sl_net;
    case HC_TARGET_SL_ANSWERED:
        return metrics->sl_answered;
    case HC_TARGET_ASA_S:
        return metrics->asa_s;
    case HC_TARGET_WAIT_ALL_S:
        return metrics->wait_all_s;
    case HC_TARGET_P_ABANDON:
        return metrics->p_abandon;
    case HC_TARGET_OCCUPANCY:
        return metrics->occupancy;
    case HC_TARGET_P_WAIT:
        return metrics->p_wait;
    case HC_TARGET_P_WAIT_GT_T:
        return metrics->p_wait_gt_t;
    case HC_TARGET_P_BLOCK:
        return metrics->p_block;
    case HC_TARGET_KINDS:
        break;
    }
    return HC_MISSING;
}

bool hc_target_is_met(const hc_target *target, const hc_metrics *metrics)
{
    const double metric = hc_target_metric(target, metrics);
    const double slack = hc_target_slack(target);
    if (target->kind == HC_TARGET_SL_OFFERED) { /* `late` has digits that 1 - late has lost */
        return metrics->late <= (1.0 - target->limit) + slack;
    }
    if (hc_target_is_at_least(target->kind)) { return metric >= target->limit - slack; }
    return metric <= target->limit + slack;
}

hc_status hc_target_refuse_perfect(const hc_target *target, hc_error *err)
{
    return hc_fail(err, HC_ERR_INFEASIBLE, HC_NOWHERE,
                   "no number of agents is ever perfect: ask for 99.9 %, say",
                   "%s at %.10g has no answer", hc_target_name(target->kind), target->limit);
}

hc_status hc_target_check(const hc_target *target, hc_error *err)
{
    if ((unsigned)target->kind >= HC_TARGET_KINDS) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "", "there is no target kind %d",
                       (int)target->kind);
    }
    const double most = is_seconds(target->kind) ? HC_TIME_S_MAX : 1.0;
    if (!(target->limit >= 0.0 && target->limit <= most)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE,
                       is_seconds(target->kind) ? "it is in seconds" : "80 % is 0.8",
                       "the target for %s must be 0 to %g, found %g",
                       hc_target_name(target->kind), most, target->limit);
    }
    if (!(target->target_s >= 0.0 && target->target_s <= HC_TIME_S_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "it is in seconds",
                       "the answer time of a target must be 0 to %g s, found %g", HC_TIME_S_MAX,
                       target->target_s);
    }
    return HC_OK;
}
