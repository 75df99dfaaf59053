#include <math.h>
#include <string.h>

#include "erlang/erlang_a.h"
#include "erlang/erlang_c.h"
#include "tests/support/hc_test.h"

static hc_load impatient(double load_erlangs, double aht_s, double patience_s)
{
    hc_load load = hc_load_of(load_erlangs, aht_s);
    load.patience_s = patience_s;
    return load;
}

static hc_metrics metrics_of(const hc_load *load, double agents, double target_s)
{
    hc_metrics m = {0};
    CU_ASSERT_EQUAL_FATAL(hc_erlang_a_metrics(load, agents, target_s, &m, NULL), HC_OK);
    return m;
}

/* Shares of an M/M/n/K+M queue by walking its states: a second road for small queues. */
typedef struct walked {
    double p_wait;
    double p_block;
    double p_abandon;
    double queue_len;
} walked;

static walked walk_states(double load, double patience_per_aht, int agents, int lines)
{
    double weight = 1.0;
    double total = 0.0;
    walked w = {0};
    for (int k = 0; k <= lines; k++) {
        const int waiting = k > agents ? k - agents : 0;
        total += weight;
        if (k == lines) {
            w.p_block = weight;
        } else if (k >= agents) {
            w.p_wait += weight;
        }
        w.queue_len += weight * waiting;
        const int busy = k + 1 < agents ? k + 1 : agents;
        const int next_waiting = k + 1 > agents ? k + 1 - agents : 0;
        weight *= load / (busy + next_waiting / patience_per_aht);
    }
    w.p_abandon = w.queue_len / (load * patience_per_aht) / total;
    w.p_wait /= total;
    w.p_block /= total;
    w.queue_len /= total;
    return w;
}

/* 48 calls a minute, AHT 1 min, patience 2 min, 50 agents: Garnett, Mandelbaum, Reiman (2002).
 */
static void published_fifty_agents_lose_three_percent(void)
{
    const hc_load load = impatient(48.0, 60.0, 120.0);
    const hc_metrics m = metrics_of(&load, 50.0, 20.0);
    CHECK_CLOSE(m.p_abandon, 0.0309122491621932, 1e-13);
    CHECK_CLOSE(m.wait_all_s, 3.70946989946318615, 1e-13);
    CHECK_CLOSE(m.asa_s, 3.61590023955311442, 1e-13);
    CHECK_CLOSE(m.queue_len, 2.96757591957054891, 1e-13);
    CHECK_CLOSE(m.occupancy, 0.93032424080429451, 1e-14);
    /* the published 90th percentile, of the wait that ends with an answer or a hang-up */
    CHECK_CLOSE(metrics_of(&load, 50.0, 12.44).p_wait_gt_t * exp(-12.44 / 120.0), 0.1, 1e-3);
}

static void shares_agree_with_the_states_walked_one_by_one(void)
{
    const double ratios[] = {0.01, 0.4, 1.0, 7.0, 50.0};
    for (size_t i = 0; i < sizeof ratios / sizeof ratios[0]; i++) {
        for (int agents = 1; agents < 90; agents = 2 * agents + 1) {
            for (double load = 0.3 * agents; load < 1.3 * agents; load += 0.19 * agents) {
                const hc_load question = impatient(load, 100.0, 100.0 * ratios[i]);
                const hc_metrics m = metrics_of(&question, agents, 20.0);
                const walked w = walk_states(load, ratios[i], agents, agents + 40000);
                CHECK_CLOSE(m.p_wait, w.p_wait, 1e-12);
                CHECK_CLOSE(m.p_abandon, w.p_abandon, 1e-11);
                CHECK_CLOSE(m.queue_len, w.queue_len, 1e-11);
            }
        }
    }
}

static void finite_lines_agree_with_the_states_walked_one_by_one(void)
{
    for (int agents = 1; agents < 50; agents = 2 * agents + 1) {
        for (int places = 0; places < 30; places += 7) {
            hc_load question = impatient(1.1 * agents, 100.0, 60.0);
            question.lines = agents + places;
            const hc_metrics m = metrics_of(&question, agents, 20.0);
            const walked w = walk_states(1.1 * agents, 0.6, agents, agents + places);
            CHECK_CLOSE(m.p_block, w.p_block, 1e-13);
            CHECK_CLOSE(m.p_wait, w.p_wait, 1e-13);
            CHECK_CLOSE(m.p_abandon, w.p_abandon, 1e-13);
        }
    }
}

static void lines_that_never_fill_change_nothing(void)
{
    hc_load load = impatient(100.0, 180.0, 120.0);
    const hc_metrics endless = metrics_of(&load, 95.0, 20.0);
    load.lines = 95.0 + 2000.0;
    const hc_metrics many = metrics_of(&load, 95.0, 20.0);
    CHECK_CLOSE(many.sl_offered, endless.sl_offered, 1e-12);
    CHECK_CLOSE(many.p_wait_gt_t, endless.p_wait_gt_t, 1e-12);
    CHECK_CLOSE(many.asa_s, endless.asa_s, 1e-12);
    CU_ASSERT_EQUAL(many.p_block, 0.0);
}

static void no_waiting_places_make_it_erlang_b(void)
{
    hc_load load = impatient(5.0, 180.0, 120.0);
    load.lines = 7.0;
    const hc_metrics m = metrics_of(&load, 7.0, 20.0);
    CHECK_CLOSE(m.p_block, m.erlang_b, 1e-14);
    CU_ASSERT_EQUAL(m.p_wait, 0.0);
    CU_ASSERT_EQUAL(m.p_abandon, 0.0);
}

static void endless_patience_with_finite_lines_is_the_plain_finite_queue(void)
{
    hc_load load = impatient(3.0, 180.0, (double)INFINITY);
    load.lines = 4.0 + 6.0;
    const hc_metrics m = metrics_of(&load, 4.0, 20.0);
    double weight = 1.0; /* M/M/4/10 by its states, equal rates above 4 */
    double total = 0.0;
    for (int k = 0; k <= 10; k++) {
        if (k > 0) { weight *= 3.0 / (k < 4 ? k : 4); }
        total += weight;
    }
    CHECK_CLOSE(m.p_block, weight / total, 1e-12);
    CU_ASSERT_EQUAL(m.p_abandon, 0.0);
    CHECK_CLOSE(m.occupancy, 3.0 * (1.0 - m.p_block) / 4.0, 1e-13);
}

static void very_patient_callers_make_it_erlang_c(void)
{
    const hc_load patient = impatient(10.5, 240.0, 1e12);
    const hc_load endless = hc_load_of(10.5, 240.0);
    const hc_metrics a = metrics_of(&patient, 14.0, 20.0);
    hc_metrics c;
    CU_ASSERT_EQUAL_FATAL(hc_erlang_c_metrics(&endless, 14.0, 20.0, &c, NULL), HC_OK);
    CHECK_CLOSE(a.p_wait, c.p_wait, 1e-8);
    CHECK_CLOSE(a.late, c.late, 1e-8);
    CHECK_CLOSE(a.asa_s, c.asa_s, 1e-8);
}

static void shares_of_one_queue_add_up(void)
{
    for (double load = 0.05; load < 3e5; load *= 2.3) {
        for (double part = 0.4; part < 1.6; part += 0.13) {
            const hc_load question = impatient(load, 210.0, 95.0);
            const double agents = floor(load * part) + 1.0;
            const hc_metrics m = metrics_of(&question, agents, 15.0);
            CHECK_CLOSE(m.sl_offered + m.late, 1.0, 1e-13);
            CHECK_CLOSE(m.occupancy * agents, load * (1.0 - m.p_abandon), 1e-12);
            CHECK_CLOSE(m.wait_all_s, 95.0 * m.p_abandon, 1e-13);
            CU_ASSERT_TRUE(m.p_wait_gt_t <= m.p_wait);
            CU_ASSERT_TRUE(m.p_abandon_in_t <= m.p_abandon);
        }
    }
}

static void fast_service_level_is_the_metric(void)
{
    const hc_load load = impatient(333.3, 210.0, 95.0);
    for (double agents = 200.5; agents < 450.0; agents += 31.0) {
        CHECK_CLOSE(hc_erlang_a_service_level(&load, agents, 20.0),
                    metrics_of(&load, agents, 20.0).sl_offered, 1e-14);
    }
}

static void partial_metrics_are_the_full_ones(void)
{
    const hc_load load = impatient(40.0, 180.0, 120.0);
    const hc_metrics full = metrics_of(&load, 38.0, 20.0);
    for (int kind = 0; kind < HC_TARGET_KINDS; kind++) {
        const hc_target target = {(hc_target_kind)kind, 0.5, 20.0};
        hc_metrics partial = {0};
        hc_erlang_a_for_target(&load, 38.0, &target, &partial);
        CHECK_CLOSE(hc_target_metric(&target, &partial), hc_target_metric(&target, &full),
                    1e-14);
    }
}

static void service_too_rare_to_happen_is_called_none(void)
{
    const hc_load load = impatient(63393.734375, 300.0, 120.0);
    const hc_metrics m = metrics_of(&load, 15123.0, 120.0);
    CU_ASSERT_EQUAL(m.sl_offered, 0.0);
    CU_ASSERT_EQUAL(m.sl_net, 0.0);
    CHECK_CLOSE(m.late, 1.0, 1e-15);
}

/* Row 1-00998 of the truth table: P(V > T) is 1.2e-1692, and no weight may stick at the last
 * denormal. */
static void vanishing_weights_vanish(void)
{
    hc_load load = impatient(14832.234375, 30.0, 36000.0);
    load.lines = 36217.0;
    const hc_metrics m = metrics_of(&load, 18490.0, 10.0);
    CU_ASSERT_EQUAL(m.p_wait_gt_t, 0.0);
    CU_ASSERT_EQUAL(m.p_block, 0.0);
    CHECK_CLOSE(m.p_wait, 4.6211940075932005e-184, 1e-11);
}

/* Nobody is late who would have hung up long before: all that are answered are in time. */
static void a_wait_far_beyond_patience_is_late_for_nobody(void)
{
    static const double cases[][6] = {
        /* load, AHT s, patience s, agents, lines, answer time s */
        {2.8942502743877192, 2.7193642169570862, 474.58778603181156, 8.0, 32.0, 765710.0},
        {14.640928223096761, 6.111577775687862, 24.071545593814463, 9.0, 110.0, 148426.0},
        {4062.2880763859271, 10.648013894597955, 0.35274166870467649, 2416.0, 2445.0, 22584.0},
        {4067.9361629692576, 2112.5678497453055, 16.488185974307513, 3862.0, 4253.0, 896972.0},
        {2616921.5241861609, 53.668749606269849, 0.0012905702734697, 1739310.0, 1739440.0,
         868.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hc_load load = hc_load_of(cases[i][0], cases[i][1]);
        load.patience_s = cases[i][2];
        load.lines = cases[i][4];
        hc_metrics m;
        CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, cases[i][3], cases[i][5], &m, NULL), HC_OK);
        CU_ASSERT_DOUBLE_EQUAL(m.p_wait_gt_t, 0.0, 1e-9);
        CU_ASSERT_DOUBLE_EQUAL(m.sl_offered, 1.0 - m.p_block - m.p_abandon, 1e-9);
        CU_ASSERT_DOUBLE_EQUAL(m.sl_answered, 1.0, 1e-9);
    }
}

static void each_bad_argument_is_named(void)
{
    hc_metrics m;
    hc_error err = HC_ERROR_INIT;
    hc_load load = impatient(10.0, 180.0, 120.0);
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 0.0, 20.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 2.0 * HC_AGENTS_MAX, 20.0, &m, &err),
                    HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, HC_AGENTS_MAX, 20.0, &m, &err), HC_OK);
    CU_ASSERT_EQUAL(m.sl_offered, 1.0);
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 5.0, -1.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 5.0, 2.0 * HC_TIME_S_MAX, &m, &err),
                    HC_ERR_RANGE);
    load.patience_s = 0.0;
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 5.0, 20.0, &m, &err), HC_ERR_RANGE);
    load.patience_s = 120.0;
    load.load_erlangs = 0.0;
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 5.0, 20.0, &m, &err), HC_ERR_RANGE);
    load = hc_load_of(10.0, 180.0);
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 5.0, 20.0, &m, &err), HC_ERR_RANGE);
    load.lines = 4.0;
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 5.0, 20.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "lines"));
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 3.5, 20.0, &m, &err), HC_ERR_RANGE);
    load.lines = 7.5;
    CU_ASSERT_EQUAL(hc_erlang_a_metrics(&load, 3.0, 20.0, &m, &err), HC_ERR_RANGE);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(published_fifty_agents_lose_three_percent),
        HC_TEST(shares_agree_with_the_states_walked_one_by_one),
        HC_TEST(finite_lines_agree_with_the_states_walked_one_by_one),
        HC_TEST(lines_that_never_fill_change_nothing),
        HC_TEST(no_waiting_places_make_it_erlang_b),
        HC_TEST(endless_patience_with_finite_lines_is_the_plain_finite_queue),
        HC_TEST(very_patient_callers_make_it_erlang_c),
        HC_TEST(shares_of_one_queue_add_up),
        HC_TEST(fast_service_level_is_the_metric),
        HC_TEST(partial_metrics_are_the_full_ones),
        HC_TEST(service_too_rare_to_happen_is_called_none),
        HC_TEST(vanishing_weights_vanish),
        HC_TEST(a_wait_far_beyond_patience_is_late_for_nobody),
        HC_TEST(each_bad_argument_is_named),
    };
    return hc_test_run("erlang_a", tests, sizeof tests / sizeof tests[0]);
}
