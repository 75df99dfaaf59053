#include <math.h>

#include "erlang/erlang_a.h"
#include "erlang/line_sums.h"
#include "forecast/base/rng.h"
#include "tests/support/hc_test.h"

static hc_line_queue queue_of(double load, double agents, double patience_ahts,
                              double wait_ahts, double places)
{
    hc_line_queue q = {.s = agents * patience_ahts,
                       .x = load * patience_ahts,
                       .excess = (load - agents) * patience_ahts,
                       .u = wait_ahts / patience_ahts,
                       .decay = agents * wait_ahts,
                       .places = places};
    q.gone = -expm1(-q.u);
    return q;
}

/* Sums as shares of the callers, since their unit is not fixed. */
static hc_line_sums shares_of(hc_line_sums sums)
{
    const double total = sums.idle + sums.entered + sums.last;
    return (hc_line_sums){.idle = sums.idle / total,
                          .entered = sums.entered / total,
                          .waiting = sums.waiting / total,
                          .served = sums.served / total,
                          .delay = sums.delay / total,
                          .over = sums.over / total,
                          .late = sums.late / total,
                          .on_time = sums.on_time / total,
                          .last = sums.last / total};
}

static void check_same(double a, double b, double relative)
{
    CU_ASSERT_TRUE(fabs(a - b) <= relative * fabs(b) + 1e-60);
}

static void check_both_roads(double load, double agents, double patience_ahts, double wait_ahts,
                             double places)
{
    const hc_line_queue q = queue_of(load, agents, patience_ahts, wait_ahts, places);
    const hc_load question = hc_load_of(load, 1.0);
    const hc_busy_weights below = hc_busy_weights_of(&question, agents);
    const hc_line_sums waits = shares_of(hc_line_sums_by_wait(&q, below));
    const hc_line_sums walked = shares_of(hc_line_sums_by_place(&q, below));
    check_same(waits.idle, walked.idle, 1e-11);
    check_same(waits.entered, walked.entered, 1e-12);
    check_same(waits.waiting, walked.waiting, 1e-12);
    check_same(waits.served, walked.served, 1e-12);
    check_same(waits.delay, walked.delay, 3e-12);
    check_same(waits.over, walked.over, 1e-12 + 1e-11 * (1.0 - walked.over));
    check_same(waits.late, walked.late, 1e-11);
    CU_ASSERT_DOUBLE_EQUAL(waits.on_time, walked.on_time, 1e-12);
    check_same(waits.last, walked.last, 1e-11);
}

/* Any queue: from empty to drowned, few places to many, patience short, long and endless. */
static void integrals_over_the_wait_are_the_sums_over_the_places(void)
{
    hc_rng rng;
    hc_rng_seed(&rng, 20);
    for (int i = 0; i < 400; i++) {
        const double agents = floor(exp(hc_rng_uniform(&rng) * log(1e4))) + 1.0;
        const double spread = i % 3 == 0 ? 0.4 : 0.08;
        const double load = agents * exp(spread * hc_rng_normal(&rng));
        const double patience = i % 7 == 0 ? 1e15 : exp(6.0 * (hc_rng_uniform(&rng) - 0.5));
        const double wait = i % 5 == 0 ? 0.0 : exp(7.0 * (hc_rng_uniform(&rng) - 0.8));
        double places = 24.0 + floor(exp(8.0 * hc_rng_uniform(&rng)));
        const double queue = (load - agents) * patience;
        if (i % 4 == 1 && queue > 24.0 && queue < 1e4) { places = floor(queue); }
        check_both_roads(load, agents, patience, wait, places);
    }
}

/* Lines fill up, or nearly, exactly where the queue would stand. */
static void a_queue_as_long_as_its_places_is_no_edge(void)
{
    for (double places = 30.0; places < 20000.0; places = floor(places * 3.1)) {
        for (double off = -3.0; off <= 3.0; off += 1.0) {
            const double load = 50.0 + (places + off * sqrt(places)) / 40.0;
            check_both_roads(load, 50.0, 40.0, 0.3, places);
        }
    }
}

/* Hardly any patience: places beyond those that carry weight once hid the answers in time. */
static void far_places_without_weight_hide_nobody(void)
{
    hc_load load = hc_load_of(1.857, 635.8);
    load.patience_s = 75.92;
    load.lines = 2.0 + 500.0;
    hc_metrics many = {0};
    hc_metrics endless = {0};
    CU_ASSERT_EQUAL_FATAL(hc_erlang_a_metrics(&load, 2.0, 1.02, &many, NULL), HC_OK);
    load.lines = (double)INFINITY;
    CU_ASSERT_EQUAL_FATAL(hc_erlang_a_metrics(&load, 2.0, 1.02, &endless, NULL), HC_OK);
    CHECK_CLOSE(many.sl_offered, endless.sl_offered, 1e-13);
}

/* 500 million places: the load limit of the program, and no more dear than a thousand. */
static void any_number_of_places_has_its_answer(void)
{
    hc_load load = hc_load_of(1e9, 300.0);
    load.patience_s = 600.0;
    load.lines = 1.3e9;
    hc_metrics m = {0};
    CU_ASSERT_EQUAL_FATAL(hc_erlang_a_metrics(&load, 8e8, 60.0, &m, NULL), HC_OK);
    /* a fluid: 300 of 400 million would wait, 1/5 of the calls find all 500 million places */
    CHECK_CLOSE(m.occupancy, 1.0, 1e-12);
    CHECK_CLOSE(m.p_abandon + m.p_block, 0.2, 1e-9);
    CHECK_CLOSE(m.queue_len, 4e8, 1e-6);
    CU_ASSERT_EQUAL(m.p_block, 0.0);
    load.lines = 8e8 + 2e8; /* half the queue has a place: the others find the lines busy */
    CU_ASSERT_EQUAL_FATAL(hc_erlang_a_metrics(&load, 8e8, 60.0, &m, NULL), HC_OK);
    CHECK_CLOSE(m.p_block, 0.1, 1e-6);
    CHECK_CLOSE(m.p_abandon, 0.1, 1e-6);
}

/* 1e20 handle times: the chance that nobody is done by then has no double, nor its logarithm
 * any digits. 100 places before a million agents. */
static void an_answer_time_beyond_all_patience_leaves_the_blocked(void)
{
    for (int k = 0; k < 400; k++) {
        const double agents = 1e6 - 37.0 * k;
        hc_load load = hc_load_of(agents * (0.99 + 1e-4 * k), HC_AHT_S_MIN * (1.0 + 0.01 * k));
        hc_metrics m = {0};
        load.patience_s = k % 2 == 0 ? HC_TIME_S_MAX : 0.3 * HC_TIME_S_MAX;
        load.lines = agents + 100.0;
        const double target_s = k % 3 == 0 ? HC_TIME_S_MAX : 0.1 * HC_TIME_S_MAX;
        CU_ASSERT_EQUAL_FATAL(hc_erlang_a_metrics(&load, agents, target_s, &m, NULL), HC_OK);
        CU_ASSERT_DOUBLE_EQUAL(m.sl_offered, 1.0 - m.p_block, 1e-9);
        CU_ASSERT_EQUAL(m.p_wait_gt_t, 0.0);
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(integrals_over_the_wait_are_the_sums_over_the_places),
        HC_TEST(a_queue_as_long_as_its_places_is_no_edge),
        HC_TEST(far_places_without_weight_hide_nobody),
        HC_TEST(any_number_of_places_has_its_answer),
        HC_TEST(an_answer_time_beyond_all_patience_leaves_the_blocked),
    };
    return hc_test_run("line_sums", tests, sizeof tests / sizeof tests[0]);
}
