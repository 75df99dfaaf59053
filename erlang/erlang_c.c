#include "erlang/erlang_c.h"

#include "erlang/erlang_b.h"
#include "erlang/gamma_tables.h"

#define SMALL_LOAD 160.0 /* up to here the walk starts from no agents: cheaper than a guess */
#define RATE_MOST 600.0  /* T in AHT: exp(-T / AHT) stays a double */
#define LATE_LEAST 7e-16 /* the table of Halfin and Whitt reaches as far, at T = 0 */
#define BETA_MOST (HC_HALFIN_WHITT_REACH - 1e-9) /* inside the table's last piece */
#define SQRT_HALF_PI 1.25331413731550025121

/* agents - load with all its digits */
static double gap_of(const hc_load *load, double agents)
{
    return (agents - load->load_erlangs) - load->load_rest_erlangs;
}

/* C = n B / (n - a (1 - B)), written without cancellation; agents > load. */
static double p_wait(const hc_load *load, double agents)
{
    const hc_busy_weights w = hc_busy_weights_of(load, agents);
    const double all_busy = agents * w.busy;
    return all_busy / (load->load_erlangs * w.busy + gap_of(load, agents) * (w.idle + w.busy));
}

double hc_erlang_c(double load_erlangs, double agents)
{
    const hc_load load = hc_load_of(load_erlangs, 1.0);
    const bool stable = load_erlangs > 0.0 && load_erlangs <= HC_LOAD_ERLANGS_MAX &&
                        agents > load_erlangs && agents <= HC_AGENTS_MAX;
    return stable ? p_wait(&load, agents) : HC_MISSING;
}

double hc_erlang_c_late(double load_erlangs, double agents, double aht_s, double target_s)
{
    if (!(target_s >= 0.0)) { return HC_MISSING; }
    return hc_erlang_c(load_erlangs, agents) *
           exp(-(agents - load_erlangs) * (target_s / aht_s));
}

double hc_erlang_c_asa_s(double load_erlangs, double agents, double aht_s)
{
    return hc_erlang_c(load_erlangs, agents) * aht_s / (agents - load_erlangs);
}

hc_status hc_erlang_c_metrics(const hc_load *load, double agents, double target_s,
                              hc_metrics *metrics, hc_error *err)
{
    HC_TRY(hc_load_check(load, err));
    if (!(target_s >= 0.0 && target_s <= HC_TIME_S_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "it is in seconds",
                       "the answer time must be 0 to %g s, found %g", HC_TIME_S_MAX, target_s);
    }
    if (!(load->load_erlangs > 0.0 && agents <= HC_AGENTS_MAX)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, "",
                       "the load must be above 0 and agents at most %g, found %g Erlangs and "
                       "%g agents",
                       HC_AGENTS_MAX, load->load_erlangs, agents);
    }
    if (!(agents > load->load_erlangs + load->load_rest_erlangs)) {
        return hc_fail(err, HC_ERR_DOMAIN, HC_NOWHERE,
                       "give a patience, or more agents than Erlangs",
                       "overload: %g agents for %.10g Erlangs of callers who wait for ever",
                       agents, load->load_erlangs);
    }
    *metrics = hc_erlang_c_served(load, agents, target_s);
    return HC_OK;
}

hc_metrics hc_erlang_c_served(const hc_load *load, double agents, double target_s)
{
    const double gap = gap_of(load, agents);
    hc_metrics m = {.erlang_b = hc_erlang_b_of(load, agents)};
    m.p_wait = p_wait(load, agents);
    m.p_wait_gt_t = m.p_wait * exp(-gap * (target_s / load->aht_s));
    m.late = m.p_wait_gt_t;
    m.sl_offered = 1.0 - m.late;
    m.sl_net = m.sl_offered;
    m.sl_answered = m.sl_offered;
    m.asa_s = m.p_wait * load->aht_s / gap;
    m.wait_all_s = m.asa_s;
    m.occupancy = load->load_erlangs / agents;
    m.queue_len = m.p_wait * load->load_erlangs / gap;
    return m;
}

/* The walk's state at n agents: r = 1 / B(n) and fade = exp(-(n - load) T / AHT). */
typedef struct c_walk {
    double load;
    double per_load; /* 1 / load */
    double rest;
    double late;
    double step; /* exp(-T / AHT) */
    double n;
    double r;
    double fade;
} c_walk;

/* late(n) <= late, multiplied out: n fade <= late (a + (n - a) r); n > a. */
static bool walk_holds(const c_walk *at)
{
    const double gap = (at->n - at->load) - at->rest;
    return at->n * at->fade <= at->late * (at->load + gap * at->r);
}

/* To the first number that holds; each lets fewer wait. */
static double walk_up(c_walk *at)
{
    while (!walk_holds(at)) {
        at->n += 1.0;
        at->r = 1.0 + at->n * at->per_load * at->r;
        at->fade *= at->step;
    }
    return at->n;
}

static double agents_of_small_load(c_walk *at, double rate)
{
    const double first = floor(at->load + at->rest) + 1.0;
    at->r = 1.0 + hc_idle_per_busy(at->load, (int)first);
    at->n = first;
    at->fade = exp(-((first - at->load) - at->rest) * rate);
    return walk_up(at);
}

/* ln(1 + beta Phi(beta) / phi(beta)) by cubic pieces through values and slopes, and its slope.
 */
static double log_inverse_wait(double beta, double *slope)
{
    const double place = beta * HC_HALFIN_WHITT_STEPS;
    const size_t piece = (size_t)place;
    const double *left = hc_halfin_whitt[piece];
    const double *right = hc_halfin_whitt[piece + 1];
    const double t = place - (double)piece;
    const double rise = right[0] - left[0];
    const double c2 = 3.0 * rise - 2.0 * left[1] - right[1];
    const double c3 = left[1] + right[1] - 2.0 * rise;
    *slope = HC_HALFIN_WHITT_STEPS * (left[1] + t * (2.0 * c2 + 3.0 * t * c3));
    return left[0] + t * (left[1] + t * (c2 + t * c3));
}

/* Halfin and Whitt: late ~ exp(-beta c) / (1 + beta Phi(beta) / phi(beta)), c = sqrt(a) T /
 * AHT. The logarithm is convex in beta, so Newton comes down from a point above the root. */
static double halfin_whitt(double c, double late, double near)
{
    const double goal = -log(late);
    const double slope_at_0 = c + SQRT_HALF_PI;
    const double bend = 0.2146; /* 1 - pi/4: second term of the logarithm at 0 */
    double beta = 2.0 * goal / (slope_at_0 + sqrt(slope_at_0 * slope_at_0 + 4.0 * bend * goal));
    double change = 0.0;
    do {
        double slope = 0.0;
        beta = fmin(beta, BETA_MOST);
        change = (log_inverse_wait(beta, &slope) + beta * c - goal) / (slope + c);
        beta = fmax(beta - change, 0.0);
    } while (change * change >= near); /* the next change is about its square */
    return beta;
}

static double agents_of_large_load(c_walk *at, double rate)
{
    const double least = floor(at->load + at->rest) + 1.0;
    const double root = sqrt(at->load);
    const hc_load load = {.load_erlangs = at->load, .load_rest_erlangs = at->rest};
    at->n =
        fmax(least, ceil(at->load + halfin_whitt(rate * root, at->late, 0.5 / root) * root));
    const hc_busy_weights w = hc_busy_weights_of(&load, at->n);
    at->r = 1.0 + w.idle / w.busy;
    at->fade = exp(-((at->n - at->load) - at->rest) * rate);
    const double per_step = 1.0 / at->step;
    while (walk_holds(at)) {
        if (at->n <= least) { return at->n; }
        at->r = (at->r - 1.0) * at->load / at->n;
        at->fade *= per_step;
        at->n -= 1.0;
    }
    return walk_up(at);
}

double hc_erlang_c_agents(const hc_load *load, double target_s, double late)
{
    const double rate = target_s / load->aht_s;
    if (!(load->load_erlangs > 0.0 && load->load_erlangs <= HC_LOAD_ERLANGS_MAX &&
          late >= LATE_LEAST && rate >= 0.0 && rate <= RATE_MOST)) {
        return -1.0;
    }
    c_walk at = {.load = load->load_erlangs,
                 .per_load = 1.0 / load->load_erlangs,
                 .rest = load->load_rest_erlangs,
                 .late = late,
                 .step = exp(-rate)};
    if (late >= 1.0) { return floor(at.load + at.rest) + 1.0; }
    return at.load <= SMALL_LOAD ? agents_of_small_load(&at, rate)
                                 : agents_of_large_load(&at, rate);
}
