/*
 * Calls a second of the simulator on one core, beside the speed of drawing the same chance
 * without playing anything: one queue with 100 agents and general distributions; ten queues on
 * ten groups with skills.
 */
#include <stdio.h>
#include <time.h>

#include "erlang/simulate.h"
#include "forecast/base/rng.h"

#define SKILLS 10

static double cpu_s(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void report(const char *what, double calls, double seconds)
{
    printf("%-44s %8.2f million calls/s (%.0f calls, %.2f s)\n", what, calls / seconds / 1e6,
           calls, seconds);
}

static double play(const hc_sim_model *model, size_t replications, double *seconds)
{
    hc_error err = HC_ERROR_INIT;
    hc_simulation simulation = HC_SIMULATION_INIT;
    hc_sim_options options = hc_sim_options_default();
    options.replications = replications;
    options.threads = 1;
    const double start_s = cpu_s();
    const hc_status status = hc_simulate(model, &options, &simulation, &err);
    *seconds = cpu_s() - start_s;
    const double calls = simulation.calls_played;
    if (status != HC_OK) { printf("%s\n", err.message); }
    hc_simulation_clear(&simulation);
    return calls;
}

static void bench_draws(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 1);
    double sum = 0.0;
    const double start_s = cpu_s();
    const double calls = 1e7;
    for (double k = 0.0; k < calls; k += 1.0) {
        sum += hc_rng_exponential(&rng, 1.0) + hc_rng_normal(&rng) + hc_rng_uniform(&rng);
    }
    report(sum > 0.0 ? "chance alone (arrival, handling, patience)" : "", calls,
           cpu_s() - start_s);
}

static void bench_one(void)
{
    const double calls[1] = {97.0 / 240.0 * 1e6};
    const int32_t agents[1] = {100};
    const size_t route[1] = {0};
    const hc_sim_queue queue = {
        .calls = calls,
        .handling = {.kind = HC_DISTRIBUTION_LOGNORMAL, .mean_s = 240.0, .cv = 1.2},
        .patience = {.kind = HC_DISTRIBUTION_LOGNORMAL, .mean_s = 180.0, .cv = 1.5},
        .target_s = 20.0,
        .route = route,
        .route_count = 1};
    const hc_sim_group group = {.agents = agents, .intervals = 1, .interval_s = 1e6};
    const hc_sim_model model = {.slots = 1,
                                .interval_s = 1e6,
                                .queue_count = 1,
                                .queues = &queue,
                                .group_count = 1,
                                .groups = &group};
    double seconds = 0.0;
    const double played = play(&model, 25, &seconds);
    report("one queue, 100 agents, lognormal", played, seconds);
}

static void bench_skills(void)
{
    const double calls[1] = {9.5 / 240.0 * 1e5};
    const int32_t agents[1] = {10};
    size_t route[SKILLS][3];
    hc_sim_queue queues[SKILLS];
    hc_sim_group groups[SKILLS];
    for (size_t k = 0; k < SKILLS; k++) {
        for (size_t choice = 0; choice < 3; choice++) {
            route[k][choice] = (k + choice) % SKILLS;
        }
        queues[k] = (hc_sim_queue){
            .calls = calls,
            .handling = {.kind = HC_DISTRIBUTION_LOGNORMAL, .mean_s = 240.0, .cv = 1.2},
            .patience = {.kind = HC_DISTRIBUTION_EXPONENTIAL, .mean_s = 180.0},
            .target_s = 20.0,
            .priority = (int32_t)(k % 3),
            .route = route[k],
            .route_count = 3};
        groups[k] = (hc_sim_group){.agents = agents, .intervals = 1, .interval_s = 1e5};
    }
    const hc_sim_model model = {.slots = 1,
                                .interval_s = 1e5,
                                .queue_count = SKILLS,
                                .queues = queues,
                                .group_count = SKILLS,
                                .groups = groups};
    double seconds = 0.0;
    const double played = play(&model, 60, &seconds);
    report("ten queues on ten groups, three skills each", played, seconds);
}

int main(void)
{
    bench_draws();
    bench_one();
    bench_skills();
    return 0;
}
