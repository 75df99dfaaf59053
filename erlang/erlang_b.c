#include "erlang/erlang_b.h"

#include "erlang/gamma_ratio.h"

#define RECURRENCE_AGENTS 128 /* up to here the recurrence is as fast as the expansion */

double hc_idle_per_busy(double load_erlangs, int agents)
{
    const double c = 1.0 / load_erlangs;
    double k = 0.0;
    double idle = 0.0;
    for (int left = agents; left >= 4; left -= 4) { /* four steps in one: the same products */
        const double c1 = (k + 1.0) * c;
        const double c2 = (k + 2.0) * c;
        const double c3 = (k + 3.0) * c;
        const double c4 = (k + 4.0) * c;
        const double from_idle = c4 * (1.0 + c3 * (1.0 + c2 * (1.0 + c1)));
        idle = idle > 0.0 ? from_idle + ((c4 * c3) * (c2 * c1)) * idle : from_idle;
        k += 4.0;
    }
    for (int left = agents % 4; left > 0; left--) {
        k += 1.0;
        idle = (k * c) * (1.0 + idle);
    }
    return idle;
}

static hc_busy_weights by_recurrence(double load_erlangs, int agents)
{
    const double idle = hc_idle_per_busy(load_erlangs, agents);
    if (idle > 1.0) { return (hc_busy_weights){.idle = 1.0, .busy = 1.0 / idle}; }
    return (hc_busy_weights){.idle = idle, .busy = 1.0};
}

hc_busy_weights hc_busy_weights_of(const hc_load *load, double agents)
{
    if (agents <= RECURRENCE_AGENTS && agents == floor(agents)) {
        return by_recurrence(load->load_erlangs, (int)agents);
    }
    const double excess = (load->load_erlangs - agents) + load->load_rest_erlangs;
    const hc_gamma_ratio at = hc_gamma_ratio_at(agents, load->load_erlangs, excess);
    if (at.below) { return (hc_busy_weights){.idle = hc_gamma_upper(&at), .busy = at.density}; }
    return (hc_busy_weights){.idle = at.ratio, .busy = 1.0};
}

static bool in_domain(double load_erlangs, double agents)
{
    return load_erlangs > 0.0 && load_erlangs <= HC_LOAD_ERLANGS_MAX && agents >= 0.0 &&
           agents <= HC_AGENTS_MAX;
}

double hc_erlang_b_of(const hc_load *load, double agents)
{
    if (!in_domain(load->load_erlangs, agents)) { return HC_MISSING; }
    const hc_busy_weights weights = hc_busy_weights_of(load, agents);
    return weights.busy / (weights.idle + weights.busy);
}

double hc_erlang_b(double load_erlangs, double agents)
{
    const hc_load load = hc_load_of(load_erlangs, 1.0);
    return hc_erlang_b_of(&load, agents);
}
