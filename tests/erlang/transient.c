#include "tests/erlang/transient.h"

#include <math.h>
#include <string.h>

#include "erlang/erlang_a_lines.h"
#include "forecast/base/memory.h"

#define JUMPS_AT_ONCE 300.0 /* exp(-300) is far from underflow */
#define LOST_MASS 1e-15     /* probability left out at either end of the Poisson weights */
#define EDGE_MASS 1e-10     /* probability that may sit at the last state */

/* One trial with a number of states; vectors have `states` entries. */
typedef struct chain {
    size_t states; /* 0 .. states - 1 callers in the system */
    double *now;
    double *next;
    double *walk;    /* now after k jumps */
    double *stay;    /* time spent in each state during an interval, seconds */
    double *on_time; /* answered in time, by callers found */
    double *leave;   /* rate at which a state is left downwards */
} chain;

/* Rates of one interval. */
typedef struct pace {
    double arrivals; /* a second */
    double service;  /* of one agent, a second */
    double hang_up;  /* of one waiting caller, a second */
    double agents;
} pace;

static double leave_rate(const pace *p, double callers)
{
    const double waiting = fmax(0.0, callers - p->agents);
    return (callers - waiting) * p->service + waiting * p->hang_up;
}

static pace pace_of(const hc_transient_day *day, size_t slot)
{
    return (pace){.arrivals = day->calls[slot] / day->interval_s,
                  .service = 1.0 / day->aht_s,
                  .hang_up = isinf(day->patience_s) ? 0.0 : 1.0 / day->patience_s,
                  .agents = (double)day->agents[slot]};
}

static void fill_leave(const pace *p, chain *c)
{
    for (size_t k = 0; k < c->states; k++) {
        c->leave[k] = leave_rate(p, (double)k);
    }
}

/* One jump of the uniformised chain; the last state loses no arrivals, it refuses them. */
static void jump(const pace *p, double rate, const chain *c, const double *from, double *to)
{
    const size_t last = c->states - 1;
    const double per_jump = 1.0 / rate;
    const double up = p->arrivals * per_jump;
    const double *leave = c->leave;
    to[0] = from[0] * (1.0 - up) + from[1] * (leave[1] * per_jump);
    for (size_t k = 1; k < last; k++) {
        to[k] = from[k - 1] * up + from[k] * (1.0 - up - leave[k] * per_jump) +
                from[k + 1] * (leave[k + 1] * per_jump);
    }
    to[last] = from[last - 1] * up + from[last] * (1.0 - leave[last] * per_jump);
}

static void add_scaled(double *sum, const double *part, double factor, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sum[i] += factor * part[i];
    }
}

/* now after `seconds`, and the time spent in each state on the way. rate x seconds is moderate.
 */
static void advance(const pace *p, double rate, double seconds, chain *c)
{
    const double jumps = rate * seconds;
    const size_t bytes = c->states * sizeof c->now[0];
    double weight = exp(-jumps);
    double beyond = 1.0 - weight; /* P(more than k jumps) */
    double *other = c->next;
    double *walk = c->walk;
    memcpy(walk, c->now, bytes);
    memset(c->now, 0, bytes);
    for (int k = 0;; k++) {
        add_scaled(c->now, walk, weight, c->states);
        add_scaled(c->stay, walk, beyond / rate, c->states);
        if (k > jumps && weight < LOST_MASS) { break; }
        jump(p, rate, c, walk, other);
        double *const swap = walk;
        walk = other;
        other = swap;
        weight *= jumps / (k + 1);
        beyond = fmax(0.0, beyond - weight);
    }
    c->walk = walk;
    c->next = other;
}

static double highest_rate(const pace *p, size_t states)
{
    const double last = (double)states - 1.0;
    return p->arrivals + fmax(leave_rate(p, last), leave_rate(p, fmin(last, p->agents)));
}

/* The interval's shares out of the time spent in each state. */
static hc_transient_service measure(const pace *p, const chain *c, double interval_s)
{
    hc_transient_service s = {0};
    for (size_t k = 0; k < c->states; k++) {
        const double share = c->stay[k] / interval_s;
        const double waiting = fmax(0.0, (double)k - p->agents);
        if ((double)k >= p->agents) { s.p_wait += share; }
        s.service_level += share * c->on_time[k];
        s.waiting += share * waiting;
        s.busy += share * ((double)k - waiting);
    }
    s.abandon_rate = p->arrivals > 0.0 ? s.waiting * p->hang_up / p->arrivals : 0.0;
    return s;
}

/* Callers found -> chance to be answered in time. */
static void fill_on_time(const hc_transient_day *day, const pace *p, chain *c)
{
    const size_t agents = (size_t)fmin(p->agents, (double)c->states);
    for (size_t k = 0; k < agents; k++) {
        c->on_time[k] = 1.0;
    }
    if (agents == 0) {
        memset(c->on_time, 0, c->states * sizeof c->on_time[0]);
    } else if (agents < c->states) {
        hc_load load = hc_load_of(p->agents, day->aht_s);
        load.patience_s = day->patience_s;
        hc_on_time_by_place(&load, p->agents, day->target_s, c->states - agents,
                            c->on_time + agents);
    }
}

/* Stationary probabilities of slot 0, cut at the last state, by detailed balance from the mode.
 */
static void settle(const pace *p, chain *c)
{
    double total = 0.0;
    size_t mode = 0;
    while (mode + 1 < c->states && p->arrivals > leave_rate(p, (double)mode + 1.0)) {
        mode++;
    }
    c->now[mode] = 1.0;
    for (size_t k = mode; k + 1 < c->states; k++) {
        const double leave = leave_rate(p, (double)k + 1.0);
        c->now[k + 1] = leave > 0.0 ? c->now[k] * p->arrivals / leave : 0.0;
    }
    for (size_t k = mode; k > 0; k--) {
        c->now[k - 1] = c->now[k] * leave_rate(p, (double)k) / p->arrivals;
    }
    for (size_t k = 0; k < c->states; k++) {
        total += c->now[k];
    }
    for (size_t k = 0; k < c->states; k++) {
        c->now[k] /= total;
    }
}

/* Plays the day with this many states; *edge is the largest probability met at the last one. */
static void play(const hc_transient_day *day, chain *c, hc_transient_service *service,
                 double *edge)
{
    memset(c->now, 0, c->states * sizeof c->now[0]);
    c->now[0] = 1.0;
    *edge = 0.0;
    for (size_t slot = 0; slot < day->slots && *edge <= EDGE_MASS; slot++) {
        const pace p = pace_of(day, slot);
        if (slot == 0 && day->starts_settled && p.arrivals > 0.0) { settle(&p, c); }
        if (slot == 0 || day->agents[slot] != day->agents[slot - 1]) {
            fill_on_time(day, &p, c);
        }
        fill_leave(&p, c);
        const double rate = highest_rate(&p, c->states);
        const double parts = ceil(fmax(1.0, rate * day->interval_s / JUMPS_AT_ONCE));
        memset(c->stay, 0, c->states * sizeof c->stay[0]);
        for (size_t part = 0; part < (size_t)parts; part++) {
            advance(&p, rate, day->interval_s / parts, c);
        }
        service[slot] = measure(&p, c, day->interval_s);
        *edge = fmax(*edge, c->now[c->states - 1]);
    }
}

static hc_status check_day(const hc_transient_day *day, hc_error *err)
{
    hc_load load = hc_load_of(0.0, day->aht_s);
    load.patience_s = day->patience_s;
    HC_TRY(hc_load_check(&load, err));
    if (!(day->interval_s > 0.0 && day->interval_s <= HC_TIME_S_MAX && day->target_s >= 0.0 &&
          day->target_s <= HC_TIME_S_MAX)) {
        return hc_fail(
            err, HC_ERR_RANGE, HC_NOWHERE, "they are in seconds",
            "the interval must be above 0 and the answer time 0 or more, found %g, %g",
            day->interval_s, day->target_s);
    }
    for (size_t slot = 0; slot < day->slots; slot++) {
        if (!(day->calls[slot] >= 0.0 && day->calls[slot] <= 1e9 && day->agents[slot] >= 0)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                           "interval %zu: calls and agents must be 0 or more, found %g and %d",
                           slot, day->calls[slot], (int)day->agents[slot]);
        }
    }
    if (day->slots > 0 && day->starts_settled && isinf(day->patience_s) &&
        day->calls[0] * day->aht_s / day->interval_s >= (double)day->agents[0]) {
        return hc_fail(err, HC_ERR_DOMAIN, HC_NOWHERE, "start empty, or give a patience",
                       "overload: interval 0 has no settled state");
    }
    return HC_OK;
}

/* A first number of states: the most callers that a day without waiting or without agents
 * holds. */
static double first_states(const hc_transient_day *day)
{
    double most = 0.0;
    const double stay_s =
        isinf(day->patience_s) ? day->aht_s : fmax(day->aht_s, day->patience_s);
    for (size_t slot = 0; slot < day->slots; slot++) {
        const double settled = day->calls[slot] / day->interval_s * stay_s;
        most = fmax(most, settled);
    }
    return ceil(most + 8.0 * sqrt(most) + 30.0);
}

static double work_of(const hc_transient_day *day, size_t states)
{
    double jumps = 0.0;
    for (size_t slot = 0; slot < day->slots; slot++) {
        const pace p = pace_of(day, slot);
        jumps += highest_rate(&p, states) * day->interval_s + 30.0;
    }
    return jumps * (double)states;
}

static hc_status make_chain(chain *c, double **memory, size_t states, hc_error *err)
{
    HC_TRY(hc_alloc(memory, 6 * states, sizeof **memory, err));
    *c = (chain){.states = states,
                 .now = *memory,
                 .next = *memory + states,
                 .walk = *memory + 2 * states,
                 .stay = *memory + 3 * states,
                 .on_time = *memory + 4 * states,
                 .leave = *memory + 5 * states};
    return HC_OK;
}

static hc_status play_once(const hc_transient_day *day, size_t states,
                           hc_transient_service *made, double *edge, hc_error *err)
{
    double *memory = NULL;
    chain c = {0};
    if (states > HC_TRANSIENT_STATES_MAX || work_of(day, states) > HC_TRANSIENT_STEPS_MAX) {
        return hc_fail(err, HC_ERR_LIMIT, HC_NOWHERE, "play fewer days at once, or simulate",
                       "the day is too large or too overloaded to be played exactly");
    }
    HC_TRY(make_chain(&c, &memory, states, err));
    play(day, &c, made, edge);
    hc_free(memory);
    return HC_OK;
}

/* Tries with more and more states until the last one is never reached. */
static hc_status play_wide_enough(const hc_transient_day *day, hc_transient_service *made,
                                  hc_error *err)
{
    double edge = 1.0;
    double states = fmin(first_states(day), 1e15);
    while (edge > EDGE_MASS) {
        HC_TRY(play_once(day, (size_t)states, made, &edge, err));
        states *= 1.6;
    }
    return HC_OK;
}

hc_status hc_transient_play(const hc_transient_day *day, hc_transient_service *service,
                            hc_error *err)
{
    hc_transient_service *made = NULL;
    HC_TRY(check_day(day, err));
    HC_TRY(hc_alloc(&made, day->slots, sizeof *made, err));
    const hc_status st = play_wide_enough(day, made, err);
    if (st == HC_OK) { memcpy(service, made, day->slots * sizeof *made); }
    hc_free(made);
    return st;
}
