/*
 * Zeltyn and Mandelbaum (2005): with all agents busy the offered wait V has density
 * proportional to exp(phi(x)), phi(x) = lambda H(x) - n mu x, H(x) the mean of min(patience,
 * x). phi is concave and smooth within a bin, so each integral is a sum of Gauss-Legendre
 * panels around its peak.
 */
#include "erlang/general_patience.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "erlang/erlang_b.h"
#include "erlang/fewest.h"
#include "forecast/base/memory.h"

#define NODES 16           /* of Gauss-Legendre; half of them are stored */
#define PANEL_DROP 6.0     /* change of phi in one panel */
#define NEGLIGIBLE_DROP 46 /* exp(-46) = 1e-20 of the peak */
#define ALL_GONE (-60.0)   /* logarithm of a survival that no sum sees */
#define HANG_UPS_A_BIN 20  /* standard error of a bin's hazard below a quarter */
#define HAZARD_MOST 1e9

static const double node_x[NODES / 2] = {
    0.0950125098376374402, 0.281603550779258913, 0.458016777657227386, 0.617876244402643748,
    0.755404408355003034,  0.865631202387831744, 0.944575023073232576, 0.989400934991649933};
static const double node_w[NODES / 2] = {
    0.189450610455068496, 0.182603415044923589,  0.169156519395002538,  0.149595988816576732,
    0.124628971255533872, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949};

/* One bin with what has happened before it. */
typedef struct curve_bin {
    double from_s;
    double to_s; /* INFINITY in the last */
    double hazard;
    double log_survival; /* at from_s */
    double mean_wait_s;  /* H(from_s) */
} curve_bin;

typedef struct wait_problem {
    size_t bins;
    curve_bin bin[HC_HAZARD_BINS_MAX];
    double arrivals; /* lambda, calls a second */
    double serving;  /* n mu, calls a second */
    double target_s;
    double peak; /* largest phi */
} wait_problem;

/* What the metrics are made of; each integral is of exp(phi - peak) times its factor. */
typedef struct wait_sums {
    double one;         /* 1, over all waits: lambda J */
    double one_late;    /* 1, over waits above the target */
    double gone;        /* share that has hung up before its turn */
    double gone_early;  /* the same over waits up to the target */
    double stays_wait;  /* x (1 - share): waits of the answered */
    double mean_wait;   /* H: waits of all */
    double stays;       /* 1 - share */
    double stays_early; /* the same over waits up to the target: answered in time */
} wait_sums;

hc_patience_curve hc_patience_curve_exponential(double mean_s)
{
    return (hc_patience_curve){.bins = 1, .hazard = {isinf(mean_s) ? 0.0 : 1.0 / mean_s}};
}

static hc_status check_curve(const hc_patience_curve *curve, hc_error *err)
{
    bool good = curve->bins >= 1 && curve->bins <= HC_HAZARD_BINS_MAX &&
                !(curve->from_s[0] > 0.0 || curve->from_s[0] < 0.0);
    for (size_t k = 0; good && k < curve->bins; k++) {
        good = curve->hazard[k] >= 0.0 && curve->hazard[k] <= HAZARD_MOST &&
               (k == 0 ||
                (curve->from_s[k] > curve->from_s[k - 1] && curve->from_s[k] <= HC_TIME_S_MAX));
    }
    return good
               ? HC_OK
               : hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                         "a patience curve needs 1 to %d bins that start at 0 and ascend, with "
                         "hazards of 0 to 1e9 a second",
                         HC_HAZARD_BINS_MAX);
}

/* (1 - exp(-hazard x)) / hazard, x where the hazard is 0. */
static double mean_stay(double hazard, double x)
{
    return hazard * x > 0.0 ? -expm1(-hazard * x) / hazard : x;
}

static double log_survival_at(const curve_bin *bin, double x)
{
    return bin->log_survival - bin->hazard * (x - bin->from_s);
}

static double mean_wait_at(const curve_bin *bin, double x)
{
    return bin->mean_wait_s + exp(bin->log_survival) * mean_stay(bin->hazard, x - bin->from_s);
}

static double phi_at(const wait_problem *problem, const curve_bin *bin, double x)
{
    return problem->arrivals * mean_wait_at(bin, x) - problem->serving * x;
}

/* d phi / dx at x: falls as callers hang up. */
static double slope_at(const wait_problem *problem, const curve_bin *bin, double x)
{
    return problem->arrivals * exp(log_survival_at(bin, x)) - problem->serving;
}

static void lay_out_bins(const hc_patience_curve *curve, wait_problem *problem)
{
    problem->bins = curve->bins;
    double log_survival = 0.0;
    double mean_wait_s = 0.0;
    for (size_t k = 0; k < curve->bins; k++) {
        const double to_s = k + 1 < curve->bins ? curve->from_s[k + 1] : (double)INFINITY;
        curve_bin *bin = &problem->bin[k];
        *bin = (curve_bin){curve->from_s[k], to_s, curve->hazard[k], log_survival, mean_wait_s};
        mean_wait_s = mean_wait_at(bin, to_s);
        log_survival = log_survival_at(bin, to_s);
    }
}

/* Where phi is largest within a bin: where the slope passes 0, or an end. */
static double bin_peak_s(const wait_problem *problem, const curve_bin *bin)
{
    if (slope_at(problem, bin, bin->from_s) <= 0.0) { return bin->from_s; }
    if (bin->hazard <= 0.0) { return bin->to_s; }
    const double stay =
        (bin->log_survival - log(problem->serving / problem->arrivals)) / bin->hazard;
    return fmin(bin->from_s + stay, bin->to_s);
}

/* The peak of phi and the bin that holds it; false when phi grows for ever: overload. */
static bool find_peak(wait_problem *problem, size_t *at_bin, double *at_s)
{
    const curve_bin *last = &problem->bin[problem->bins - 1];
    if (last->hazard <= 0.0 && slope_at(problem, last, last->from_s) >= 0.0) { return false; }
    *at_bin = 0;
    *at_s = bin_peak_s(problem, &problem->bin[0]);
    while (*at_s >= problem->bin[*at_bin].to_s) {
        *at_s = bin_peak_s(problem, &problem->bin[++*at_bin]);
    }
    problem->peak = phi_at(problem, &problem->bin[*at_bin], *at_s);
    return true;
}

static void add_node(const wait_problem *problem, const curve_bin *bin, double x, double width,
                     wait_sums *sums)
{
    const double weight = width * exp(phi_at(problem, bin, x) - problem->peak);
    const double log_survival = log_survival_at(bin, x);
    const double stays = weight * exp(log_survival);
    const double gone = weight * -expm1(log_survival);
    sums->one += weight;
    sums->stays += stays;
    sums->gone += gone;
    sums->stays_wait += x * stays;
    sums->mean_wait += weight * mean_wait_at(bin, x);
    if (x > problem->target_s) {
        sums->one_late += weight;
    } else {
        sums->gone_early += gone;
        sums->stays_early += stays;
    }
}

static void add_panel(const wait_problem *problem, const curve_bin *bin, double from_s,
                      double to_s, wait_sums *sums)
{
    const double middle = 0.5 * (from_s + to_s);
    const double half = 0.5 * (to_s - from_s);
    for (size_t node = 0; node < NODES / 2; node++) {
        add_node(problem, bin, middle - half * node_x[node], half * node_w[node], sums);
        add_node(problem, bin, middle + half * node_x[node], half * node_w[node], sums);
    }
}

/* Width of a panel in which phi changes by no more than PANEL_DROP, from its slope and bend at
 * x; enough to move x. `falling`: who is gone at x is gone in the panel. */
static double panel_s(const wait_problem *problem, const curve_bin *bin, double x, bool falling)
{
    const double slope = fabs(slope_at(problem, bin, x));
    const double bend = problem->arrivals * exp(log_survival_at(bin, x)) * bin->hazard;
    double width = (double)INFINITY;
    if (slope > 0.0) { width = PANEL_DROP / slope; }
    if (bend > 0.0) { width = fmin(width, sqrt(2.0 * PANEL_DROP / bend)); }
    /* the survival itself must not bend much within a panel either */
    const bool gone = falling && log_survival_at(bin, x) < ALL_GONE;
    if (bin->hazard > 0.0 && !gone) { width = fmin(width, 3.0 / bin->hazard); }
    return fmax(width, 4.0 * DBL_EPSILON * x);
}

/* Walks a bin from one end or from the peak; direction +1 or -1. Gives where it stopped. */
static double walk(const wait_problem *problem, const curve_bin *bin, double from_s,
                   double end_s, wait_sums *sums)
{
    const double direction = end_s > from_s ? 1.0 : -1.0;
    double x = from_s;
    while ((end_s - x) * direction > 0.0) {
        if (phi_at(problem, bin, x) < problem->peak - NEGLIGIBLE_DROP) { break; }
        double next = x + direction * panel_s(problem, bin, x, direction > 0.0);
        const bool crosses = (problem->target_s - x) * direction > 0.0 &&
                             (next - problem->target_s) * direction > 0.0;
        if (crosses) { next = problem->target_s; }
        if (!((end_s - next) * direction > 0.0)) { next = end_s; }
        add_panel(problem, bin, fmin(x, next), fmax(x, next), sums);
        x = next;
    }
    return x;
}

static wait_sums integrate(const wait_problem *problem, size_t peak_bin, double peak_s)
{
    wait_sums sums = {0};
    size_t bin = peak_bin;
    double x = walk(problem, &problem->bin[bin], peak_s, problem->bin[bin].to_s, &sums);
    while (x >= problem->bin[bin].to_s) { /* the last bin has no end */
        bin++;
        x = walk(problem, &problem->bin[bin], x, problem->bin[bin].to_s, &sums);
    }
    x = peak_s;
    for (size_t k = peak_bin + 1; k-- > 0;) {
        x = walk(problem, &problem->bin[k], x, problem->bin[k].from_s, &sums);
        if (x > problem->bin[k].from_s) { break; }
    }
    return sums;
}

double hc_patience_curve_survival(const hc_patience_curve *curve, double wait_s)
{
    wait_problem problem = {0};
    lay_out_bins(curve, &problem);
    size_t k = problem.bins - 1;
    while (k > 0 && wait_s < problem.bin[k].from_s) {
        k--;
    }
    return exp(log_survival_at(&problem.bin[k], wait_s));
}

/*
 * busy e^peak lambda times the sums, against idle a/n for "an agent is free": the weights of
 * hc_busy_weights, with one unit for both.
 */
static hc_metrics metrics_of(const hc_load *load, const wait_problem *problem, double agents,
                             const wait_sums *sums)
{
    const hc_busy_weights w = hc_busy_weights_of(load, agents);
    const double rate = problem->arrivals;
    /* the larger of the two exponents becomes 1, so that nothing overflows */
    const double shift = fmax(0.0, problem->peak);
    const double idle = w.idle * load->load_erlangs / agents * exp(-shift);
    const double busy = w.busy * rate * exp(problem->peak - shift);
    const double total = idle + busy * sums->one;
    hc_metrics m = {.erlang_b = w.busy / (w.idle + w.busy)};
    m.p_wait = busy * sums->one / total;
    m.p_wait_gt_t = busy * sums->one_late / total;
    m.p_abandon = busy * sums->gone / total;
    m.late = busy * (sums->gone_early + sums->one_late) / total;
    m.sl_offered = (idle + busy * sums->stays_early) / total;
    m.wait_all_s = busy * sums->mean_wait / total;
    const double served = idle + busy * sums->stays;
    m.asa_s = busy * sums->stays_wait / served;
    m.sl_answered = m.sl_offered * total / served;
    m.occupancy = load->load_erlangs * served / total / agents;
    m.queue_len = rate * m.wait_all_s;
    return m;
}

static hc_status check_arguments(const hc_load *load, const hc_patience_curve *curve,
                                 double agents, double target_s, hc_error *err)
{
    HC_TRY(hc_load_check(load, err));
    HC_TRY(check_curve(curve, err));
    if (!(load->load_erlangs > 0.0) || !(agents > 0.0 && agents <= HC_AGENTS_MAX) ||
        !(target_s >= 0.0 && target_s <= HC_TIME_S_MAX) || !isinf(load->lines)) {
        return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                       "a load above 0 on unlimited lines, agents above 0 and a target of 0 to "
                       "1e12 s are needed, found %g Erlangs, %g agents, %g s",
                       load->load_erlangs, agents, target_s);
    }
    return HC_OK;
}

hc_status hc_general_patience_metrics(const hc_load *load, const hc_patience_curve *curve,
                                      double agents, double target_s, hc_metrics *metrics,
                                      hc_error *err)
{
    HC_TRY(check_arguments(load, curve, agents, target_s, err));
    wait_problem problem = {.arrivals = load->load_erlangs / load->aht_s,
                            .serving = agents / load->aht_s,
                            .target_s = target_s};
    lay_out_bins(curve, &problem);
    size_t peak_bin = 0;
    double peak_s = 0.0;
    if (!find_peak(&problem, &peak_bin, &peak_s)) {
        return hc_fail(
            err, HC_ERR_DOMAIN, HC_NOWHERE, "more agents are needed than Erlangs stay",
            "overload: %g Erlangs come from callers who never hang up, for %g agents",
            load->load_erlangs * exp(problem.bin[problem.bins - 1].log_survival), agents);
    }
    const wait_sums sums = integrate(&problem, peak_bin, peak_s);
    hc_metrics m = metrics_of(load, &problem, agents, &sums);
    const double gone_at_target = 1.0 - hc_patience_curve_survival(curve, target_s);
    m.p_abandon_in_t = m.p_abandon > 0.0 ? m.p_abandon * sums.gone_early / sums.gone +
                                               m.p_wait_gt_t * gone_at_target
                                         : 0.0;
    /* answered in time, or waiting longer: nobody else is left of those who did not hang up in
     * time */
    m.sl_net = m.sl_offered /
               (m.sl_offered + m.p_wait_gt_t * hc_patience_curve_survival(curve, target_s));
    *metrics = m;
    return HC_OK;
}

/* ------------------------------------------------------------------ fewest agents */

typedef struct curve_queue {
    const hc_load *load;
    const hc_patience_curve *curve;
} curve_queue;

static hc_status metrics_at(const void *queue, double agents, double target_s,
                            hc_metrics *metrics, hc_error *err)
{
    const curve_queue *asked = queue;
    return hc_general_patience_metrics(asked->load, asked->curve, agents, target_s, metrics,
                                       err);
}

hc_status hc_general_patience_solve(const hc_load *load, const hc_patience_curve *curve,
                                    const hc_target *targets, size_t target_count,
                                    int64_t *agents, hc_error *err)
{
    for (size_t t = 0; t < target_count; t++) {
        HC_TRY(hc_target_check(&targets[t], err));
    }
    const curve_queue queue = {load, curve};
    const hc_fewest asked = {.metrics_at = metrics_at,
                             .queue = &queue,
                             .targets = targets,
                             .target_count = target_count,
                             .first = fmax(1.0, ceil(load->load_erlangs)),
                             .step = fmax(1.0, floor(sqrt(load->load_erlangs))),
                             .most = HC_AGENTS_MAX};
    return hc_fewest_agents(&asked, agents, err);
}

/* ------------------------------------------------------------------ a curve from waits */

typedef struct ended_wait {
    double wait_s;
    bool hung_up;
} ended_wait;

static int by_wait(const void *a, const void *b)
{
    const ended_wait *left = a;
    const ended_wait *right = b;
    return (left->wait_s > right->wait_s) - (left->wait_s < right->wait_s);
}

/* Bin edges at every `share` hang-ups; hazard = hang-ups over seconds waited between the edges.
 */
static void fill_bins(const ended_wait *waits, size_t n, size_t share, hc_patience_curve *curve)
{
    *curve = (hc_patience_curve){.bins = 1};
    double waited_s = 0.0;
    double edge_s = 0.0;
    double last_s = 0.0;
    size_t hang_ups = 0;
    for (size_t k = 0; k < n; k++) {
        waited_s += (double)(n - k) * (waits[k].wait_s - last_s);
        last_s = waits[k].wait_s;
        hang_ups += waits[k].hung_up;
        curve->hazard[curve->bins - 1] = waited_s > 0.0 ? (double)hang_ups / waited_s : 0.0;
        if (hang_ups >= share && last_s > edge_s && k + 1 < n &&
            waits[k + 1].wait_s > last_s) { /* equal waits stay together */
            edge_s = last_s;
            curve->from_s[curve->bins++] = edge_s;
            hang_ups = 0;
            waited_s = 0.0;
        }
    }
    /* a last bin of few hang-ups says little: it is joined to the one before */
    if (curve->bins > 1 && hang_ups < share) { curve->bins--; }
}

hc_status hc_patience_curve_of_waits(const double *wait_s, const bool *hung_up, size_t n,
                                     hc_patience_curve *curve, hc_error *err)
{
    size_t hang_ups = 0;
    for (size_t k = 0; k < n; k++) {
        if (!(wait_s[k] >= 0.0 && wait_s[k] <= HC_TIME_S_MAX)) {
            return hc_fail(err, HC_ERR_RANGE, HC_NOWHERE, NULL,
                           "wait %zu must be 0 to 1e12 s, found %g", k, wait_s[k]);
        }
        hang_ups += hung_up[k];
    }
    if (hang_ups == 0) {
        return hc_fail(err, HC_ERR_EMPTY, HC_NOWHERE, "use a given patience",
                       "nobody hung up in %zu waits", n);
    }
    ended_wait *waits = NULL;
    HC_TRY(hc_alloc(&waits, n, sizeof *waits, err));
    for (size_t k = 0; k < n; k++) {
        waits[k] = (ended_wait){wait_s[k], hung_up[k]};
    }
    qsort(waits, n, sizeof *waits, by_wait);
    const size_t even = hang_ups / HC_HAZARD_BINS_MAX + 1;
    fill_bins(waits, n, even > HANG_UPS_A_BIN ? even : HANG_UPS_A_BIN, curve);
    hc_free(waits);
    return HC_OK;
}
