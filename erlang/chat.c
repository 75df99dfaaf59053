/*
 * With least-loaded routing the number of chats j is a birth and death process: j chats on n
 * agents leave at (n - r) q / t_q + r (q + 1) / t_{q+1} a second, q = j / n, r = j mod n, t_k
 * the time of a chat at level k. A line forms at n c chats and behaves as in Erlang A with the
 * same rate of endings; only the weight of the states without a line differs.
 */
#include "erlang/chat.h"

#include <math.h>

#include "erlang/fewest.h"
#include "erlang/same_line.h"
#include "erlang/staffing.h"

#define NEGLIGIBLE 1e-18 /* of the weights so far: the rest of the sum */
#define RESCALE_ABOVE 1e200
#define AGENTS_MOST 10000000

/* The states without a line, and the first with all levels full. */
typedef struct chat_states {
    double full;        /* weight of "all levels full, nobody waits" */
    double idle;        /* some agent can take a chat */
    double chats;       /* sum of weight x chats */
    double busy_agents; /* sum of weight x agents with a chat */
} chat_states;

static double ending_rate(const hc_chat *chat, double agents, double chats)
{
    const double level = floor(chats / agents);
    const double above = chats - level * agents;
    const size_t k = (size_t)level;
    double rate = 0.0;
    if (k > 0) { rate += (agents - above) * level / chat->chat_aht_s[k - 1]; }
    if (above > 0.0) { rate += above * (level + 1.0) / chat->chat_aht_s[k]; }
    return rate;
}

/* From the full state downwards: p_{j-1} = p_j x endings(j) / arrivals. */
static chat_states sum_states(const hc_chat *chat, double agents)
{
    chat_states states = {.full = 1.0};
    double weight = 1.0;
    for (int64_t full = (int64_t)agents * (int64_t)chat->levels; full >= 1; full--) {
        const double chats = (double)full;
        weight *= ending_rate(chat, agents, chats) / chat->chats_a_second;
        states.idle += weight;
        states.chats += weight * (chats - 1.0);
        states.busy_agents += weight * fmin(chats - 1.0, agents);
        if (weight < NEGLIGIBLE * states.idle && chats < agents) { break; }
        if (states.idle > RESCALE_ABOVE) {
            states.full /= RESCALE_ABOVE;
            states.idle /= RESCALE_ABOVE;
            states.chats /= RESCALE_ABOVE;
            states.busy_agents /= RESCALE_ABOVE;
            weight /= RESCALE_ABOVE;
        }
    }
    return states;
}

static hc_status check_chat(const hc_chat *chat, hc_error *err)
{
    bool good = chat->chats_a_second >= 0.0 && chat->chats_a_second <= 1e9 &&
                chat->levels >= 1 && chat->levels <= HC_CHAT_LEVELS_MAX &&
                chat->patience_s >= HC_PATIENCE_S_LEAST;
    for (size_t k = 0; good && k < chat->levels; k++) {
        good = chat->chat_aht_s[k] >= HC_AHT_S_MIN && chat->chat_aht_s[k] <= HC_AHT_S_MAX;
    }
    return good ? HC_OK
                : hc_fail(
                      err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                      "a chat queue needs arrivals from 0, 1 to %d levels with a chat time of "
                      "%g to %g s each, and a patience above 0",
                      HC_CHAT_LEVELS_MAX, HC_AHT_S_MIN, HC_AHT_S_MAX);
}

/* The queue of Erlang A that has the same line: as many servers as chats, ending at the full
 * rate. */
static hc_load line_of(const hc_chat *chat)
{
    const double place_s = chat->chat_aht_s[chat->levels - 1];
    hc_load load = hc_load_of(chat->chats_a_second * place_s, place_s);
    load.patience_s = chat->patience_s;
    return load;
}

/* Agents with a chat and chats held; with a line every agent holds all levels. */
static void fill_occupancy(const hc_chat *chat, double agents, const chat_states *states,
                           double total, hc_chat_metrics *metrics)
{
    const double held =
        states->chats / total + metrics->service.p_wait * agents * (double)chat->levels;
    const double served = chat->chats_a_second * (1.0 - metrics->service.p_abandon);
    metrics->chats_an_agent = held / agents;
    metrics->chat_aht_s = held / served;
    metrics->service.occupancy =
        (states->busy_agents / total + metrics->service.p_wait * agents) / agents;
}

/* The line's metrics above the states of chats held side by side. */
static hc_status weigh_states(const hc_chat *chat, double agents, double target_s,
                              hc_chat_metrics *metrics, hc_error *err)
{
    const chat_states states = sum_states(chat, agents);
    const hc_load load = line_of(chat);
    double total = 0.0;
    HC_TRY(hc_same_line(&load, agents * (double)chat->levels, states.idle, states.full,
                        target_s, &metrics->service, &total, err));
    fill_occupancy(chat, agents, &states, total, metrics);
    return HC_OK;
}

/* One chat at a time is a call. */
static hc_status single_chats(const hc_chat *chat, double agents, double target_s,
                              hc_chat_metrics *metrics, hc_error *err)
{
    const hc_load load = line_of(chat);
    const hc_model model = isinf(chat->patience_s) ? HC_MODEL_C : HC_MODEL_A;
    HC_TRY(hc_staffing_metrics(model, &load, agents, target_s, &metrics->service, err));
    metrics->chats_an_agent = metrics->service.occupancy;
    metrics->chat_aht_s = chat->chat_aht_s[0];
    return HC_OK;
}

static hc_chat_metrics no_chats(void)
{
    return (hc_chat_metrics){.service = {.sl_offered = 1.0, .sl_net = 1.0, .sl_answered = 1.0},
                             .chat_aht_s = HC_MISSING};
}

hc_status hc_chat_evaluate(const hc_chat *chat, int64_t agents, double target_s,
                           hc_chat_metrics *metrics, hc_error *err)
{
    HC_TRY(check_chat(chat, err));
    if (agents < 1 || agents > AGENTS_MOST) {
        return hc_fail(err, agents < 1 ? HC_ERR_RANGE : HC_ERR_LIMIT, HC_NOWHERE, NULL,
                       "agents must be 1 to %d, found %lld", AGENTS_MOST, (long long)agents);
    }
    if (!(chat->chats_a_second > 0.0)) {
        *metrics = no_chats();
        return HC_OK;
    }
    hc_chat_metrics made = {{0}, 0.0, 0.0};
    HC_TRY(chat->levels > 1 ? weigh_states(chat, (double)agents, target_s, &made, err)
                            : single_chats(chat, (double)agents, target_s, &made, err));
    *metrics = made;
    return HC_OK;
}

/* ------------------------------------------------------------------ fewest agents */

static hc_status metrics_at(const void *queue, double agents, double target_s,
                            hc_metrics *metrics, hc_error *err)
{
    hc_chat_metrics made;
    HC_TRY(hc_chat_evaluate(queue, (int64_t)agents, target_s, &made, err));
    *metrics = made.service;
    return HC_OK;
}

hc_status hc_chat_solve(const hc_chat *chat, const hc_target *targets, size_t target_count,
                        int64_t *agents, hc_error *err)
{
    HC_TRY(check_chat(chat, err));
    for (size_t t = 0; t < target_count; t++) {
        HC_TRY(hc_target_check(&targets[t], err));
    }
    if (!(chat->chats_a_second > 0.0)) {
        *agents = 0;
        return HC_OK;
    }
    const hc_fewest asked = {.metrics_at = metrics_at,
                             .queue = chat,
                             .targets = targets,
                             .target_count = target_count,
                             .first = 1.0,
                             .step = 1.0,
                             .most = AGENTS_MOST};
    return hc_fewest_agents(&asked, agents, err);
}
