#include <string.h>

#include "erlang/erlang_c.h"
#include "erlang/target.h"
#include "tests/support/hc_test.h"

/* C by the plain recurrence of Erlang B: a second road without the kernel. */
static double c_by_recurrence(double load, int agents)
{
    double r = 1.0;
    for (int k = 1; k <= agents; k++) {
        r = 1.0 + k / load * r;
    }
    return agents / (load + (agents - load) * r);
}

static void one_agent_is_busy_as_often_as_the_load(void)
{
    CHECK_CLOSE(hc_erlang_c(0.1, 1.0), 0.1, 1e-15);
    CHECK_CLOSE(hc_erlang_c_late(0.1, 1.0, 100.0, 0.0), 0.1, 1e-15);
}

/* 100 calls in 30 min, AHT 180 s, 14 agents: Call Centre Helper, CRAN ErlangC and pyworkforce
 * docs. */
static void textbook_centre_has_the_published_numbers(void)
{
    CHECK_CLOSE(hc_erlang_c(10.0, 14.0), 0.1741319335950498, 1e-14);
    CHECK_CLOSE(1.0 - hc_erlang_c_late(10.0, 14.0, 180.0, 20.0), 0.88835001917946688, 1e-14);
    CHECK_CLOSE(hc_erlang_c_asa_s(10.0, 14.0, 180.0), 7.83593701177724, 1e-14);
}

/* 48 calls a minute, AHT 1 min, 50 agents: Garnett, Mandelbaum, Reiman (2002). */
static void published_fifty_agents_wait_twenty_seconds(void)
{
    const hc_load load = hc_load_of(48.0, 60.0);
    hc_metrics m;
    CU_ASSERT_EQUAL_FATAL(hc_erlang_c_metrics(&load, 50.0, 58.14, &m, NULL), HC_OK);
    CHECK_CLOSE(m.asa_s, 20.833668335905, 1e-12);
    CHECK_CLOSE(m.queue_len, 16.666934668724, 1e-12);
    CHECK_CLOSE(m.occupancy, 0.96, 1e-15);
    CHECK_CLOSE(m.p_wait_gt_t, 0.1, 1e-3); /* the published 90th percentile */
}

static void kernel_and_recurrence_agree(void)
{
    for (int agents = 1; agents < 3000; agents = agents * 3 / 2 + 1) {
        for (double part = 0.5; part < 1.0; part += 0.0499) {
            const double load = part * agents;
            CHECK_CLOSE(hc_erlang_c(load, agents), c_by_recurrence(load, agents), 3e-13);
        }
    }
}

static void little_s_law_joins_queue_and_wait(void)
{
    const hc_load load = hc_load_of(950.25, 240.0);
    hc_metrics m;
    CU_ASSERT_EQUAL_FATAL(hc_erlang_c_metrics(&load, 961.0, 20.0, &m, NULL), HC_OK);
    CHECK_CLOSE(m.queue_len, load.load_erlangs / load.aht_s * m.wait_all_s, 1e-13);
    CHECK_CLOSE(m.sl_offered + m.late, 1.0, 1e-15);
    CU_ASSERT_EQUAL(m.p_abandon, 0.0);
    CU_ASSERT_EQUAL(m.p_block, 0.0);
}

static void fractional_agents_fall_between(void)
{
    for (double agents = 10.25; agents < 14.0; agents += 0.5) {
        CU_ASSERT_TRUE(hc_erlang_c(10.0, agents) < hc_erlang_c(10.0, agents - 0.2));
    }
}

static void overload_is_called_overload(void)
{
    const hc_load load = hc_load_of(10.0, 180.0);
    hc_metrics m = {.p_wait = 7.0};
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_erlang_c_metrics(&load, 10.0, 20.0, &m, &err), HC_ERR_DOMAIN);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "overload"));
    CU_ASSERT_EQUAL(m.p_wait, 7.0); /* untouched */
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c(10.0, 10.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c_asa_s(10.0, 9.0, 180.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c_late(10.0, 12.0, 180.0, -1.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c_late(10.0, 10.0, 180.0, 20.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c(0.0, 10.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c(2.0 * HC_LOAD_ERLANGS_MAX, 10.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c(10.0, 2.0 * HC_AGENTS_MAX)));
}

static void bad_answer_time_is_a_range_error(void)
{
    const hc_load load = hc_load_of(10.0, 180.0);
    hc_metrics m;
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_erlang_c_metrics(&load, 12.0, HC_MISSING, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_erlang_c_metrics(&load, 12.0, -1.0, &m, &err), HC_ERR_RANGE);
    CU_ASSERT_EQUAL(hc_erlang_c_metrics(&load, 12.0, 2.0 * HC_TIME_S_MAX, &m, &err),
                    HC_ERR_RANGE);
    const hc_load bad = hc_load_of(10.0, 0.0);
    CU_ASSERT_EQUAL(hc_erlang_c_metrics(&bad, 12.0, 20.0, &m, &err), HC_ERR_RANGE);
}

/* Halfin and Whitt's square-root rule understaffs by one or two; the walk from it must not. */
static void fast_road_gives_the_fewest_agents(void)
{
    const double levels[] = {0.5, 0.8, 0.9, 0.99, 0.999999};
    for (double load = 0.01; load < 4000.0; load *= 1.31) {
        for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
            for (double target_s = 0.0; target_s < 700.0; target_s = 3.0 * target_s + 7.0) {
                const hc_load question = hc_load_of(load, 180.0);
                const double late = 1.0 - levels[i];
                const int agents = (int)hc_erlang_c_agents(&question, target_s, late);
                const double decay = target_s / 180.0;
                const double here =
                    c_by_recurrence(load, agents) * exp(-(agents - load) * decay);
                CU_ASSERT_TRUE(here <= late * (1.0 + 1e-9));
                if (agents - 1 <= load) { continue; }
                const double before =
                    c_by_recurrence(load, agents - 1) * exp(-(agents - 1 - load) * decay);
                CU_ASSERT_TRUE(before > late * (1.0 - 1e-9));
            }
        }
    }
}

static void fast_road_says_where_it_does_not_lead(void)
{
    const hc_load load = hc_load_of(10.0, 180.0);
    const hc_load none = hc_load_of(0.0, 180.0);
    CU_ASSERT_EQUAL(hc_erlang_c_agents(&load, 20.0, 0.0), -1.0);
    CU_ASSERT_EQUAL(hc_erlang_c_agents(&load, HC_MISSING, 0.2), -1.0);
    CU_ASSERT_EQUAL(hc_erlang_c_agents(&none, 20.0, 0.2), -1.0);
    const hc_load much = hc_load_of(2.0 * HC_LOAD_ERLANGS_MAX, 180.0);
    CU_ASSERT_EQUAL(hc_erlang_c_agents(&much, 20.0, 0.2), -1.0);
    CU_ASSERT_EQUAL(hc_erlang_c_agents(&load, 601.0 * 180.0, 0.2), -1.0);
    CU_ASSERT_EQUAL(hc_erlang_c_agents(&load, 20.0, 6e-16), -1.0);
    CU_ASSERT_EQUAL(hc_erlang_c_agents(&load, 20.0, 1.0), 11.0);
}

/* Where the square-root rule is far off: few are late, at loads of a town and of a country. */
static void far_tails_are_not_overstaffed(void)
{
    const double loads[] = {161.0, 40595.333, 728009.126, 356672152.622};
    const double lates[] = {1e-6, 3e-11, 4.3e-12, 1e-14, 8e-16};
    for (size_t i = 0; i < sizeof loads / sizeof loads[0]; i++) {
        for (size_t k = 0; k < sizeof lates / sizeof lates[0]; k++) {
            for (double target_s = 0.0; target_s < 10.0; target_s = 100.0 * target_s + 0.05) {
                const hc_load question = hc_load_of(loads[i], 180.0);
                const double n = hc_erlang_c_agents(&question, target_s, lates[k]);
                const double here = hc_erlang_c_late(loads[i], n, 180.0, target_s);
                const double before = hc_erlang_c_late(loads[i], n - 1.0, 180.0, target_s);
                CU_ASSERT_TRUE(here <= lates[k] * (1.0 + 1e-9));
                CU_ASSERT_TRUE(before > lates[k] * (1.0 - 1e-9));
            }
        }
    }
}

static void what_has_no_answer_is_missing(void)
{
    const double bad[][2] = {
        {0.0, 5.0},        {2.0 * HC_LOAD_ERLANGS_MAX, 3.0 * HC_LOAD_ERLANGS_MAX},
        {5.0, 5.0},        {5.0, 2.0 * HC_AGENTS_MAX},
        {HC_MISSING, 5.0}, {5.0, HC_MISSING}};
    hc_metrics m = {.late = 7.0};
    hc_error err = HC_ERROR_INIT;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const hc_load load = hc_load_of(bad[i][0], 180.0);
        CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c(bad[i][0], bad[i][1])));
        CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c_late(bad[i][0], bad[i][1], 180.0, 20.0)));
        CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c_asa_s(bad[i][0], bad[i][1], 180.0)));
        CU_ASSERT_EQUAL(hc_erlang_c_metrics(&load, bad[i][1], 20.0, &m, &err),
                        i == 2 ? HC_ERR_DOMAIN : HC_ERR_RANGE);
    }
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_c_late(5.0, 6.0, 180.0, -1.0)));
    CU_ASSERT_EQUAL(m.late, 7.0);
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(one_agent_is_busy_as_often_as_the_load),
        HC_TEST(textbook_centre_has_the_published_numbers),
        HC_TEST(published_fifty_agents_wait_twenty_seconds),
        HC_TEST(kernel_and_recurrence_agree),
        HC_TEST(little_s_law_joins_queue_and_wait),
        HC_TEST(fractional_agents_fall_between),
        HC_TEST(overload_is_called_overload),
        HC_TEST(bad_answer_time_is_a_range_error),
        HC_TEST(fast_road_gives_the_fewest_agents),
        HC_TEST(fast_road_says_where_it_does_not_lead),
        HC_TEST(far_tails_are_not_overstaffed),
        HC_TEST(what_has_no_answer_is_missing),
    };
    return hc_test_run("erlang_c", tests, sizeof tests / sizeof tests[0]);
}
