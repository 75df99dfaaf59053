/* The simulator against exact stationary values, against itself, and against cases done by
 * hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "erlang/simulate.h"
#include "forecast/base/memory.h"
#include "forecast/base/number.h"
#include "forecast/base/rng.h"
#include "tests/erlang/simple_centre.h"
#include "tests/support/hc_test.h"

static hc_simulation played(const hc_sim_model *model, const hc_sim_options *options)
{
    hc_error err = HC_ERROR_INIT;
    hc_simulation simulation = HC_SIMULATION_INIT;
    CU_ASSERT_EQUAL(hc_simulate(model, options, &simulation, &err), HC_OK);
    return simulation;
}

/* Abandoned share and mean wait of all under M/M/n+M, by summing the birth-death chain's
 * states. */
static void exact_erlang_a(double load, double agents, double aht_s, double patience_s,
                           double *abandoned, double *wait_s)
{
    double weight = 1.0;
    double total = 1.0;
    double waiting = 0.0;
    for (double k = 1.0; k < 5000.0; k += 1.0) {
        const double leaving = fmin(k, agents) + fmax(0.0, k - agents) * aht_s / patience_s;
        weight *= load / leaving;
        total += weight;
        waiting += weight * fmax(0.0, k - agents);
        if (k > agents && weight < total * 1e-18) { break; }
    }
    const double arrivals_a_second = load / aht_s;
    *wait_s = waiting / total / arrivals_a_second;
    *abandoned = *wait_s / patience_s;
}

static void stationary_cases_lie_inside_their_99_percent_interval(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 20261123);
    int inside = 0;
    for (uint64_t run = 0; run < 100; run++) {
        const double agents = 2.0 + floor(60.0 * hc_rng_uniform(&rng));
        const double load = agents * (0.75 + 0.4 * hc_rng_uniform(&rng));
        const double aht_s = 60.0 + 300.0 * hc_rng_uniform(&rng);
        const double patience_s = aht_s * (0.3 + 2.0 * hc_rng_uniform(&rng));
        const double slot_s = 40.0 * aht_s;
        simple_centre centre;
        make_centre(&centre, 6, slot_s, load / aht_s * slot_s, (int32_t)agents, aht_s);
        centre.queue.patience =
            (hc_distribution){.kind = HC_DISTRIBUTION_EXPONENTIAL, .mean_s = patience_s};
        hc_sim_options options = hc_sim_options_default();
        options.seed = run;
        options.warm_up_slots = 1;
        hc_simulation simulation = played(&centre.model, &options);
        double abandoned = 0.0;
        double wait_s = 0.0;
        exact_erlang_a(load, agents, aht_s, patience_s, &abandoned, &wait_s);
        const hc_sim_estimate got = simulation.summary[0].wait_all_s;
        inside += fabs(got.value - wait_s) <= got.half_width;
        hc_simulation_clear(&simulation);
    }
    printf("\n    %d of 100 inside ", inside);
    CU_ASSERT(inside >= 97);
}

/* One queue and one group, and the same with a second group in which there is nobody. */
static void check_both_ways(const simple_centre *centre, const hc_sim_options *options)
{
    static const int32_t nobody[1] = {0};
    static const size_t route[2] = {0, 1};
    hc_simulation fast = played(&centre->model, options);
    const hc_sim_group groups[2] = {centre->group, {nobody, 1, 7200.0}};
    hc_sim_queue queue = centre->queue;
    queue.route = route;
    queue.route_count = 2;
    hc_sim_model model = centre->model;
    model.queues = &queue;
    model.groups = groups;
    model.group_count = 2;
    hc_simulation general = played(&model, options);
    for (size_t slot = 0; slot < model.slots; slot++) {
        CU_ASSERT_EQUAL(fast.tally[slot].answered, general.tally[slot].answered);
        CU_ASSERT_EQUAL(fast.tally[slot].abandoned, general.tally[slot].abandoned);
        CHECK_CLOSE(fast.tally[slot].wait_all_s, general.tally[slot].wait_all_s, 1e-9);
        CHECK_CLOSE(fast.tally[slot].busy_s, general.tally[slot].busy_s, 1e-9);
    }
    hc_simulation_clear(&fast);
    hc_simulation_clear(&general);
}

static void service_does_not_depend_on_the_way_of_playing(void)
{
    simple_centre centre;
    make_centre(&centre, 8, 900.0, 60.0, 14, 200.0);
    centre.queue.patience = (hc_distribution){HC_DISTRIBUTION_LOGNORMAL, 90.0, 1.3, NULL, 0};
    centre.queue.handling = (hc_distribution){HC_DISTRIBUTION_LOGNORMAL, 200.0, 0.8, NULL, 0};
    centre.agents[3] = 9;
    hc_sim_options options = hc_sim_options_default();
    options.replications = 20;
    check_both_ways(&centre, &options);
    centre.agents[6] = centre.agents[7] =
        0; /* who is left then hangs up, or waits to the end */
    check_both_ways(&centre, &options);
    centre.queue.patience.kind = HC_DISTRIBUTION_NEVER;
    check_both_ways(&centre, &options);
    centre.group.intervals = 0; /* nobody ever comes */
    check_both_ways(&centre, &options);
    centre.group.intervals = 8;
    memset(centre.calls + 1, 0, 7 * sizeof *centre.calls); /* the shifts outlast the calls */
    check_both_ways(&centre, &options);
    centre.calls[0] = 0.0;
    check_both_ways(&centre, &options);
}

/* Who begins only while more than two are idle has all agents but two. */
static void a_reserve_is_left_idle(void)
{
    simple_centre kept, fewer;
    make_centre(&kept, 6, 900.0, 30.0, 9, 200.0);
    make_centre(&fewer, 6, 900.0, 30.0, 7, 200.0);
    kept.queue.reserve = 2;
    hc_sim_options options = hc_sim_options_default();
    options.replications = 10;
    hc_simulation nine = played(&kept.model, &options);
    hc_simulation seven = played(&fewer.model, &options);
    CHECK_CLOSE(nine.total[0].wait_all_s, seven.total[0].wait_all_s, 1e-9);
    CHECK_CLOSE(nine.total[0].busy_s, seven.total[0].busy_s, 1e-9);
    CHECK_CLOSE(nine.occupancy / seven.occupancy, 7.0 / 9.0, 1e-9);
    hc_simulation_clear(&nine);
    hc_simulation_clear(&seven);
}

/* Of the ratio of two sums over n replications: Student's t times the root of the mean square
 * of what the ratio leaves open in each. t for 99 % is 63.6567 with one degree of freedom
 * and 4.6041 with four, in Fisher and Yates. */
static void half_widths_come_from_what_replications_leave_open(void)
{
    static const size_t counts[2] = {2, 5};
    static const double t[2] = {63.6567, 4.6041};
    simple_centre centre;
    make_centre(&centre, 4, 900.0, 30.0, 7, 200.0);
    for (size_t k = 0; k < 2; k++) {
        hc_sim_options options = hc_sim_options_default();
        options.replications = counts[k];
        hc_simulation simulation = played(&centre.model, &options);
        const double n = (double)counts[k];
        double in_time = 0.0, offered = 0.0, squares = 0.0;
        for (size_t run = 0; run < counts[k]; run++) {
            in_time += simulation.run[run].answered_in_target;
            offered += simulation.run[run].offered;
        }
        for (size_t run = 0; run < counts[k]; run++) {
            const double rest = simulation.run[run].answered_in_target -
                                in_time / offered * simulation.run[run].offered;
            squares += rest * rest;
        }
        const hc_sim_estimate got = simulation.summary[0].sl_offered;
        CHECK_CLOSE(got.value, in_time / offered, 1e-12);
        CHECK_CLOSE(got.half_width, t[k] * sqrt(squares / (n - 1.0) / n) / (offered / n), 1e-5);
        CU_ASSERT_TRUE(got.half_width > 0.0);
        hc_simulation_clear(&simulation);
    }
}

static void one_replication_leaves_nothing_to_tell_the_width_by(void)
{
    simple_centre centre;
    make_centre(&centre, 4, 1800.0, 100.0, 12, 180.0);
    hc_sim_options options = hc_sim_options_default();
    options.replications = 1;
    options.antithetic = false;
    hc_simulation once = played(&centre.model, &options);
    CU_ASSERT_TRUE(hc_is_missing(once.summary[0].sl_offered.half_width));
    CU_ASSERT_TRUE(once.summary[0].sl_offered.value > 0.0);
    hc_simulation_clear(&once);
}

static void numbers_are_the_same_for_any_number_of_threads(void)
{
    simple_centre centre;
    make_centre(&centre, 4, 1800.0, 100.0, 12, 180.0);
    hc_sim_options options = hc_sim_options_default();
    options.threads = 1;
    hc_simulation one = played(&centre.model, &options);
    options.threads = 5;
    hc_simulation five = played(&centre.model, &options);
    CU_ASSERT_EQUAL(memcmp(one.tally, five.tally, 4 * sizeof *one.tally), 0);
    CU_ASSERT_EQUAL(memcmp(one.run, five.run, options.replications * sizeof *one.run), 0);
    hc_simulation_clear(&one);
    hc_simulation_clear(&five);
}

static void real_counts_are_played_exactly(void)
{
    simple_centre centre;
    make_centre(&centre, 5, 600.0, 0.0, 3, 100.0);
    const double counts[5] = {3.0, 0.0, 17.0, 1.0, 40.0};
    centre.queue.calls = counts;
    centre.queue.exact_calls = true;
    hc_sim_options options = hc_sim_options_default();
    options.replications = 7;
    hc_simulation simulation = played(&centre.model, &options);
    for (size_t slot = 0; slot < 5; slot++) {
        CHECK_CLOSE(simulation.tally[slot].offered, counts[slot], 0.0);
    }
    CHECK_CLOSE(simulation.total[0].offered, 61.0, 0.0);
    hc_simulation_clear(&simulation);
}

/* Work that came is done to the second, in every replication, whoever is lucky. */
static void real_handle_times_are_played_exactly(void)
{
    simple_centre centre;
    make_centre(&centre, 5, 600.0, 0.0, 100, 100.0);
    const double counts[5] = {3.0, 1.0, 17.0, 0.0, 0.0};
    double of_ten[2] = {0.0, 0.0}; /* replications in which the single call is long or short */
    centre.queue.calls = counts;
    centre.queue.exact_calls = true;
    centre.queue.exact_handling = true;
    centre.aht_s[0] = 50.0;
    hc_sim_options options = hc_sim_options_default();
    options.replications = 10;
    hc_simulation simulation = played(&centre.model, &options);
    for (size_t k = 0; k < options.replications; k++) {
        CHECK_CLOSE(simulation.run[k].busy_s, 3.0 * 50.0 + 18.0 * 100.0, 1e-9);
    }
    hc_simulation_clear(&simulation);
    options.antithetic = true;
    simulation = played(&centre.model, &options);
    for (size_t k = 0; k < options.replications; k++) {
        CHECK_CLOSE(simulation.run[k].busy_s, 3.0 * 50.0 + 18.0 * 100.0, 1e-9);
    }
    hc_simulation_clear(&simulation);
    options.antithetic = false;
    centre.queue.exact_handling = false;
    simulation = played(&centre.model, &options);
    for (size_t k = 0; k < options.replications; k++) {
        of_ten[simulation.run[k].busy_s > 3.0 * 50.0 + 18.0 * 100.0] += 1.0;
    }
    CU_ASSERT_TRUE(of_ten[0] > 0.0 && of_ten[1] > 0.0); /* left to chance it is not */
    hc_simulation_clear(&simulation);
}

static void exact_handling_needs_counts_and_exponential_times(void)
{
    simple_centre centre;
    hc_simulation none = HC_SIMULATION_INIT;
    const hc_sim_options options = hc_sim_options_default();
    make_centre(&centre, 1, 600.0, 5.0, 1, 30.0);
    centre.queue.exact_handling = true;
    CU_ASSERT_EQUAL(hc_simulate(&centre.model, &options, &none, NULL), HC_ERR_RANGE);
    centre.queue.exact_calls = true;
    centre.queue.handling.kind = HC_DISTRIBUTION_CONSTANT;
    CU_ASSERT_EQUAL(hc_simulate(&centre.model, &options, &none, NULL), HC_ERR_RANGE);
}

static void callers_wait_until_somebody_starts_work(void)
{
    simple_centre centre;
    make_centre(&centre, 3, 600.0, 0.0, 0, 30.0);
    const double counts[3] = {1.0, 0.0, 0.0};
    centre.queue.calls = counts;
    centre.queue.exact_calls = true;
    centre.queue.handling.kind = HC_DISTRIBUTION_CONSTANT;
    centre.agents[1] = 1;
    centre.agents[2] = 1;
    hc_sim_options options = hc_sim_options_default();
    options.replications = 400;
    hc_simulation simulation = played(&centre.model, &options);
    /* one call somewhere in the first ten minutes, answered when they are over: 300 s on
     * average */
    CHECK_CLOSE(simulation.total[0].answered, 1.0, 1e-12);
    CU_ASSERT(fabs(simulation.summary[0].asa_s.value - 300.0) <
              simulation.summary[0].asa_s.half_width);
    CHECK_CLOSE(simulation.tally[1].busy_s, 30.0, 1e-12);
    CHECK_CLOSE(simulation.occupancy, 30.0 / 1200.0, 1e-12);
    CHECK_CLOSE(simulation.summary[0].busy_s.value, 30.0, 1e-12);
    hc_simulation_clear(&simulation);
}

static void callers_left_at_the_end_count_as_lost(void)
{
    simple_centre centre;
    make_centre(&centre, 1, 600.0, 5.0, 0, 30.0);
    centre.queue.exact_calls = true;
    hc_sim_options options = hc_sim_options_default();
    options.replications = 2;
    hc_simulation simulation = played(&centre.model, &options);
    CHECK_CLOSE(simulation.total[0].abandoned, 5.0, 1e-12);
    CU_ASSERT_EQUAL(simulation.summary[0].sl_offered.value, 0.0);
    hc_simulation_clear(&simulation);
}

static void busy_seconds_add_up_to_the_calls_handled(void)
{
    simple_centre centre;
    make_centre(&centre, 20, 300.0, 0.0, 5, 0.0);
    for (size_t slot = 0; slot < 10; slot++) {
        centre.calls[slot] = 4.0;
        centre.aht_s[slot] = 700.0; /* longer than two slots */
    }
    centre.queue.handling = (hc_distribution){HC_DISTRIBUTION_CONSTANT, 1.0, 0.0, NULL, 0};
    centre.queue.patience = (hc_distribution){HC_DISTRIBUTION_EXPONENTIAL, 100.0, 0.0, NULL, 0};
    hc_sim_options options = hc_sim_options_default();
    hc_simulation simulation = played(&centre.model, &options);
    double busy_s = 0.0;
    for (size_t slot = 0; slot < 20; slot++) {
        busy_s += simulation.tally[slot].busy_s;
        CU_ASSERT(simulation.tally[slot].busy_s <= 5.0 * 300.0 + 1e-6);
    }
    CHECK_CLOSE(busy_s, 700.0 * simulation.total[0].answered, 1e-9);
    hc_simulation_clear(&simulation);
}

static void one_more_agent_never_makes_the_same_callers_wait_longer(void)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        double before_s = (double)INFINITY;
        for (int32_t agents = 10; agents < 16; agents++) {
            simple_centre centre;
            make_centre(&centre, 4, 900.0, 45.0, agents, 190.0);
            hc_sim_options options = hc_sim_options_default();
            options.seed = seed;
            options.replications = 1;
            hc_simulation simulation = played(&centre.model, &options);
            CU_ASSERT(simulation.total[0].wait_all_s <= before_s + 1e-9);
            before_s = simulation.total[0].wait_all_s;
            hc_simulation_clear(&simulation);
        }
    }
}

static void mirrored_pairs_narrow_the_interval(void)
{
    simple_centre centre;
    make_centre(&centre, 4, 900.0, 45.0, 11, 190.0);
    centre.queue.patience = (hc_distribution){HC_DISTRIBUTION_EXPONENTIAL, 100.0, 0.0, NULL, 0};
    hc_sim_options options = hc_sim_options_default();
    options.replications = 2000;
    hc_simulation plain = played(&centre.model, &options);
    options.antithetic = true;
    hc_simulation paired = played(&centre.model, &options);
    CU_ASSERT(paired.summary[0].sl_offered.half_width < plain.summary[0].sl_offered.half_width);
    CU_ASSERT(fabs(paired.summary[0].sl_offered.value - plain.summary[0].sl_offered.value) <
              plain.summary[0].sl_offered.half_width + paired.summary[0].sl_offered.half_width);
    hc_simulation_clear(&plain);
    hc_simulation_clear(&paired);
}

/* U and 1 - U: exponential times h have exp(-h/m) that add up to 1; lognormal ones, exp(s + z)
 * and exp(s - z), multiply to m^2 / (1 + cv^2). Of a sample both ends come together. */
static void mirrored_handle_times_belong_together(void)
{
    const double counts[1] = {1.0};
    simple_centre centre;
    hc_sim_options options = hc_sim_options_default();
    options.replications = 20;
    options.antithetic = true;
    make_centre(&centre, 1, 1e9, 0.0, 1, 50.0); /* so long that no call reaches the end */
    centre.queue.calls = counts;
    centre.queue.exact_calls = true;
    hc_simulation simulation = played(&centre.model, &options);
    for (size_t k = 0; k < options.replications; k += 2) {
        const double one_s = simulation.run[k].busy_s, other_s = simulation.run[k + 1].busy_s;
        CHECK_CLOSE(exp(-one_s / 50.0) + exp(-other_s / 50.0), 1.0, 1e-6);
    }
    hc_simulation_clear(&simulation);
    centre.queue.handling = (hc_distribution){HC_DISTRIBUTION_LOGNORMAL, 50.0, 0.75, NULL, 0};
    simulation = played(&centre.model, &options);
    for (size_t k = 0; k < options.replications; k += 2) {
        const double product = simulation.run[k].busy_s * simulation.run[k + 1].busy_s;
        CHECK_CLOSE(product, 50.0 * 50.0 / (1.0 + 0.75 * 0.75), 1e-6);
    }
    hc_simulation_clear(&simulation);
    const double two[2] = {40.0, 60.0}; /* of equal chance: the one and the other */
    centre.queue.handling = (hc_distribution){HC_DISTRIBUTION_EMPIRICAL, 0.0, 0.0, two, 2};
    simulation = played(&centre.model, &options);
    for (size_t k = 0; k < options.replications; k += 2) {
        CHECK_CLOSE(simulation.run[k].busy_s + simulation.run[k + 1].busy_s, 100.0, 1e-6);
    }
    hc_simulation_clear(&simulation);
}

/* A sample of one value is that value, in either way of playing. */
static void a_sample_of_one_time_is_a_constant(void)
{
    const double minute[1] = {60.0};
    simple_centre centre;
    make_centre(&centre, 4, 900.0, 45.0, 2, 60.0);
    hc_sim_options options = hc_sim_options_default();
    options.replications = 10;
    centre.queue.handling.kind = centre.queue.patience.kind = HC_DISTRIBUTION_CONSTANT;
    centre.queue.patience.mean_s = 60.0;
    hc_simulation constant = played(&centre.model, &options);
    centre.queue.handling = (hc_distribution){HC_DISTRIBUTION_EMPIRICAL, 0.0, 0.0, minute, 1};
    centre.queue.patience = centre.queue.handling;
    hc_simulation sampled = played(&centre.model, &options);
    CU_ASSERT(constant.total[0].abandoned > 0.0);
    CU_ASSERT_EQUAL(memcmp(constant.tally, sampled.tally, 4 * sizeof *sampled.tally), 0);
    check_both_ways(&centre, &options);
    hc_simulation_clear(&constant);
    hc_simulation_clear(&sampled);
}

static hc_simulation two_priorities(int32_t first, int32_t second)
{
    const double calls[1] = {200.0};
    const int32_t agents[1] = {20};
    hc_sim_queue queues[2];
    for (size_t k = 0; k < 2; k++) {
        queues[k] = (hc_sim_queue){.calls = calls,
                                   .handling = {HC_DISTRIBUTION_EXPONENTIAL, 180.0, 0, NULL, 0},
                                   .patience = {HC_DISTRIBUTION_EXPONENTIAL, 240.0, 0, NULL, 0},
                                   .target_s = 20.0,
                                   .priority = k == 0 ? first : second,
                                   .route = only_group,
                                   .route_count = 1};
    }
    const hc_sim_group group = {agents, 1, 3600.0};
    const hc_sim_model model = {1, 3600.0, 2, queues, 1, &group, false};
    hc_sim_options options = hc_sim_options_default();
    return played(&model, &options);
}

static void first_priority_is_answered_sooner(void)
{
    for (size_t first = 0; first < 2; first++) { /* whichever of the queues has it */
        hc_simulation simulation = two_priorities(first == 0 ? 0 : 7, first == 0 ? 1 : 3);
        const hc_sim_summary *sooner = &simulation.summary[first];
        const hc_sim_summary *later = &simulation.summary[1 - first];
        CU_ASSERT(sooner->asa_s.value < 0.5 * later->asa_s.value);
        CU_ASSERT(sooner->p_abandon.value < later->p_abandon.value);
        hc_simulation_clear(&simulation);
    }
}

/* Two queues of 10 Erlangs share 14 agents who know both: a tool that counts them twice says 80
 * %. */
static void an_agent_with_two_skills_answers_one_call_at_a_time(void)
{
    const double calls[1] = {100000.0};
    const int32_t agents[1] = {14};
    hc_sim_queue queues[2];
    for (size_t k = 0; k < 2; k++) {
        queues[k] = (hc_sim_queue){.calls = calls,
                                   .handling = {HC_DISTRIBUTION_EXPONENTIAL, 180.0, 0, NULL, 0},
                                   .patience = {HC_DISTRIBUTION_EXPONENTIAL, 120.0, 0, NULL, 0},
                                   .target_s = 20.0,
                                   .route = only_group,
                                   .route_count = 1};
    }
    const hc_sim_group group = {agents, 1, 1.8e6};
    const hc_sim_model model = {1, 1.8e6, 2, queues, 1, &group, false};
    hc_sim_options options = hc_sim_options_default();
    options.replications = 10;
    hc_simulation simulation = played(&model, &options);
    const hc_sim_summary *all = &simulation.summary[2];
    CU_ASSERT(fabs(all->sl_offered.value - 0.236) < 0.005);
    CU_ASSERT(fabs(all->p_abandon.value - 0.31) < 0.01);
    hc_simulation_clear(&simulation);
}

/* Two queues, A answered by both groups and B by the second alone, and groups that may differ.
 */
typedef struct skilled_centre {
    double calls[2][21];
    int32_t agents[2][21];
    hc_sim_queue queues[2];
    hc_sim_group groups[2];
    hc_sim_model model;
} skilled_centre;

static void make_skilled(skilled_centre *centre, double calls_a, double calls_b,
                         int32_t agents_1, int32_t agents_2, double patience_s)
{
    static const size_t both[] = {0, 1}, second[] = {1};
    const double slot_s = 7200.0;
    *centre = (skilled_centre){.model = {.slots = 21,
                                         .interval_s = slot_s,
                                         .queue_count = 2,
                                         .queues = centre->queues,
                                         .group_count = 2,
                                         .groups = centre->groups,
                                         .longest_idle = true}};
    for (size_t slot = 0; slot < 21; slot++) {
        centre->calls[0][slot] = calls_a;
        centre->calls[1][slot] = calls_b;
        centre->agents[0][slot] = agents_1;
        centre->agents[1][slot] = agents_2;
    }
    for (size_t k = 0; k < 2; k++) {
        centre->queues[k] =
            (hc_sim_queue){.calls = centre->calls[k],
                           .handling = {HC_DISTRIBUTION_EXPONENTIAL, 120.0, 0, NULL, 0},
                           .patience = {HC_DISTRIBUTION_EXPONENTIAL, patience_s, 0, NULL, 0},
                           .target_s = 20.0,
                           .route = k == 0 ? both : second,
                           .route_count = k == 0 ? 2 : 1};
        centre->groups[k] = (hc_sim_group){centre->agents[k], 21, slot_s};
    }
}

static hc_simulation played_long(const hc_sim_model *model)
{
    hc_sim_options options = hc_sim_options_default();
    options.warm_up_slots = 1;
    return played(model, &options);
}

static void check_wait(const hc_sim_summary *got, double load, double agents, double patience_s)
{
    double abandoned = 0.0, wait_s = 0.0;
    exact_erlang_a(load, agents, 120.0, patience_s, &abandoned, &wait_s);
    CU_ASSERT(fabs(got->wait_all_s.value - wait_s) <= got->wait_all_s.half_width);
    CU_ASSERT(fabs(got->p_abandon.value - abandoned) <= got->p_abandon.half_width);
}

/* Each queue by a group of its own: two lines of Erlang A. */
static void skills_apart_are_two_lines(void)
{
    static const size_t first[] = {0};
    skilled_centre centre;
    make_skilled(&centre, 480.0, 240.0, 9, 4, 150.0);
    centre.queues[0].route = first;
    centre.queues[0].route_count = 1;
    hc_simulation simulation = played_long(&centre.model);
    check_wait(&simulation.summary[0], 8.0, 9.0, 150.0);
    check_wait(&simulation.summary[1], 4.0, 4.0, 150.0);
    hc_simulation_clear(&simulation);
}

/* Everybody can serve everything: one line of all the calls and all the agents. */
static void skills_of_all_are_one_line(void)
{
    static const size_t both[] = {1, 0};
    skilled_centre centre;
    make_skilled(&centre, 480.0, 240.0, 9, 4, 150.0);
    centre.queues[1].route = both;
    centre.queues[1].route_count = 2;
    hc_simulation simulation = played_long(&centre.model);
    check_wait(&simulation.summary[2], 12.0, 13.0, 150.0);
    hc_simulation_clear(&simulation);
}

/*
 * One agent each, and nobody waits. With rates of 1 for the calls of A, those of B and the end
 * of a call, the chain of {both idle, the first longer; both idle, the second longer; first
 * busy; second busy; both busy} has the chances 2, 1, 2, 4 and 4 in 13: A loses 4/13 and B
 * 8/13. If A's calls went to the first agent whenever free, B would lose 13/22.
 */
static void calls_go_to_whoever_has_been_idle_longest(void)
{
    static const size_t in_order[] = {0, 1}, turned[] = {1, 0};
    skilled_centre centre;
    make_skilled(&centre, 60.0, 60.0, 1, 1, 1e-3);
    hc_simulation simulation = played_long(&centre.model);
    const hc_sim_estimate a = simulation.summary[0].p_abandon;
    const hc_sim_estimate b = simulation.summary[1].p_abandon;
    CU_ASSERT(fabs(a.value - 4.0 / 13.0) <= a.half_width);
    CU_ASSERT(fabs(b.value - 8.0 / 13.0) <= b.half_width);
    CU_ASSERT(b.half_width < 8.0 / 13.0 - 13.0 / 22.0);
    hc_simulation_clear(&simulation);
    centre.queues[0].route = turned; /* the order of the route makes no difference */
    simulation = played_long(&centre.model);
    CHECK_CLOSE(simulation.summary[1].p_abandon.value, b.value, 5e-3);
    hc_simulation_clear(&simulation);
    centre.model.longest_idle = false;
    centre.queues[0].route = in_order;
    simulation = played_long(&centre.model);
    const hc_sim_estimate spared = simulation.summary[1].p_abandon;
    CU_ASSERT(fabs(spared.value - 13.0 / 22.0) <= spared.half_width);
    hc_simulation_clear(&simulation);
}

static void samples_are_drawn_with_their_mean_and_shares(void)
{
    const double sample[4] = {10.0, 20.0, 30.0, 140.0};
    simple_centre centre;
    make_centre(&centre, 1, 1e6, 20000.0, 4, 50.0);
    centre.queue.aht_s = NULL;
    centre.queue.handling = (hc_distribution){HC_DISTRIBUTION_EMPIRICAL, 50.0, 0, sample, 4};
    centre.queue.patience = (hc_distribution){HC_DISTRIBUTION_EMPIRICAL, 0, 0, sample, 4};
    hc_sim_options options = hc_sim_options_default();
    options.replications = 5;
    hc_simulation simulation = played(&centre.model, &options);
    CHECK_CLOSE(simulation.tally[0].busy_s / simulation.tally[0].answered, 50.0, 0.02);
    hc_simulation_clear(&simulation);
}

static void every_failed_allocation_is_an_error_without_a_leak(void)
{
    const double calls[1] = {200.0};
    const int32_t agents[2] = {0, 3}; /* callers wait for the first shift */
    hc_sim_queue queues[2];
    for (size_t k = 0; k < 2; k++) {
        queues[k] = (hc_sim_queue){.calls = calls,
                                   .handling = {HC_DISTRIBUTION_EXPONENTIAL, 180.0, 0, NULL, 0},
                                   .patience = {HC_DISTRIBUTION_EXPONENTIAL, 240.0, 0, NULL, 0},
                                   .route = only_group,
                                   .route_count = 1};
    }
    const hc_sim_group group = {agents, 2, 1800.0};
    for (size_t queue_count = 1; queue_count <= 2; queue_count++) {
        const hc_sim_model model = {1, 3600.0, queue_count, queues, 1, &group, true};
        hc_sim_options options = hc_sim_options_default();
        options.replications = 3;
        options.threads = 1;
        hc_status status = HC_ERR_MEMORY;
        for (size_t k = 1; status != HC_OK && k < 1000; k++) {
            hc_error err = HC_ERROR_INIT;
            hc_simulation simulation = HC_SIMULATION_INIT;
            hc_heap_fail_at(k);
            status = hc_simulate(&model, &options, &simulation, &err);
            CU_ASSERT(status == HC_OK || status == HC_ERR_MEMORY);
            hc_simulation_clear(&simulation);
            CU_ASSERT_EQUAL(hc_heap_live(), 0);
        }
        hc_heap_fail_at(0);
        CU_ASSERT_EQUAL(status, HC_OK);
    }
}

static void an_agent_kept_back_from_the_only_queue_is_not_there(void)
{
    simple_centre centre;
    hc_sim_options options = hc_sim_options_default();
    options.replications = 10;
    make_centre(&centre, 4, 900.0, 45.0, 3, 60.0);
    centre.queue.reserve = 1;
    hc_simulation kept = played(&centre.model, &options);
    make_centre(&centre, 4, 900.0, 45.0, 2, 60.0);
    hc_simulation fewer = played(&centre.model, &options);
    CU_ASSERT(fewer.total[0].answered > 0.0);
    CU_ASSERT_EQUAL(memcmp(kept.tally, fewer.tally, 4 * sizeof *kept.tally), 0);
    hc_simulation_clear(&kept);
    hc_simulation_clear(&fewer);
}

static void a_queue_that_nobody_knows_is_left_by_all(void)
{
    simple_centre centre;
    hc_sim_options options = hc_sim_options_default();
    options.replications = 10;
    make_centre(&centre, 4, 900.0, 45.0, 3, 60.0);
    centre.queue.route_count = 0;
    centre.queue.patience = (hc_distribution){.kind = HC_DISTRIBUTION_CONSTANT, .mean_s = 60.0};
    hc_simulation alone = played(&centre.model, &options);
    CU_ASSERT_EQUAL(alone.total[0].answered, 0.0);
    CU_ASSERT(alone.total[0].offered > 0.0);
    CU_ASSERT_EQUAL(alone.total[0].abandoned, alone.total[0].offered);
    hc_simulation_clear(&alone);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(stationary_cases_lie_inside_their_99_percent_interval),
        HC_TEST(service_does_not_depend_on_the_way_of_playing),
        HC_TEST(a_reserve_is_left_idle),
        HC_TEST(half_widths_come_from_what_replications_leave_open),
        HC_TEST(one_replication_leaves_nothing_to_tell_the_width_by),
        HC_TEST(numbers_are_the_same_for_any_number_of_threads),
        HC_TEST(real_counts_are_played_exactly),
        HC_TEST(real_handle_times_are_played_exactly),
        HC_TEST(exact_handling_needs_counts_and_exponential_times),
        HC_TEST(callers_wait_until_somebody_starts_work),
        HC_TEST(callers_left_at_the_end_count_as_lost),
        HC_TEST(busy_seconds_add_up_to_the_calls_handled),
        HC_TEST(one_more_agent_never_makes_the_same_callers_wait_longer),
        HC_TEST(mirrored_pairs_narrow_the_interval),
        HC_TEST(mirrored_handle_times_belong_together),
        HC_TEST(a_sample_of_one_time_is_a_constant),
        HC_TEST(first_priority_is_answered_sooner),
        HC_TEST(an_agent_with_two_skills_answers_one_call_at_a_time),
        HC_TEST(skills_apart_are_two_lines),
        HC_TEST(skills_of_all_are_one_line),
        HC_TEST(calls_go_to_whoever_has_been_idle_longest),
        HC_TEST(samples_are_drawn_with_their_mean_and_shares),
        HC_TEST(every_failed_allocation_is_an_error_without_a_leak),
        HC_TEST(an_agent_kept_back_from_the_only_queue_is_not_there),
        HC_TEST(a_queue_that_nobody_knows_is_left_by_all),
    };
    return hc_test_run("simulate", tests, sizeof tests / sizeof *tests);
}
