#include "erlang/requirement_serve.h"

#include <math.h>

#include "erlang/chat.h"
#include "erlang/staffing.h"

hc_status hc_queue_serve(const hc_queue_rules *rules, double load_erlangs, double aht_s,
                         double agents, hc_metrics *metrics, hc_error *err)
{
    hc_load load = hc_load_of(load_erlangs, aht_s);
    load.patience_s = rules->patience_s;
    *metrics = (hc_metrics){.p_abandon = rules->model == HC_MODEL_A ? 1.0 : 0.0,
                            .asa_s = HC_MISSING,
                            .occupancy = 1.0};
    if (!(agents > 0.0)) { return HC_OK; }
    const hc_status st =
        hc_staffing_metrics(rules->model, &load, agents, rules->target_s, metrics, err);
    return st == HC_ERR_DOMAIN ? HC_OK : st; /* overload: everybody waits without end */
}

double hc_need_line_agents(const hc_need *need, size_t slot, double agents)
{
    const double aside = need->agents_aside[slot];
    return fmax(agents - aside, fmin(agents, need->agents[slot] - aside));
}

double hc_need_line(const hc_need *need, size_t slot)
{
    /* rounded up of a need, down of a roster: the larger is who is there */
    return fmax(need->agents[slot], need->agents_exact[slot]) - need->agents_aside[slot];
}

hc_chat hc_queue_chat(const hc_queue_rules *rules, double chats, double interval_s)
{
    hc_chat chat = {.chats_a_second = chats / interval_s,
                    .levels = rules->chat_levels,
                    .patience_s = rules->patience_s};
    for (size_t k = 0; k < rules->chat_levels; k++) {
        chat.chat_aht_s[k] = rules->chat_aht_s[k];
    }
    return chat;
}

static hc_status serve_chat(const hc_queue_rules *rules, double chats, double interval_s,
                            double agents, hc_metrics *metrics, hc_error *err)
{
    const hc_chat chat = hc_queue_chat(rules, chats, interval_s);
    const int64_t whole = (int64_t)floor(agents + 1e-9);
    hc_chat_metrics made = {{0}, 0.0, 0.0};
    *metrics = (hc_metrics){.p_abandon = rules->model == HC_MODEL_A ? 1.0 : 0.0,
                            .asa_s = HC_MISSING,
                            .occupancy = 1.0};
    if (whole < 1) { return HC_OK; }
    const hc_status st = hc_chat_evaluate(&chat, whole, rules->target_s, &made, err);
    if (st == HC_OK) { *metrics = made.service; }
    return st == HC_ERR_DOMAIN ? HC_OK : st;
}

/* A fluid: fewer than are needed do their share of the work in time. */
static hc_metrics serve_deferred(const hc_need *need, size_t slot, double agents)
{
    const double needed = need->agents_exact[slot];
    const double promised = need->service_level[slot]; /* missing where nothing comes */
    const double share = needed > 0.0 ? fmin(1.0, agents / needed) : 1.0;
    return (hc_metrics){.sl_offered = hc_is_missing(promised) ? share : share * promised,
                        .asa_s = HC_MISSING,
                        .occupancy = need->occupancy[slot]};
}

bool hc_need_is_sum(const hc_staff_rules *rules, size_t need)
{
    return !rules->pooled && rules->queue_count > 1 && need >= rules->queue_count;
}

double hc_need_share(const hc_requirement *requirement, size_t queue, size_t slot)
{
    const int32_t all = requirement->needs[requirement->need_count - 1].agents[slot];
    return all > 0 ? (double)requirement->needs[queue].agents[slot] / all : 0.0;
}

/* Of a need that is no sum. */
static hc_status serve_one(const hc_requirement *requirement, const hc_staff_rules *rules,
                           size_t need, size_t slot, double times, double agents,
                           hc_metrics *metrics, hc_error *err)
{
    const hc_need *wanted = &requirement->needs[need];
    const hc_queue_rules *own = need < rules->queue_count ? &rules->queues[need] : &rules->pool;
    if (need < rules->queue_count && own->work == HC_WORK_CHAT) {
        return serve_chat(own, wanted->calls[slot], 60.0 * requirement->axis.interval_min,
                          agents, metrics, err);
    }
    if (need < rules->queue_count && own->work == HC_WORK_DEFERRED) {
        *metrics = serve_deferred(wanted, slot, agents);
        return HC_OK;
    }
    return hc_queue_serve(own, times * wanted->load_erlangs[slot], wanted->aht_s[slot],
                          hc_need_line_agents(wanted, slot, agents), metrics, err);
}

/* Ratios of sums over the calls of the queues, each with its share of the agents. */
static hc_status serve_sum(const hc_requirement *requirement, const hc_staff_rules *rules,
                           size_t slot, double times, double agents, hc_metrics *metrics,
                           hc_error *err)
{
    double calls = 0.0, answered = 0.0, line = 0.0;
    *metrics = (hc_metrics){.sl_offered = 0.0};
    for (size_t q = 0; q < rules->queue_count; q++) {
        const hc_need *need = &requirement->needs[q];
        const double there = hc_need_share(requirement, q, slot) * agents;
        hc_metrics own = {0};
        if (rules->queues[q].work != HC_WORK_CALLS || !(need->calls[slot] > 0.0)) { continue; }
        HC_TRY(serve_one(requirement, rules, q, slot, times, there, &own, err));
        const double stay = need->calls[slot] * (1.0 - own.p_abandon);
        calls += need->calls[slot];
        answered += stay;
        line += there;
        metrics->sl_offered += need->calls[slot] * own.sl_offered;
        metrics->asa_s += stay > 0.0 ? stay * own.asa_s : 0.0;
        metrics->occupancy += there * own.occupancy;
    }
    metrics->sl_offered /= calls;
    metrics->p_abandon = 1.0 - answered / calls;
    metrics->asa_s = answered > 0.0 ? metrics->asa_s / answered : HC_MISSING;
    metrics->occupancy = line > 0.0 ? metrics->occupancy / line : 1.0;
    return HC_OK;
}

hc_status hc_requirement_serve_times(const hc_requirement *requirement,
                                     const hc_staff_rules *rules, size_t need, size_t slot,
                                     double times, double agents, hc_metrics *metrics,
                                     hc_error *err)
{
    return hc_need_is_sum(rules, need)
               ? serve_sum(requirement, rules, slot, times, agents, metrics, err)
               : serve_one(requirement, rules, need, slot, times, agents, metrics, err);
}

hc_status hc_requirement_serve(const hc_requirement *requirement, const hc_staff_rules *rules,
                               size_t need, size_t slot, double agents, hc_metrics *metrics,
                               hc_error *err)
{
    return hc_requirement_serve_times(requirement, rules, need, slot, 1.0, agents, metrics,
                                      err);
}
