/*
 * How fast the staffing engine answers, in processor time on one core: fewest agents by Erlang
 * C over a grid of 1,920 questions and in buckets of load, Erlang A solved and evaluated, and
 * patience of any shape evaluated.
 */
#include <inttypes.h>
#include <stdio.h>

#include "erlang/erlang_a.h"
#include "erlang/erlang_c.h"
#include "erlang/general_patience.h"
#include "erlang/staffing.h"
#include "usage.h"

#define SECONDS_A_CASE 0.3
#define LOADS 20
#define TIMES 12
#define LEVELS 8

static const double loads[LOADS] = {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 50.0,
                                    100, 200, 500, 1e3, 2e3, 5e3, 1e4,  2e4,  5e4,  1e5};
static const double levels[LEVELS] = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999};
static const double aht_s[4] = {60, 180, 300, 600};
static const double target_s[3] = {0, 20, 300};

typedef int64_t (*grid_solver)(const hc_load *load, double within_s, double level);

static int64_t solve_c_fast(const hc_load *load, double within_s, double level)
{
    const hc_target target = {HC_TARGET_SL_OFFERED, level, within_s};
    return (int64_t)hc_erlang_c_agents(load, within_s,
                                       (1.0 - level) + hc_target_slack(&target));
}

static int64_t solve_c(const hc_load *load, double within_s, double level)
{
    const hc_target target = {HC_TARGET_SL_OFFERED, level, within_s};
    int64_t agents = 0;
    return hc_staffing_solve(HC_MODEL_C, load, &target, 1, &agents, NULL) == HC_OK ? agents
                                                                                   : -1;
}

static int64_t solve_a(const hc_load *load, double within_s, double level)
{
    const hc_target target = {HC_TARGET_SL_OFFERED, level, within_s};
    int64_t agents = 0;
    return hc_staffing_solve(HC_MODEL_A, load, &target, 1, &agents, NULL) == HC_OK ? agents
                                                                                   : -1;
}

/* One evaluation, a little off the load so that nothing repeats; the level is not used. */
static int64_t evaluate_a(const hc_load *load, double within_s, double level)
{
    const double agents = load->load_erlangs * (0.8 + 0.4 * level) + 1.0;
    return hc_erlang_a_service_level(load, agents, within_s) > 0.5 ? 1 : 0;
}

/* The same with patience of any shape: one bin, which is Erlang A, or a dozen of them. */
static int64_t evaluate_g(const hc_load *load, double within_s, double level, size_t bins)
{
    hc_patience_curve curve = hc_patience_curve_exponential(load->patience_s);
    hc_metrics metrics = {0};
    for (size_t k = 1; k < bins; k++) {
        curve.from_s[k] = 15.0 * (double)k;
        curve.hazard[k] = curve.hazard[0] * (k % 2 == 0 ? 1.5 : 0.6);
    }
    curve.bins = bins;
    const double agents = load->load_erlangs * (0.8 + 0.4 * level) + 1.0;
    const hc_status st =
        hc_general_patience_metrics(load, &curve, agents, within_s, &metrics, NULL);
    return st == HC_OK && metrics.sl_offered > 0.5 ? 1 : 0;
}

static int64_t evaluate_g_one(const hc_load *load, double within_s, double level)
{
    return evaluate_g(load, within_s, level, 1);
}

static int64_t evaluate_g_dozen(const hc_load *load, double within_s, double level)
{
    return evaluate_g(load, within_s, level, 12);
}

/* All times and levels of the loads first .. last, once; returns a sum so that nothing is
 * skipped. */
static int64_t one_round(grid_solver solve, size_t first, size_t last, double patience_s)
{
    int64_t sum = 0;
    for (size_t l = first; l <= last; l++) {
        for (size_t t = 0; t < TIMES; t++) {
            hc_load load = hc_load_of(loads[l], aht_s[t / 3]);
            load.patience_s = patience_s;
            for (size_t v = 0; v < LEVELS; v++) {
                sum += solve(&load, target_s[t % 3], levels[v]);
            }
        }
    }
    return sum;
}

static void measure(const char *name, grid_solver solve, size_t first, size_t last,
                    double patience_s)
{
    const double questions = (double)((last - first + 1) * TIMES * LEVELS);
    const double start_s = cpu_s();
    double rounds = 0.0;
    int64_t sum = 0;
    while (cpu_s() - start_s < SECONDS_A_CASE) {
        sum += one_round(solve, first, last, patience_s);
        rounds += 1.0;
    }
    const double each_s = (cpu_s() - start_s) / (rounds * questions);
    printf("%-34s %8.3f million/s %9.1f ns   (sum %" PRId64 ")\n", name, 1e-6 / each_s,
           1e9 * each_s, sum);
}

static void buckets(const char *what, grid_solver solve, double patience_s)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s, grid of %d", what, LOADS * TIMES * LEVELS);
    measure(name, solve, 0, LOADS - 1, patience_s);
    for (size_t l = 0; l < LOADS; l++) {
        (void)snprintf(name, sizeof name, "%s, %g Erlangs", what, loads[l]);
        measure(name, solve, l, l, patience_s);
    }
}

int main(void)
{
    buckets("Erlang C agents", solve_c_fast, (double)INFINITY);
    measure("Erlang C through staffing, grid", solve_c, 0, LOADS - 1, (double)INFINITY);
    buckets("Erlang A agents", solve_a, 148.0);
    buckets("Erlang A evaluation", evaluate_a, 148.0);
    measure("M/M/n+G evaluation, 1 bin, grid", evaluate_g_one, 0, LOADS - 1, 148.0);
    measure("M/M/n+G evaluation, 12 bins, grid", evaluate_g_dozen, 0, LOADS - 1, 148.0);
    return 0;
}
