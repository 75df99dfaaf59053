/*
 * Chat: an agent holds several chats at once and each of them takes longer. What counts is how
 * long a chat lasts at each level, as measured; an AHT divided by the concurrency is never
 * right.
 */
#ifndef HC_ERLANG_CHAT_H
#define HC_ERLANG_CHAT_H

#include "erlang/load.h"
#include "erlang/target.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HC_CHAT_LEVELS_MAX 16

/* A chat queue: new chats go to the agent who holds the fewest. */
typedef struct hc_chat {
    double chats_a_second;                 /* arrivals */
    size_t levels;                         /* most chats an agent holds at once */
    double chat_aht_s[HC_CHAT_LEVELS_MAX]; /* [k - 1]: mean time of a chat while its agent holds
                                              k */
    double patience_s; /* mean patience of those who wait; INFINITY: for ever */
} hc_chat;

typedef struct hc_chat_metrics {
    hc_metrics
        service; /* p_wait: every agent holds `levels` chats; occupancy: agents with a chat */
    double chats_an_agent; /* mean number held by an agent */
    double chat_aht_s;     /* mean time of a chat that comes of it */
} hc_chat_metrics;

/*
 * Every metric at so many whole agents. With one level this is Erlang A (or C). Chats count as
 * spread evenly at every moment; endings unbalance real agents for a while, which costs up to
 * about a point of P(wait).
 *
 * Errors  HC_ERR_RANGE   an argument is out of range, named;
 *         HC_ERR_DOMAIN  overload: chats wait for ever and come faster than agents end them;
 *         HC_ERR_LIMIT   more than HC_AGENTS_MAX / levels agents.
 * Source  docs/math.md, Staffing: Chat
 */
hc_status hc_chat_evaluate(const hc_chat *chat, int64_t agents, double target_s,
                           hc_chat_metrics *metrics, hc_error *err) HC_MUST_USE;

/* Fewest whole agents that meet every target. Errors as hc_staffing_solve(). */
hc_status hc_chat_solve(const hc_chat *chat, const hc_target *targets, size_t target_count,
                        int64_t *agents, hc_error *err) HC_MUST_USE;

#ifdef __cplusplus
}
#endif
#endif
