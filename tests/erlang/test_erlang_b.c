#include <string.h>

#include "erlang/erlang_b.h"
#include "tests/support/hc_test.h"

static void one_agent_loses_a_over_one_plus_a(void)
{
    CHECK_CLOSE(hc_erlang_b(0.1, 1.0), 0.1 / 1.1, 1e-15);
    CHECK_CLOSE(hc_erlang_b(1.0, 1.0), 0.5, 1e-15);
}

/* 10 Erlangs, 14 agents: 0.0568191433865..., 100-digit arithmetic of the truth table, row
 * 1-00001. */
static void textbook_centre_has_the_known_blocking(void)
{
    CHECK_CLOSE(hc_erlang_b(10.0, 14.0), 5.6819143386520859e-2, 1e-14);
}

static void no_agents_lose_every_call(void)
{
    CHECK_CLOSE(hc_erlang_b(3.0, 0.0), 1.0, 0.0);
}

/* As little load as a backlog leaves that is nearly worked off. */
static void a_vanishing_load_is_never_lost(void)
{
    for (double load = 1e-40; load > 1e-300; load *= 1e-20) {
        CU_ASSERT_TRUE(hc_erlang_b(load, 5.0) <= 1e-100);
        CU_ASSERT_TRUE(hc_erlang_b(load, 100.0) <= 1e-100);
    }
}

/* B(n) = a B(n-1) / (n + a B(n-1)) on both sides of the switch from recurrence to expansion. */
static void neighbours_obey_the_recurrence_up_to_a_million(void)
{
    for (double agents = 1.0; agents < 2e6; agents = floor(agents * 1.7) + 1.0) {
        for (double part = 0.3; part < 2.0; part += 0.21) {
            const double load = agents * part;
            const double before = hc_erlang_b(load, agents - 1.0);
            if (before < 1e-290) { continue; }
            const double here = load * before / (agents + load * before);
            CHECK_CLOSE(hc_erlang_b(load, agents), here, 1e-13 + 1e-15 * fabs(agents - load));
        }
    }
}

static void fractional_agents_lie_between_their_neighbours(void)
{
    for (double agents = 0.5; agents < 3000.0; agents *= 1.9) {
        const double load = 0.9 * agents + 0.1;
        const double blocking = hc_erlang_b(load, agents);
        CU_ASSERT_TRUE(blocking < hc_erlang_b(load, floor(agents)));
        CU_ASSERT_TRUE(blocking > hc_erlang_b(load, floor(agents) + 1.0));
    }
}

/* The continuation obeys 1/B(n+1) = 1 + (n+1)/a / B(n) for every real n. */
static void fractional_agents_obey_the_recurrence(void)
{
    for (double agents = 0.25; agents < 1000.0; agents *= 1.6) {
        const double load = 0.8 * agents + 0.3;
        const double here = 1.0 / hc_erlang_b(load, agents);
        const double next = 1.0 + (agents + 1.0) / load * here;
        CHECK_CLOSE(1.0 / hc_erlang_b(load, agents + 1.0), next, 1e-12);
    }
}

static void deep_tails_are_zero_never_nan(void)
{
    CU_ASSERT_EQUAL(hc_erlang_b(1.0, 1e6), 0.0);
    CU_ASSERT_EQUAL(hc_erlang_b(1e-9, 64.0), 0.0);
    CHECK_CLOSE(hc_erlang_b(1e9, 1.0), 1.0, 2e-9);
}

static void load_from_calls_keeps_what_rounding_left_over(void)
{
    const hc_load load = hc_load_of_calls(1.0, 3.0, 1.0);
    CHECK_CLOSE(load.load_erlangs, 1.0 / 3.0, 0.0);
    CHECK_CLOSE(load.load_rest_erlangs, 1.0 / 3.0 * 0x1p-54, 1e-12); /* 1/3 = 0.010101..b */
    CHECK_CLOSE(hc_erlang_b_of(&load, 2.0), hc_erlang_b(1.0 / 3.0, 2.0), 1e-15);
}

static void arguments_out_of_range_give_missing(void)
{
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_b(0.0, 1.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_b(-1.0, 1.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_b(HC_MISSING, 1.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_b(1.0, -1.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_b(1.0, HC_MISSING)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_b(1e10, 5.0)));
    CU_ASSERT_TRUE(hc_is_missing(hc_erlang_b(1.0, 2.0 * HC_AGENTS_MAX)));
}

static void check_refused(hc_load load, const char *word)
{
    hc_error err = HC_ERROR_INIT;
    CU_ASSERT_EQUAL(hc_load_check(&load, &err), HC_ERR_RANGE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, word));
}

/* Below the range, above it, and no number at all. */
static void load_check_names_what_is_wrong(void)
{
    const hc_load good = hc_load_of(10.0, 180.0);
    hc_load load = good;
    CU_ASSERT_EQUAL(hc_load_check(&load, NULL), HC_OK);
    load.patience_s = HC_TIME_S_MAX;
    load.lines = HC_AGENTS_MAX;
    CU_ASSERT_EQUAL(hc_load_check(&load, NULL), HC_OK);
    const double not_loads[] = {-1.0, 2.0 * HC_LOAD_ERLANGS_MAX, HC_MISSING};
    const double not_times_s[] = {0.0, 2.0 * HC_TIME_S_MAX, HC_MISSING};
    const double not_lines[] = {0.0, 2.0 * HC_AGENTS_MAX, HC_MISSING};
    for (size_t k = 0; k < 3; k++) {
        check_refused(hc_load_of(not_loads[k], 180.0), "the load");
        check_refused(hc_load_of(10.0, not_times_s[k]), "AHT");
        load = good;
        load.patience_s = not_times_s[k];
        check_refused(load, "patience");
        load = good;
        load.lines = not_lines[k];
        check_refused(load, "lines");
    }
}

int main(void)
{
    static const hc_test tests[] = {
        HC_TEST(one_agent_loses_a_over_one_plus_a),
        HC_TEST(textbook_centre_has_the_known_blocking),
        HC_TEST(no_agents_lose_every_call),
        HC_TEST(a_vanishing_load_is_never_lost),
        HC_TEST(neighbours_obey_the_recurrence_up_to_a_million),
        HC_TEST(fractional_agents_lie_between_their_neighbours),
        HC_TEST(fractional_agents_obey_the_recurrence),
        HC_TEST(deep_tails_are_zero_never_nan),
        HC_TEST(load_from_calls_keeps_what_rounding_left_over),
        HC_TEST(arguments_out_of_range_give_missing),
        HC_TEST(load_check_names_what_is_wrong),
    };
    return hc_test_run("erlang_b", tests, sizeof tests / sizeof tests[0]);
}
