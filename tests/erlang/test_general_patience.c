/* M/M/n+G against Erlang A, against the simulator, and patience measured from waits. */
#include <string.h>

#include "erlang/erlang_a.h"
#include "erlang/erlang_c.h"
#include "erlang/general_patience.h"
#include "erlang/simulate.h"
#include "erlang/staffing.h"
#include "forecast/base/memory.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

#define AHT_S 200.0
#define HAZARD_MOST 1e9

/* 1e-10 relative; below 1e-15 a probability is rounding. */
static void check_metric(double got, double expected)
{
    CU_ASSERT(fabs(got - expected) <= 1e-10 * fabs(expected) + 1e-15);
}

static void check_equals_erlang_a(double load_erlangs, double agents, double patience_s,
                                  double target_s)
{
    hc_error err = HC_ERROR_INIT;
    hc_load load = hc_load_of(load_erlangs, AHT_S);
    hc_load load_a = load;
    load_a.patience_s = patience_s;
    hc_metrics a;
    hc_metrics g;
    const hc_patience_curve curve = hc_patience_curve_exponential(patience_s);
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load_a, agents, target_s, &a, &err), HC_OK);
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &curve, agents, target_s, &g, &err),
                    HC_OK);
    check_metric(g.p_wait, a.p_wait);
    check_metric(g.p_wait_gt_t, a.p_wait_gt_t);
    check_metric(g.p_abandon, a.p_abandon);
    check_metric(g.p_abandon_in_t, a.p_abandon_in_t);
    check_metric(g.sl_offered, a.sl_offered);
    check_metric(g.late, a.late);
    check_metric(g.sl_net, a.sl_net);
    check_metric(g.sl_answered, a.sl_answered);
    check_metric(g.asa_s, a.asa_s);
    check_metric(g.wait_all_s, a.wait_all_s);
    check_metric(g.occupancy, a.occupancy);
    check_metric(g.queue_len, a.queue_len);
}

static void exponential_patience_is_erlang_a(void)
{
    const double loads[] = {0.01, 0.5, 3.0, 50.0, 2000.0, 1e5};
    for (size_t k = 0; k < sizeof loads / sizeof *loads; k++) {
        for (double f = 0.4; f < 2.0; f += 0.2) {
            const double agents = fmax(1.0, floor(loads[k] * f));
            for (double patience_s = 5.0; patience_s < 2000.0; patience_s *= 5.0) {
                check_equals_erlang_a(loads[k], agents, patience_s, 0.0);
                check_equals_erlang_a(loads[k], agents, patience_s, 20.0);
                check_equals_erlang_a(loads[k], agents, patience_s, 300.0);
            }
        }
    }
}

static void endless_patience_is_erlang_c(void)
{
    hc_error err = HC_ERROR_INIT;
    const hc_load load = hc_load_of(10.0, 180.0);
    const hc_patience_curve curve = hc_patience_curve_exponential((double)INFINITY);
    hc_metrics g;
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &curve, 14.0, 20.0, &g, &err), HC_OK);
    CHECK_CLOSE(g.sl_offered, 0.88835001917946688, 1e-12); /* the truth's row 1-00001 */
    CHECK_CLOSE(g.asa_s, 7.8359370117772429, 1e-12);
    CU_ASSERT_EQUAL(g.p_abandon, 0.0);
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &curve, 10.0, 20.0, &g, &err),
                    HC_ERR_DOMAIN);
}

static void splitting_a_bin_changes_nothing(void)
{
    hc_error err = HC_ERROR_INIT;
    const hc_load load = hc_load_of(40.0, AHT_S);
    const hc_patience_curve one = hc_patience_curve_exponential(90.0);
    hc_patience_curve split = {.bins = 4, .from_s = {0.0, 7.0, 20.0, 300.0}};
    for (size_t k = 0; k < 4; k++) {
        split.hazard[k] = 1.0 / 90.0;
    }
    hc_metrics a;
    hc_metrics b;
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &one, 37.0, 20.0, &a, &err), HC_OK);
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &split, 37.0, 20.0, &b, &err), HC_OK);
    CHECK_CLOSE(b.sl_offered, a.sl_offered, 1e-12);
    CHECK_CLOSE(b.p_abandon, a.p_abandon, 1e-12);
    CHECK_CLOSE(b.asa_s, a.asa_s, 1e-12);
}

/* A sample that follows the curve: inverse of the survival at evenly spaced shares. */
static void draw_patience(const hc_patience_curve *curve, double *sample, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        const double share = 1.0 - ((double)k + 0.5) / (double)n;
        double low = 0.0;
        double high = 1e5;
        for (int step = 0; step < 60; step++) {
            const double middle = 0.5 * (low + high);
            *(hc_patience_curve_survival(curve, middle) > share ? &low : &high) = middle;
        }
        sample[k] = low;
    }
}

static void check_played(hc_patience_curve curve)
{
    static double sample[20000];
    draw_patience(&curve, sample, 20000);
    const double calls[3] = {10000.0, 10000.0, 10000.0};
    const int32_t agents[1] = {30};
    const size_t route[1] = {0};
    const hc_sim_queue queue = {
        .calls = calls,
        .handling = {HC_DISTRIBUTION_EXPONENTIAL, AHT_S, 0.0, NULL, 0},
        .patience = {HC_DISTRIBUTION_EMPIRICAL, 0.0, 0.0, sample, 20000},
        .target_s = 15.0,
        .route = route,
        .route_count = 1};
    const double slot_s = 10000.0 * AHT_S / 33.0; /* 33 Erlangs for 30 agents */
    const hc_sim_group group = {agents, 1, 3.0 * slot_s};
    const hc_sim_model model = {3, slot_s, 1, &queue, 1, &group, false};
    hc_sim_options options = hc_sim_options_default();
    options.warm_up_slots = 1;
    options.replications = 40;
    hc_simulation simulation = HC_SIMULATION_INIT;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_simulate(&model, &options, &simulation, &err), HC_OK);
    const hc_load load = hc_load_of(33.0, AHT_S);
    hc_metrics g;
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &curve, 30.0, 15.0, &g, &err), HC_OK);
    const hc_sim_summary *got = &simulation.summary[0];
    CU_ASSERT(fabs(got->sl_offered.value - g.sl_offered) <= got->sl_offered.half_width);
    CU_ASSERT(fabs(got->p_abandon.value - g.p_abandon) <= got->p_abandon.half_width);
    CU_ASSERT(fabs(got->asa_s.value - g.asa_s) <= got->asa_s.half_width);
    hc_simulation_clear(&simulation);
}

/* Many hang up at once, or nobody in the first half minute though there is too little staff. */
static void a_curve_gives_what_the_simulator_plays(void)
{
    check_played((hc_patience_curve){
        .bins = 3, .from_s = {0.0, 10.0, 60.0}, .hazard = {0.03, 0.004, 0.012}});
    check_played((hc_patience_curve){.bins = 2, .from_s = {0.0, 30.0}, .hazard = {0.0, 0.02}});
}

static void fewest_agents_meet_the_target_and_one_fewer_does_not(void)
{
    const hc_patience_curve curve = {
        .bins = 3, .from_s = {0.0, 10.0, 60.0}, .hazard = {0.03, 0.004, 0.012}};
    const hc_target target = {HC_TARGET_SL_OFFERED, 0.8, 20.0};
    hc_error err = HC_ERROR_INIT;
    for (double erlangs = 0.05; erlangs < 3000.0; erlangs *= 2.3) {
        const hc_load load = hc_load_of(erlangs, AHT_S);
        int64_t agents = 0;
        hc_metrics m;
        CU_ASSERT_EQUAL(hc_general_patience_solve(&load, &curve, &target, 1, &agents, &err),
                        HC_OK);
        CU_ASSERT_EQUAL(
            hc_general_patience_metrics(&load, &curve, (double)agents, 20.0, &m, &err), HC_OK);
        CU_ASSERT(hc_target_is_met(&target, &m));
        if (agents == 1) { continue; }
        CU_ASSERT_EQUAL(
            hc_general_patience_metrics(&load, &curve, (double)agents - 1.0, 20.0, &m, &err),
            HC_OK);
        CU_ASSERT(!hc_target_is_met(&target, &m));
    }
}

static void exponential_patience_needs_as_many_as_erlang_a(void)
{
    const hc_target targets[2] = {{HC_TARGET_SL_OFFERED, 0.8, 20.0},
                                  {HC_TARGET_P_ABANDON, 0.03, 0.0}};
    const hc_patience_curve curve = hc_patience_curve_exponential(148.0);
    hc_error err = HC_ERROR_INIT;
    for (double erlangs = 0.3; erlangs < 5000.0; erlangs *= 1.9) {
        hc_load load = hc_load_of(erlangs, 180.0);
        int64_t general = 0;
        int64_t plain = 0;
        CU_ASSERT_EQUAL(hc_general_patience_solve(&load, &curve, targets, 2, &general, &err),
                        HC_OK);
        load.patience_s = 148.0;
        CU_ASSERT_EQUAL(hc_staffing_solve(HC_MODEL_A, &load, targets, 2, &plain, &err), HC_OK);
        CU_ASSERT_EQUAL(general, plain);
    }
}

static void waits_give_back_the_hazard_they_were_drawn_from(void)
{
    enum { N = 40000 };
    static double wait_s[N];
    static bool hung_up[N];
    hc_rng rng;
    hc_rng_seed(&rng, 5);
    for (size_t k = 0; k < N; k++) {
        const double patience_s = hc_rng_exponential(&rng, 120.0);
        const double answer_s = hc_rng_exponential(&rng, 60.0);
        hung_up[k] = patience_s < answer_s;
        wait_s[k] = fmin(patience_s, answer_s);
    }
    hc_patience_curve curve;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_patience_curve_of_waits(wait_s, hung_up, N, &curve, &err), HC_OK);
    CU_ASSERT(curve.bins > 20);
    /* Greenwood's standard error is 1 % at 100 s */
    for (double x = 10.0; x <= 100.0; x += 30.0) {
        CHECK_CLOSE(hc_patience_curve_survival(&curve, x), exp(-x / 120.0), 0.03);
    }
}

/* 300 callers hang up: 200 at 10 s and 100 at 20 s. Equal waits are one bin: 200 of 3,000 s,
 * then 100 of 1,000 s. Those who hang up at once have waited nothing, and count with the next.
 */
static void equal_waits_are_one_bin(void)
{
    enum { N = 300 };
    double wait_s[N];
    bool hung_up[N];
    hc_patience_curve curve;
    for (size_t k = 0; k < N; k++) {
        wait_s[k] = k % 3 == 0 ? 20.0 : 10.0;
        hung_up[k] = true;
    }
    CU_ASSERT_EQUAL(hc_patience_curve_of_waits(wait_s, hung_up, N, &curve, NULL), HC_OK);
    CU_ASSERT_EQUAL(curve.bins, 2);
    CHECK_CLOSE(curve.from_s[1], 10.0, 0);
    CHECK_CLOSE(curve.hazard[0], 200.0 / 3000.0, 1e-12);
    CHECK_CLOSE(curve.hazard[1], 100.0 / 1000.0, 1e-12);
    for (size_t k = 0; k < N; k++) {
        wait_s[k] = k % 3 == 0 ? 20.0 : 0.0;
    }
    CU_ASSERT_EQUAL(hc_patience_curve_of_waits(wait_s, hung_up, N, &curve, NULL), HC_OK);
    CU_ASSERT_EQUAL(curve.bins, 1);
    CHECK_CLOSE(curve.hazard[0], 300.0 / 2000.0, 1e-12);
}

static void wrong_input_is_refused_by_name(void)
{
    hc_error err = HC_ERROR_INIT;
    hc_metrics m;
    hc_patience_curve curve = hc_patience_curve_exponential(100.0);
    hc_load load = hc_load_of(10.0, 180.0);
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &curve, 0.0, 20.0, &m, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(
        hc_general_patience_metrics(&load, &curve, 2.0 * HC_AGENTS_MAX, 20.0, &m, &err),
        HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &curve, 10.0, -1.0, &m, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(
        hc_general_patience_metrics(&load, &curve, 10.0, 2.0 * HC_TIME_S_MAX, &m, &err),
        HC_ERR_RANGE);
    hc_load other = hc_load_of(0.0, 180.0);
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&other, &curve, 10.0, 20.0, &m, &err),
                    HC_ERR_RANGE);
    other = hc_load_of(10.0, 0.0);
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&other, &curve, 10.0, 20.0, &m, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "AHT"));
    other = load;
    other.lines = 20.0;
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&other, &curve, 10.0, 20.0, &m, &err),
                    HC_ERR_RANGE);
    curve.hazard[0] = (double)NAN;
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &curve, 10.0, 20.0, &m, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "patience curve"));
    const hc_patience_curve wrong[] = {
        {.bins = 0},
        {.bins = HC_HAZARD_BINS_MAX + 1},
        {.bins = 1, .from_s = {1.0}},
        {.bins = 1, .from_s = {-1.0}},
        {.bins = 1, .hazard = {-1.0}},
        {.bins = 1, .hazard = {1e10}},
        {.bins = 2, .from_s = {0.0, 0.0}},
        {.bins = 2, .from_s = {0.0, 2.0 * HC_TIME_S_MAX}},
    };
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &wrong[k], 10.0, 20.0, &m, &err),
                        HC_ERR_RANGE);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "patience curve"));
    }
    const double wait_s[2] = {1.0, -1.0}, endless_s[2] = {1.0, 2.0 * HC_TIME_S_MAX};
    const bool nobody[2] = {false, false};
    CU_ASSERT_EQUAL(hc_patience_curve_of_waits(wait_s, nobody, 2, &curve, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_patience_curve_of_waits(endless_s, nobody, 2, &curve, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_patience_curve_of_waits(wait_s, nobody, 1, &curve, &err), HC_ERR_EMPTY);
    const bool one[1] = {true};
    hc_heap_fail_at(1);
    CU_ASSERT_EQUAL(hc_patience_curve_of_waits(wait_s, one, 1, &curve, &err), HC_ERR_MEMORY);
    hc_heap_fail_at(0);
    const hc_target all = {HC_TARGET_SL_OFFERED, 1.0, 20.0};
    const hc_target percent = {HC_TARGET_SL_OFFERED, 80.0, 20.0};
    int64_t agents = 0;
    curve = hc_patience_curve_exponential((double)INFINITY);
    CU_ASSERT_EQUAL(hc_general_patience_solve(&load, &curve, &percent, 1, &agents, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_general_patience_solve(&load, &curve, &all, 1, &agents, &err),
                    HC_ERR_INFEASIBLE); /* though its metrics round to it */
}

/* Nobody waits, but the time until an agent is free goes on for a million patiences. */
static void callers_of_no_patience_are_erlang_a(void)
{
    for (double patience_s = 1.0; patience_s > 1e-5; patience_s *= 0.1) {
        check_equals_erlang_a(5.0, 4.0, patience_s, 20.0);
        check_equals_erlang_a(50.0, 60.0, patience_s, 0.0);
    }
}

/* All wait 1e11 s and are then gone within less than the last digit of that: a fluid. */
static void patience_that_ends_at_one_moment_is_followed_far_out(void)
{
    const hc_patience_curve curve = {
        .bins = 2, .from_s = {0.0, 1e11}, .hazard = {0.0, HAZARD_MOST}};
    const hc_load load = hc_load_of(5.0, AHT_S);
    hc_metrics m = {0};
    CU_ASSERT_EQUAL(hc_general_patience_metrics(&load, &curve, 4.0, 20.0, &m, NULL), HC_OK);
    CHECK_CLOSE(m.p_wait, 1.0, 1e-12);
    CHECK_CLOSE(m.p_abandon, 0.2, 1e-6);
    CHECK_CLOSE(m.asa_s, 1e11, 1e-6);
}

/* Thirty of them, a bin's worth: the first bin reaches on to the hang-ups that follow. */
static void hang_ups_at_once_begin_no_bin(void)
{
    double wait_s[60] = {0.0};
    bool hung_up[60];
    hc_patience_curve curve;
    for (size_t k = 0; k < 60; k++) {
        wait_s[k] = k < 30 ? 0.0 : (double)k;
        hung_up[k] = true;
    }
    CU_ASSERT_EQUAL(hc_patience_curve_of_waits(wait_s, hung_up, 60, &curve, NULL), HC_OK);
    CU_ASSERT_EQUAL(curve.from_s[0], 0.0);
    CU_ASSERT_TRUE(curve.bins >= 2 && curve.from_s[1] >= 30.0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(exponential_patience_is_erlang_a),
        HC_TEST(endless_patience_is_erlang_c),
        HC_TEST(splitting_a_bin_changes_nothing),
        HC_TEST(a_curve_gives_what_the_simulator_plays),
        HC_TEST(fewest_agents_meet_the_target_and_one_fewer_does_not),
        HC_TEST(exponential_patience_needs_as_many_as_erlang_a),
        HC_TEST(waits_give_back_the_hazard_they_were_drawn_from),
        HC_TEST(equal_waits_are_one_bin),
        HC_TEST(wrong_input_is_refused_by_name),
        HC_TEST(callers_of_no_patience_are_erlang_a),
        HC_TEST(patience_that_ends_at_one_moment_is_followed_far_out),
        HC_TEST(hang_ups_at_once_begin_no_bin),
    };
    return hc_test_run("general_patience", tests, sizeof tests / sizeof *tests);
}
