/*
 * With one handle time the number of busy agents and waiting calls is a birth and death process
 * that cannot fall below n - c: an agent who becomes free there begins deferred work at once.
 * Above it everything is Erlang A. Gans and Zhou (2003), Bhulai and Koole (2003).
 */
#include "erlang/blend.h"

#include <inttypes.h>

#include "erlang/same_line.h"

#define ROUNDS_MAX 100 /* of the mean handle time; some ten are enough */
#define MEAN_DIGITS 1e-11
#define RESCALE_ABOVE 1e200

/* States without a line, and the first with all busy. */
typedef struct blend_states {
    double full; /* weight of "all busy, nobody waits" */
    double idle;
    double busy_agents; /* sum of weight x busy agents */
    double lowest;      /* weight of the state with `reserve` idle agents */
} blend_states;

static blend_states sum_states(double load_erlangs, double agents, double reserve)
{
    double idle = 0.0;
    double busy_agents = 0.0;
    double lowest = 1.0;
    double weight = 1.0;
    for (int64_t kept = (int64_t)reserve; kept > 0; kept--) {
        const double busy = agents - (double)kept;
        idle += weight;
        busy_agents += weight * busy;
        weight *= load_erlangs / (busy + 1.0);
        if (idle > RESCALE_ABOVE) { /* the weights of before, which one step does not pass */
            idle /= RESCALE_ABOVE;
            busy_agents /= RESCALE_ABOVE;
            lowest /= RESCALE_ABOVE;
            weight /= RESCALE_ABOVE;
        }
    }
    return (blend_states){weight, idle, busy_agents, lowest};
}

static hc_status check_blend(const hc_blend *blend, int64_t agents, int64_t reserve,
                             hc_error *err)
{
    HC_TRY(hc_load_check(&blend->calls, err));
    if (!(blend->calls.load_erlangs > 0.0) || !isinf(blend->calls.lines)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "blending needs a load above 0 and unlimited lines");
    }
    if (!(blend->deferred_aht_s >= HC_AHT_S_MIN && blend->deferred_aht_s <= HC_AHT_S_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "AHT is in seconds",
                       "the AHT of deferred work must be %g to %g s, found %g", HC_AHT_S_MIN,
                       HC_AHT_S_MAX, blend->deferred_aht_s);
    }
    if (agents < 1 || reserve < 0) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "agents must be at least 1 and the reserve at least 0, found %" PRId64
                       " and %" PRId64,
                       agents, reserve);
    }
    if (agents > HC_BLEND_AGENTS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, NULL,
                       "at most %d agents can be blended, found %" PRId64, HC_BLEND_AGENTS_MAX,
                       agents);
    }
    return HC_OK;
}

/* The calls' own figures and the deferred work when every busy agent ends work at the rate
 * 1 / mean_aht_s; *implied_s: the mean time of the work that they then do. */
static hc_status evaluate_at(const hc_blend *blend, double agents, double reserve,
                             double mean_aht_s, double target_s, hc_blend_metrics *made,
                             double *implied_s, hc_error *err)
{
    const double calls_a_second = blend->calls.load_erlangs / blend->calls.aht_s;
    hc_load load = hc_load_of(calls_a_second * mean_aht_s, mean_aht_s);
    load.patience_s = blend->calls.patience_s;
    const blend_states states = sum_states(load.load_erlangs, agents, reserve);
    double total = 0.0;
    HC_TRY(hc_same_line(&load, agents, states.idle, states.full, target_s, &made->calls, &total,
                        err));
    made->calls.occupancy = states.busy_agents / total / agents + made->calls.p_wait;
    made->deferred_a_second = states.lowest / total * (agents - reserve) / mean_aht_s;
    made->deferred_erlangs = made->deferred_a_second * blend->deferred_aht_s;
    const double answered = calls_a_second * (1.0 - made->calls.p_abandon);
    *implied_s = (answered * blend->calls.aht_s + made->deferred_erlangs) /
                 (answered + made->deferred_a_second);
    return HC_OK;
}

/* How far the implied mean lies above the one assumed; an overload has no time for deferred
 * work, so that only calls are left. */
static hc_status mean_gap(const hc_blend *blend, double agents, double reserve,
                          double mean_aht_s, double target_s, hc_blend_metrics *made,
                          double *gap_s, hc_error *err)
{
    double implied_s = blend->calls.aht_s;
    const hc_status st =
        evaluate_at(blend, agents, reserve, mean_aht_s, target_s, made, &implied_s, err);
    *gap_s = implied_s - mean_aht_s;
    return st;
}

/* The mean time that implies itself, between that of calls and that of deferred work: false
 * position (Illinois). */
static hc_status settle_mean(const hc_blend *blend, double agents, double reserve,
                             double target_s, hc_blend_metrics *made, hc_error *err)
{
    double from_s = blend->calls.aht_s;
    double to_s = blend->deferred_aht_s;
    double from_gap_s = 0.0;
    double to_gap_s = 0.0;
    HC_TRY(mean_gap(blend, agents, reserve, from_s, target_s, made, &from_gap_s, err));
    if (fabs(from_gap_s) <= MEAN_DIGITS * from_s) { return HC_OK; }
    hc_status st = mean_gap(blend, agents, reserve, to_s, target_s, made, &to_gap_s, NULL);
    for (int round = 0; round < ROUNDS_MAX; round++) {
        double gap_s = 0.0;
        const double share = from_gap_s / (from_gap_s - to_gap_s);
        const double at_s = from_s + share * (to_s - from_s);
        st = mean_gap(blend, agents, reserve, at_s, target_s, made, &gap_s, err);
        if (st == HC_OK && fabs(gap_s) <= MEAN_DIGITS * at_s) { return HC_OK; }
        if (gap_s * to_gap_s > 0.0) {
            from_gap_s *= 0.5;
        } else {
            from_s = to_s;
            from_gap_s = to_gap_s;
        }
        to_s = at_s;
        to_gap_s = gap_s;
    }
    return st;
}

hc_status hc_blend_evaluate(const hc_blend *blend, int64_t agents, int64_t reserve,
                            double target_s, hc_blend_metrics *metrics, hc_error *err)
{
    const double n = (double)agents;
    hc_blend_metrics made = {.deferred_erlangs = 0.0};
    HC_TRY(check_blend(blend, agents, reserve, err));
    HC_TRY(settle_mean(blend, n, fmin((double)reserve, n), target_s, &made, err));
    *metrics = made;
    return HC_OK;
}

/* ------------------------------------------------------------------ the best reserve */

static hc_status check_targets(const hc_target *targets, size_t target_count, hc_error *err)
{
    for (size_t t = 0; t < target_count; t++) {
        HC_TRY(hc_target_check(&targets[t], err));
        if (targets[t].kind == HC_TARGET_OCCUPANCY) {
            return hc_fail(
                err, HC_ERR_RANGE, HC_NOWHERE, "bound the wait of calls",
                "occupancy is no target of blended agents: deferred work fills their "
                "idle time");
        }
    }
    return HC_OK;
}

/* Of a blend and targets that were checked, so that overload is all that can go wrong. */
static bool is_enough(const hc_blend *blend, int64_t agents, int64_t reserve,
                      const hc_target *targets, size_t target_count)
{
    hc_blend_metrics made = {.deferred_erlangs = 0.0};
    bool enough = true;
    for (size_t t = 0; enough && t < target_count; t++) {
        const hc_status st =
            hc_blend_evaluate(blend, agents, reserve, targets[t].target_s, &made, NULL);
        enough = st == HC_OK && hc_target_is_met(&targets[t], &made.calls);
    }
    return enough;
}

hc_status hc_blend_reserve(const hc_blend *blend, int64_t agents, const hc_target *targets,
                           size_t target_count, int64_t *reserve, hc_blend_metrics *metrics,
                           hc_error *err)
{
    HC_TRY(check_blend(blend, agents, 0, err));
    HC_TRY(check_targets(targets, target_count, err));
    hc_blend_metrics made = {.deferred_erlangs = 0.0};
    int64_t too_few = -1;
    int64_t enough_kept = agents;
    if (!is_enough(blend, agents, agents, targets, target_count)) {
        return hc_fail(
            err, HC_ERR_INFEASIBLE, HC_NOWHERE, "staff the calls first",
            "%" PRId64 " agents miss the targets of calls even without deferred work", agents);
    }
    while (enough_kept - too_few > 1) {
        const int64_t middle = (enough_kept + too_few) / 2;
        const bool enough = is_enough(blend, agents, middle, targets, target_count);
        *(enough ? &enough_kept : &too_few) = middle;
    }
    const double target_s = target_count > 0 ? targets[0].target_s : 0.0;
    HC_TRY(hc_blend_evaluate(blend, agents, enough_kept, target_s, &made, err));
    *reserve = enough_kept;
    *metrics = made;
    return HC_OK;
}
